using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;
using Npgsql;

namespace Ledger.Valuation.Integration;

/// <summary>
/// Judges every consortium once a day, and again when an index or an agreement version came in: what falls due falls due without anybody
/// asking. The months of use that ended are valued on the same occasion.
/// </summary>
internal sealed class SweepRunner(
    NpgsqlDataSource source, RevaluationSweep sweep, MonthlySweep months, TimeProvider time, ILogger<SweepRunner> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private static readonly Actor Platform = new("valuation", "platform");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        // Not at the very start: a service that begins has messages to catch up with.
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await DueAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "Values could not be swept; it is tried again");
            }
        }
    }

    /// <summary>Sweeps every consortium whose turn it is.</summary>
    public async Task DueAsync(CancellationToken ct)
    {
        var at = Timestamps.Truncate(time.GetUtcNow());
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        foreach (var (consortium, changes) in await UnsweptAsync(day, ct))
        {
            try
            {
                var cause = $"sweep {day:yyyy-MM-dd}";
                await sweep.RunAsync(consortium, Platform, cause, day, at, ct);
                await months.RunAsync(consortium, Platform, cause, day, at, ct);
                await SweptAsync(consortium, day, changes, ct);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "Values of {Consortium} could not be swept; it is tried again", consortium);
            }
        }
    }

    private async Task<IReadOnlyList<(string Consortium, long Changes)>> UnsweptAsync(DateOnly day, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select consortium, changes from valuation_unswept($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = day });
        await using var row = await command.ExecuteReaderAsync(ct);
        var found = new List<(string, long)>();
        while (await row.ReadAsync(ct)) found.Add((row.GetString(0), row.GetInt64(1)));
        return found;
    }

    private async Task SweptAsync(string consortium, DateOnly day, long changes, CancellationToken ct)
    {
        await using var command = source.CreateCommand("call valuation_swept($1, $2, $3)");
        foreach (var value in new object[] { consortium, day, changes }) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }
}
