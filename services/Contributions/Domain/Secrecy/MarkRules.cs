using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Decides marks: what can be marked, what the agreement says when the mark says nothing.</summary>
public static class MarkRules
{
    /// <summary>The marks with tier, subject and readers, or the first rule that is broken.</summary>
    /// <param name="said">What is said, in clear.</param>
    /// <param name="marks">As the contributor set them.</param>
    /// <param name="agreed">Confidentiality tiers of the agreement in force, or none.</param>
    /// <param name="rejection">Set when a rule is broken.</param>
    /// <param name="capAtClaim">Whether the agreement lets no accepted value go beyond the claim.</param>
    public static IReadOnlyList<ResolvedMark>? Resolve(
        IMarkable said, IReadOnlyList<FieldMark> marks, IReadOnlyList<ConfidentialityTier> agreed, out Rejection? rejection, bool capAtClaim = false)
    {
        var resolved = new List<ResolvedMark>();
        rejection = marks.Count > ContributionLimits.MarkedFields ? Problems.TooMany("secrecy", ContributionLimits.MarkedFields) : null;
        for (var i = 0; i < marks.Count && rejection is null; i++)
        {
            var mark = Complete(marks[i], said, agreed);
            rejection = Broken(mark, said, $"secrecy[{i}]") ?? BrokenClaim(mark, said.Registration, capAtClaim, $"secrecy[{i}].field") ?? Overlap(mark, resolved, $"secrecy[{i}].field");
            if (rejection is null) resolved.Add(new ResolvedMark(mark.Field, mark.Tier!.Value, mark.Subject ?? said.Registration.Reference, mark.Readers ?? []));
        }

        return rejection is null ? resolved : null;
    }

    private static FieldMark Complete(FieldMark mark, IMarkable said, IReadOnlyList<ConfidentialityTier> agreed)
    {
        // The tiers of the agreement are in order of strictness; it knows no personal tier, which is the law's.
        var tier = mark.Tier ?? (agreed.Count == 0 ? null : agreed.Max(stated => stated.Tier) switch
        {
            Rules.Secrecy.Sealed => SecrecyTier.Sealed,
            Rules.Secrecy.Named => SecrecyTier.Named,
            _ => SecrecyTier.Consortium,
        });
        var readers = mark.Readers ?? (tier == SecrecyTier.Named
            ? [.. (agreed.FirstOrDefault(stated => stated.Tier == Rules.Secrecy.Named)?.Readers ?? []).Where(reader => reader != said.Owner)]
            : null);
        return mark with { Tier = tier, Readers = readers };
    }

    private static Rejection? Broken(FieldMark mark, IMarkable said, string at)
    {
        if (!said.Contains(mark.Field)) return new FieldNotMarkable { Field = at + ".field" };
        if (said.ValueOf(mark.Field) is null) return new MarkedFieldAbsent { Field = at + ".field" };
        if (mark.Tier is not { } tier) return new TierMissing { Field = at + ".tier" };
        if (tier != SecrecyTier.Named && mark.Readers is { Count: > 0 }) return new ReadersUnused(tier) { Field = at + ".readers" };
        if (tier == SecrecyTier.Named && mark.Readers is null or { Count: 0 }) return new ReadersMissing { Field = at + ".readers" };
        if (mark.Readers?.Count > ContributionLimits.NamedReaders) return Problems.TooMany(at + ".readers", ContributionLimits.NamedReaders);
        foreach (var reader in mark.Readers ?? [])
        {
            if (TextRules.BrokenIdentifier(at + ".readers", reader) is { } badReader) return badReader;
            if (reader == said.Owner) return new ReaderIsOwner(reader) { Field = at + ".readers" };
        }

        if (tier == SecrecyTier.Personal && mark.Subject is null) return new SubjectMissing { Field = at + ".subject" };
        return mark.Subject is { } subject ? TextRules.BrokenIdentifier(at + ".subject", subject) : null;
    }

    // Everybody must be able to compute the accepted value again: a claim that it depends on cannot be a secret.
    private static Rejection? BrokenClaim(FieldMark mark, Particulars said, bool capAtClaim, string at) =>
        mark.Field != MarkableFields.Claimed || mark.Tier == SecrecyTier.Consortium ? null
        : said.Kind == ContributionKind.Cash ? new ClaimIsValue { Field = at }
        : capAtClaim ? new ClaimCaps { Field = at }
        : null;

    private static Rejection? Overlap(FieldMark mark, List<ResolvedMark> before, string at)
    {
        foreach (var other in before)
        {
            if (mark.Field == other.Field || mark.Field.StartsWith(other.Field + ".", StringComparison.Ordinal)
                || other.Field.StartsWith(mark.Field + ".", StringComparison.Ordinal))
                return new MarkedTwice(other.Field) { Field = at };
            var same = (mark.Subject ?? "") == other.Subject;
            if (same && (mark.Tier == SecrecyTier.Personal) != (other.Kind == SubjectKind.Person)) return new SubjectOfAnotherKind { Field = at };
        }

        return null;
    }
}
