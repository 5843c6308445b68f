using System.Text.Json;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.RegisterSamples;

namespace Ledger.Valuation.Tests;

/// <summary>Methods other than comparables take quotes, rates and references from the register; Sample A's figures by hand.</summary>
public sealed class OtherMethodsTests
{
    private static readonly EvidenceParticulars[] Quotes = [Rent("Q1", "lessor-a", "9000.00"), Rent("Q2", "lessor-b", "10000.00"), Rent("Q3", "lessor-c", "10500.00")];

    private static readonly ProposeValue LentMachine = Samples.Propose with
    {
        Method = "rent.quotes", Inputs = JsonElement.Parse("""{"months":"12","use":{"used":"1200","available":"2000","unit":"h"}}"""),
        Register = Choose("Q1", "Q2", "Q3"), Known = With(Quotes),
    };

    [Fact]
    public void Rent_by_registered_quotes() => Values(ContributionKind.LoanedEquipment, "90000.00", LentMachine, "72000.00");

    [Fact]
    public void Quotes_of_one_lessor_are_one_opinion() =>
        Refused(ContributionKind.LoanedEquipment, LentMachine with { Known = With([.. Quotes.Select(quote => quote with { Source = "lessor-a" })]) }, "evidence.one-source", "register.evidence");

    [Fact]
    public void A_related_quote_has_no_place_in_a_median() =>
        Refused(ContributionKind.LoanedEquipment, LentMachine with { Known = With(Quotes[0], Quotes[1], Quotes[2] with { RelatedParty = true }) }, "evidence.related-party", "register.evidence[2].reference");

    [Fact]
    public void A_rent_is_quoted_per_month() =>
        Refused(ContributionKind.LoanedEquipment, LentMachine with { Known = With(Quotes[0], Quotes[1], Quotes[2] with { Details = new EvidenceDetails(Quote: new QuoteDetails("x", "day")) }) },
            "evidence.wrong-unit", "register.evidence[2].reference");

    [Fact]
    public void Quotes_have_no_weights() =>
        Refused(ContributionKind.LoanedEquipment, LentMachine with { Register = new RegisterChoice([Use("Q1", "1"), Use("Q2"), Use("Q3")]) }, "evidence.method-takes-no-grid", "register.evidence[0]");

    [Fact]
    public void Quotes_take_no_index() =>
        Refused(ContributionKind.LoanedEquipment, LentMachine with { Register = Choose("Q1", "Q2", "Q3") with { Series = [new(Machines.Series)] } }, "evidence.method-takes-no-index", "register.series");

    [Fact]
    public void Hours_at_the_surveyed_rate()
    {
        var survey = Of("W1", EvidenceKind.WageSurvey, EvidenceSource.Published, "labour-office", "2025-01-31", "120.00") with
        {
            Details = new EvidenceDetails(WageSurvey: new WageSurveyDetails("h", "CNC engineer", 210, 50)),
        };
        var command = Samples.Propose with { Method = "labour.rate", Inputs = JsonElement.Parse("""{"hours":"400","fringe":"0.35"}"""), Register = Choose("W1"), Known = With(survey) };
        Values(ContributionKind.StaffTime, "64800.00", command, "64800.00");
        // 100, 120 and 300 an hour: the median counts, 400 h x 120 x 1.35.
        Values(ContributionKind.StaffTime, "99999999.00", command with
        {
            Register = Choose("W1", "W2", "W3"),
            Known = With(survey, survey with { Reference = "W2", Source = "b", Sha256 = Hash("W2"), Price = Money.Parse("100.00", Samples.Cny) },
                survey with { Reference = "W3", Source = "c", Sha256 = Hash("W3"), Price = Money.Parse("300.00", Samples.Cny) }),
        }, "64800.00");
        Refused(ContributionKind.StaffTime, command with { Inputs = JsonElement.Parse("""{"hours":"400","fringe":"0.35","rate":"500"}""") }, "evidence.inputs-and-register", "inputs.rate");
        Refused(ContributionKind.StaffTime, command with { Known = With(survey with { Details = new EvidenceDetails(WageSurvey: new WageSurveyDetails("month", "x", 1, 50)) }) }, "evidence.wrong-unit", "register.evidence[0].reference");
    }

    [Fact]
    public void Space_at_the_rate_card()
    {
        var card = Of("R1", EvidenceKind.RateCard, EvidenceSource.Published, "park-office", "2025-01-01", "20.00") with
        {
            ExpiresOn = new DateOnly(2025, 12, 31), Details = new EvidenceDetails(RateCard: new RateCardDetails("m2/month", "Workshop")),
        };
        var inputs = """{"quantity":"300","unit":"m2","periods":"12","periodUnit":"month"}""";
        var command = Samples.Propose with { Method = "market.unit-rate", Inputs = JsonElement.Parse(inputs), Register = Choose("R1"), Known = With(card) };
        Values(ContributionKind.Space, "72000.00", command, "72000.00");
        Refused(ContributionKind.Space, command with { Inputs = JsonElement.Parse(inputs.Replace("month", "year", StringComparison.Ordinal)) }, "evidence.wrong-unit", "register.evidence[0].reference");
    }

    [Fact]
    public void A_royalty_cites_what_it_rests_on()
    {
        var command = Samples.Propose with
        {
            Method = "income.royalty-relief", Register = Choose("C1"), Known = With(C1),
            Inputs = JsonElement.Parse("""{"revenues":["1000000.00","1000000.00","1000000.00"],"royaltyRate":"0.04","taxRate":"0.25","discountRate":"0.10","timing":"year-end"}"""),
        };
        Values(ContributionKind.TechnologyLicence, "100000.00", command, "74605.56");
    }

    [Fact]
    public void What_cites_no_evidence_takes_none_of_the_register()
    {
        var alternative = new ValueAlternative("appraisal.three-appraiser", null, default, Choose("C1"), With(C1), new Text("x", "x"), TaihuAgreement.Adopted, Samples.Valuer, Samples.At);
        var rejection = AlternativeDecider.Decide(Samples.Given(Samples.Opened).State, alternative).Rejection!;
        Assert.Equal(("evidence.method-takes-none", "register"), (rejection.Code, rejection.Field));
    }

    // A list price of 1,000,000 at a condition of 64/80 and a factor of 0.9: 720,000, by hand.
    [Fact]
    public void One_price_through_the_grid_is_recorded_as_an_alternative()
    {
        var list = Of("L1", EvidenceKind.AskingPrice, EvidenceSource.AskingPrice, "maker", "2025-02-10", "1000000.00") with
        {
            Details = C4.Details, Attributes = new AssetAttributes(Condition: Rational.Parse("0.80")),
        };
        var choice = new RegisterChoice(
            [Use("L1", null, new FactorChoice(GridFactorKind.Condition), new FactorChoice(GridFactorKind.Transaction, Rational.Parse("0.9")))], null,
            new AssetAttributes(Condition: Rational.Parse("0.64")));
        var agreement = TaihuAgreement.Adopt(TaihuAgreement.Json(("\"donated-equipment\":{\"methods\":[\"market.comparables\"],\"minEvidence\":3}", "\"donated-equipment\":{\"methods\":[\"market.comparables\"],\"minEvidence\":1}")));
        var decision = AlternativeDecider.Decide(
            Samples.Given(Samples.Opened).State,
            new ValueAlternative("market.adjusted-price", null, default, choice, With(list), new Text("List price, one source.", "厂家报价，单一来源。"), agreement, Samples.Valuer, Samples.At));
        Assert.True(decision.Rejection is null, $"{decision.Rejection?.Code} {decision.Rejection?.Field}");
        Assert.Equal("720000.00", ((AlternativeValued)decision.Facts.Single()).Value.Amount);
    }

    private static RegisterChoice Choose(params string[] references) => new([.. references.Select(reference => Use(reference))]);

    private static Given<Appraisal> Case(ContributionKind kind, string claimed) =>
        Samples.Given(new AppraisalOpened(Samples.Machine with { Kind = kind, Claimed = Money.Parse(claimed, Samples.Cny) }));

    private static void Values(ContributionKind kind, string claimed, ProposeValue command, string value) =>
        Case(kind, claimed).When(state => AppraisalDecider.Decide(state, command)).Then<ValueProposed>(fact => Assert.Equal(value, fact.Value.Amount));

    private static void Refused(ContributionKind kind, ProposeValue command, string code, string field)
    {
        var rejection = AppraisalDecider.Decide(Case(kind, "90000.00").State, command).Rejection;
        Assert.Equal((code, field), (rejection?.Code, rejection?.Field));
    }
}
