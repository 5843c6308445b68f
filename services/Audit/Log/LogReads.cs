using System.Globalization;
using Ledger.Audit.Search;
using Ledger.Transparency.Search;
using Npgsql;

namespace Ledger.Audit.Log;

/// <summary>Which entries of the log are wanted; every part that is given must hold.</summary>
/// <param name="Type">Of this event type.</param>
/// <param name="Stream">Of streams with this id.</param>
/// <param name="Party">That name this organisation.</param>
/// <param name="Kinds">Of one of these event types; empty for all.</param>
/// <param name="From">Recorded on this day (UTC) or later.</param>
/// <param name="To">Recorded on this day or earlier.</param>
internal sealed record EntryFilter(
    string? Type = null, Guid? Stream = null, string? Party = null, IReadOnlyList<string>? Kinds = null, DateOnly? From = null, DateOnly? To = null);

/// <summary>
/// Reads one consortium's part of the log on a connection that works for that consortium: every query names it, and the row-level policy
/// lets nothing else through.
/// </summary>
internal sealed class LogReads(NpgsqlConnection connection, string tenant)
{
    /// <summary>Entries after an index, oldest first.</summary>
    /// <param name="after">Index to begin behind, or null for the beginning.</param>
    /// <param name="limit">Entries at most; fewer when their text passes the limit of a page.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="ct">Cancels the read.</param>
    /// <param name="characters">Characters of their text at most.</param>
    /// <returns>The entries, and whether there are more.</returns>
    public async Task<(IReadOnlyList<LoggedEntry> Entries, bool More)> EntriesAsync(
        long? after, int limit, EntryFilter filter, CancellationToken ct, int characters = AuditLimits.EntriesCharacters)
    {
        var filters = new List<object> { after ?? -1, limit + 1 };
        var where = "l.tenant_id = $1 and l.index > $2";
        if (filter.Type is { } type) where += Filter("l.event_type = {0}", type);
        if (filter.Stream is { } id) where += Filter("l.stream_id = {0}", id);
        if (filter.Kinds is { Count: > 0 } kinds) where += Filter("l.event_type = any({0}::varchar[])", kinds.ToArray());
        if (filter.From is { } first) where += Filter("l.recorded_at >= {0}", first.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        if (filter.To is { } to && to < DateOnly.MaxValue) where += Filter("l.recorded_at < {0}", to.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        var sql = $"select {LoggedEntry.Columns} from audit_log l where {where} order by l.index limit $3";
        if (filter.Party is { } party)
        {
            var lists = new TermLists(newestFirst: false);
            lists.Terms(Findable.Party, $"term = {Given(party)}", $"block between {Given(Math.Max(after ?? 0, 0) / TermBlocks.Size)} and {Given(TermBlocks.Last)}");
            sql = $"select e.* from {lists.From(LoggedEntry.Columns, "audit_log l", "l", where)} order by {lists.Order} limit $3";
        }

        await using var command = Command(sql, [.. filters]);
        return await ReadAsync(command, limit, characters, ct);

        // Only filters that are asked for stand in the query, so that each finds its index.
        string Filter(string condition, object value) => " and " + string.Format(CultureInfo.InvariantCulture, condition, Given(value));

        string Given(object value)
        {
            filters.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"${filters.Count + 1}");
        }
    }

    /// <summary>Whether the log holds anything of this consortium.</summary>
    public async Task<bool> AnyAsync(CancellationToken ct)
    {
        await using var command = Command("select exists (select from audit_log where tenant_id = $1)");
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Every entry from one index on and below another, oldest first, and whether a limit cut them.</summary>
    public async Task<(IReadOnlyList<LoggedEntry> Entries, bool More)> BetweenAsync(long first, long index, int most, int characters, CancellationToken ct)
    {
        await using var command = Command(
            $"select {LoggedEntry.Columns} from audit_log l where l.tenant_id = $1 and l.index >= $2 and l.index < $3 order by l.index limit $4", first, index, most + 1);
        return await ReadAsync(command, most, characters, ct);
    }

    /// <summary>Whether the log holds an event of this consortium.</summary>
    public async Task<bool> HoldsAsync(Guid eventId, CancellationToken ct)
    {
        await using var command = Command("select exists (select from audit_log where tenant_id = $1 and event_id = $2)", eventId);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The last event of a stream, or null. A stream that other services copied is asked for where it was first.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="known">Only what was recorded until then; null for now.</param>
    /// <param name="ct">Cancels the read.</param>
    public async Task<Guid?> LastOfStreamAsync(Guid stream, DateTimeOffset? known, CancellationToken ct)
    {
        await using var command = Command(
            """
            select l.event_id from audit_log l
            where l.tenant_id = $1 and l.stream_id = $2 and l.source =
                (select source from audit_log where tenant_id = $1 and stream_id = $2 order by index limit 1)
                and l.recorded_at <= $3
            order by l.stream_version desc limit 1
            """,
            stream, (known ?? DateTimeOffset.MaxValue).UtcDateTime);
        return (Guid?)await command.ExecuteScalarAsync(ct);
    }

    /// <summary>Every kind of event that the consortium has; hops along the index instead of reading the log.</summary>
    public async Task<IReadOnlyList<string>> KindsAsync(CancellationToken ct)
    {
        await using var command = Command(
            """
            with recursive kinds as (
                (select event_type from audit_log where tenant_id = $1 order by event_type limit 1)
                union all
                select (select l.event_type from audit_log l where l.tenant_id = $1 and l.event_type > k.event_type order by l.event_type limit 1)
                from kinds k where k.event_type is not null
            )
            select event_type from kinds where event_type is not null
            """);
        var kinds = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) kinds.Add(reader.GetString(0));
        return kinds;
    }

    /// <summary>The first event of a stream where it was first, or null.</summary>
    public async Task<Guid?> FirstOfStreamAsync(Guid stream, CancellationToken ct)
    {
        await using var command = Command("select event_id from audit_log where tenant_id = $1 and stream_id = $2 order by index limit 1", stream);
        return (Guid?)await command.ExecuteScalarAsync(ct);
    }

    /// <summary>What an event's entry says about it, or null.</summary>
    public async Task<Envelope?> EnvelopeAsync(Guid eventId, CancellationToken ct)
    {
        await using var command = Command($"select {LoggedEntry.Columns} from audit_log l where l.tenant_id = $1 and l.event_id = $2", eventId);
        return (await ReadAsync(command, 1, int.MaxValue, ct)).Entries is [var entry] ? entry.Envelope : null;
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

    /// <summary>These events with all that came after them in their streams, in the order of the log.</summary>
    /// <param name="events">Event ids; those that are not in the log are passed over.</param>
    /// <param name="without">Indexes of entries that the caller has.</param>
    /// <param name="most">Entries at most.</param>
    /// <param name="characters">Characters of their text at most.</param>
    /// <param name="ct">Cancels the read.</param>
    public async Task<(IReadOnlyList<LoggedEntry> Entries, bool Cut)> WithLaterAsync(
        IReadOnlyCollection<Guid> events, IReadOnlyCollection<long> without, int most, int characters, CancellationToken ct)
    {
        await using var command = Command(
            $"""
            with onward as (
                select source, stream_id, min(stream_version) as version from audit_log
                where tenant_id = $1 and event_id = any($2) group by source, stream_id
            )
            select {LoggedEntry.Columns} from onward o
            join audit_log l on l.tenant_id = $1 and l.source = o.source and l.stream_id = o.stream_id and l.stream_version >= o.version
            where l.index <> all ($3)
            order by l.index limit $4
            """,
            events.ToArray(), without.ToArray(), most + 1);
        return await ReadAsync(command, most, characters, ct);
    }

    /// <summary>Events that cite one of these, oldest first, and whether a limit cut them.</summary>
    public async Task<(IReadOnlyList<Guid> Events, bool Cut)> CitingAsync(IReadOnlyCollection<Guid> cited, int most, CancellationToken ct)
    {
        await using var command = Command(
            "select event_id from audit_cite where tenant_id = $1 and cited = any($2) group by event_id order by min(index) limit $3",
            cited.ToArray(), most + 1);
        var found = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) found.Add(reader.GetGuid(0));
        return found.Count > most ? (found[..most], true) : (found, false);
    }

    /// <summary>Entries at these places, newest first.</summary>
    public async Task<IReadOnlyList<LoggedEntry>> AtAsync(IReadOnlyCollection<long> indexes, CancellationToken ct)
    {
        await using var command = Command(
            $"select {LoggedEntry.Columns} from audit_log l where l.tenant_id = $1 and l.index = any($2) order by l.index desc", indexes.ToArray());
        return (await ReadAsync(command, int.MaxValue, int.MaxValue, ct)).Entries;
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
        var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = tenant } } };
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return command;
    }
}
