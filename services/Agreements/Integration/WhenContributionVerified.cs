using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Agreements.Integration;

/// <summary>Counts verified contributions against commitments.</summary>
internal sealed class WhenContributionVerified(Commands commands) : IHandle<V1.ContributionVerified>
{
    /// <exception cref="FormatException">Not an amount or kind; the publisher broke the contract, and the message goes to the error queue.</exception>
    public Task HandleAsync(V1.ContributionVerified message, DeliveryContext delivery, CancellationToken ct)
    {
        var kind = KebabCase.Find<ContributionKind>(message.Kind) ?? throw new FormatException($"'{message.Kind}' is no kind of contribution.");
        var fact = new ContributionDelivered(
            message.AgreementId, message.Party, message.Reference, kind, message.Claimed.Read(),
            message.EffectiveOn, delivery.Cause);
        return commands.Handle(
            message.ContributionId, delivery, Delivery.None(message.ContributionId), state => DeliveryDecider.Decide(state, fact), ct);
    }
}
