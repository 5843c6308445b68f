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

    /// <summary>How long the papers of a contribution are kept.</summary>
    public RetentionClasses RetentionOf(Contribution contribution) => Classes(Adopted(contribution));

    /// <summary>How long the papers of another record are kept.</summary>
    public RetentionClasses RetentionOf(EvidenceCitation citation) => Classes(citation.Cited is { AgreementId: { } agreement } cited
        ? AdoptedAgreement.InForce(_versions[agreement], cited.CountedFrom)
        : null);

    /// <summary>Fewest years of any class of any version; null when no class has an end.</summary>
    public int? FewestYears() => _versions.SelectMany(versions => versions).Select(version => Classes(version).Fewest).Min();

    private static RetentionClasses Classes(AdoptedAgreement? version) => RetentionClasses.Of(version?.Document, version?.Profile);

    private AdoptedAgreement? Adopted(Contribution contribution) => (contribution.Particulars ?? contribution.Draft) is { } said
        ? AdoptedAgreement.InForce(_versions[said.AgreementId], said.EffectiveOn)
        : null;
}
