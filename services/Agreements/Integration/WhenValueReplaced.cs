using Ledger.Agreements.Domain;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Agreements.Integration;

/// <summary>The value that replaced the accepted one counts towards certification, and towards commitments where the claim is secret.</summary>
internal sealed class WhenValueReplaced(Commands commands) : IHandle<V1.ValueReplaced>
{
    /// <exception cref="FormatException">Not an amount; the publisher broke the contract, and the message goes to the error queue.</exception>
    public Task HandleAsync(V1.ValueReplaced message, DeliveryContext delivery, CancellationToken ct)
    {
        var fact = new DeliveryRevalued(
            message.Number, message.Replaced.Read(), message.Accepted.Read(), message.ValidFrom, message.ReplacedOn, delivery.Cause);
        return commands.Handle(
            message.ContributionId, delivery, Delivery.None(message.ContributionId), state => DeliveryDecider.Decide(state, fact), ct);
    }
}
