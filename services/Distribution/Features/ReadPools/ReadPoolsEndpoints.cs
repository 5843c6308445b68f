using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Distribution.Features;

/// <summary>A pool in a list.</summary>
public sealed record PoolSummary(Guid Id, string Reference, string AgreementId, Period Period, Money Amount, Text Title, int CostClaims)
{
    internal static PoolSummary Of(Pool pool)
    {
        var said = pool.Declared!.Declaration;
        return new PoolSummary(pool.Id, said.Reference, said.AgreementId, said.Period, said.Amount, said.Title, pool.Claims.Count);
    }
}

/// <summary>One pool with its claims and runs. The settling run is absent until the pool is settled.</summary>
public sealed record PoolDetails(
    Guid Id, string Reference, string AgreementId, int AgreementVersion, Period Period, Money Amount, Text Title, string? Kind,
    IReadOnlyList<PoolEvidence> Evidence, Actor DeclaredBy, DateTimeOffset DeclaredAt, IReadOnlyList<CostClaimed> CostClaims,
    IReadOnlyList<PoolRun> Runs, Guid? SettledBy);

/// <summary>A run of a pool.</summary>
public sealed record PoolRun(Guid Id, int No, RunStage Stage);

internal static class ReadPoolsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/pools/{id:guid}", One)
            .Produces<PoolDetails>()
            .WithSummary("One pool with its cost claims and runs");
        routes.MapGet("/pools", (string? agreement, string? after, Reads reads, CancellationToken ct) => reads.PageAsync<Pool, PoolSummary>(
                after, query => agreement is null ? query : query.Where(pool => pool.AgreementId == agreement), PoolSummary.Of, ct))
            .Produces<Page<PoolSummary>>()
            .WithSummary("Benefit pools of the consortium");
    }

    private static async Task<IResult> One(Guid id, Reads reads, HttpContext http, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var documents = session.Documents;
        var pool = await documents.LoadAsync<Pool>(id, ct) ?? throw RequestRefused.NotFound();
        var stream = await documents.Events.FetchStreamStateAsync(id, ct) ?? throw RequestRefused.NotFound();
        var runs = await documents.RunsOfAsync(id, ct);
        var settlement = await documents.LoadAsync<PoolSettlement>(Streams.PoolSettlement(id), ct);
        http.Response.Headers.ETag = ETags.Of(stream.Version);
        var (said, declared) = (pool.Declared!.Declaration, pool.Declared);
        return Results.Ok(new PoolDetails(
            id, said.Reference, said.AgreementId, declared.AgreementVersion, said.Period, said.Amount, said.Title, said.Kind, said.Evidence,
            declared.By, declared.At, pool.Claims,
            [.. runs.OrderBy(run => run.Computed!.No).Select(run => new PoolRun(run.Id, run.Computed!.No, run.Stage))], settlement?.RunId));
    }
}
