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

    /// <summary>Runs of a pool.</summary>
    public static async Task<IReadOnlyList<Run>> RunsOfAsync(this IQuerySession reads, Guid pool, CancellationToken ct) =>
        await reads.Query<Run>().Where(run => run.PoolId == pool).ToListAsync(ct);

    /// <summary>
    /// The turn of a scope that is free now. Read it before what it guards: whatever is committed after it takes this turn away,
    /// whatever was committed before it is seen by the reads that follow.
    /// </summary>
    public static async Task<NextTurn> NextTurnAsync(this IQuerySession reads, string tenant, string scope, CancellationToken ct) =>
        Streams.Turn(tenant, scope, await reads.Query<Turn>().Where(turn => turn.Scope == scope).CountAsync(ct) + 1);

    /// <summary>Where a pool stands for one of its runs.</summary>
    public static async Task<PoolStanding> StandingAsync(this IQuerySession reads, Pool? pool, Guid run, CancellationToken ct)
    {
        if (pool?.Declared is not { } declared) return new PoolStanding(null, Settled: false, OtherStands: false, OpenBefore: null);
        var settled = (await reads.Query<PoolSettlement>().Where(settlement => settlement.AgreementId == pool.AgreementId).ToListAsync(ct))
            .Select(settlement => settlement.PoolId).ToHashSet();
        var runs = await reads.RunsOfAsync(pool.Id, ct);
        var before = (await reads.PoolsOfAsync(pool.AgreementId, ct))
            .Where(other => other.Declared!.Declaration.Period.To < declared.Declaration.Period.From && !settled.Contains(other.Id))
            .MinBy(other => other.Declared!.Declaration.Period.From);
        return new PoolStanding(
            declared, settled.Contains(pool.Id), runs.Any(other => other.Id != run && other.Stands), before?.Declared!.Declaration.Reference);
    }
}
