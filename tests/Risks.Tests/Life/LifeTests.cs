using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Risks.Tests.Samples;

namespace Ledger.Risks.Tests;

/// <summary>Disputes, recoveries, reversals: an event after its allocation. The loss is sample A's 5,300.00, paid by the reserve.</summary>
public sealed class LifeTests
{
    private static readonly Text Why = new("Counted twice", "重复计算");
    private static readonly Actor Other = new("li", "E1");
    private static readonly Actor Judge = new("fang", "S");
    private static readonly DateTimeOffset Allocation = Allocated.At;
    private static readonly ReserveStanding Standing = new(Yuan("5300.00"), 1, DrawStream);
    private static readonly string Hash = new('c', 64);

    private static DisputeAllocation Dispute { get; } = new(Why, Document, Other, Allocation.AddDays(1));

    private static AllocationDisputed Disputed { get; } = new(1, 1, "R1-disruption", TaihuAgreement.Id, Why, new DateOnly(2026, 1, 11), Other, Allocation.AddDays(1));

    private static ReportRecovery Recover { get; } = new("policy-7", "E2", new DateOnly(2026, 2, 1), Yuan("3000.00"), Hash, Document, Officer, Allocation.AddDays(30));

    private static RecoveryReported Recovered { get; } = new(1, "policy-7", "E2", new DateOnly(2026, 2, 1), Yuan("3000.00"), Hash, "R1-disruption", TaihuAgreement.Id, Officer, Allocation.AddDays(30));

    private static DecideRecovery Confirm { get; } = new(1, true, null, Standing, Approver, Allocation.AddDays(31));

    [Fact]
    public void A_party_disputes_within_the_window() => Given(Reported, Measured, Allocated).When(Decide(Dispute)).Then(Disputed).ThenAgainNothing();

    [Fact]
    public void The_window_ends_to_the_second()
    {
        var ends = Allocation + Document.ObjectionWindow.Length;
        Given(Reported, Measured, Allocated).When(Decide(Dispute with { At = ends })).Then<AllocationDisputed>(_ => { });
        Given(Reported, Measured, Allocated).When(Decide(Dispute with { At = ends.AddTicks(1) })).ThenRejected<RiskObjectionLate>("risk.objection-late");
    }

    [Fact]
    public void Bad_disputes_are_refused()
    {
        Given(Reported, Measured).When(Decide(Dispute)).ThenRejected<NotAllocated>("risk.not-allocated");
        Given(Reported, Measured, Allocated).When(Decide(Dispute with { By = new Actor("x", "X") })).ThenRejected<ReporterNotParty>("risk.reporter-not-party");
        Given(Reported, Measured, Allocated).When(Decide(Dispute with { Reason = new Text("", "x") })).ThenRejected<InputRejection>("input.blank", "reason.en");
        Given(Reported, Measured, Allocated, Disputed).When(Decide(Dispute with { Reason = new Text("b", "b") })).ThenRejected<DisputeStands>("risk.dispute-stands");
        Given(Reported, Measured, Allocated, new RiskEventClosed(Officer, At)).When(Decide(Dispute)).ThenRejected<EventNotOpen>("risk.not-open");
        Given().When(Decide(Dispute)).ThenRejected<RiskEventUnknown>("risk.unknown");
        var many = Enumerable.Range(1, RiskLimits.Disputes).SelectMany(no => new object[]
        {
            Disputed with { No = no }, new AllocationDisputeSettled(no, 1, "R1", TaihuAgreement.Id, DisputeOutcome.Dismissed, Why, Recover.ReceivedOn, Judge, At),
        });
        Given([Reported, Measured, Allocated, .. many]).When(Decide(Dispute)).ThenRejected<InputRejection>("input.too-many", "reason");
    }

    [Fact]
    public void A_dismissed_dispute_leaves_the_allocation()
    {
        var given = Given(Reported, Measured, Allocated, Disputed);
        Assert.Equal(RiskStage.Disputed, given.State.Stage);
        given.When(Decide(Settle(DisputeOutcome.Dismissed, Judge))).ThenState(state =>
        {
            Assert.Equal(RiskStage.Allocated, state.Stage);
            Assert.NotNull(state.Allocated);
        }).ThenAgainNothing();
    }

    [Fact]
    public void An_upheld_dispute_reverses_the_allocation_and_returns_the_draw()
    {
        var when = Given(Reported, Measured, Allocated, Disputed).When(Decide(Settle(DisputeOutcome.Upheld, Judge)));
        var reversed = when.Decision.Facts.OfType<AllocationReversed>().Single();
        Assert.Equal([new Transfer("E2", null, Yuan("5300.00"))], reversed.Transfers);
        Assert.Equal((1, ReversalCause.DisputeUpheld, new DrawNumber(2025, 2, Yuan("5300.00"))), (reversed.AllocationNo, reversed.Cause, reversed.Returned));
        var back = Assert.IsType<ReserveReturned>(Assert.Single(Assert.Single(when.Decision.NewStreams).Facts));
        Assert.Equal(("5300.00", "0.00", 2), (back.Amount.Amount, back.Committed.Amount, back.No));
        Assert.Equal((RiskStage.Reopened, null, null), (when.After.Stage, when.After.Measured, when.After.Allocated));
    }

    [Fact]
    public void Who_decides_a_dispute_is_neither_its_party_nor_who_made_the_allocation()
    {
        var given = Given(Reported, Measured, Allocated, Disputed);
        given.When(Decide(Settle(DisputeOutcome.Upheld, new Actor("z", "E1")))).ThenRejected<OwnDispute>("risk.own-dispute");
        given.When(Decide(Settle(DisputeOutcome.Upheld, Approver))).ThenRejected<MakerAllocates>("risk.maker-approves");
        given.When(Decide(Settle(DisputeOutcome.Upheld, new Actor("wang", "S")))).ThenRejected<MakerAllocates>("risk.maker-approves");
        given.When(Decide(Settle(DisputeOutcome.Withdrawn, Judge))).ThenRejected<DisputeOfOthers>("risk.dispute-of-others");
        given.When(Decide(Settle(DisputeOutcome.Withdrawn, new Actor("z", "E1")))).ThenState(state => Assert.Equal(RiskStage.Allocated, state.Stage));
        given.When(Decide(Settle(DisputeOutcome.Upheld, Judge) with { No = 2 })).ThenRejected<DisputeUnknown>("risk.dispute-unknown");
        Given(given.State, new AllocationDisputeSettled(1, 1, "R1", TaihuAgreement.Id, DisputeOutcome.Dismissed, Why, Recover.ReceivedOn, Judge, At))
            .When(Decide(Settle(DisputeOutcome.Upheld, Judge))).ThenRejected<DisputeIsSettled>("risk.dispute-settled");
    }

    [Fact]
    public void The_next_allocation_has_the_next_number()
    {
        var reversed = Given(Reported, Measured, Allocated, Disputed).When(Decide(Settle(DisputeOutcome.Upheld, Judge))).After;
        var measured = Lost(Reported, "4000");
        Given(reversed, measured).When(state => RiskEventDecider.Decide(state, AllocationOf(measured, Document, Yuan("0.00"), 2))).Then<LossAllocated>(fact =>
        {
            Assert.Equal((2, "4000.00", new DrawNumber(2025, 3, Yuan("4000.00"))), (fact.No, fact.Loss.Amount, fact.Draw));
        });
    }

    [Fact]
    public void A_recovery_is_reported_by_one_and_decided_by_another() =>
        Given(Reported, Measured, Allocated).When(Decide(Recover)).Then(Recovered).ThenAgainNothing();

    // The reserve paid all 5,300.00, so it gets back all 3,000.00, and E2, which holds the money, pays it.
    [Fact]
    public void A_recovery_goes_back_by_the_key_in_reverse()
    {
        var when = Given(Reported, Measured, Allocated, Recovered).When(Decide(Confirm));
        when.Then<LossRecovered>(fact =>
        {
            Assert.Equal([new Transfer("E2", null, Yuan("3000.00"))], fact.Transfers);
            Assert.Equal(("2300.00", 1, 1, new DrawNumber(2025, 2, Yuan("3000.00"))), (fact.LossLeft.Amount, fact.AllocationNo, fact.No, fact.Returned));
        }).ThenAgainNothing();
        Assert.Equal("2300.00", Assert.IsType<ReserveReturned>(Assert.Single(Assert.Single(when.Decision.NewStreams).Facts)).Committed.Amount);
        Assert.Equal("2300.00", RecoveryDecider.Left(when.After).Amount);
    }

    // Thirds of 5,300 without reserve: E1 1,766.67, S 1,766.67 (odd cents by party id), E2 keeps 1,766.66. Of 3,000 back each gets 1,000.
    [Fact]
    public void Parties_get_back_what_they_bore_too_much()
    {
        var noReserve = With("""retention":"0.00","reserveLimit":"0.00","key":{"E1":"1/3","E2":"1/3","S":"1/3"},"excess":"stays"}""").Document!;
        var allocated = (LossAllocated)RiskEventDecider.Decide(Given(Reported, Measured).State, AllocationOf(Measured, noReserve)).Facts.Single();
        Given(Reported, Measured, allocated, Recovered).When(Decide(Confirm)).Then<LossRecovered>(fact =>
        {
            Assert.Equal([new Transfer("E2", "E1", Yuan("1000.00")), new Transfer("E2", "S", Yuan("1000.00"))], fact.Transfers);
            Assert.Null(fact.Returned);
        });
    }

    [Fact]
    public void Bad_recoveries_are_refused()
    {
        var given = Given(Reported, Measured, Allocated);
        given.When(Decide(Recover with { Amount = Yuan("5300.01") })).ThenRejected<RecoveryAboveLoss>("recovery.above-loss", "amount");
        Given(given.State, Recovered).When(Decide(Recover with { Reference = "b", Amount = Yuan("2300.01") })).ThenRejected<RecoveryAboveLoss>("recovery.above-loss");
        Given(given.State, Recovered).When(Decide(Recover with { Amount = Yuan("1.00") })).ThenRejected<RecoveryExists>("recovery.exists", "reference");
        given.When(Decide(Recover with { Holder = "X" })).ThenRejected<InputRejection>("party.unknown", "holder");
        given.When(Decide(Recover with { Amount = Yuan("0.00") })).ThenRejected<InputRejection>("money.not-positive", "amount.amount");
        given.When(Decide(Recover with { Amount = Money.Parse("1.00", Currency.Of("USD")) })).ThenRejected<ReserveInOtherCurrency>("money.wrong-currency");
        given.When(Decide(Recover with { Sha256 = "abc" })).ThenRejected<EvidenceHashMalformed>("risk.evidence-hash", "sha256");
        given.When(Decide(Recover with { ReceivedOn = new DateOnly(2025, 6, 15) })).ThenRejected<RecoveryBeforeEvent>("recovery.before-event", "receivedOn");
        given.When(Decide(Recover with { ReceivedOn = new DateOnly(2027, 1, 1) })).ThenRejected<OccurredInFuture>("risk.occurred-in-future", "receivedOn");
        Given(Reported, Measured).When(Decide(Recover)).ThenRejected<NotAllocated>("risk.not-allocated");
        var many = Enumerable.Range(1, RiskLimits.Recoveries).Select(no => Recovered with { No = no, Reference = $"r{no}", Amount = Yuan("1.00") });
        Given([Reported, Measured, Allocated, .. many]).When(Decide(Recover)).ThenRejected<InputRejection>("input.too-many", "reference");
    }

    [Fact]
    public void Who_decides_a_recovery_neither_reported_nor_holds_it()
    {
        var given = Given(Reported, Measured, Allocated, Recovered);
        given.When(Decide(Confirm with { By = Officer })).ThenRejected<RecoveryMakerDecides>("recovery.maker-approves");
        given.When(Decide(Confirm with { By = new Actor("x", "E2") })).ThenRejected<OwnRecovery>("recovery.own");
        given.When(Decide(Confirm with { No = 9 })).ThenRejected<RecoveryUnknown>("recovery.unknown");
        given.When(Decide(Confirm with { Counts = false })).ThenRejected<InputRejection>("input.missing", "reason");
        given.When(Decide(Confirm with { Counts = false, Reason = Why })).Then<RecoveryRefused>(fact => Assert.Equal(1, fact.No)).ThenAgainNothing();
        Given(given.State, new RecoveryRefused(1, Why, Approver, At)).When(Decide(Confirm)).ThenRejected<RecoveryDecided>("recovery.decided");
    }

    [Fact]
    public void A_reversal_undoes_recoveries_too()
    {
        var returned = Given(Reported, Measured, Allocated, Recovered).When(Decide(Confirm)).After;
        var when = Given(returned).When(Decide(new ReopenRiskEvent(Why, false, new ReserveStanding(Yuan("2300.00"), 2, DrawStream), Judge, Allocation.AddDays(40))));
        var reversed = when.Decision.Facts.OfType<AllocationReversed>().Single();
        Assert.Equal([new Transfer("E2", null, Yuan("5300.00")), new Transfer(null, "E2", Yuan("3000.00"))], reversed.Transfers);
        Assert.Equal((1, "2300.00"), (Assert.Single(reversed.Recoveries), reversed.Returned!.Amount.Amount));
        Assert.Equal((RiskStage.Reopened, RecoveryStage.Reversed), (when.After.Stage, when.After.Recoveries[0].Stage));
        Given(when.After).When(Decide(Confirm)).ThenRejected<NotAllocated>("risk.not-allocated");
    }

    [Fact]
    public void An_event_is_closed_after_its_window_and_takes_late_money_all_the_same()
    {
        var after = Allocation + Document.ObjectionWindow.Length;
        var close = new CloseRiskEvent(Document, Officer, after.AddSeconds(1));
        Given(Reported, Measured, Allocated).When(Decide(close with { At = after })).ThenRejected<ObjectionWindowOpen>("risk.objection-window-open");
        Given(Reported, Measured, Allocated, Disputed).When(Decide(close)).ThenRejected<DisputesOpen>("risk.disputes-open");
        Given(Reported, Measured, Allocated, Recovered).When(Decide(close)).ThenRejected<RecoveriesOpen>("recovery.open");
        Given(Reported, Measured).When(Decide(close)).ThenRejected<NotAllocated>("risk.not-allocated");
        var closed = Given(Reported, Measured, Allocated).When(Decide(close)).ThenAgainNothing().After;
        Assert.Equal(RiskStage.Closed, closed.Stage);
        Given(closed).When(Decide(Recover)).Then<RecoveryReported>(_ => { });
        Given(closed).When(state => RiskEventDecider.Decide(state, Measure with { Inputs = System.Text.Json.JsonElement.Parse("""{"lostHours":"1","marginPerHour":"1"}""") }))
            .ThenRejected<EventNotOpen>("risk.not-open");
        Given(closed).When(Decide(new ReopenRiskEvent(Why, false, Standing, Judge, after.AddDays(1)))).ThenState(state => Assert.Equal((RiskStage.Reopened, null), (state.Stage, state.Closed)));
    }

    [Fact]
    public void The_reporter_takes_back_what_is_not_allocated()
    {
        var withdraw = new WithdrawRiskEvent(Why, Reporter, At);
        Given(Reported, Measured).When(Decide(withdraw)).Then<RiskEventWithdrawn>(_ => { }).ThenAgainNothing();
        Given(Reported).When(Decide(withdraw with { By = Officer })).ThenRejected<NotTheReporter>("risk.not-reporter");
        Given(Reported, Measured, Allocated).When(Decide(withdraw)).ThenRejected<AlreadyAllocated>("risk.already-allocated");
        var withdrawn = Given(Reported, Measured).When(Decide(withdraw)).After;
        Given(withdrawn).When(state => RiskEventDecider.Decide(state, Measure)).ThenRejected<EventNotOpen>("risk.not-open");
        Given(withdrawn).When(state => RiskEventDecider.Decide(state, Allocate)).ThenRejected<EventNotOpen>("risk.not-open");
        Given(withdrawn).When(Decide(new ReopenRiskEvent(Why, false, Standing, Judge, At))).ThenState(state => Assert.Equal(RiskStage.Reopened, state.Stage));
    }

    [Fact]
    public void An_allocated_event_is_taken_back_by_a_third_person()
    {
        var reopen = new ReopenRiskEvent(Why, true, Standing, Judge, At.AddDays(3));
        Given(Reported, Measured, Allocated).When(Decide(reopen)).ThenState(state => Assert.Equal((RiskStage.Withdrawn, null), (state.Stage, state.Allocated)));
        Given(Reported, Measured, Allocated).When(Decide(reopen with { By = Approver })).ThenRejected<MakerAllocates>("risk.maker-approves");
        Given(Reported, Measured, Allocated).When(Decide(reopen with { By = new Actor("x", "E2") })).ThenRejected<OwnLoss>("risk.own");
        Given(Reported, Measured, Allocated, Disputed).When(Decide(reopen)).ThenRejected<DisputesOpen>("risk.disputes-open");
        Given(Reported, Measured).When(Decide(reopen)).ThenRejected<NotAllocated>("risk.not-allocated");
    }

    [Fact]
    public void An_allocation_of_version_1_is_relieved_all_the_same()
    {
        var old = RiskAllocation.Method.Evaluate(AllocationInput.Under(Document, Report.OccurredOn, Yuan("5300.00"), Report.Sufferers, Yuan("60000.00"), new Dictionary<string, Money>())).Result!;
        Given(Reported, Measured, Allocated with { Result = old }, Recovered).When(Decide(Confirm)).Then<LossRecovered>(
            fact => Assert.Equal([new Transfer("E2", null, Yuan("3000.00"))], fact.Transfers));
    }

    private static SettleDispute Settle(DisputeOutcome outcome, Actor by) => new(1, outcome, Why, Standing, by, Allocation.AddDays(2));

    private static Given<RiskEvent> Given(params object[] facts) => facts is [RiskEvent state, .. var more]
        ? GivenWhenThen.Given(state, RiskEventDecider.Evolve, more)
        : Samples.Given(facts);

    private static Func<RiskEvent, Decision> Decide(DisputeAllocation command) => state => DisputeDecider.Decide(state, command);

    private static Func<RiskEvent, Decision> Decide(SettleDispute command) => state => DisputeDecider.Decide(state, command);

    private static Func<RiskEvent, Decision> Decide(ReportRecovery command) => state => RecoveryDecider.Decide(state, command);

    private static Func<RiskEvent, Decision> Decide(DecideRecovery command) => state => RecoveryDecider.Decide(state, command);

    private static Func<RiskEvent, Decision> Decide(WithdrawRiskEvent command) => state => LifeDecider.Decide(state, command);

    private static Func<RiskEvent, Decision> Decide(ReopenRiskEvent command) => state => LifeDecider.Decide(state, command);

    private static Func<RiskEvent, Decision> Decide(CloseRiskEvent command) => state => LifeDecider.Decide(state, command);
}
