using Ledger.Agreements.Domain;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Agreements.Integration;

/// <summary>The versions of an agreement and what surrounds them, read in the unit of work of a decision.</summary>
internal static class AgreementVersions
{
    /// <summary>All versions of one agreement, oldest first.</summary>
    public static async Task<IReadOnlyList<Agreement>> OfAsync(IQuerySession session, string agreementId, CancellationToken ct) =>
        await session.Query<Agreement>().Where(other => other.AgreementId == agreementId).OrderBy(other => other.AgreementVersion)
            .Take(AgreementLimits.Versions).ToListAsync(ct);

    /// <summary>What the version of this stream meets; the slot counts the active versions, so that two cannot take the same.</summary>
    public static async Task<AgreementSurroundings> AroundAsync(IQuerySession session, string tenant, Agreement state, CancellationToken ct)
    {
        var others = (await OfAsync(session, state.AgreementId, ct)).Where(other => other.Id != state.Id).ToList();
        var closed = await session.Query<ClosedPeriod>().Where(period => period.AgreementId == state.AgreementId).ToListAsync(ct);
        var entered = others.Count(other => other.Stage == AgreementStage.Active);
        var named = state.Stage == AgreementStage.None ? null : state.Read().Terms.RegionProfile;
        return new AgreementSurroundings(
            others, closed.Select(period => period.Period?.To).Max(), StreamId.For(tenant, "agreement-line", $"{state.AgreementId}/{entered}"),
            await ConsortiumRegisters.FoundedAsync(session, tenant, ct), await ProfileReads.NamedAsync(session, tenant, named, ct));
    }

    /// <summary>What is past of an agreement, beside what surrounds its version.</summary>
    public static async Task<Past> PastAsync(IQuerySession session, string tenant, Agreement state, CancellationToken ct) => new(
        await AroundAsync(session, tenant, state, ct),
        await session.Query<ClosedPeriod>().Where(period => period.AgreementId == state.AgreementId).ToListAsync(ct),
        await session.Query<HeardLoss>().Where(loss => loss.AgreementId == state.AgreementId).ToListAsync(ct),
        await session.Query<HeardCorrection>().Where(correction => correction.AgreementId == state.AgreementId).ToListAsync(ct));
}
