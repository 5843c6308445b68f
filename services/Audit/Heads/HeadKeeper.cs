using System.Globalization;
using Ledger.Audit.Integration;
using Ledger.Audit.Log;
using Ledger.ServiceDefaults.Store;
using Npgsql;

namespace Ledger.Audit.Heads;

/// <summary>
/// Counts once a day: as soon as a day (UTC) has ended on which something was logged that no count holds. Any process may; the
/// stream's id is that of the day, so one count is recorded.
/// </summary>
public sealed class HeadKeeper(HeadCounts counts, NpgsqlDataSource source, TimeProvider clock, ILogger<HeadKeeper> log) : BackgroundService
{
    /// <summary>Counts when it is time to.</summary>
    public async Task CountAsync(CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (await OldestUncountedAsync(ct) is not { } logged || DateOnly.FromDateTime(logged) >= today) return;
        var day = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await counts.RecordAsync(StreamId.For(PlatformFacts.Tenant, "tenant-heads", day), today, ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(AuditLimits.HeadCheck, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await CountAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "The consortia's entries could not be counted; trying again");
            }
        }
    }

    // When the first entry of a consortium was logged that no count holds. The platform's own entries alone call for no count.
    private async Task<DateTime?> OldestUncountedAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(IntakeRole.Enter());
        batch.BatchCommands.Add(new(
            """
            select logged_at from audit_log where index >= (select coalesce(max(size), 0) from audit_head) and tenant_id <> $1 order by index limit 1
            """) { Parameters = { new() { Value = PlatformFacts.Tenant } } });
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) ? reader.GetDateTime(0) : null;
    }
}
