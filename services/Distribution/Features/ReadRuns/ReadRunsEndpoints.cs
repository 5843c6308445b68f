using Ledger.Distribution.Domain;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Distribution.Features;

internal static class ReadRunsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/runs/{id:guid}", (Guid id, Reads reads, CancellationToken ct) => reads.OneAsync<Run, RunDetails>(id, RunDetails.Of, ct))
            .Produces<RunDetails>()
            .WithSummary("One run with its inputs, every line of the calculation, objections and approval");
        routes.MapGet("/runs", (Guid? pool, string? after, Reads reads, CancellationToken ct) => reads.PageAsync<Run, RunSummary>(
                after, query => pool is null ? query : query.Where(run => run.PoolId == pool), RunSummary.Of, ct))
            .Produces<Page<RunSummary>>()
            .WithSummary("Distribution runs of the consortium, by pool");
    }
}
