using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>Terms of settlement: proposed, agreed to by who is carried, approved by a second person.</summary>
public sealed class SettlementTermsTests
{
    private static readonly CarryTerm Carry = new("E2", new Dictionary<string, Rational> { ["E1"] = 50, ["S"] = 50 }, Yuan("100.00"), Rational.Zero);

    private static readonly SettlementTermsDraft Draft = new(new DateOnly(2025, 1, 1), [], Yuan("10.00"), [Carry], [new OverdraftTerm(Account.Bank, Yuan("5.00"))]);

    private static readonly ProposeTerms Propose = new(TaihuAgreement.Id, Draft, TaihuAgreement.Adopted.Document, Wang, At);

    private static readonly SettlementTermsProposed Proposed = new(TaihuAgreement.Id, 1, Draft, Wang, At);

    [Fact]
    public void They_rule_when_everybody_concerned_has_agreed()
    {
        Given().When(Proposing(Propose)).Then(Proposed).ThenAgainNothing();
        Given(Proposed).When(state => SettlementTermsDecider.Decide(state, new ApproveTerms(1, Sun, At))).ThenRejected<TermsConsentMissing>("settlement-terms.consent-missing");
        Given(Proposed).When(state => SettlementTermsDecider.Decide(state, new ConsentToTerms(1, Lin, At))).ThenRejected<TermsNotConcerned>("settlement-terms.not-concerned");
        var consented = new SettlementTermsConsented(1, "E2", Zhao, At);
        Given(Proposed).When(state => SettlementTermsDecider.Decide(state, new ConsentToTerms(1, Zhao, At))).Then(consented);
        Given(Proposed, consented).When(state => SettlementTermsDecider.Decide(state, new ApproveTerms(1, Wang, At))).ThenRejected<TermsMaker>("settlement-terms.maker-approves");
        Given(Proposed, consented).When(state => SettlementTermsDecider.Decide(state, new ApproveTerms(1, Sun, At))).Then(new SettlementTermsApproved(1, Sun, At))
            .ThenState(state =>
            {
                Assert.Equal(1, state.InForce(new DateOnly(2025, 1, 1))!.No);
                Assert.Null(state.InForce(new DateOnly(2024, 12, 31)));
                Assert.Equal([new AllowedOverdraft("cash:consortium:bank", 500)], state.Overdrafts);
            });
        Given(Proposed).When(state => SettlementTermsDecider.Decide(state, new ApproveTerms(2, Sun, At))).ThenRejected<TermsUnknown>("settlement-terms.unknown");
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var tax = new WithholdingTerm("E1", Rational.Parse("0.1"), new("Tax", "税"));
        Refused<TermsRate>(Draft with { Withholding = [tax with { Rate = Rational.Parse("1.1") }] }, "settlement-terms.rate", "withholding[0].rate");
        Refused<TermsPartyTwice>(Draft with { Withholding = [tax, tax] }, "settlement-terms.party-twice", "withholding[1].party");
        Refused<InputRejection>(Draft with { Withholding = [tax with { Party = "X" }] }, "party.unknown", "withholding[0].party");
        Refused<TermsCarriers>(Draft with { Carries = [Carry with { Carriers = new Dictionary<string, Rational> { ["E1"] = 99 } }] }, "settlement-terms.carriers", "carries[0].carriers");
        Refused<TermsAccount>(Draft with { Overdrafts = [new OverdraftTerm(Account.Fees, Yuan("1.00"))] }, "settlement-terms.account", "overdrafts[0].account");
        Refused<WrongCurrency>(Draft with { MinimumPayout = Money.Parse("1.00", Usd) }, "money.wrong-currency", "minimumPayout.currency");
        Refused<InputRejection>(
            Draft with { Withholding = [.. Enumerable.Repeat(tax, DistributionLimits.Terms + 1)] }, "input.too-many", "terms");
    }

    private static void Refused<TRejection>(SettlementTermsDraft draft, string code, string field)
        where TRejection : Rejection =>
        Given().When(Proposing(Propose with { Terms = draft })).ThenRejected<TRejection>(code, field);

    private static Func<SettlementTerms, Decision> Proposing(ProposeTerms command) => state => SettlementTermsDecider.Decide(state, command);

    private static Given<SettlementTerms> Given(params object[] facts) =>
        GivenWhenThen.Given(SettlementTerms.None(SampleA.RunId), SettlementTermsDecider.Evolve, facts);
}
