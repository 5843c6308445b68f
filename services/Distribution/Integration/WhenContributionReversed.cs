using Ledger.Distribution.Domain;
using Ledger.Distribution.Features;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Distribution.Integration;

/// <summary>
/// Takes a reversed contribution out of the book in kind. Both this and the acceptance of its value decide on the same stream, so
/// that whichever is heard of first is seen by the other.
/// </summary>
internal sealed class WhenContributionReversed(Commands commands) : IHandle<V1.ContributionReversed>
{
    public Task HandleAsync(V1.ContributionReversed message, DeliveryContext delivery, CancellationToken ct)
    {
        var struck = new ContributionStruck(
            message.ContributionId, message.ReversedOn, new Text(message.ReasonEn, message.ReasonZh), delivery.Cause, delivery.OccurredAt);
        var entry = Streams.ContributionEntry(message.ContributionId);
        return commands.Handle(
            entry, delivery, JournalEntry.None(entry),
            async (state, reads) => JournalDecider.Decide(state, new StrikeContribution(
                struck, Streams.ReversalEntry(message.ContributionId), await reads.ClosedUpToAsync(state.AgreementId, ct))), ct);
    }
}
