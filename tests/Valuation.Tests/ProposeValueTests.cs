using System.Text.Json;
using CsCheck;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

public sealed class ProposeValueTests
{
    [Fact]
    public void The_machine_of_sample_A_is_worth_what_was_computed_by_hand() =>
        Given(Opened).When(Deciding(Propose))
            .Then<ValueProposed>(fact =>
            {
                Assert.Equal("840000.00 CNY", fact.Value.ToString());
                Assert.Equal(("market.comparables", 2), (fact.Method, fact.MethodVersion));
                var figures = fact.Result.FiguresAs<GridFigures>();
                Assert.Equal(("360000.00", "845454.55", "B"), (figures.Excess.Amount, figures.WeightedMean.Amount, figures.Grade));
                Assert.Equal(["C5"], figures.Comparables.Where(item => item.Outlier).Select(item => item.Id));
                Assert.Equal((1, TaihuAgreement.Adopted.Source, Verification), (fact.AgreementVersion, fact.Agreement, fact.Contribution));
                Assert.Equal((Valuer, At), (fact.By, fact.At));
            })
            .ThenState(state => Assert.Equal(AppraisalState.Proposed, state.State))
            .ThenAgainNothing();

    public static TheoryData<string, ContributionKind, string, string, string, string> OtherContributions => new()
    {
        {
            "CMM lent by E2", ContributionKind.LoanedEquipment, "90000.00", "rent.quotes",
            """
            {"quotes":[{"id":"Q1","perMonth":"9000.00","quotedOn":"2025-01-10"},{"id":"Q2","perMonth":"10000.00","quotedOn":"2025-01-12"},
              {"id":"Q3","perMonth":"10500.00","quotedOn":"2025-02-01"}],"months":"12","use":{"used":"1200","available":"2000","unit":"h"}}
            """,
            "72000.00"
        },
        {
            "Engineers of E2", ContributionKind.StaffTime, "64800.00", "labour.rate",
            """{"hours":"400","rate":"120.00","fringe":"0.35","evidence":["E2-hours-timesheet"]}""", "64800.00"
        },
        {
            "Know-how of E1", ContributionKind.TechnologyLicence, "100000.00", "income.royalty-relief",
            """
            {"revenues":["1000000.00","1000000.00","1000000.00"],"royaltyRate":"0.04","taxRate":"0.25","discountRate":"0.10",
             "timing":"year-end","evidence":["E1-licence"]}
            """,
            "74605.56"
        },
        {
            "Workshop of S", ContributionKind.Space, "72000.00", "market.unit-rate",
            """{"quantity":"300","unit":"m2","rate":"20.00","periods":"12","periodUnit":"month","evidence":["S-rent-appraisal"]}""",
            "72000.00"
        },
        {
            "Cash of G", ContributionKind.Cash, "200000.00", "cash.face",
            """{"received":"200000.00","evidence":["G-bank-record"]}""", "200000.00"
        },
    };

    [Theory]
    [MemberData(nameof(OtherContributions))]
    public void The_other_contributions_of_sample_A_too(
        string what, ContributionKind kind, string claimed, string method, string inputs, string value)
    {
        var opened = new AppraisalOpened(Machine with
        {
            Kind = kind, Claimed = Money.Parse(claimed, Cny), Title = new Text(what, what),
        });
        Given(opened).When(Deciding(Propose with { Method = method, Inputs = JsonElement.Parse(inputs) }))
            .Then<ValueProposed>(fact => Assert.Equal(value, fact.Value.Amount));
    }

    [Fact]
    public void What_is_not_verified_has_no_appraisal() => Given().When(Deciding(Propose)).ThenRejected<AppraisalUnknown>("appraisal.unknown");

    [Fact]
    public void A_valuer_of_the_contributor_cannot_value_it() =>
        Given(Opened).When(Deciding(Propose with { By = Contributor })).ThenRejected<OwnAppraisal>("appraisal.own");

    [Fact]
    public void After_acceptance_nothing_is_proposed() =>
        Given(Opened, Proposed, Accepted).When(Deciding(Propose)).ThenRejected<AlreadyAccepted>("appraisal.accepted");

    [Fact]
    public void Without_an_agreement_in_force_there_is_no_policy() =>
        Given(Opened).When(Deciding(Propose with { Agreement = null })).ThenRejected<AgreementNotActive>("appraisal.agreement-not-active");

    [Fact]
    public void A_version_that_no_longer_takes_the_kind_values_none() =>
        Given(Opened).When(Deciding(Propose with { Agreement = Version2(("\"donated-equipment\"", "\"supplies\"")) }))
            .ThenRejected<KindNotAgreed>("appraisal.kind-not-agreed");

    [Fact]
    public void A_claim_in_another_currency_than_the_agreements_cannot_be_valued() =>
        Given(new AppraisalOpened(Machine with { Claimed = Money.Parse("1.00", Currency.Of("EUR")) })).When(Deciding(Propose))
            .ThenRejected<WrongCurrency>("money.wrong-currency");

    [Theory]
    [InlineData("labour.rate")]
    [InlineData("risk.disruption")]
    [InlineData("market.guess")]
    [InlineData("")]
    public void Only_agreed_methods_count(string method) =>
        Given(Opened).When(Deciding(Propose with { Method = method })).ThenRejected<MethodNotAgreed>("appraisal.method-not-agreed", "method");

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    public void A_version_of_the_method_must_exist(int version) =>
        Given(Opened).When(Deciding(Propose with { Version = version }))
            .ThenRejected<MethodVersionUnknown>("appraisal.method-version-unknown", "version");

    [Fact]
    public void The_first_version_named_is_the_first_version_used() =>
        Given(Opened).When(Deciding(Propose with { Version = 1 })).Then<ValueProposed>(fact => Assert.Equal(1, fact.MethodVersion));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Fewer_comparables_than_the_policy_asks_are_refused(int count) =>
        Given(Opened).When(Deciding(Propose with { Inputs = First(count) }))
            .ThenRejected<InputRejection>("valuation.too-few-evidence", "inputs.comparables");

    [Theory]
    [InlineData("""{"minEffective":"1"}""")]
    [InlineData("""{"sourceShare":"0.4"}""")]
    [InlineData("null")]
    public void The_valuer_cannot_choose_the_policy_not_even_the_usual_one(string policy) =>
        Given(Opened).When(Deciding(Propose with { Inputs = JsonElement.Parse($"{{\"policy\":{policy},{MachineComparables.Five.GetRawText().TrimStart()[1..]}") }))
            .ThenRejected<InputRejection>("input.policy-not-allowed", "inputs.policy");

    [Fact]
    public void As_many_comparables_as_the_policy_asks_are_enough() =>
        Given(Opened).When(Deciding(Propose with { Inputs = First(3) })).Then<ValueProposed>(_ => { });

    [Theory]
    [InlineData("{}", "input.missing", "inputs.comparables")]
    [InlineData("null", "input.wrong-type", "inputs")]
    [InlineData("[]", "input.wrong-type", "inputs")]
    [InlineData("""{"comparables":[],"bonus":"1"}""", "input.empty", "inputs.comparables")]
    [InlineData("""{"comparables":[{"id":"C1","price":"-1.00","pricedOn":"2025-01-01","sourceClass":"invoice"}]}""", "money.negative", "inputs.comparables[0].price")]
    [InlineData("""{"comparables":[{"id":"C1","price":"1.001","pricedOn":"2025-01-01","sourceClass":"invoice"}]}""", "money.over-precise", "inputs.comparables[0].price")]
    [InlineData("""{"comparables":[{"id":"C1","price":"1.00","pricedOn":"2025-03-02","sourceClass":"invoice"}]}""", "valuation.evidence-after-date", "inputs.comparables[0].pricedOn")]
    public void What_the_method_refuses_names_the_field_of_the_request(string inputs, string code, string field) =>
        Given(Opened).When(Deciding(Propose with { Inputs = JsonElement.Parse(inputs) })).ThenRejected<InputRejection>(code, field);

    [Theory]
    [InlineData("""{"terms":{"currency":"CNY","claimed":"9.00","capAtClaim":false,"minEvidence":0,"on":"2025-03-01"}}""")]
    [InlineData("""{"terms":null,"comparables":[]}""")]
    public void The_valuer_cannot_choose_the_terms(string inputs) =>
        Given(Opened).When(Deciding(Propose with { Inputs = JsonElement.Parse(inputs) }))
            .ThenRejected<InputRejection>("input.terms-not-allowed", "inputs.terms");

    [Fact]
    public void Terms_come_from_agreement_and_claim() =>
        Given(Opened).When(Deciding(Propose)).Then<ValueProposed>(fact => Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse("""{"currency":"CNY","claimed":"1200000.00","capAtClaim":true,"minEvidence":3,"on":"2025-03-01"}"""),
            fact.Result.Inputs.GetProperty("terms"))));

    [Fact]
    public void A_claim_below_the_market_caps_the_value() =>
        Given(new AppraisalOpened(Machine with { Claimed = Money.Parse("800000.00", Cny) })).When(Deciding(Propose))
            .Then<ValueProposed>(fact => Assert.Equal("800000.00", fact.Value.Amount));

    [Fact]
    public void Where_the_agreement_does_not_cap_the_market_counts() =>
        Given(new AppraisalOpened(Machine with { Claimed = Money.Parse("800000.00", Cny) }))
            .When(Deciding(Propose with { Agreement = Version2(("\"capAtClaim\":true", "\"capAtClaim\":false")) }))
            .Then<ValueProposed>(fact => Assert.Equal(("840000.00", 2), (fact.Value.Amount, fact.AgreementVersion)));

    [Fact]
    public void A_new_proposal_takes_the_place_of_an_older_one() =>
        Given(Opened, Proposed).When(Deciding(Propose with { Inputs = First(4), By = new Actor("ma", "V") }))
            .ThenState(state =>
            {
                Assert.Equal("ma", state.Proposal!.By.Person);
                Assert.NotEqual(Proposed.ProposalHash, state.Proposal.ProposalHash);
                Assert.Equal(AppraisalState.Proposed, state.State);
            });

    [Fact]
    public void The_same_proposal_of_another_valuer_changes_nothing() =>
        Given(Opened, Proposed).When(Deciding(Propose with { By = new Actor("ma", "V"), At = At.AddDays(1) })).ThenNothing();

    [Fact]
    public void The_same_value_under_a_newer_version_of_the_agreement_is_proposed_anew() =>
        Given(Opened, Proposed).When(Deciding(Propose with { Agreement = Version2() }))
            .Then<ValueProposed>(fact => Assert.Equal((Proposed.ProposalHash, 2), (fact.ProposalHash, fact.AgreementVersion)));

    [Fact]
    public void The_order_of_comparables_changes_no_value() =>
        Gen.Shuffle(MachineComparables.Five.GetProperty("comparables").EnumerateArray().ToArray()).Sample(shuffled =>
            Given(Opened).When(Deciding(Propose with { Inputs = JsonSerializer.SerializeToElement(new { comparables = shuffled }) }))
                .Then<ValueProposed>(fact => Assert.Equal("840000.00", fact.Value.Amount)));

    [Fact]
    public void Whatever_a_valuer_sends_is_valued_or_refused_and_never_a_fault() =>
        Gen.Select(Gen.OneOfConst("0.01", "1.00", "999999999999999.99", "92233720368547758.07", "-5.00", "x", ""),
                Gen.OneOfConst("0.5", "1", "2", "1/3", "0", "-1", "1e9"), Gen.OneOfConst("2025-01-01", "9999-12-31", "yesterday"), Gen.Int[1, 6])
            .Sample((price, factor, day, count) =>
            {
                var inputs = JsonSerializer.SerializeToElement(new
                {
                    comparables = Enumerable.Range(0, count).Select(i => new
                    {
                        id = $"C{i}", price, pricedOn = day, sourceClass = "invoice",
                        factors = new[] { new { kind = "region", factor } },
                    }),
                });
                var decision = AppraisalDecider.Decide(Given(Opened).State, Propose with { Inputs = inputs });
                return decision.Rejection is { Field: not null } || decision.Facts is [ValueProposed];
            });

    [Theory]
    [InlineData(ContributionKind.Space, "market.unit-rate", """{"quantity":"#","unit":"m2","rate":"#","evidence":["e"]}""")]
    [InlineData(ContributionKind.StaffTime, "labour.rate", """{"hours":"#","rate":"1.00","fringe":"#","evidence":["e"]}""")]
    [InlineData(ContributionKind.TechnologyLicence, "income.royalty-relief",
        """{"revenues":["90000000000000000.00","90000000000000000.00"],"royaltyRate":"1","taxRate":"0","discountRate":"0","timing":"year-end","evidence":["e"]}""")]
    public void A_value_beyond_all_money_is_refused_and_never_a_fault(ContributionKind kind, string method, string inputs)
    {
        var decision = AppraisalDecider.Decide(
            Given(new AppraisalOpened(Machine with { Kind = kind })).State,
            Propose with { Method = method, Inputs = JsonElement.Parse(inputs.Replace("#", new string('9', 30), StringComparison.Ordinal)) });
        Assert.IsType<InputRejection>(decision.Rejection);
    }

    private static AdoptedAgreement Version2(params (string Old, string New)[] changes) => TaihuAgreement.Adopt(
        TaihuAgreement.Json([("\"version\":1", "\"version\":2"), .. changes]),
        new Citation(Guid.Parse("0198f000-0000-7000-8000-00000000a002"), new string('e', 64)));

    private static Func<Appraisal, Decision> Deciding(ProposeValue command) => state => AppraisalDecider.Decide(state, command);
}
