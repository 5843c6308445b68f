using Ledger.Distribution.Domain;
using Ledger.Distribution.Features;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Distribution.Integration;

/// <summary>Books a value that took the place of another; runs to come count it, settled ones differ by an adjustment.</summary>
internal sealed class WhenValueReplaced(Commands commands) : IHandle<V1.ValueReplaced>
{
    public Task HandleAsync(V1.ValueReplaced message, DeliveryContext delivery, CancellationToken ct)
    {
        var change = new CountedValueReplaced(
            message.ContributionId, message.Number, message.Accepted.Read(), message.Method, message.MethodVersion, message.ValidFrom, message.ReplacedOn,
            new Text(message.ReasonEn, message.ReasonZh), delivery.Cause, delivery.OccurredAt);
        var entry = Streams.ContributionEntry(message.ContributionId);
        return commands.Handle(
            entry, delivery, JournalEntry.None(entry),
            async (state, reads) => JournalDecider.Decide(state, new ReplaceCountedValue(
                change, await reads.ClosedUpToAsync(message.AgreementId, ct), number => Streams.Replacement(message.ContributionId, number))), ct);
    }
}
