using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Marten;

namespace Ledger.Agreements.Features;

/// <summary>Looks commitments up in the calendar, in the unit of work of a decision.</summary>
internal static class CommitmentReader
{
    /// <summary>The instalment that a notice cites, as it stands on the day of the notice.</summary>
    public static async Task<CitedCommitment> CitedAsync(IQuerySession session, CommitmentReference cited, DateOnly day, CancellationToken ct)
    {
        var (ruling, obligation) = await FindAsync(session, cited.AgreementId, cited.Id, cited.Due, day, ct);
        return new CitedCommitment(cited.AgreementId, ruling?.AgreementVersion, cited.Id, cited.Due, obligation, ruling?.Read().Terms.Default);
    }

    /// <summary>The instalment that a default is about, as it stands on a day, or null.</summary>
    public static async Task<Obligation?> OfDefaultAsync(
        IQuerySession session, ConsortiumRegister register, string party, int no, DateOnly day, CancellationToken ct) =>
        register.Defaults.FirstOrDefault(other => other.Party == party && other.No == no)?.Commitment is { } cited
            ? (await FindAsync(session, cited.AgreementId, cited.Commitment, cited.Due, day, ct)).Obligation
            : null;

    private static async Task<(Agreement? Ruling, Obligation? Obligation)> FindAsync(
        IQuerySession session, string agreementId, string commitment, DateOnly due, DateOnly day, CancellationToken ct)
    {
        if (AgreementStanding.InForce(await AgreementVersions.OfAsync(session, agreementId, ct), day) is not { } ruling) return (null, null);
        var deliveries = await session.Query<Delivery>().Where(delivery => delivery.AgreementId == agreementId).ToListAsync(ct);
        return (ruling, ObligationCalendar.Of(ruling.Read(), deliveries, day)
            .FirstOrDefault(obligation => obligation.Commitment == commitment && obligation.Due == due));
    }
}
