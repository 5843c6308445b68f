using Ledger.Distribution.Domain;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Distribution.Integration;

/// <summary>Keeps every allocated loss until a run settles it.</summary>
internal sealed class WhenLossAllocated(Commands commands) : IHandle<V1.LossAllocated>
{
    /// <summary>Payer in the contract when the reserve pays.</summary>
    private const string Reserve = "reserve";

    public Task HandleAsync(V1.LossAllocated message, DeliveryContext delivery, CancellationToken ct)
    {
        var charge = new LossCharged(
            message.RiskEventId, message.Reference, message.AgreementId, message.AgreementVersion, message.Category, message.OccurredOn,
            message.Loss.Read(),
            [.. message.Payments.Select(payment => new ChargePayment(payment.To, payment.From == Reserve ? null : payment.From, payment.Amount.Read()))],
            delivery.Cause, delivery.OccurredAt);
        var stream = Streams.Charge(message.RiskEventId);
        return commands.Handle(stream, delivery, LossCharge.None(stream), state => LossChargeDecider.Decide(state, charge), ct);
    }
}
