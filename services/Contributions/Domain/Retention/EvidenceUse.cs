using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>A contribution, or a record of another service, that cites a file.</summary>
/// <param name="Contribution">The contribution, or the stream of the other record.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Item">Reference of the piece of evidence; <c>photograph</c> for the receiver's.</param>
/// <param name="Kept">How long this use keeps the file; null: for ever.</param>
/// <param name="Endless">The class that keeps it without end; null with no <paramref name="Kept"/>: neither agreement nor profile says.</param>
/// <param name="What">What the other record is, <c>benefit-pool</c>; null for a contribution.</param>
public sealed record EvidenceUse(
    Guid Contribution, string Reference, string Item, RetentionPeriod? Kept, string? Endless = null, string? What = null)
{
    private const string Photograph = "photograph";

    /// <summary>Every file that a contribution cites, with its use. Withdrawn and reversed contributions keep their papers too.</summary>
    /// <param name="contribution">The contribution.</param>
    /// <param name="classes">Of the agreement on its effective day and its profile.</param>
    public static IEnumerable<(string Sha256, EvidenceUse Use)> Of(Contribution contribution, RetentionClasses classes)
    {
        ArgumentNullException.ThrowIfNull(contribution);
        if ((contribution.Particulars ?? contribution.Draft) is not { } said) yield break;
        foreach (var item in contribution.Particulars is null ? said.Evidence : contribution.Evidence())
            yield return (item.Sha256, Use(item.Reference, item));
        if (contribution.Verification?.PhotoSha256 is { } photo) yield return (photo, Use(Photograph, null));

        EvidenceUse Use(string reference, EvidenceItem? item) => In(
            new EvidenceUse(contribution.Id, said.Reference, reference, null), RetentionPeriod.LastDay(contribution, item),
            RetentionPeriod.ClassesOf(KebabCase.Name(said.Kind), item?.RetentionClass, classes), classes);
    }

    /// <summary>Every file that a record of another service cites, with its use.</summary>
    /// <param name="citation">The citation.</param>
    /// <param name="classes">Of the agreement that the record names and its profile.</param>
    public static IEnumerable<(string Sha256, EvidenceUse Use)> Of(EvidenceCitation citation, RetentionClasses classes)
    {
        ArgumentNullException.ThrowIfNull(citation);
        if (citation.Cited is not { } cited) return [];
        return cited.Files.Select(file => (file.Sha256, In(
            new EvidenceUse(cited.CitedBy, cited.Reference, file.Reference, null, What: cited.What), cited.CountedFrom,
            RetentionPeriod.ClassesOf(cited.What, null, classes), classes)));
    }

    private static EvidenceUse In(EvidenceUse use, DateOnly last, IReadOnlyList<string> names, RetentionClasses classes) => classes.Longest(names) switch
    {
        null => use,
        (var name, null) => use with { Endless = name },
        (var name, { } years) => use with { Kept = RetentionPeriod.After(last, name, years) },
    };

    /// <summary>The use that keeps a file longest, one without an end first; null when nothing uses it.</summary>
    public static EvidenceUse? Longest(IEnumerable<EvidenceUse> uses) => uses.MaxBy(use => use.Kept?.Until ?? DateOnly.MaxValue);
}
