using Ledger.Contracts.V1;

namespace Ledger.Audit.Log;

/// <summary>Entries of one source in the order of their numbers, without a gap among them.</summary>
/// <param name="Source">Service that recorded the events.</param>
/// <param name="Entries">One to 200 entries.</param>
public sealed record VerifiedPage(string Source, IReadOnlyList<VerifiedEntry> Entries)
{
    /// <summary>Checks every entry, that all are of the page's source, and that their numbers follow each other.</summary>
    /// <exception cref="MalformedEntryException">One of it does not hold; the page is refused as a whole.</exception>
    public static VerifiedPage Verify(AuditPage page)
    {
        if (page is not { Source: { } source, Entries: { } list }) throw new MalformedEntryException("the page lacks a part");
        if (list.Count is 0 or > ServiceDefaults.Limits.RelayBatch)
            throw new MalformedEntryException($"the page holds {list.Count} entries; 1 to {ServiceDefaults.Limits.RelayBatch} are allowed");

        var entries = new List<VerifiedEntry>(list.Count);
        foreach (var entry in list.Select(VerifiedEntry.Verify))
        {
            if (entry.Envelope.Source != source)
                throw new MalformedEntryException($"an entry of {entry.Envelope.Source} stands in a page of {source}");
            if (entries.Count > 0 && entry.Envelope.SourceNumber != entries[^1].Envelope.SourceNumber + 1)
                throw new MalformedEntryException($"number {entry.Envelope.SourceNumber} follows {entries[^1].Envelope.SourceNumber} in one page");
            entries.Add(entry);
        }

        return new VerifiedPage(source, entries);
    }
}
