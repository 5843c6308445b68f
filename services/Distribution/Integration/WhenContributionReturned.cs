using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Distribution.Integration;

/// <summary>Keeps that a lent contribution was given back.</summary>
internal sealed class WhenContributionReturned(Commands commands) : IHandle<V1.ContributionReturned>
{
    public Task HandleAsync(V1.ContributionReturned message, DeliveryContext delivery, CancellationToken ct) => UseEnds.KeepAsync(
        commands, delivery, new ContributionUseEnded(
            message.ContributionId, UseEnding.Returned, message.ReturnedOn, UseEnds.Claim(message.ClaimType), message.AgreedUntil,
            new Text(message.ReasonEn, message.ReasonZh), delivery.Cause, delivery.OccurredAt), ct);
}
