using Ledger.ServiceDefaults.Handling;

namespace Ledger.Valuation.Integration;

/// <summary>Carries confirmed runs out, one at a time per process. Whatever stops it, this process or another goes on after the last batch.</summary>
internal sealed class RunRunner(RunQueue queue, RunBatches batches, ILogger<RunRunner> log) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var (id, tenant) in await queue.PendingAsync(stoppingToken)) await TakeAsync(id, tenant, stoppingToken);
                await queue.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "Runs are held up; trying again");
                await Task.Delay(AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task TakeAsync(Guid id, string tenant, CancellationToken ct)
    {
        await using var taken = await queue.TakeAsync(id, ct);
        if (taken is null) return;
        try
        {
            while (await BatchAsync(id, tenant, ct))
            {
                // One batch after the other.
            }
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            log.LogError(failure, "Run {Run} of {Consortium} was interrupted", id, tenant);
            await queue.PostponeAsync(id, ct);
        }
    }

    private async Task<bool> BatchAsync(Guid id, string tenant, CancellationToken ct)
    {
        try
        {
            return await batches.NextAsync(id, tenant, ct);
        }
        catch (Exception race) when (BulkWrites.LostRace(race))
        {
            log.LogInformation("Run {Run} lost a race and decides the batch again", id);
            return true;
        }
    }
}
