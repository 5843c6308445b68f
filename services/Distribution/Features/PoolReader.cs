using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Marten;

namespace Ledger.Distribution.Features;

/// <summary>Reads where pools, turns and agreements stand, inside the unit of work of a decision.</summary>
internal static class PoolReader
{
    /// <summary>The agreement version in force on a day, or null.</summary>
    public static async Task<AdoptedAgreement?> InForceAsync(this IQuerySession reads, string agreementId, DateOnly day, CancellationToken ct) =>
        AdoptedAgreement.InForce(
            await reads.Query<AdoptedAgreement>().Where(agreement => agreement.AgreementId == agreementId).ToListAsync(ct), day);

    /// <summary>Pools of an agreement.</summary>
    public static async Task<IReadOnlyList<Pool>> PoolsOfAsync(this IQuerySession reads, string agreementId, CancellationToken ct) =>
        await reads.Query<Pool>().Where(pool => pool.AgreementId == agreementId).ToListAsync(ct);

    /// <summary>
    /// The turn of a scope that is free now. Read it before what it guards: whatever is committed after it takes this turn away,
    /// whatever was committed before it is seen by the reads that follow.
    /// </summary>
    public static async Task<NextTurn> NextTurnAsync(this IQuerySession reads, string tenant, string scope, CancellationToken ct) =>
        Streams.Turn(tenant, scope, await reads.Query<Turn>().Where(turn => turn.Scope == scope).CountAsync(ct) + 1);

    /// <summary>Where a pool stands for one of its runs. Pools of an agreement are settled in the order of their numbers.</summary>
    public static async Task<PoolStanding> StandingAsync(this IQuerySession reads, Pool? pool, Guid run, CancellationToken ct)
    {
        if (pool is not { Exists: true }) return new PoolStanding(null, Settled: false, OtherStands: false, OpenBefore: null);
        var settled = (await reads.Query<PoolSettlement>().Where(settlement => settlement.AgreementId == pool.AgreementId).ToListAsync(ct))
            .Select(settlement => settlement.PoolId).ToHashSet();
        var runs = await reads.StagesOfAsync(pool.Id, ct);
        var before = (await reads.PoolsOfAsync(pool.AgreementId, ct))
            .Where(other => other.Holds && other.Place.No < pool.Place.No && !settled.Contains(other.Id)).MinBy(other => other.Place.No);
        return new PoolStanding(
            pool.Declared, settled.Contains(pool.Id), runs.Any(other => other.Id != run && other.Stands), before?.Reference,
            pool.Declared is null ? pool.Reference : null);
    }

    /// <summary>Runs of a pool, without what they rest on.</summary>
    public static async Task<IReadOnlyList<RunStanding>> StagesOfAsync(this IQuerySession reads, Guid pool, CancellationToken ct)
    {
        var found = await reads.AdvancedSql.QueryAsync<Guid, string, int>(
            "select row(d.id), row(d.data ->> 'stage'), row((d.data -> 'computed' ->> 'no')::int) from mt_doc_run d where d.tenant_id = ? and d.data ->> 'poolId' = ? order by 3",
            ct, reads.TenantId, pool.ToString());
        return [.. found.Select(row => new RunStanding(row.Item1, row.Item3, KebabCase.Find<RunStage>(row.Item2)!.Value))];
    }
}

/// <summary>Where a run stands.</summary>
/// <param name="Id">The run.</param>
/// <param name="No">Its number among those of its pool.</param>
/// <param name="Stage">Its stage.</param>
internal sealed record RunStanding(Guid Id, int No, RunStage Stage)
{
    public bool Stands => Stage is RunStage.Proposed or RunStage.Approved or RunStage.Settled;
}
