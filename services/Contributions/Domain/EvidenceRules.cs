using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>What the evidence of a contribution must satisfy.</summary>
internal static class EvidenceRules
{
    /// <summary>The first rule broken by what is said of the evidence, or null.</summary>
    public static Rejection? Broken(IReadOnlyList<EvidenceItem> evidence, DateOnly today)
    {
        if (evidence.Count == 0) return new EvidenceMissing { Field = "evidence" };
        if (evidence.Count > ContributionLimits.EvidenceItems) return Problems.TooMany("evidence", ContributionLimits.EvidenceItems);
        var references = new HashSet<string>(StringComparer.Ordinal);
        var files = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < evidence.Count; i++)
        {
            var item = evidence[i];
            if (Broken(item, At(i), today) is { } broken) return broken;
            if (!references.Add(item.Reference)) return new EvidenceTwice(item.Reference) { Field = At(i) + ".reference" };
            if (!files.Add(item.Sha256)) return new EvidenceTwice(item.Sha256) { Field = At(i) + ".sha256" };
        }

        return null;
    }

    /// <summary>The first piece whose file is not in the store, or is another than it says, or null.</summary>
    public static Rejection? BrokenFiles(IReadOnlyList<EvidenceItem> evidence, IReadOnlyDictionary<string, EvidenceFile> files)
    {
        for (var i = 0; i < evidence.Count; i++)
        {
            var item = evidence[i];
            if (!files.TryGetValue(item.Sha256, out var stored))
                return new EvidenceFileMissing(item.Sha256) { Field = At(i) + ".sha256" };
            if (stored.Size != item.Size)
                return new EvidenceFileDiffers(item.Sha256, stored) { Field = At(i) + ".size" };
            if (stored.MediaType != item.MediaType)
                return new EvidenceFileDiffers(item.Sha256, stored) { Field = At(i) + ".mediaType" };
        }

        return null;
    }

    /// <summary>
    /// The first piece whose retention class neither agreement nor profile knows, or that falls under no class though the agreement has
    /// some, or null.
    /// </summary>
    public static Rejection? BrokenRetention(IReadOnlyList<EvidenceItem> evidence, ContributionKind kind, RetentionClasses classes)
    {
        for (var i = 0; i < evidence.Count; i++)
        {
            var stated = evidence[i].RetentionClass;
            if (stated is not null && !classes.Contains(stated))
                return new RetentionClassUnknown(stated, classes.Names) { Field = At(i) + ".retentionClass" };
            if (classes.Agreed.Count > 0 && RetentionPeriod.ClassesOf(KebabCase.Name(kind), stated, classes).Count == 0)
                return new RetentionClassMissing(classes.Agreed) { Field = At(i) + ".retentionClass" };
        }

        return null;
    }

    /// <summary>The first rule broken by evidence that is added to what stands, or null.</summary>
    public static Rejection? BrokenFurther(
        IReadOnlyList<EvidenceItem> standing, IReadOnlyList<EvidenceItem> added, IReadOnlyDictionary<string, EvidenceFile> files, DateOnly today)
    {
        if (Broken(added, today) is { } broken) return broken;
        if (standing.Count + added.Count > ContributionLimits.EvidenceItems) return Problems.TooMany("evidence", ContributionLimits.EvidenceItems);
        for (var i = 0; i < added.Count; i++)
        {
            if (standing.Any(item => item.Reference == added[i].Reference)) return new EvidenceTwice(added[i].Reference) { Field = At(i) + ".reference" };
            if (standing.Any(item => item.Sha256 == added[i].Sha256)) return new EvidenceTwice(added[i].Sha256) { Field = At(i) + ".sha256" };
        }

        return BrokenFiles(added, files);
    }

    private static Rejection? Broken(EvidenceItem item, string here, DateOnly today)
    {
        if (TextRules.BrokenIdentifier(here + ".reference", item.Reference) is { } reference) return reference;
        if (TextRules.BrokenIdentifier(here + ".sourceClass", item.SourceClass) is { } source) return source;
        if (TextRules.Broken(here + ".title", item.Title) is { } title) return title;
        if (item.Issuer is { } issuer && TextRules.BrokenIdentifier(here + ".issuer", issuer) is { } badIssuer) return badIssuer;
        if (item.Number is { } number && TextRules.Broken(here + ".number", number, ContributionLimits.PaperNumber) is { } badNumber) return badNumber;
        if (item.Number is not null && item.Issuer is null) return new EvidenceIssuerMissing { Field = here + ".issuer" };
        if (item.RetentionClass is { } kept && TextRules.BrokenIdentifier(here + ".retentionClass", kept) is { } badClass) return badClass;
        if (item.IssuedOn > today) return new EvidenceInFuture(item.IssuedOn) { Field = here + ".issuedOn" };
        return EvidenceFile.IsHash(item.Sha256) ? null : new EvidenceHashMalformed { Field = here + ".sha256" };
    }

    private static string At(int index) => $"evidence[{index}]";
}
