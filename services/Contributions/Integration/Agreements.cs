using Ledger.Contributions.Domain;
using Ledger.Rules;
using Marten;

namespace Ledger.Contributions.Integration;

/// <summary>The agreement versions that this consortium adopted; a consortium has few.</summary>
internal sealed class Agreements
{
    private readonly ILookup<string, AdoptedAgreement> _versions;

    private Agreements(IEnumerable<AdoptedAgreement> versions) =>
        _versions = versions.ToLookup(version => version.AgreementId, StringComparer.Ordinal);

    public static async Task<Agreements> OfAsync(IQuerySession reads, CancellationToken ct) =>
        new(await reads.Query<AdoptedAgreement>().ToListAsync(ct));

    /// <summary>The version in force on the effective day of a contribution, or null.</summary>
    public AgreementDocument? InForce(Contribution contribution) => Adopted(contribution)?.Document;

    /// <summary>The region policy profile under which that version became active, or null.</summary>
    public EffectiveProfile? ProfileOf(Contribution contribution) => Adopted(contribution)?.Profile;

    private AdoptedAgreement? Adopted(Contribution contribution) => (contribution.Particulars ?? contribution.Draft) is { } said
        ? AdoptedAgreement.InForce(_versions[said.AgreementId], said.EffectiveOn)
        : null;
}
