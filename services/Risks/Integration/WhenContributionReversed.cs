using Ledger.Risks.Domain;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Risks.Integration;

/// <summary>A reversed contribution is no part of a key or cap by accepted value any longer.</summary>
internal sealed class WhenContributionReversed(Commands commands) : IHandle<V1.ContributionReversed>
{
    public Task HandleAsync(V1.ContributionReversed message, DeliveryContext delivery, CancellationToken ct)
    {
        var struck = new AcceptedValueStruck(message.ReversedOn, delivery.Cause);
        return commands.Handle(
            message.ContributionId, delivery, AcceptedValue.None(message.ContributionId), state => AcceptedValueDecider.Decide(state, struck), ct);
    }
}
