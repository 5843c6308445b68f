using Ledger.Agreements.Domain;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Agreements.Integration;

/// <summary>Forgets an allocation that no longer holds; the one that takes its place comes by itself.</summary>
internal sealed class WhenLossAllocationReversed(Commands commands) : IHandle<V1.LossAllocationReversed>
{
    public Task HandleAsync(V1.LossAllocationReversed message, DeliveryContext delivery, CancellationToken ct) => commands.Handle(
        message.RiskEventId, delivery, HeardLoss.None(message.RiskEventId),
        state => HeardLossDecider.Decide(state, new LossAllocationUndone(message.AllocationNo, delivery.Cause)), ct);
}
