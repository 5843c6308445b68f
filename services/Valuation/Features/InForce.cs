using Ledger.Rules;
using Ledger.Valuation.Domain;
using Marten;

namespace Ledger.Valuation.Features;

/// <summary>Finds the agreement version whose policy applies to an appraisal.</summary>
internal static class InForce
{
    /// <summary>The version in force on the contribution's effective day, or null.</summary>
    public static Task<AdoptedAgreement?> ForAsync(Appraisal appraisal, IQuerySession reads, CancellationToken ct) =>
        ForAsync(appraisal, appraisal.Subject?.EffectiveOn, reads, ct);

    /// <summary>The version in force on another day, or null.</summary>
    public static async Task<AdoptedAgreement?> ForAsync(Appraisal appraisal, DateOnly? day, IQuerySession reads, CancellationToken ct)
    {
        if (appraisal.Subject is not { } subject || day is not { } on) return null;
        var versions = await reads.Query<AdoptedAgreement>()
            .Where(agreement => agreement.AgreementId == subject.AgreementId).ToListAsync(ct);
        return AdoptedAgreement.InForce(versions, on);
    }
}
