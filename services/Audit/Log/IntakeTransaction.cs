using Ledger.Audit.Search;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Transparency;
using Npgsql;

namespace Ledger.Audit.Log;

/// <summary>
/// One transaction of the intake. It holds the lock of the tree from its first statement on: entries of all sources come into
/// the log one transaction after the other, whatever the number of processes.
/// </summary>
internal sealed class IntakeTransaction : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly CompactRange _tree;
    private readonly bool _over;

    private IntakeTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, CompactRange tree, bool over)
    {
        _over = over;
        _connection = connection;
        _transaction = transaction;
        _tree = tree;
    }

    /// <summary>Waits for the lock of the tree, for a bounded time.</summary>
    /// <param name="source">The database.</param>
    /// <param name="patience">How long.</param>
    /// <param name="over">Passes over rows of the search that are there already.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PostgresException">55P03: another intake holds the lock for too long.</exception>
    public static async Task<IntakeTransaction> BeginAsync(NpgsqlDataSource source, TimeSpan patience, bool over, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            var transaction = await connection.BeginTransactionAsync(ct);
            await using var batch = new NpgsqlBatch(connection, transaction);
            batch.BatchCommands.Add(IntakeRole.Enter());
            batch.BatchCommands.Add(Command("select set_config('lock_timeout', $1, true)", $"{patience.TotalMilliseconds:0}"));
            batch.BatchCommands.Add(Command("select size, hashes from audit_tree for update"));
            await using var reader = await batch.ExecuteReaderAsync(ct);
            await reader.NextResultAsync(ct);
            await reader.NextResultAsync(ct);
            if (!await reader.ReadAsync(ct)) throw new InvalidOperationException("audit_tree is empty; run the migrate job.");
            return new IntakeTransaction(connection, transaction, LogRows.Tree(reader), over);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the log holds already, as far as these entries of one source need it.</summary>
    public async Task<Known> KnownAsync(string source, IReadOnlyList<VerifiedEntry> entries, CancellationToken ct)
    {
        var (first, last) = (entries[0].Envelope.SourceNumber, entries[^1].Envelope.SourceNumber);
        var tenants = entries.Select(entry => entry.Envelope.Tenant).Distinct(StringComparer.Ordinal).ToArray();
        var streams = entries.Select(entry => (entry.Envelope.Tenant, entry.Envelope.Stream)).Distinct().ToList();
        var events = entries.SelectMany(entry => entry.Envelope.References.Select(cited => cited.Event).Append(entry.Envelope.Event))
            .Distinct().ToArray();

        await using var batch = new NpgsqlBatch(_connection, _transaction);
        batch.BatchCommands.Add(Command("insert into audit_source (source) values ($1) on conflict do nothing", source));
        batch.BatchCommands.Add(Command(
            "select last_source_no, quarantined_at is not null from audit_source where source = $1", source));
        batch.BatchCommands.Add(Command(
            "select source_no, leaf_hash from audit_log where source = $1 and source_no between $2 and $3", source, first, last));
        batch.BatchCommands.Add(Command(
            "select source_no, leaf_hash from audit_waiting where source = $1 and source_no between $2 and $3", source, first, last));
        batch.BatchCommands.Add(Command(
            """
            select t.tenant, l.tenant_no from unnest($2::varchar[]) as t (tenant) cross join lateral
                (select tenant_no from audit_log where source = $1 and tenant_id = t.tenant order by tenant_no desc limit 1) l
            """,
            source, tenants));
        batch.BatchCommands.Add(Command(
            """
            select s.tenant, s.stream, l.stream_version from unnest($2::varchar[], $3::uuid[]) as s (tenant, stream) cross join lateral
                (select stream_version from audit_log where tenant_id = s.tenant and stream_id = s.stream and source = $1
                 order by stream_version desc limit 1) l
            """,
            source, streams.Select(stream => stream.Tenant).ToArray(), streams.Select(stream => stream.Stream).ToArray()));
        batch.BatchCommands.Add(Command("select event_id from audit_log where event_id = any($1)", events));

        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var (number, quarantined) = (reader.GetInt64(0), reader.GetBoolean(1));
        return new Known(
            number, quarantined,
            await NextAsync(r => (r.GetInt64(0), LogRows.Hash(r, 1))), await NextAsync(r => (r.GetInt64(0), LogRows.Hash(r, 1))),
            await NextAsync(r => (r.GetString(0), r.GetInt64(1))),
            await NextAsync(r => ((r.GetString(0), r.GetGuid(1)), r.GetInt64(2))),
            (await NextAsync(r => (r.GetGuid(0), true))).Keys.ToHashSet());

        async Task<Dictionary<TKey, TValue>> NextAsync<TKey, TValue>(Func<NpgsqlDataReader, (TKey, TValue)> row)
            where TKey : notnull
        {
            await reader.NextResultAsync(ct);
            var found = new Dictionary<TKey, TValue>();
            while (await reader.ReadAsync(ct))
            {
                var (key, value) = row(reader);
                found.Add(key, value);
            }

            return found;
        }
    }

    /// <summary>Entries that wait and whose turn may have come: of one source, from its next number on. Empty when there are none.</summary>
    public async Task<IReadOnlyList<VerifiedEntry>> ReadyAsync(CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            with ready as (
                select w.source, s.last_source_no from audit_source s
                join audit_waiting w on w.source = s.source and w.source_no = s.last_source_no + 1
                where s.quarantined_at is null and not exists (
                    select from unnest(w.cites) as cited (event)
                    where not exists (select from audit_log l where l.event_id = cited.event))
                order by w.received_at limit 1
            )
            select w.envelope, w.canonical from ready r
            join audit_waiting w on w.source = r.source and w.source_no > r.last_source_no and w.source_no <= r.last_source_no + $1
            order by w.source_no
            """,
            _connection, _transaction) { Parameters = { new() { Value = AuditLimits.DrainBatch } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var entries = new List<VerifiedEntry>();
        while (await reader.ReadAsync(ct)) entries.Add(VerifiedEntry.Verify(new(reader.GetString(0), reader.GetString(1))));
        return entries;
    }

    /// <summary>Writes the plan and commits.</summary>
    /// <returns>Whether entries wait, of this source or another.</returns>
    public async Task<bool> CommitAsync(string source, IntakePlan plan, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(_connection, _transaction);
        if (plan.Append.Count > 0) await AppendAsync(batch, source, plan.Append, ct);
        if (plan.Wait.Count > 0) batch.BatchCommands.Add(Wait(source, plan.Wait));
        foreach (var conflict in plan.Conflicts.Take(AuditLimits.ConflictsKept)) Quarantine(batch, source, conflict);
        batch.BatchCommands.Add(Command("select exists (select from audit_waiting)"));
        var waiting = (bool)(await batch.ExecuteScalarAsync(ct))!;
        Failpoints.Pass(Failpoint.IntakeWritten);
        await _transaction.CommitAsync(ct);
        return waiting;
    }

    // What the entries are found by is read from them while the database writes them; it is written with the rest of the batch.
    private async Task AppendAsync(NpgsqlBatch batch, string source, IReadOnlyList<VerifiedEntry> entries, CancellationToken ct)
    {
        await using var log = new NpgsqlBatch(_connection, _transaction);
        Append(log, source, entries);
        var writing = log.ExecuteNonQueryAsync(ct);
        try
        {
            foreach (var command in FoundRows.Append(_tree.Size, [.. entries.Select(entry => (entry.Envelope, entry.PayloadText))], _over)) batch.BatchCommands.Add(command);
        }
        finally
        {
            await writing;
        }
    }

    private void Append(NpgsqlBatch batch, string source, IReadOnlyList<VerifiedEntry> entries)
    {
        var tree = entries.Aggregate(_tree, (range, entry) => range.Append(entry.Leaf));
        batch.BatchCommands.Add(Command(
            """
            insert into audit_log (index, tenant_id, source, source_no, tenant_no, event_id, event_type, stream_id, stream_version,
                recorded_at, payload_hash, leaf_hash, envelope, canonical)
            select $1 + e.position - 1, e.tenant_id, $2, e.source_no, e.tenant_no, e.event_id, e.event_type, e.stream_id, e.stream_version,
                e.recorded_at, decode(e.payload_hash, 'hex'), e.leaf_hash, e.envelope, e.canonical
            from unnest($3::varchar[], $4::bigint[], $5::bigint[], $6::uuid[], $7::varchar[], $8::uuid[], $9::bigint[],
                $10::timestamptz[], $11::text[], $12::bytea[], $13::text[], $14::text[]) with ordinality
                as e (tenant_id, source_no, tenant_no, event_id, event_type, stream_id, stream_version, recorded_at, payload_hash,
                    leaf_hash, envelope, canonical, position)
            """,
            _tree.Size, source,
            Column(entry => entry.Envelope.Tenant), Column(entry => entry.Envelope.SourceNumber),
            Column(entry => entry.Envelope.TenantNumber), Column(entry => entry.Envelope.Event), Column(entry => entry.Envelope.Type),
            Column(entry => entry.Envelope.Stream), Column(entry => entry.Envelope.Version),
            Column(entry => entry.Envelope.RecordedAt.UtcDateTime), Column(entry => entry.Envelope.PayloadHash),
            Column(entry => entry.Leaf.ToArray()), Column(entry => entry.EnvelopeText), Column(entry => entry.PayloadText)));
        var last = entries[^1].Envelope.SourceNumber;
        batch.BatchCommands.Add(Command("delete from audit_waiting where source = $1 and source_no <= $2", source, last));
        batch.BatchCommands.Add(Command("update audit_source set last_source_no = $2 where source = $1", source, last));
        batch.BatchCommands.Add(Command(
            "update audit_tree set size = $1, hashes = $2", tree.Size, tree.Hashes.Select(hash => hash.ToArray()).ToArray()));

        T[] Column<T>(Func<VerifiedEntry, T> value) => [.. entries.Select(value)];
    }

    private static NpgsqlBatchCommand Wait(string source, IReadOnlyList<VerifiedEntry> entries) => Command(
        """
        insert into audit_waiting (source, source_no, leaf_hash, cites, envelope, canonical)
        select $1, e.source_no, e.leaf_hash, string_to_array(e.cites, ',')::uuid[], e.envelope, e.canonical
        from unnest($2::bigint[], $3::bytea[], $4::text[], $5::text[], $6::text[]) as e (source_no, leaf_hash, cites, envelope, canonical)
        on conflict (source, source_no) do nothing
        """,
        source, entries.Select(entry => entry.Envelope.SourceNumber).ToArray(), entries.Select(entry => entry.Leaf.ToArray()).ToArray(),
        // An array of arrays must be rectangular in PostgreSQL, so each list of ids travels as text.
        entries.Select(entry => string.Join(',', entry.Envelope.References.Select(cited => cited.Event))).ToArray(),
        entries.Select(entry => entry.EnvelopeText).ToArray(), entries.Select(entry => entry.PayloadText).ToArray());

    private static void Quarantine(NpgsqlBatch batch, string source, Conflict conflict)
    {
        var entry = conflict.Entry;
        batch.BatchCommands.Add(Command(
            """
            insert into audit_conflict (source, source_no, leaf_hash, reason, detail, envelope, canonical)
            select $1, $2, $3, $4, $5, $6, $7 where (select count(*) from audit_conflict where source = $1) < $8
            on conflict do nothing
            """,
            source, entry.Envelope.SourceNumber, entry.Leaf.ToArray(), Name(conflict.Reason), conflict.Detail, entry.EnvelopeText,
            entry.PayloadText, AuditLimits.ConflictsKept));
        batch.BatchCommands.Add(Command(
            """
            update audit_source set quarantined_at = clock_timestamp(), quarantine_no = $2, quarantine_reason = $3
            where source = $1 and quarantined_at is null
            """,
            source, entry.Envelope.SourceNumber, Name(conflict.Reason)));
    }

    private static string Name(ConflictReason reason) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString());

    private static NpgsqlBatchCommand Command(string sql, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        // Not committed yet: rolled back.
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
