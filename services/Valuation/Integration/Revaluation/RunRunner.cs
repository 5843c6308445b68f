using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Work;

namespace Ledger.Valuation.Integration;

/// <summary>Carries confirmed runs out, batch by batch: who takes one up again goes on after the last batch.</summary>
internal sealed class RunRunner(RunQueue queue, RunBatches batches, ILogger<RunRunner> log) : WorkRunner(queue, log)
{
    protected override async Task WorkAsync(Guid id, string tenant, CancellationToken ct)
    {
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
