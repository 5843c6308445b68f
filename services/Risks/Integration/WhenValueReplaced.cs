using Ledger.Risks.Domain;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Risks.Integration;

/// <summary>A replaced value counts in keys and caps to come.</summary>
internal sealed class WhenValueReplaced(Commands commands) : IHandle<V1.ValueReplaced>
{
    public Task HandleAsync(V1.ValueReplaced message, DeliveryContext delivery, CancellationToken ct)
    {
        var replaced = new AcceptedValueReplaced(message.Number, message.Accepted.Read(), message.ValidFrom, delivery.Cause);
        return commands.Handle(
            message.ContributionId, delivery, AcceptedValue.None(message.ContributionId), state => AcceptedValueDecider.Decide(state, replaced), ct);
    }
}
