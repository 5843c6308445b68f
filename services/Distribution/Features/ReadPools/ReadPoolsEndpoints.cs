using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Distribution.Features;

/// <summary>A pool in a list; while it is open, the amount is what was recorded in it so far.</summary>
public sealed record PoolSummary(
    Guid Id, string Reference, string AgreementId, Period Period, Money? Amount, Text Title, int CostClaims, bool Open, string? Project)
{
    internal static PoolSummary Of(Pool pool) => new(
        pool.Id, pool.Reference, pool.AgreementId, pool.Period, Shared(pool), pool.Declared?.Declaration.Title ?? pool.Opened!.Title, pool.Claims.Count,
        pool.Declared is null && pool.Empty is null, pool.Coalition?.Project);

    /// <summary>What is shared, or null while nothing was recorded.</summary>
    internal static Money? Shared(Pool pool)
    {
        if (pool.Declared is { } declared) return declared.Declaration.Amount;
        var money = pool.Benefits.Where(benefit => benefit.Kind != BenefitKind.InKind).Select(benefit => benefit.Amount).ToList();
        return money.Count == 0 ? null : Money.Sum(money, money[0].Currency);
    }
}

/// <summary>One pool with its benefits, claims, scores and runs. The settling run is absent until the pool is settled.</summary>
public sealed record PoolDetails(
    Guid Id, string Reference, string AgreementId, int? AgreementVersion, Period Period, Money? Amount, Text Title, string? Kind,
    IReadOnlyList<PoolEvidence> Evidence, Actor DeclaredBy, DateTimeOffset DeclaredAt, IReadOnlyList<CostClaimed> CostClaims,
    IReadOnlyList<PoolRun> Runs, Guid? SettledBy, bool Open, bool Empty, Coalition? Coalition, IReadOnlyList<KindAmount> ByKind,
    IReadOnlyList<BenefitRecorded> Benefits, IReadOnlyList<ScoresRecorded> Scores);

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
        var runs = await documents.StagesOfAsync(id, ct);
        var settlement = await documents.LoadAsync<PoolSettlement>(Streams.PoolSettlement(id), ct);
        http.Response.Headers.ETag = ETags.Of(stream.Version);
        var said = pool.Declared?.Declaration;
        return Results.Ok(new PoolDetails(
            id, pool.Reference, pool.AgreementId, pool.Declared?.AgreementVersion, pool.Period, PoolSummary.Shared(pool), said?.Title ?? pool.Opened!.Title,
            said?.Kind, said?.Evidence ?? [], pool.Opened?.By ?? pool.Declared!.By, pool.Opened?.At ?? pool.Declared!.At, pool.Claims,
            [.. runs.Select(run => new PoolRun(run.Id, run.No, run.Stage))], settlement?.RunId, pool.Declared is null && pool.Empty is null, pool.Empty is not null,
            pool.Coalition, said?.ByKind ?? [], pool.Benefits, pool.Scores));
    }
}
