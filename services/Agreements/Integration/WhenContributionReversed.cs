using Ledger.Agreements.Domain;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Agreements.Integration;

/// <summary>What a reversed contribution delivered is missing again.</summary>
internal sealed class WhenContributionReversed(Commands commands) : IHandle<V1.ContributionReversed>
{
    public Task HandleAsync(V1.ContributionReversed message, DeliveryContext delivery, CancellationToken ct)
    {
        var fact = new DeliveryReversed(message.ReversedOn, delivery.Cause);
        return commands.Handle(
            message.ContributionId, delivery, Delivery.None(message.ContributionId), state => DeliveryDecider.Decide(state, fact), ct);
    }
}
