namespace Ledger.Audit.Log;

/// <summary>How far the log has come. Names no consortium, no event and nothing of their content.</summary>
/// <param name="Size">Entries in the log: the next index.</param>
/// <param name="Root">Root of the Merkle tree over them (RFC 6962), lower-case hex.</param>
/// <param name="Sources">Every service that has sent entries, by name.</param>
public sealed record LogState(long Size, string Root, IReadOnlyList<SourceState> Sources);

/// <summary>One source of entries.</summary>
/// <param name="Source">Service.</param>
/// <param name="LastNumber">Highest of its numbers in the log; all below are there too.</param>
/// <param name="Waiting">Entries of it that are here and not in the log yet.</param>
/// <param name="WaitingSince">Arrival of the first of them.</param>
/// <param name="WaitsFor">What they wait for, when there are any.</param>
/// <param name="Quarantine">Set when it sent something that contradicts the log.</param>
public sealed record SourceState(
    string Source, long LastNumber, long Waiting, DateTimeOffset? WaitingSince, WaitsFor? WaitsFor, Quarantine? Quarantine);

/// <summary>What holds a source's entries up.</summary>
public enum WaitsFor
{
    /// <summary>An entry with a smaller number has not arrived.</summary>
    Predecessor,

    /// <summary>An event that the next entry cites is not in the log.</summary>
    CitedEvent,

    /// <summary>An operator's decision: the source is quarantined.</summary>
    Release,
}

/// <summary>Why a source's entries are not taken any more.</summary>
/// <param name="At">When the contradiction came.</param>
/// <param name="Number">Number of the contradicting entry.</param>
/// <param name="Reason">number-taken, event-logged-before, tenant-number-broken or stream-version-broken.</param>
public sealed record Quarantine(DateTimeOffset At, long Number, string Reason);
