using Ledger.Transparency;

namespace Ledger.Audit.Log;

/// <summary>What the log holds already, as far as the entries at hand need it.</summary>
/// <param name="LastNumber">Highest number of the source in the log; 0 before its first entry.</param>
/// <param name="Quarantined">The source sent a conflict before.</param>
/// <param name="Logged">Leaves in the log under numbers of the entries at hand.</param>
/// <param name="Waiting">Leaves that wait under numbers of the entries at hand.</param>
/// <param name="TenantNumbers">Last number per consortium; a consortium that is missing has none.</param>
/// <param name="Versions">Last version per stream; a stream that is missing has none.</param>
/// <param name="Events">Which of the events at hand, and of those they cite, are in the log.</param>
internal sealed record Known(
    long LastNumber, bool Quarantined, IReadOnlyDictionary<long, MerkleHash> Logged, IReadOnlyDictionary<long, MerkleHash> Waiting,
    IReadOnlyDictionary<string, long> TenantNumbers, IReadOnlyDictionary<(string Tenant, Guid Stream), long> Versions,
    IReadOnlySet<Guid> Events);

/// <summary>Why an entry contradicts the log; a source that sends one is quarantined.</summary>
internal enum ConflictReason
{
    /// <summary>Another leaf has this number, in the log or among the waiting: the source was set back or forged.</summary>
    NumberTaken,

    /// <summary>The event is in the log under another number.</summary>
    EventLoggedBefore,

    /// <summary>Number within the consortium does not follow the last one.</summary>
    TenantNumberBroken,

    /// <summary>Stream version does not follow the last one.</summary>
    StreamVersionBroken,
}

/// <summary>An entry that contradicts the log, kept as evidence.</summary>
internal sealed record Conflict(VerifiedEntry Entry, ConflictReason Reason, string Detail);

/// <summary>What is to be done with the entries at hand.</summary>
/// <param name="Append">Next in the log, in this order.</param>
/// <param name="Wait">Not their turn yet.</param>
/// <param name="Repeated">How many were in the log already, the same to the byte.</param>
/// <param name="Conflicts">Contradictions; when there is one, the source is quarantined.</param>
internal sealed record IntakePlan(
    IReadOnlyList<VerifiedEntry> Append, IReadOnlyList<VerifiedEntry> Wait, int Repeated, IReadOnlyList<Conflict> Conflicts);

/// <summary>Decides, without touching anything, which entries of a source come into the log next.</summary>
internal static class Intake
{
    /// <summary>Entries of one source in ascending order of their numbers.</summary>
    public static IntakePlan Plan(Known known, IReadOnlyList<VerifiedEntry> entries)
    {
        var next = new Turn(known);
        var append = new List<VerifiedEntry>();
        var wait = new List<VerifiedEntry>();
        var conflicts = new List<Conflict>();
        var repeated = 0;
        foreach (var entry in entries)
        {
            var number = entry.Envelope.SourceNumber;
            if (Contradicts(known, entry) is { } contradiction)
            {
                conflicts.Add(contradiction);
            }
            else if (known.Logged.ContainsKey(number))
            {
                repeated++;
            }
            else if (number <= known.LastNumber)
            {
                throw new InvalidOperationException($"Number {number} of {entry.Envelope.Source} is counted but not in the log.");
            }
            else if (known.Quarantined || conflicts.Count > 0 || !next.IsUp(entry))
            {
                wait.Add(entry);
            }
            else if (next.Breaks(entry) is { } broken)
            {
                conflicts.Add(broken);
                wait.Add(entry);
            }
            else if (!next.FollowsWhatItCites(entry))
            {
                wait.Add(entry);
            }
            else
            {
                append.Add(entry);
                next.Take(entry);
            }
        }

        return new IntakePlan(append, wait, repeated, conflicts);
    }

    private static Conflict? Contradicts(Known known, VerifiedEntry entry)
    {
        var number = entry.Envelope.SourceNumber;
        if (known.Logged.TryGetValue(number, out var logged) && !logged.Equals(entry.Leaf))
            return new Conflict(entry, ConflictReason.NumberTaken, $"number {number} is in the log with leaf {logged}, now it comes with {entry.Leaf}");
        if (known.Waiting.TryGetValue(number, out var waiting) && !waiting.Equals(entry.Leaf))
            return new Conflict(entry, ConflictReason.NumberTaken, $"number {number} waits with leaf {waiting}, now it comes with {entry.Leaf}");
        return null;
    }

    /// <summary>Whose turn it is, after what the log holds and what is appended to it now.</summary>
    private sealed class Turn(Known known)
    {
        private readonly Dictionary<string, long> _tenants = new(known.TenantNumbers, StringComparer.Ordinal);
        private readonly Dictionary<(string, Guid), long> _versions = new(known.Versions);
        private readonly HashSet<Guid> _events = [.. known.Events];
        private long _last = known.LastNumber;

        public bool IsUp(VerifiedEntry entry) => entry.Envelope.SourceNumber == _last + 1;

        public Conflict? Breaks(VerifiedEntry entry)
        {
            var envelope = entry.Envelope;
            var tenantNumber = _tenants.GetValueOrDefault(envelope.Tenant);
            var version = _versions.GetValueOrDefault((envelope.Tenant, envelope.Stream));
            if (_events.Contains(envelope.Event))
                return new Conflict(entry, ConflictReason.EventLoggedBefore, $"event {envelope.Event} is in the log already");
            if (envelope.TenantNumber != tenantNumber + 1)
            {
                return new Conflict(
                    entry, ConflictReason.TenantNumberBroken, $"number {envelope.TenantNumber} of {envelope.Tenant} follows {tenantNumber}");
            }

            return envelope.Version == version + 1
                ? null
                : new Conflict(
                    entry, ConflictReason.StreamVersionBroken, $"version {envelope.Version} of stream {envelope.Stream} follows {version}");
        }

        // Causes precede effects in the log: what an event cites, of whatever source, comes before it.
        public bool FollowsWhatItCites(VerifiedEntry entry) => entry.Envelope.References.All(cited => _events.Contains(cited.Event));

        public void Take(VerifiedEntry entry)
        {
            var envelope = entry.Envelope;
            _last = envelope.SourceNumber;
            _tenants[envelope.Tenant] = envelope.TenantNumber;
            _versions[(envelope.Tenant, envelope.Stream)] = envelope.Version;
            _events.Add(envelope.Event);
        }
    }
}
