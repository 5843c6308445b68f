using System.Text.Json;
using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using static Ledger.Agreements.Tests.IncentiveSamples;

namespace Ledger.Agreements.Tests;

/// <summary>Golden case T0 and figures computed by hand.</summary>
public sealed class TaxCreditGoldenTests
{
    private static object[] YearOne => [Listed, Opened2024, Entered(Million), Due(2024, "60000.00", "40000.00")];

    [Fact]
    public void The_first_year_uses_what_is_due_and_carries_the_rest()
    {
        var answer = Answer(2024, YearOne);
        Assert.Equal(["5 1000000.00", "6 0.00", "7 200000.00"], Form(answer));
        Assert.Equal(
            ("300000.00", "100000.00", "60000.00", "40000.00", "0.00"),
            (answer.Figures!.Available.Amount, answer.Figures.Credit.Amount, answer.Figures.CreditEducation.Amount, answer.Figures.CreditLocal.Amount,
                answer.Figures.DueAfter.Amount));
        Assert.Null(answer.Repayment);
        Assert.Equal("incentive.tax-credit", answer.Calculation!.RuleId);
        Assert.Contains(answer.Calculation.Steps, step => step.Id == "credit" && step.Formula == "min(300000.00, 100000.00)");
    }

    [Fact]
    public void The_second_year_lives_on_the_carry_and_says_that_it_is_provisional_until_the_first_is_closed()
    {
        object[] both = [.. YearOne, Opened2025, Due(2025, "90000.00", "60000.00")];
        var open = Answer(2025, both);
        Assert.Equal(["5 0.00", "6 200000.00", "7 50000.00"], Form(open));
        Assert.Equal(("150000.00", "90000.00", "60000.00"), (open.Figures!.Credit.Amount, open.Figures.CreditEducation.Amount, open.Figures.CreditLocal.Amount));
        Assert.True(open.CarryProvisional);

        var closed = Closed(2024, both);
        Assert.False(Answer(2025, closed).CarryProvisional);
        Assert.Equal("200000.00", Answer(2025, closed).Figures!.CarriedIn.Amount);
        // What the rule said when the year was closed stands, whatever a later version of the rule would say.
        var stored = StoredFacts.Endures(Folded(closed)).Deserialize<IncentiveFile>(FactJson.Facts)!;
        Assert.Equal(["5 1000000.00", "6 0.00", "7 200000.00"], Form(IncentiveAnswer.Of(stored, 2024, [])!));
        Assert.Equal("50000.00", IncentiveClaim.Of(stored, 2025).Figures!.CarriedForward.Amount);
    }

    // 1,000,000 in 2024: 300,000 credit, of which 100,000 used. In 2025 900,000 are withdrawn: -270,000 + 200,000 carried = -70,000.
    [Fact]
    public void A_negative_base_shows_the_repayment_apart_and_the_forms_carry_stops_at_zero()
    {
        var answer = Answer(2025,
            [.. YearOne, Opened2025, Due(2025, "90000.00", "60000.00"), Out("W1", ReductionCause.Withdrawal, "600000.00"), Out("T1", ReductionCause.ShareTransfer, "300000.00")]);
        Assert.Equal(["5 -900000.00", "6 200000.00", "7 0.00"], Form(answer));
        Assert.Equal(("70000.00", "0.00"), (answer.Repayment!.Amount.Amount, answer.Figures!.Credit.Amount));
    }

    [Fact]
    public void The_rate_is_the_policys()
    {
        var half = Opened2024 with { Parameters = Policy with { Rate = Rational.Parse("0.15") } };
        Assert.Equal("150000.00", Answer(2024, [Listed, half, Entered(Million), Due(2024, "60000.00", "40000.00")]).Figures!.Available.Amount);
    }

    [Fact]
    public void What_waits_for_the_tax_office_does_not_count_until_it_is_decided()
    {
        var asked = Million with { Reference = "I2", Kind = "own-equipment", Category = CreditTreatment.AskTaxOffice, Invoice = "INV-002", Amount = Yuan("500000.00") };
        object[] facts = [.. YearOne, Entered(asked)];
        Assert.Equal("1000000.00", Answer(2024, facts).Figures!.Base.Amount);
        var decided = new IncentiveItemDecided(2024, "I2", CreditTreatment.Eligible, "Spending on the base", "Office 12, 2025-01-20, no. 7", E1, At);
        Assert.Equal("1500000.00", Answer(2024, [.. facts, decided]).Figures!.Base.Amount);
        Assert.Equal("1000000.00", Answer(2024, [.. facts, decided with { Treatment = CreditTreatment.NotEligible }]).Figures!.Base.Amount);
        // Stated anew, it has to be asked about again.
        Assert.Equal("1000000.00", Answer(2024, [.. facts, decided, new IncentiveItemCorrected(2024, asked with { Amount = Yuan("1.00") }, "Typing error", E1, At)]).Figures!.Base.Amount);
    }

    [Fact]
    public void An_appraised_value_never_enters_the_base_and_contributions_in_kind_stand_apart()
    {
        var appraised = Million with { Reference = "I2", Basis = CreditBasis.AppraisedValue, Invoice = "APPRAISAL-7", Amount = Yuan("840000.00"), PaidByMember = Yuan("0.00") };
        Delivery[] deliveries = [DeliveryOf("E1-machine", "1200000.00", "840000.00"), DeliveryOf("E1-hours", "64800.00", null)];
        var answer = IncentiveAnswer.Of(Folded([.. YearOne, Entered(appraised)]), 2024, deliveries)!;
        Assert.Equal(("1000000.00", "300000.00"), (answer.Figures!.Base.Amount, answer.Figures.Available.Amount));
        Assert.Equal(["I2 credit.appraised-value"], answer.Figures.Excluded.Select(item => $"{item.Id} {item.Code}"));
        Assert.Equal(("1264800.00", "1200000.00", "840000.00"), (answer.InKind.Claimed.Amount, answer.InKind.ClaimedOfAccepted.Amount, answer.InKind.Accepted.Amount));
    }

    [Fact]
    public void Without_what_is_due_there_are_no_figures_but_a_point_that_says_so()
    {
        var answer = Answer(2024, [Listed, Opened2024, Entered(Million)]);
        Assert.Null(answer.Figures);
        Assert.Equal(["incentive.due-missing at due"], answer.Open.Select(point => $"{point.Code} at {point.Field}"));
    }

    [Fact]
    public void A_listing_that_ended_before_an_invoice_stops_the_figures_of_this_and_every_later_year()
    {
        var ended = Listed with { Listing = Listed.Listing with { To = new DateOnly(2024, 5, 19) }, Reason = "Cancelled" };
        object[] facts = [.. YearOne, ended, Opened2025, Due(2025, "0.00", "0.00")];
        Assert.Equal(["incentive.not-listed at items[0].invoicedOn"], Answer(2024, facts).Open.Select(point => $"{point.Code} at {point.Field}"));
        Assert.Equal(["incentive.carry-unknown at carried"], Answer(2025, facts).Open.Select(point => $"{point.Code} at {point.Field}"));
    }

    [Fact]
    public void The_support_list_names_the_papers_that_are_missing()
    {
        var answer = Answer(2024, [Listed, Opened2024, Entered(Million with { Evidence = new(Contract: Hash('1')) })]);
        Assert.Equal(["invoice", "payment", "acceptance"], Assert.Single(answer.Support).Missing);
    }

    private static IncentiveReductionEntered Out(string reference, ReductionCause cause, string amount) =>
        new(2025, new IncentiveReduction(reference, cause, new DateOnly(2025, 7, 1), Yuan(amount), Hash('b')), E1, At);

    private static Delivery DeliveryOf(string reference, string claimed, string? accepted) => new()
    {
        Id = Id, Party = "E1", Reference = reference, EffectiveOn = new DateOnly(2024, 3, 1), Claimed = Yuan(claimed), Source = new(Id, Hash('c')),
        Accepted = accepted is null ? null : Yuan(accepted), Valuation = accepted is null ? null : new(Id, Hash('d')),
    };

    private static IncentiveAnswer Answer(int year, object[] facts) => IncentiveAnswer.Of(Folded(facts), year, [])!;

    private static IEnumerable<string> Form(IncentiveAnswer answer) => answer.Form!.Select(line => $"{line.Line} {line.Amount.Amount}");
}
