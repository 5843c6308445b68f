using Ledger.Audit.Integration;
using Ledger.Audit.Log;
using Ledger.ServiceDefaults.Store;
using Ledger.Transparency.Bundles;
using Npgsql;

namespace Ledger.Audit.Heads;

/// <summary>A count of the log, opened for one consortium.</summary>
/// <param name="Entry">The entry of the log.</param>
/// <param name="Size">How many entries of the log it counts.</param>
/// <param name="Day">Day of the count.</param>
/// <param name="Opening">The consortium's disclosure.</param>
public sealed record OpenedHead(LoggedEntry Entry, long Size, DateOnly Day, string Opening);

/// <summary>Reads counts: the entry as the platform, the opening as the consortium; neither session sees the other's.</summary>
public sealed class HeadReads(TenantSessions sessions)
{
    /// <summary>The newest count within a tree, for one consortium; null when it has none.</summary>
    /// <param name="connection">A connection that works for the consortium.</param>
    /// <param name="tenant">The consortium.</param>
    /// <param name="within">Size of the tree that must hold the entry.</param>
    /// <param name="asked">Which one; the newest of those that it fits.</param>
    /// <param name="ct">Cancels the read.</param>
    public async Task<OpenedHead?> NewestAsync(NpgsqlConnection connection, string tenant, long within, CountAsked asked, CancellationToken ct)
    {
        await using var platform = await sessions.OpenAsync(PlatformFacts.Tenant, ct);
        await using var open = new NpgsqlCommand(
            "select stream_id, size, day, disclosure from audit_head where tenant_id = $1 and size between $2 and $3 and day <= $4 order by size desc", connection)
        {
            Parameters =
            {
                new() { Value = tenant }, new() { Value = asked.Size ?? 0 }, new() { Value = Math.Min(asked.Size ?? within, within) },
                new() { Value = asked.Until ?? DateOnly.MaxValue },
            },
        };
        await using var reader = await open.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            if (await EntryAsync(platform, reader.GetGuid(0), within, ct) is { } entry)
                return new OpenedHead(entry, reader.GetInt64(1), LogRows.Day(reader, 2), reader.GetString(3));
        }

        return null;
    }

    // A count that is kept and not logged yet, or not within the tree, is passed over.
    private static async Task<LoggedEntry?> EntryAsync(TenantSession platform, Guid stream, long within, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select {LoggedEntry.Columns} from audit_log l where l.tenant_id = $1 and l.stream_id = $2 and l.source = $3 and l.event_type = $4 and l.index < $5",
            platform.Connection)
        {
            Parameters =
            {
                new() { Value = PlatformFacts.Tenant }, new() { Value = stream }, new() { Value = TenantHeads.Source },
                new() { Value = TenantHeads.EventType }, new() { Value = within },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? LoggedEntry.Read(reader) : null;
    }
}
