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
            characters -= entries.Sum(entry => entry.EnvelopeJson.GetRawText().Length + entry.Payload.GetRawText().Length);
        }

        return walk.Result();
    }
}
