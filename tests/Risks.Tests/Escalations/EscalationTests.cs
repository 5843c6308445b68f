using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using static Ledger.Risks.Tests.Samples;

namespace Ledger.Risks.Tests;

/// <summary>E2 loses 4,000.00; three parties bear 1,000.00 each at most: 1,000.00 lie above all caps and are escalated.</summary>
public sealed class EscalationTests
{
    private const string Escalating =
        """retention":"0.00","reserveLimit":"500.00","key":{"E1":"1/3","E2":"1/3","S":"1/3"},"caps":{"E1":"1000.00","E2":"1000.00","S":"1000.00"},"excess":"escalate"}""";

    private static readonly AgreementDocument Agreed = With(Escalating).Document!;
    private static readonly Text Why = new("E1 had the fire watch", "E1 负责看火");
    private static readonly Actor Judge = new("jin", "G");
    private static readonly Actor OfE1 = new("lin", "E1");
    private static readonly Actor OfE2 = new("zhao-2", "E2");
    private static readonly LossMeasured Loss = Lost(Reported, "4500");

    // The reserve has 500.00: 4,500.00 lost, 4,000.00 left to share.
    private static readonly AllocateLoss Now = AllocationOf(Loss, Agreed);

    private static string PreviewHash(AllocateLoss command) => Allocation.Evaluate(Given(Reported, Loss).State, Agreed, command, out _)!.InputsHash;

    private static ProposeEscalation Propose(params (string Party, string Amount)[] shares) => new(
        PreviewHash(Now), shares.ToDictionary(share => share.Party, share => Yuan(share.Amount), StringComparer.Ordinal), Why, Now with { By = Officer });

    private static EscalationProposed Proposed { get; } = (EscalationProposed)EscalationDecider.Decide(Given(Reported, Loss).State, Propose(("E1", "700.00"), ("E2", "300.00"))).Facts.Single();

    private static EscalationConsented Consent(Actor by) => new(1, by.Organisation, Proposed.Shares[by.Organisation], by, At);

    private static DecideEscalation Accept { get; } = new(1, true, null, Now with { By = Judge });

    private static EscalationDecided Accepted { get; } = new(1, true, null, Judge, At);

    [Fact]
    public void Nothing_is_allocated_while_nobody_decided_who_bears_the_rest()
    {
        Given(Reported, Loss).When(Allocate(Now)).ThenRejected<EscalationUnresolved>("risk.escalation-unresolved");
        Given(Reported, Loss, Proposed).When(Allocate(Now)).ThenRejected<EscalationUnresolved>("risk.escalation-unresolved");
        Given(Reported, Loss, Proposed, new EscalationDecided(1, false, Why, Judge, At)).When(Allocate(Now)).ThenRejected<EscalationUnresolved>("risk.escalation-unresolved");
        // Nothing lies above the caps: nothing is otherwise.
        var small = Lost(Reported, "3500");
        Given(Reported, small).When(Allocate(AllocationOf(small, Agreed))).Then<LossAllocated>(fact => Assert.Null(fact.Escalated));
    }

    [Fact]
    public void Proposed_agreed_to_and_decided_it_is_part_of_the_allocation_which_sums_to_the_loss()
    {
        Given(Reported, Loss).When(state => EscalationDecider.Decide(state, Propose(("E1", "700.00"), ("E2", "300.00")))).Then<EscalationProposed>(fact =>
        {
            Assert.Equal((1, "1000.00", "E1,E2"), (fact.No, fact.Rest.Amount, string.Join(',', fact.Consents)));
        }).ThenAgainNothing();
        Given(Reported, Loss, Proposed).When(Consents(OfE1)).Then(Consent(OfE1)).ThenAgainNothing();
        var ready = Given(Reported, Loss, Proposed, Consent(OfE1), Consent(OfE2));
        ready.When(Decides(Accept)).Then<EscalationDecided>(fact => Assert.True(fact.Accepted)).ThenAgainNothing();
        Given(Reported, Loss, Proposed, Consent(OfE1), Consent(OfE2), Accepted).When(Allocate(Now)).Then<LossAllocated>(fact =>
        {
            Assert.Equal(
                [("E2", null, "500.00"), ("E2", "E1", "1000.00"), ("E2", "S", "1000.00"), ("E2", "E1", "700.00")],
                fact.Payments.Select(payment => (payment.Party, payment.Payer, payment.Amount.Amount)));
            Assert.Equal([("E2", "1000.00", BearingReason.OwnShare), ("E2", "300.00", BearingReason.Excess)], fact.Kept.Select(kept => (kept.Party, kept.Amount.Amount, kept.Reason)));
            Assert.Equal("4500.00", Money.Sum(fact.Payments.Select(payment => payment.Amount).Concat(fact.Kept.Select(kept => kept.Amount)), Cny).Amount);
            Assert.Equal((1, "risk.escalation"), (fact.Escalated!.No, fact.Escalated.Result.RuleId));
        });
    }

    [Fact]
    public void Bad_proposals_are_refused()
    {
        var given = Given(Reported, Loss);
        given.When(Proposes(Propose(("E1", "999.99")))).ThenRejected<InputRejection>("escalation.not-all", "shares");
        given.When(Proposes(Propose(("S", "1000.00")))).ThenRejected<InputRejection>("escalation.public-cap", "shares.S");
        given.When(Proposes(Propose(("E9", "1000.00")))).ThenRejected<InputRejection>("party.unknown", "shares.E9");
        given.When(Proposes(Propose(("E1", "1001.00"), ("E2", "-1.00")))).ThenRejected<InputRejection>("money.negative", "shares.E2");
        given.When(Proposes(Propose(("E1", "1000.00")) with { PreviewHash = new string('0', 64) })).ThenRejected<PreviewChanged>("risk.preview-changed", "previewHash");
        given.When(Proposes(Propose(("E1", "1000.00")) with { Reason = new Text("x", " ") })).ThenRejected<InputRejection>("input.blank", "reason.zh");
        given.When(Proposes(Propose() with { Shares = new Dictionary<string, Money> { ["E1"] = Money.Parse("1000.00", Currency.Of("USD")) } }))
            .ThenRejected<ReserveInOtherCurrency>("money.wrong-currency", "shares.E1.currency");
        Given(Reported).When(Proposes(Propose(("E1", "1000.00")))).ThenRejected<NotMeasured>("risk.not-measured");
        Given().When(Proposes(Propose(("E1", "1000.00")))).ThenRejected<RiskEventUnknown>("risk.unknown");
        Given(Reported, Measured, Allocated).When(Proposes(Propose(("E1", "1000.00")))).ThenRejected<AlreadyAllocated>("risk.already-allocated");
        var small = Lost(Reported, "3500");
        var nothing = AllocationOf(small, Agreed) with { By = Officer };
        Given(Reported, small).When(Proposes(Propose(("E1", "1.00")) with { PreviewHash = PreviewHashOf(small, nothing), Allocation = nothing }))
            .ThenRejected<InputRejection>("escalation.nothing", "allocation.excess");
        var many = Enumerable.Range(1, RiskLimits.Escalations).Select(no => (object)(Proposed with { No = no, Reason = new Text($"{no}", $"{no}") }));
        Given([Reported, Loss, .. many]).When(Proposes(Propose(("E1", "700.00"), ("E2", "300.00")))).ThenRejected<InputRejection>("input.too-many", "shares");
    }

    [Fact]
    public void Who_is_a_side_of_it_does_not_decide_and_without_consent_nobody_does()
    {
        var given = Given(Reported, Loss, Proposed);
        given.When(Decides(Accept)).ThenRejected<EscalationConsentMissing>("risk.escalation-consent-missing");
        var agreed = Given(Reported, Loss, Proposed, Consent(OfE1), Consent(OfE2));
        agreed.When(Decides(By(Officer))).ThenRejected<EscalationMakerDecides>("risk.escalation-maker-decides");
        agreed.When(Decides(By(new Actor(Reporter.Person, "G")))).ThenRejected<MakerAllocates>("risk.maker-approves");
        agreed.When(Decides(By(new Actor("any", "E1")))).ThenRejected<EscalationInterested>("risk.escalation-interested");
        agreed.When(Decides(By(new Actor("any", "E2")))).ThenRejected<EscalationInterested>("risk.escalation-interested");
        agreed.When(Decides(new DecideEscalation(2, true, null, Now with { By = Judge }))).ThenRejected<EscalationUnknown>("risk.escalation-unknown");
        agreed.When(Decides(Accept with { Accepts = false })).ThenRejected<InputRejection>("input.missing", "reason");
        agreed.When(Decides(Accept with { Accepts = false, Reason = Why })).Then<EscalationDecided>(fact => Assert.False(fact.Accepted));
        given.When(Consents(new Actor("chen", "S"))).ThenRejected<EscalationNotConcerned>("risk.escalation-not-concerned");
        var decided = Given(Reported, Loss, Proposed, Consent(OfE1), Consent(OfE2), Accepted);
        decided.When(Decides(Accept with { Accepts = false, Reason = Why })).ThenRejected<EscalationIsDecided>("risk.escalation-decided");
        decided.When(Proposes(Propose(("E1", "1000.00")))).ThenRejected<EscalationIsDecided>("risk.escalation-decided");
        decided.When(Proposes(Propose(("E1", "700.00"), ("E2", "300.00")))).ThenNothing();
        Given(Reported, Loss, Proposed, new EscalationDecided(1, false, Why, Judge, At)).When(Consents(OfE1)).ThenRejected<EscalationIsDecided>("risk.escalation-decided");
    }

    [Fact]
    public void A_panel_decides_where_the_agreement_has_one()
    {
        var json = TaihuAgreement.Json(
            ("""retention":"0.00","reserveLimit":"60000.00","key":{"E1":"1/3","E2":"1/3","S":"1/3"},"excess":"stays"}""", Escalating),
            ("\"objectionWindow\":\"P10D\"", "\"objectionWindow\":\"P10D\",\"panel\":[\"PANEL\"]"));
        var panel = TaihuAgreement.Adopt(json).Document!;
        var given = Given(Reported, Loss, Proposed, Consent(OfE1), Consent(OfE2));
        given.When(Decides(Accept with { Allocation = Now with { By = Judge, Agreement = panel } })).ThenRejected<EscalationNotPanel>("risk.escalation-not-panel");
        given.When(Decides(Accept with { Allocation = Now with { By = new Actor("gu", "PANEL"), Agreement = panel } })).Then<EscalationDecided>(_ => { });
    }

    // A later proposal takes the place of the first; and another draw on the reserve makes another rest, which nobody decided.
    [Fact]
    public void A_decision_holds_for_exactly_one_preview_and_the_last_proposal_counts()
    {
        var second = (EscalationProposed)Given(Reported, Loss, Proposed).When(Proposes(Propose(("E1", "1000.00")))).Decision.Facts.Single();
        Assert.Equal(2, second.No);
        Given(Reported, Loss, Proposed, second).When(Consents(OfE2)).ThenRejected<EscalationReplaced>("risk.escalation-replaced");
        Given(Reported, Loss, Proposed, second).When(Decides(Accept)).ThenRejected<EscalationReplaced>("risk.escalation-replaced");

        var drawn = AllocationOf(Loss, Agreed, Yuan("500.00"), 1);
        var decided = Given(Reported, Loss, Proposed, Consent(OfE1), Consent(OfE2), Accepted);
        Assert.Equal("1500.00", decided.When(Allocate(drawn)).ThenRejected<EscalationUnresolved>("risk.escalation-unresolved").Rest.Amount);
        Given(Reported, Loss, Proposed, Consent(OfE1), Consent(OfE2)).When(Decides(Accept with { Allocation = drawn with { By = Judge } })).ThenRejected<PreviewChanged>("risk.preview-changed");
        // So does another measurement.
        var again = Lost(Reported, "4500") with { At = At.AddDays(1) };
        Given(Reported, Loss, Proposed, Consent(OfE1), Consent(OfE2), Accepted, again).When(Allocate(AllocationOf(again, Agreed))).ThenRejected<EscalationUnresolved>("risk.escalation-unresolved");
    }

    [Fact]
    public void Its_facts_can_be_stored_read_and_hashed()
    {
        StoredFacts.Endures(Proposed);
        StoredFacts.Endures(Consent(OfE1));
        StoredFacts.Endures(Accepted with { Reason = Why });
        StoredFacts.Endures(Given(Reported, Loss, Proposed, Consent(OfE1), Accepted).State);
        var allocated = (LossAllocated)Given(Reported, Loss, Proposed, Consent(OfE1), Consent(OfE2), Accepted).When(Allocate(Now)).Decision.Facts[0];
        Assert.Equal(1, StoredFacts.Endures(allocated).GetProperty("escalated").GetProperty("no").GetInt32());
        Assert.False(StoredFacts.Endures(Allocated).TryGetProperty("escalated", out _));
    }

    private static string PreviewHashOf(LossMeasured measured, AllocateLoss command) => Allocation.Evaluate(Given(Reported, measured).State, Agreed, command, out _)!.InputsHash;

    private static DecideEscalation By(Actor by) => Accept with { Allocation = Now with { By = by } };

    private static Func<RiskEvent, Decision> Allocate(AllocateLoss command) => state => RiskEventDecider.Decide(state, command);

    private static Func<RiskEvent, Decision> Proposes(ProposeEscalation command) => state => EscalationDecider.Decide(state, command);

    private static Func<RiskEvent, Decision> Consents(Actor by) => state => EscalationDecider.Decide(state, new ConsentToEscalation(1, by, At));

    private static Func<RiskEvent, Decision> Decides(DecideEscalation command) => state => EscalationDecider.Decide(state, command);
}
