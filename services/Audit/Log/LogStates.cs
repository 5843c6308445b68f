using Npgsql;

namespace Ledger.Audit.Log;

/// <summary>Reads how far the log has come; counts of all consortia together, nobody's content.</summary>
public sealed class LogStates(NpgsqlDataSource source)
{
    /// <summary>Size, root and sources of one moment.</summary>
    public async Task<LogState> ReadAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        // Only counting reads run under the intake's rights here; one snapshot, so that size and numbers agree.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(IntakeRole.Enter());
        batch.BatchCommands.Add(new("select size, hashes from audit_tree"));
        batch.BatchCommands.Add(new(
            """
            select s.source, s.last_source_no, w.count, w.since, w.first = s.last_source_no + 1, s.quarantined_at, s.quarantine_no,
                s.quarantine_reason
            from audit_source s
            cross join lateral (
                select count(*) as count, min(received_at) as since, min(source_no) as first from audit_waiting where source = s.source) w
            order by s.source
            """));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        if (!await reader.ReadAsync(ct)) throw new InvalidOperationException("audit_tree is empty; run the migrate job.");
        var tree = LogRows.Tree(reader);
        await reader.NextResultAsync(ct);
        var sources = new List<SourceState>();
        while (await reader.ReadAsync(ct)) sources.Add(Source(reader));
        return new LogState(tree.Size, tree.Root.ToString(), sources);
    }

    private static SourceState Source(NpgsqlDataReader row)
    {
        var waiting = row.GetInt64(2);
        var quarantine = row.IsDBNull(5)
            ? null
            : new Quarantine(row.GetFieldValue<DateTimeOffset>(5), row.GetInt64(6), row.GetString(7));
        WaitsFor? waitsFor = waiting == 0 ? null
            : quarantine is not null ? WaitsFor.Release
            : row.GetBoolean(4) ? WaitsFor.CitedEvent : WaitsFor.Predecessor;
        return new SourceState(
            row.GetString(0), row.GetInt64(1), waiting, waiting == 0 ? null : row.GetFieldValue<DateTimeOffset>(3), waitsFor, quarantine);
    }
}
