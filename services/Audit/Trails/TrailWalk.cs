using Ledger.Audit.Log;
using Ledger.Rules;

namespace Ledger.Audit.Trails;

/// <summary>
/// Walks from an event to everything it rests on: the events before it in its stream, and what all of them cite, and so on.
/// Pure: the caller brings entries of the log, <see cref="Wanted"/> says which are still missing.
/// </summary>
/// <param name="tenant">Consortium; entries of another are passed over.</param>
/// <param name="starts">Where the trail begins; the first is the one asked for.</param>
/// <param name="party">Party whose side is followed: citations that concern another party are left out. Null follows all.</param>
/// <param name="asOf">Point of view in time; what came later is named and not followed.</param>
internal sealed class TrailWalk(string tenant, IReadOnlyList<Guid> starts, string? party, AsOf asOf)
{
    private readonly Guid start = starts[0];
    private readonly HashSet<Guid> _later = [];
    private readonly Dictionary<Guid, LoggedEntry> _byEvent = [];
    private readonly Dictionary<(string Source, Guid Stream, long Version), LoggedEntry> _byVersion = [];
    private readonly HashSet<Guid> _visited = [];
    private readonly HashSet<Guid> _wanted = [.. starts];
    private readonly HashSet<Guid> _missing = [];
    private bool _cut;

    /// <summary>From one event, as of now.</summary>
    public TrailWalk(string tenant, Guid start, string? party)
        : this(tenant, [start], party, AsOf.Now)
    {
    }

    /// <summary>Events that the trail reaches and that no entry was brought for.</summary>
    public IReadOnlyCollection<Guid> Wanted => _wanted;

    /// <summary>Entries of the trail so far.</summary>
    public int Count => _visited.Count;

    /// <summary>The entries themselves, in the order of the log.</summary>
    public IReadOnlyList<LoggedEntry> Entries => [.. _visited.Select(id => _byEvent[id]).OrderBy(entry => entry.Index)];

    /// <summary>Events that the trail reaches and that the log does not hold.</summary>
    public IReadOnlyCollection<Guid> Missing => _missing;

    /// <summary>Their places in the log.</summary>
    public IReadOnlyCollection<long> Indexes => [.. _visited.Select(id => _byEvent[id].Index)];

    /// <summary>
    /// Goes on with further entries. With an event come those before it in its stream. Each event wanted before that is not
    /// among them is taken to be not logged.
    /// </summary>
    /// <param name="entries">Entries of the log.</param>
    /// <param name="cut">A limit cut the entries: of those that are not among them nothing is known, and the walk ends here.</param>
    public void Take(IEnumerable<LoggedEntry> entries, bool cut = false)
    {
        _cut |= cut;
        foreach (var entry in entries.Where(entry => entry.Envelope.Tenant == tenant))
        {
            _byEvent.TryAdd(entry.Envelope.Event, entry);
            _byVersion.TryAdd((entry.Envelope.Source, entry.Envelope.Stream, entry.Envelope.Version), entry);
        }

        var waiting = new Queue<Guid>(_wanted);
        _wanted.Clear();
        while (waiting.TryDequeue(out var next))
        {
            if (!_byEvent.TryGetValue(next, out var entry))
            {
                (_cut ? _wanted : _missing).Add(next);
                continue;
            }

            foreach (var reached in Visit(entry))
            {
                // What was not brought this time may be in the log: it is asked for once.
                if (_byEvent.ContainsKey(reached)) waiting.Enqueue(reached);
                else if (!_missing.Contains(reached)) _wanted.Add(reached);
            }
        }
    }

    /// <summary>The trail as far as it was walked; null when the log does not hold its start.</summary>
    public Trail? Result()
    {
        if (!_visited.Contains(start)) return null;
        var entries = Entries;
        var nodes = entries.Select(TrailNodes.Of)
            .Concat(_later.Order().Select(id => new TrailNode(id, TrailNodeState.Later)))
            .Concat(_missing.Order().Select(id => new TrailNode(id, TrailNodeState.NotLoggedYet)))
            .Concat(_wanted.Order().Select(id => new TrailNode(id, TrailNodeState.BeyondLimit)));
        return TrailSummary.Of(
            new Trail(start, party, !_cut && _wanted.Count == 0, [.. nodes], [.. entries.SelectMany(Edges)], [], []), entries, asOf, starts);
    }

    // The entry and those before it in its stream; answers with what they cite.
    private IEnumerable<Guid> Visit(LoggedEntry entry)
    {
        for (var at = entry; at is not null && !_visited.Contains(at.Envelope.Event); at = Before(at))
        {
            // What came later hides nothing that came before it in its stream.
            if (!asOf.Holds(at))
            {
                _later.Add(at.Envelope.Event);
                continue;
            }

            _visited.Add(at.Envelope.Event);
            foreach (var place in Followed(at)) yield return place.Cited.Event;
        }
    }

    private LoggedEntry? Before(LoggedEntry entry) => _byVersion.GetValueOrDefault(
        (entry.Envelope.Source, entry.Envelope.Stream, entry.Envelope.Version - 1));

    private IEnumerable<CitationPlace> Followed(LoggedEntry entry) =>
        CitationPlace.In(entry.Payload).Where(place => party is null || place.Party is null || place.Party == party);

    private IEnumerable<TrailEdge> Edges(LoggedEntry entry)
    {
        var id = entry.Envelope.Event;
        foreach (var place in Followed(entry))
            yield return new TrailEdge(TrailEdgeKind.Cites, id, place.Cited.Event, place.Path, place.Party, Check(place.Cited));
        if (_byVersion.TryGetValue((entry.Envelope.Source, entry.Envelope.Stream, entry.Envelope.Version + 1), out var next)
            && _visited.Contains(next.Envelope.Event))
            yield return new TrailEdge(TrailEdgeKind.Precedes, id, next.Envelope.Event);
    }

    private HashCheck Check(Citation cited) =>
        !_byEvent.TryGetValue(cited.Event, out var entry) || !_visited.Contains(cited.Event) ? HashCheck.Unknown
        : entry.Envelope.PayloadHash == cited.PayloadHash ? HashCheck.Matches : HashCheck.Differs;
}
