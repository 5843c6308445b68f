using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>A contribution that cites a file.</summary>
/// <param name="Contribution">The contribution.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Item">Reference of the piece of evidence; <c>photograph</c> for the receiver's.</param>
/// <param name="Kept">How long this use keeps the file; null: the agreement does not say, so for ever.</param>
public sealed record EvidenceUse(Guid Contribution, string Reference, string Item, RetentionPeriod? Kept)
{
    private const string Photograph = "photograph";

    /// <summary>Every file that a contribution cites, with its use. Withdrawn and reversed contributions keep their papers too.</summary>
    /// <param name="contribution">The contribution.</param>
    /// <param name="agreement">The agreement on its effective day, or null.</param>
    public static IEnumerable<(string Sha256, EvidenceUse Use)> Of(Contribution contribution, AgreementDocument? agreement)
    {
        ArgumentNullException.ThrowIfNull(contribution);
        if ((contribution.Particulars ?? contribution.Draft) is not { } said) yield break;
        var agreed = agreement?.Terms.Retention ?? AgreementTerms.None.Retention;
        foreach (var item in contribution.Particulars is null ? said.Evidence : contribution.Evidence())
            yield return (item.Sha256, Use(item.Reference, item));
        if (contribution.Verification?.PhotoSha256 is { } photo) yield return (photo, Use(Photograph, null));

        EvidenceUse Use(string reference, EvidenceItem? item) =>
            new(contribution.Id, said.Reference, reference, RetentionPeriod.Of(contribution, item, agreed));
    }

    /// <summary>The use that keeps a file longest, one without an end first; null when nothing uses it.</summary>
    public static EvidenceUse? Longest(IEnumerable<EvidenceUse> uses) => uses.MaxBy(use => use.Kept?.Until ?? DateOnly.MaxValue);
}
