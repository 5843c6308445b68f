using Ledger.Distribution.Domain;
using Ledger.Distribution.Features;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Distribution.Integration;

/// <summary>Books every accepted value in the book in kind; shares are computed from that book.</summary>
internal sealed class WhenValueAccepted(Commands commands) : IHandle<V1.ValueAccepted>
{
    public Task HandleAsync(V1.ValueAccepted message, DeliveryContext delivery, CancellationToken ct)
    {
        var accepted = new AcceptedContribution(
            message.ContributionId, message.AppraisalId, message.Reference, message.Party, message.Kind, message.AgreementVersion,
            message.Claimed.Read(), message.Accepted.Read(), message.Method, message.MethodVersion, message.ClaimUndisclosed == true ? true : null);
        var entry = Streams.ContributionEntry(message.ContributionId);
        return commands.Handle(
            entry, delivery, JournalEntry.None(entry),
            async (state, reads) => JournalDecider.Decide(state, new PostAcceptedValue(
                message.AgreementId, accepted, message.EffectiveOn, delivery.Cause, delivery.OccurredAt,
                await reads.ClosedUpToAsync(message.AgreementId, ct), number => Streams.Replacement(message.ContributionId, number))), ct);
    }
}
