using Ledger.Agreements.Domain;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Agreements.Integration;

/// <summary>Remembers what came back of an allocated loss: a retroactive change shares it out anew as it shares the loss.</summary>
internal sealed class WhenLossRecovered(Commands commands) : IHandle<V1.LossRecovered>
{
    /// <summary>Receiver in the contract when it is the reserve.</summary>
    private const string Reserve = "reserve";

    public Task HandleAsync(V1.LossRecovered message, DeliveryContext delivery, CancellationToken ct)
    {
        var heard = new LossRecoveryHeard(
            message.AllocationNo, message.RecoveryNo, message.Holder, message.Recovery.Read(), message.LossLeft.Read(),
            [.. message.Payments.Select(payment => new RecoveryPayment(payment.To == Reserve ? null : payment.To, payment.Amount.Read()))], delivery.Cause);
        return commands.Handle(
            message.RiskEventId, delivery, HeardLoss.None(message.RiskEventId), state => HeardLossDecider.Decide(state, heard), ct);
    }
}
