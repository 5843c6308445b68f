using System.Text.Json;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Cli.Tests.Verify.Honest;

/// <content>Losses: allocated, escalated, recovered late, reversed; calls on the reserve.</content>
internal sealed partial class Consortium
{
    private static readonly Text Why = new("So it was", "情况如此");
    private static readonly Actor Reporter = new("zhao", "E2");
    private static readonly OutgoingMap OfRisks = Map(Ledger.Risks.Integration.Outgoing.Map);

    private Money? committed;
    private int draws;

    /// <summary>E2's production cell stops: so many yuan lost, allocated by the agreement; more than its caps let be borne goes to who takes it on.</summary>
    public Guid Lose(string reference, string day, string yuan, params (string Party, string Amount)[] escalated)
    {
        var id = StreamId.For(Tenant, "risk-event", reference);
        var report = new RiskReport(
            reference, Agreement.AgreementId, "production-disruption", new Text("A cell stopped", "停机"), null, DateOnly.Parse(day),
            new Dictionary<string, Rational> { ["E2"] = 1 });
        Decide(id, state => RiskEventDecider.Decide(state, new ReportRiskEvent(report, Agreement, Reporter, At.AddDays(-20))));
        Decide(id, state => RiskEventDecider.Decide(state, new MeasureLoss(
            "risk.disruption", null, JsonElement.Parse($$"""{"lostHours":"{{yuan}}","marginPerHour":"1"}"""),
            new MeasureContext(Agreement.Document, null, [], 0, StreamId.Derived(id, "span")), Wang, At.AddDays(-19))));
        var hash = PayloadHash.Of(Event(id).Measured!);
        var allocate = new AllocateLoss(hash, hash, Agreement.Document, new ReserveStanding(committed, draws, StreamId.Derived(id, "draw")), [], Sun, At.AddDays(-18));
        if (escalated.Length > 0) Escalate(id, allocate, escalated);
        Decide(id, state => RiskEventDecider.Decide(state, allocate));
        var allocated = Log.All<LossAllocated>().Last();
        if (allocated.Fact.Draw is { } draw) (committed, draws) = ((committed ?? Yuan("0.00")) + draw.Amount, draw.No);
        var told = Told<V1.LossAllocated>(id, allocated.Fact);
        Charge(Streams.Charge(id, told.No), new LossCharged(
            id, told.Reference, told.AgreementId, told.AgreementVersion, told.Category, told.OccurredOn, told.Loss.Read(), Charges.Payments(told.Payments), allocated.Cited, At,
            AllocationNo: told.No));
        return id;
    }

    /// <summary>Insurance money comes in late and is handed back by the key in reverse.</summary>
    public void Recover(Guid id, string reference, string day, string amount)
    {
        var received = DateOnly.Parse(day);
        var at = new DateTimeOffset(received.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero);
        Decide(id, state => RecoveryDecider.Decide(state, new ReportRecovery(reference, "E2", received, Yuan(amount), new string('c', 64), Agreement.Document, Wang, at)));
        Decide(id, state => RecoveryDecider.Decide(state, new DecideRecovery(1, true, null, new ReserveStanding(committed, draws, StreamId.Derived(id, "back")), Sun, at.AddDays(1))));
        var recovered = Log.All<LossRecovered>().Last();
        var told = Told<V1.LossRecovered>(id, recovered.Fact);
        Charge(Streams.Recovery(id, told.RecoveryNo), new LossCharged(
            id, told.RecoveryReference, told.AgreementId, told.AgreementVersion, told.Category, told.ReceivedOn, told.Recovery.Read(), Charges.Payments(told.Payments),
            recovered.Cited, At, ChargeKind.Recovery, told.AllocationNo));
    }

    /// <summary>The allocation is taken back.</summary>
    public void Reverse(Guid id, string day)
    {
        var at = new DateTimeOffset(DateOnly.Parse(day).ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero);
        Decide(id, state => LifeDecider.Decide(state, new ReopenRiskEvent(Why, Withdraw: false, new ReserveStanding(committed, draws, StreamId.Derived(id, "undone")), new Actor("fang", "S"), at)));
        var reversed = Log.All<AllocationReversed>().Last();
        var told = Told<V1.LossAllocationReversed>(id, reversed.Fact);
        var payments = Charges.Payments(told.Payments);
        Charge(Streams.AllocationReversal(id, told.AllocationNo), new LossCharged(
            id, told.Reference, told.AgreementId, told.AgreementVersion, told.Category, told.ReversedOn, Money.Sum(payments.Select(payment => payment.Amount), Agreement.Document!.Currency),
            payments, reversed.Cited, At, ChargeKind.Reversal, told.AllocationNo, told.Recoveries));
    }

    /// <summary>The parties are called to fill the reserve up.</summary>
    public void Call(string day, string balance)
    {
        var id = StreamId.For(Tenant, "reserve-call", day);
        var at = new DateTimeOffset(DateOnly.Parse(day).ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero);
        var basis = new ReserveCallBasis(Agreement, null, Yuan(balance), null, new Dictionary<string, Money>(), Waiting: false, No: 1);
        Log.Commit("risks", id, ReserveCallDecider.Decide(ReserveCall.None(id), new ProposeReplenishment(Agreement.AgreementId, null, basis, Wang, at)));
        Log.Commit("risks", id, ReserveCallDecider.Decide(Log.Load(id, ReserveCall.None, ReserveCallDecider.Evolve), new DecideReplenishment(true, null, Sun, at)));
        var called = Log.All<ReplenishmentCalled>().Last();
        var told = Told<V1.ReserveReplenishmentCalled>(id, called.Fact);
        Charge(Streams.ReserveCall(id), new LossCharged(
            id, $"reserve-call-{told.No}", told.AgreementId, told.AgreementVersion, "reserve-call", told.CalledOn, told.Amount.Read(), Charges.Payments(told.Payments),
            called.Cited, At, ChargeKind.ReserveCall));
    }

    private void Escalate(Guid id, AllocateLoss allocate, (string Party, string Amount)[] shares)
    {
        var preview = Allocation.Evaluate(Event(id), Agreement.Document!, allocate, out _)!.InputsHash;
        Decide(id, state => EscalationDecider.Decide(state, new ProposeEscalation(
            preview, shares.ToDictionary(share => share.Party, share => Yuan(share.Amount), StringComparer.Ordinal), Why, allocate with { By = Wang })));
        foreach (var (party, _) in shares) Decide(id, state => EscalationDecider.Decide(state, new ConsentToEscalation(1, new Actor($"signs-{party}", party), At.AddDays(-18))));
        Decide(id, state => EscalationDecider.Decide(state, new DecideEscalation(1, true, null, allocate with { By = new Actor("jin", "G") })));
    }

    private static T Told<T>(Guid stream, object fact) => (T)OfRisks.Apply(fact, new FactContext(Tenant, stream, 1, At))!;

    private void Decide(Guid id, Func<RiskEvent, Decision> decide) => Log.Commit("risks", id, decide(Event(id)));

    private RiskEvent Event(Guid id) => Log.Load(id, RiskEvent.None, RiskEventDecider.Evolve);

    private void Charge(Guid stream, LossCharged charge)
    {
        Commit(stream, LossChargeDecider.Decide(LossCharge.None(stream), charge));
        charges.Add(stream);
    }
}
