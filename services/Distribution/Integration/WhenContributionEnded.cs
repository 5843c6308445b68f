using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Distribution.Integration;

/// <summary>Keeps that the use of a contribution is over.</summary>
internal sealed class WhenContributionEnded(Commands commands) : IHandle<V1.ContributionEnded>
{
    public Task HandleAsync(V1.ContributionEnded message, DeliveryContext delivery, CancellationToken ct) => UseEnds.KeepAsync(
        commands, delivery, new ContributionUseEnded(
            message.ContributionId, UseEnding.Ended, message.EndedOn, UseEnds.Claim(message.ClaimType), message.AgreedUntil,
            new Text(message.ReasonEn, message.ReasonZh), delivery.Cause, delivery.OccurredAt), ct);
}
