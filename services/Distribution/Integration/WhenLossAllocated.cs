using Ledger.Distribution.Domain;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Distribution.Integration;

/// <summary>Keeps every allocated loss until a run settles it.</summary>
internal sealed class WhenLossAllocated(Commands commands) : IHandle<V1.LossAllocated>
{
    public Task HandleAsync(V1.LossAllocated message, DeliveryContext delivery, CancellationToken ct) => Charges.KeepAsync(
        commands, delivery, Streams.Charge(message.RiskEventId, message.No),
        new LossCharged(
            message.RiskEventId, message.Reference, message.AgreementId, message.AgreementVersion, message.Category, message.OccurredOn,
            message.Loss.Read(), Charges.Payments(message.Payments), delivery.Cause, delivery.OccurredAt, AllocationNo: message.No), ct);
}

/// <summary>Keeps late insurance money until a run hands it back to those who bore the loss.</summary>
internal sealed class WhenLossRecovered(Commands commands) : IHandle<V1.LossRecovered>
{
    public Task HandleAsync(V1.LossRecovered message, DeliveryContext delivery, CancellationToken ct) => Charges.KeepAsync(
        commands, delivery, Streams.Recovery(message.RiskEventId, message.RecoveryNo),
        new LossCharged(
            message.RiskEventId, message.RecoveryReference, message.AgreementId, message.AgreementVersion, message.Category, message.ReceivedOn,
            message.Recovery.Read(), Charges.Payments(message.Payments), delivery.Cause, delivery.OccurredAt, ChargeKind.Recovery, message.AllocationNo), ct);
}

/// <summary>Keeps that an allocation was reversed: unsettled, all of it falls away; settled, everything goes back.</summary>
internal sealed class WhenLossAllocationReversed(Commands commands) : IHandle<V1.LossAllocationReversed>
{
    public Task HandleAsync(V1.LossAllocationReversed message, DeliveryContext delivery, CancellationToken ct)
    {
        var payments = Charges.Payments(message.Payments);
        // A loss of nothing has no payments to take back, nor a currency to say so in.
        if (payments.Count == 0) return Task.CompletedTask;
        var sum = payments.Select(payment => payment.Amount).Aggregate((one, other) => one.Currency == other.Currency ? one + other : one);
        return Charges.KeepAsync(
            commands, delivery, Streams.AllocationReversal(message.RiskEventId, message.AllocationNo),
            new LossCharged(
                message.RiskEventId, message.Reference, message.AgreementId, message.AgreementVersion, message.Category, message.ReversedOn,
                sum, payments, delivery.Cause, delivery.OccurredAt, ChargeKind.Reversal, message.AllocationNo, message.Recoveries), ct);
    }
}

/// <summary>Keeps what parties pay into the reserve on a call.</summary>
internal sealed class WhenReserveCalled(Commands commands) : IHandle<V1.ReserveReplenishmentCalled>
{
    public Task HandleAsync(V1.ReserveReplenishmentCalled message, DeliveryContext delivery, CancellationToken ct) => Charges.KeepAsync(
        commands, delivery, Streams.ReserveCall(message.CallId),
        new LossCharged(
            message.CallId, $"reserve-call-{message.No}", message.AgreementId, message.AgreementVersion, "reserve-call", message.CalledOn,
            message.Amount.Read(), Charges.Payments(message.Payments), delivery.Cause, delivery.OccurredAt, ChargeKind.ReserveCall), ct);
}

/// <summary>An allocation in dispute waits.</summary>
internal sealed class WhenLossDisputed(Commands commands) : IHandle<V1.LossDisputed>
{
    public Task HandleAsync(V1.LossDisputed message, DeliveryContext delivery, CancellationToken ct)
    {
        var stream = Streams.Charge(message.RiskEventId, message.AllocationNo);
        var fact = new ChargeDisputed(message.AgreementId, message.DisputeNo, message.DisputedBy, message.DisputedOn, delivery.Cause);
        return commands.Handle(stream, delivery, LossCharge.None(stream), state => LossChargeDecider.Decide(state, fact), ct);
    }
}

/// <summary>A dispute that is settled frees the charge; one that was upheld is followed by a reversal.</summary>
internal sealed class WhenLossDisputeSettled(Commands commands) : IHandle<V1.LossDisputeSettled>
{
    public Task HandleAsync(V1.LossDisputeSettled message, DeliveryContext delivery, CancellationToken ct)
    {
        var stream = Streams.Charge(message.RiskEventId, message.AllocationNo);
        var fact = new ChargeDisputeSettled(message.AgreementId, message.DisputeNo, message.Outcome, message.SettledOn, delivery.Cause);
        return commands.Handle(stream, delivery, LossCharge.None(stream), state => LossChargeDecider.Decide(state, fact), ct);
    }
}

/// <summary>What the handlers of charges share.</summary>
internal static class Charges
{
    public static Task KeepAsync(Commands commands, DeliveryContext delivery, Guid stream, LossCharged charge, CancellationToken ct) =>
        commands.Handle(stream, delivery, LossCharge.None(stream), state => LossChargeDecider.Decide(state, charge), ct);

    public static IReadOnlyList<ChargePayment> Payments(IReadOnlyList<V1.LossPayment> payments) =>
        [.. payments.Select(payment => new ChargePayment(payment.To, payment.From == ChargePayment.Reserve ? null : payment.From, payment.Amount.Read()))];
}
