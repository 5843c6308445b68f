using Ledger.ServiceDefaults.Store;
using Npgsql;

namespace Ledger.Audit.Log;

/// <summary>
/// Reads one consortium's part of the log on a session of that consortium: every query names it, and the row-level policy
/// lets nothing else through.
/// </summary>
internal sealed class LogReads(TenantSession session, string tenant)
{
    /// <summary>Entries after an index, oldest first.</summary>
    /// <param name="after">Index to begin behind, or null for the beginning.</param>
    /// <param name="limit">Entries at most; fewer when their text passes the limit of a page.</param>
    /// <param name="type">Only of this event type.</param>
    /// <param name="stream">Only of streams with this id.</param>
    /// <param name="ct">Cancels the read.</param>
    /// <returns>The entries, and whether there are more.</returns>
    public async Task<(IReadOnlyList<LoggedEntry> Entries, bool More)> EntriesAsync(
        long? after, int limit, string? type, Guid? stream, CancellationToken ct)
    {
        var filters = new List<object> { after ?? -1, limit + 1 };
        var where = "l.tenant_id = $1 and l.index > $2";
        if (type is not null) where += Filter("l.event_type", type);
        if (stream is { } id) where += Filter("l.stream_id", id);
        await using var command = Command(
            $"select {LoggedEntry.Columns} from audit_log l where {where} order by l.index limit $3", [.. filters]);
        return await ReadAsync(command, limit, AuditLimits.EntriesCharacters, ct);

        // Only filters that are asked for stand in the query, so that each finds its index.
        string Filter(string column, object value)
        {
            filters.Add(value);
            return $" and {column} = ${filters.Count + 1}";
        }
    }

    /// <summary>Whether the log holds anything of this consortium.</summary>
    public async Task<bool> AnyAsync(CancellationToken ct)
    {
        await using var command = Command("select exists (select from audit_log where tenant_id = $1)");
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Every entry below an index, oldest first, and whether a limit cut them.</summary>
    public async Task<(IReadOnlyList<LoggedEntry> Entries, bool More)> BelowAsync(long index, int most, int characters, CancellationToken ct)
    {
        await using var command = Command(
            $"select {LoggedEntry.Columns} from audit_log l where l.tenant_id = $1 and l.index < $2 order by l.index limit $3", index, most + 1);
        return await ReadAsync(command, most, characters, ct);
    }

    /// <summary>Whether the log holds an event of this consortium.</summary>
    public async Task<bool> HoldsAsync(Guid eventId, CancellationToken ct)
    {
        await using var command = Command("select exists (select from audit_log where tenant_id = $1 and event_id = $2)", eventId);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The last event of a stream, or null. A stream that other services copied is asked for where it was first.</summary>
    public async Task<Guid?> LastOfStreamAsync(Guid stream, CancellationToken ct)
    {
        await using var command = Command(
            """
            select l.event_id from audit_log l
            where l.tenant_id = $1 and l.stream_id = $2 and l.source =
                (select source from audit_log where tenant_id = $1 and stream_id = $2 order by index limit 1)
            order by l.stream_version desc limit 1
            """,
            stream);
        return (Guid?)await command.ExecuteScalarAsync(ct);
    }

    /// <summary>These events with all that came before them in their streams.</summary>
    /// <param name="events">Event ids; those that are not in the log are passed over.</param>
    /// <param name="without">Indexes of entries that the caller has.</param>
    /// <param name="most">Entries at most.</param>
    /// <param name="characters">Characters of their text at most.</param>
    /// <param name="ct">Cancels the read.</param>
    /// <returns>The entries, one at least when one was asked for, and whether a limit cut them; the asked for come first.</returns>
    public async Task<(IReadOnlyList<LoggedEntry> Entries, bool Cut)> WithStreamsAsync(
        IReadOnlyCollection<Guid> events, IReadOnlyCollection<long> without, int most, int characters, CancellationToken ct)
    {
        await using var command = Command(
            $"""
            with upto as (
                select source, stream_id, max(stream_version) as version from audit_log
                where tenant_id = $1 and event_id = any($2) group by source, stream_id
            )
            select {LoggedEntry.Columns} from upto u
            join audit_log l on l.tenant_id = $1 and l.source = u.source and l.stream_id = u.stream_id and l.stream_version <= u.version
            where l.index <> all ($3)
            order by l.stream_version = u.version desc, l.index desc limit $4
            """,
            events.ToArray(), without.ToArray(), most + 1);
        return await ReadAsync(command, most, characters, ct);
    }

    private static async Task<(IReadOnlyList<LoggedEntry> Entries, bool Cut)> ReadAsync(
        NpgsqlCommand command, int most, int characters, CancellationToken ct)
    {
        var entries = new List<LoggedEntry>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            characters -= reader.GetString(2).Length + reader.GetString(3).Length;
            if (entries.Count == most || (characters < 0 && entries.Count > 0)) return (entries, true);
            entries.Add(LoggedEntry.Read(reader));
        }

        return (entries, false);
    }

    private NpgsqlCommand Command(string sql, params object[] parameters)
    {
        var command = new NpgsqlCommand(sql, session.Connection) { Parameters = { new() { Value = tenant } } };
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return command;
    }
}
