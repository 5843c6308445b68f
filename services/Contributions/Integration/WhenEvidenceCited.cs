using Ledger.Contributions.Domain;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Contributions.Integration;

/// <summary>Keeps that a record of another service rests on files, so that they are not erased under it.</summary>
internal sealed class WhenEvidenceCited(Commands commands) : IHandle<V1.EvidenceCited>
{
    public Task HandleAsync(V1.EvidenceCited message, DeliveryContext delivery, CancellationToken ct)
    {
        var cited = new EvidenceCitedElsewhere(
            message.CitedBy, message.What, message.Reference, message.AgreementId, message.CountedFrom,
            [.. message.Files.DistinctBy(file => file.Sha256).Select(file => new PaperElsewhere(file.Reference, file.Sha256))], delivery.Cause, delivery.OccurredAt);
        // By the fact and not by the record: one record can come to rest on further files.
        var stream = StreamId.Derived(message.CitedBy, $"evidence-cited/{delivery.Cause.Event}");
        return commands.Handle(stream, delivery, EvidenceCitation.None(stream), state => EvidenceCitationDecider.Decide(state, cited), ct);
    }
}
