using Ledger.Audit.Log;

namespace Ledger.Audit.Trails;

/// <summary>Walks a trail over the stored log, hop by hop, within the limits.</summary>
internal static class TrailReader
{
    /// <summary>The trail of an event, or null when this consortium's part of the log does not hold it.</summary>
    public static async Task<Trail?> ReadAsync(LogReads log, TrailWalk walk, CancellationToken ct)
    {
        var characters = AuditLimits.TrailCharacters;
        while (walk.Wanted.Count > 0)
        {
            var room = AuditLimits.TrailEvents - walk.Count;
            if (room <= 0 || characters <= 0) break;
            var (entries, cut) = await log.WithStreamsAsync(walk.Wanted, walk.Indexes, room, characters, ct);
            walk.Take(entries, cut);
            if (cut) break;
            characters -= Characters(entries);
        }

        return walk.Result();
    }

    /// <summary>What rests on an event, or null when this consortium's part of the log does not hold it.</summary>
    public static async Task<Trail?> ReadAsync(LogReads log, ForwardWalk walk, CancellationToken ct)
    {
        var characters = AuditLimits.TrailCharacters;
        var next = walk.Fresh;
        var some = false;
        while (next.Count > 0)
        {
            var room = AuditLimits.TrailEvents - walk.Count;
            var (entries, cut) = room <= 0 || characters <= 0 ? ([], true) : await log.WithLaterAsync(next, walk.Indexes, room, characters, ct);
            walk.Take(entries, next, cut || some);
            if (cut || walk.Count == 0) break;
            characters -= Characters(entries);
            (next, some) = walk.Fresh.Count == 0 ? ([], false) : await log.CitingAsync(walk.Fresh, AuditLimits.TrailEvents, ct);
        }

        return walk.Result();
    }

    private static int Characters(IReadOnlyList<LoggedEntry> entries) =>
        entries.Sum(entry => entry.EnvelopeJson.GetRawText().Length + entry.Payload.GetRawText().Length);
}
