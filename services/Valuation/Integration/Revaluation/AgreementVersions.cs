using Ledger.Rules;
using Marten;

namespace Ledger.Valuation.Integration;

/// <summary>The agreement versions that this consortium adopted; a consortium has few.</summary>
internal sealed class AgreementVersions
{
    private readonly ILookup<string, AdoptedAgreement> versions;
    private readonly Dictionary<(string, DateOnly), AdoptedAgreement?> found = [];

    private AgreementVersions(IEnumerable<AdoptedAgreement> versions) =>
        this.versions = versions.ToLookup(version => version.AgreementId, StringComparer.Ordinal);

    public static async Task<AgreementVersions> OfAsync(IQuerySession reads, CancellationToken ct) => new(await reads.Query<AdoptedAgreement>().ToListAsync(ct));

    /// <summary>The version in force on a day, or null.</summary>
    public AdoptedAgreement? InForce(string agreement, DateOnly day)
    {
        if (!found.TryGetValue((agreement, day), out var version)) found[(agreement, day)] = version = AdoptedAgreement.InForce(versions[agreement], day);
        return version;
    }
}
