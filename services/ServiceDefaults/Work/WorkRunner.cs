using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.ServiceDefaults.Work;

/// <summary>
/// Does the work of a queue, one piece at a time per process. Whatever stops it, a stop of the process included, the piece is taken up
/// again by this process or another.
/// </summary>
public abstract class WorkRunner(WorkQueue queue, ILogger log) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>Works on one piece, which no other process has meanwhile.</summary>
    protected abstract Task WorkAsync(Guid id, string tenant, CancellationToken ct);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
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
                log.LogError(failure, "{Runner} is held up; trying again", GetType().Name);
                await Task.Delay(AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task TakeAsync(Guid id, string tenant, CancellationToken ct)
    {
        await using var taken = await queue.TakeAsync(id, ct);
        if (taken is not null) await WorkAsync(id, tenant, ct);
    }
}
