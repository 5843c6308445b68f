using Ledger.Audit.Log;
using Npgsql;

namespace Ledger.Audit.Search;

/// <summary>
/// Makes what was logged before there was a search findable: once after the start, from the newest such entry to the oldest, in pieces.
/// What comes in meanwhile is written by the intake.
/// </summary>
public sealed class FoundKeeper(NpgsqlDataSource source, ILogger<FoundKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    /// <summary>Fills one piece.</summary>
    /// <returns>Whether more is to be done.</returns>
    public async Task<bool> FillAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var read = new NpgsqlBatch(connection, transaction);
        read.BatchCommands.Add(IntakeRole.Enter());
        // Pieces of two processes must not overlap: a term's row is of one piece.
        read.BatchCommands.Add(new("select pg_advisory_xact_lock(hashtextextended('audit_found', 0))"));
        read.BatchCommands.Add(new(
            $"""
            with behind as (select coalesce((select min(index) from audit_found), (select size from audit_tree)) as below)
            select l.index, l.envelope, l.canonical from audit_log l, behind b
            where l.index < b.below and l.index >= b.below - {AuditLimits.DrainBatch} order by l.index
            """));
        var first = 0L;
        var entries = new List<(Envelope, string)>();
        await using (var reader = await read.ExecuteReaderAsync(ct))
        {
            await reader.NextResultAsync(ct);
            await reader.NextResultAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                if (entries.Count == 0) first = reader.GetInt64(0);
                entries.Add((LoggedEntry.Of(0, default!, reader.GetString(1), reader.GetString(2)).Envelope, reader.GetString(2)));
            }
        }

        if (entries.Count == 0) return false;
        await using var write = new NpgsqlBatch(connection, transaction);
        foreach (var command in FoundRows.Append(first, entries, over: true)) write.BatchCommands.Add(command);
        await write.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return first > 0;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await FillAsync(stoppingToken))
                {
                }

                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "Older entries could not be made findable; trying again");
                await Task.Delay(Again, stoppingToken);
            }
        }
    }
}
