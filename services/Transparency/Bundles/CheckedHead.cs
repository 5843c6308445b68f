using Ledger.Transparency.Disclosures;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Bundles;

/// <summary>A count of a consortium's entries in a bundle, and the entries held against it.</summary>
internal sealed class CheckedHead
{
    private readonly BundleCheck _check;
    private readonly CheckedEntry _entry;
    private readonly string _place;
    private readonly IReadOnlyDictionary<string, SourceHead> _sources;

    /// <exception cref="MalformedBundleException">The entry is not of the form of a head.</exception>
    public CheckedHead(BundleEntry entry, string place, string tenant, Checkpoint checkpoint, BundleCheck check)
    {
        (_check, _place) = (check, place);
        if (entry.Payload is null) throw new MalformedBundleException($"{place}.payload", "is missing");
        if (entry.Openings.Count != 1) throw new MalformedBundleException($"{place}.openings", "does not open exactly one head");
        _entry = new CheckedEntry(entry, place, checkpoint, check);
        if (_entry.Envelope is not { Type: TenantHeads.EventType, Source: TenantHeads.Source })
            check.Tampered("head.not-a-head", place, "This entry is not one that counts the entries of the consortia.", "该条目不是租户清点条目。");
        Disclosure head = _entry.Openings[0];
        if (head.Name != tenant)
            check.Tampered("head.other-tenant", place, "The head is that of another consortium.", "该清点头属于另一个联合体。");
        CanonicalJsonOnly(head);
        _sources = TenantHeads.Read(head.Value, $"{place}.openings[0]");
        (Day, Size) = TenantHeads.ReadCount(entry.Payload, $"{place}.payload");
        // It is itself an entry, so it cannot count one that comes later.
        if (Size > entry.Index)
            check.Tampered("head.size-beyond", place, "The head counts more of the log than came before it.", "清点头所计超出其前的日志。");
    }

    /// <summary>Day on which it was counted, <c>yyyy-MM-dd</c>.</summary>
    public string Day { get; }

    /// <summary>How many entries of the log it counts, of all consortia.</summary>
    public long Size { get; }

    /// <summary>How many of them are the consortium's.</summary>
    public long Count => _sources.Values.Sum(source => source.Count);

    /// <summary>Entries of the consortium that the log held then, by source.</summary>
    public IReadOnlyDictionary<string, SourceHead> Sources => _sources;

    /// <summary>Holds the entries against the counts.</summary>
    /// <param name="entries">All entries of the bundle.</param>
    public void Compare(IReadOnlyList<CheckedEntry> entries)
    {
        foreach (var entry in entries)
        {
            var said = entry.Envelope;
            var counted = _sources.GetValueOrDefault(said.Source);
            var before = entry.Entry.Index < Size;
            if (before != said.TenantNumber <= (counted?.Count ?? 0))
                _check.Tampered("head.count-differs", entry.Place, "The head counts this entry otherwise than the log.", "清点头对该条目的计数与日志不符。");
            if (counted is not null && said.TenantNumber == counted.Count && !counted.Leaf.Equals(entry.Leaf))
                _check.Tampered("head.last-differs", entry.Place, "The head names another last entry of this source.", "清点头所记该来源的最后条目与此不同。");
        }
    }

    /// <summary>Finds what is missing of the entries that it counts, or of those that an earlier count does not count yet.</summary>
    /// <param name="entries">All entries of the bundle.</param>
    /// <param name="from">The earlier count; null for the beginning.</param>
    /// <exception cref="MalformedBundleException">The other count is not an earlier one.</exception>
    public void Contiguous(IReadOnlyList<CheckedEntry> entries, CheckedHead? from)
    {
        if (from?.Size >= Size) throw new MalformedBundleException(from._place, "does not count less of the log than the head");
        if (from is not null && from._sources.Any(source => source.Value.Count > (_sources.GetValueOrDefault(source.Key)?.Count ?? 0)))
            _check.Tampered("head.counts-fall", from._place, "The later count counts fewer entries than the earlier one.", "后一次清点的条目数少于前一次。");
        foreach (var (source, head) in _sources.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            var next = (from?._sources.GetValueOrDefault(source)?.Count ?? 0) + 1;
            var numbers = entries.Where(entry => entry.Envelope.Source == source).Select(entry => entry.Envelope.TenantNumber);
            foreach (var number in numbers.Order())
            {
                if (number == next) next++;
            }

            if (next <= head.Count)
                _check.Incomplete("head.entry-missing", "entries", $"Entry {next} of {head.Count} from {source} is missing.", $"来自 {source} 的 {head.Count} 个条目中缺第 {next} 个。");
        }
    }

    // Duplicate members would make two readings of one head.
    private void CanonicalJsonOnly(Disclosure head)
    {
        try
        {
            CanonicalJson.Bytes(head.Value);
        }
        catch (FormatException refused)
        {
            throw new MalformedBundleException($"{_place}.openings[0]", refused.Message, refused);
        }
    }
}
