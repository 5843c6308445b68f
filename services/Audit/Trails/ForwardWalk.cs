using Ledger.Audit.Log;

namespace Ledger.Audit.Trails;

/// <summary>
/// Walks from events to everything that rests on them: the events after them in their streams, what cites any of these, and so on: the
/// same relation as <see cref="TrailWalk"/>, the other way. Pure: the caller brings entries, hop by hop.
/// </summary>
/// <param name="tenant">Consortium; entries of another are passed over.</param>
/// <param name="starts">Where it begins.</param>
/// <param name="party">Party whose side is followed: citations that concern another party lead nowhere. Null follows all.</param>
/// <param name="asOf">Point of view in time; what came later is not there yet.</param>
internal sealed class ForwardWalk(string tenant, IReadOnlyList<Guid> starts, string? party, AsOf asOf)
{
    private readonly Dictionary<Guid, LoggedEntry> _reached = [];
    private readonly List<Guid> _fresh = [];
    private bool _cut;

    /// <summary>Reached in the last hop; what cites these comes next. The beginning: the starts themselves.</summary>
    public IReadOnlyList<Guid> Fresh => _reached.Count == 0 && !_cut ? starts : _fresh;

    public int Count => _reached.Count;

    public IReadOnlyCollection<long> Indexes => [.. _reached.Values.Select(entry => entry.Index)];

    /// <summary>Takes one hop: entries that rest on what was reached, each with what came after it in its stream.</summary>
    /// <param name="entries">Entries in the order of the log.</param>
    /// <param name="seeds">Events of them that were asked for; those after them in their streams follow from them.</param>
    /// <param name="cut">A limit cut the entries.</param>
    public void Take(IReadOnlyList<LoggedEntry> entries, IReadOnlyCollection<Guid> seeds, bool cut)
    {
        _cut |= cut;
        _fresh.Clear();
        var first = _reached.Count == 0;
        var asked = seeds.ToHashSet();
        var from = entries.Where(entry => asked.Contains(entry.Envelope.Event) && asOf.Holds(entry) && (first || Rests(entry)))
            .GroupBy(Stream).ToDictionary(group => group.Key, group => group.Min(entry => entry.Envelope.Version));
        foreach (var entry in entries.Where(entry => entry.Envelope.Tenant == tenant && asOf.Holds(entry)))
        {
            if (from.TryGetValue(Stream(entry), out var version) && entry.Envelope.Version >= version && _reached.TryAdd(entry.Envelope.Event, entry))
                _fresh.Add(entry.Envelope.Event);
        }
    }

    /// <summary>The trail as far as it was walked; null when the log does not hold its start.</summary>
    public Trail? Result()
    {
        if (!_reached.ContainsKey(starts[0])) return null;
        var entries = _reached.Values.OrderBy(entry => entry.Index).ToList();
        var byVersion = entries.ToDictionary(entry => (Stream(entry), entry.Envelope.Version));
        var edges = new List<TrailEdge>();
        foreach (var entry in entries)
        {
            foreach (var place in Followed(entry))
            {
                if (_reached.TryGetValue(place.Cited.Event, out var cited))
                {
                    edges.Add(new TrailEdge(
                        TrailEdgeKind.Cites, entry.Envelope.Event, place.Cited.Event, place.Path, place.Party,
                        cited.Envelope.PayloadHash == place.Cited.PayloadHash ? HashCheck.Matches : HashCheck.Differs));
                }
            }

            if (byVersion.TryGetValue((Stream(entry), entry.Envelope.Version + 1), out var next))
                edges.Add(new TrailEdge(TrailEdgeKind.Precedes, entry.Envelope.Event, next.Envelope.Event));
        }

        var trail = new Trail(starts[0], party, !_cut, [.. entries.Select(TrailNodes.Of)], edges, [], [], TrailDirection.Forward);
        return TrailSummary.Of(trail, entries, asOf, starts);
    }

    private static (string, Guid) Stream(LoggedEntry entry) => (entry.Envelope.Source, entry.Envelope.Stream);

    private bool Rests(LoggedEntry entry) => Followed(entry).Any(place => _reached.ContainsKey(place.Cited.Event));

    private IEnumerable<CitationPlace> Followed(LoggedEntry entry) =>
        CitationPlace.In(entry.Payload).Where(place => party is null || place.Party is null || place.Party == party);
}
