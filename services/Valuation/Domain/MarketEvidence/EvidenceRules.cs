using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>What must hold before an item enters the register.</summary>
internal static class EvidenceRules
{
    // A day has come once it has begun somewhere: the consortium's own calendar may be ahead of UTC by up to 14 hours.
    private static readonly TimeSpan EarliestZone = TimeSpan.FromHours(14);

    /// <summary>The latest day that has begun anywhere.</summary>
    public static DateOnly Today(DateTimeOffset at) => DateOnly.FromDateTime((at.UtcDateTime + EarliestZone).Date);

    /// <summary>The first rule that is broken, or null.</summary>
    public static Rejection? Broken(EvidenceParticulars said, RegisterKeeper keeper, DateTimeOffset at) =>
        Stated(said, Today(at)) ?? (said.Attributes?.Place is null ? null : Problems.UnknownMember("attributes.place")) ?? AttributeRules.Broken("attributes", said.Attributes, said.Kind == EvidenceKind.Comparable, Today(at).Year)
            ?? EvidenceDetailRules.Broken(said) ?? Offered(said, keeper);

    /// <summary>A text in both languages says something and stays within the limit, or the rule it breaks.</summary>
    public static Rejection? Blank(string field, Text text) => Blank($"{field}.en", text.En) ?? Blank($"{field}.zh", text.Zh);

    public static Rejection? Blank(string field, string text, int limit = RuleLimits.Text) =>
        string.IsNullOrWhiteSpace(text) ? new InputRejection("input.blank", new("The text is blank.", "文字为空。")).At(field)
        : text.Length > limit ? Problems.TooLong(field, limit)
        : null;

    public static Rejection? NoIdentifier(string field, string text) =>
        InputReader.IsIdentifier(text) ? null : Problems.NotAnIdentifier(field, text.Length <= RuleLimits.Identifier ? text : text[..RuleLimits.Identifier]);

    /// <summary>A SHA-256 in lower-case hex, or the rule that is broken.</summary>
    public static Rejection? NoHash(string field, string text) =>
        text.Length == 64 && text.All(char.IsAsciiHexDigitLower) ? null : new DocumentHashMalformed { Field = field };

    private static Rejection? Stated(EvidenceParticulars said, DateOnly today)
    {
        if (NoIdentifier("reference", said.Reference) is { } reference) return reference;
        if (NoIdentifier("source", said.Source) is { } source) return source;
        if (Blank("place", said.Place, RuleLimits.Identifier) is { } place) return place;
        if (Blank("title", said.Title) is { } title) return title;
        if (said.Price.Sign <= 0) return Problems.AmountNotPositive("price.amount", said.Price.Amount);
        if (NoHash("sha256", said.Sha256) is { } hash) return hash;
        if (said.Date > today) return new EvidenceInFuture(said.Date) { Field = "date" };
        if (said.ExpiresOn is { } last && last < said.Date) return Problems.DatesNotOrdered("expiresOn", said.Date, last);
        if (said is { ExpiresOn: null, Kind: EvidenceKind.Quote or EvidenceKind.RateCard }) return Problems.Missing("expiresOn");
        return Fits(said.Kind, said.SourceClass) ? null : new SourceClassMismatch(said.Kind, said.SourceClass) { Field = "sourceClass" };
    }

    private static bool Fits(EvidenceKind kind, EvidenceSource source) => source == EvidenceSource.Contributor || kind switch
    {
        EvidenceKind.Comparable => source != EvidenceSource.Published,
        EvidenceKind.Invoice => source == EvidenceSource.Invoice,
        EvidenceKind.TenderAward => source == EvidenceSource.Auction,
        EvidenceKind.PlatformSale => source == EvidenceSource.PlatformSale,
        EvidenceKind.AskingPrice or EvidenceKind.Quote => source == EvidenceSource.AskingPrice,
        _ => source == EvidenceSource.Published,
    };

    // Whoever is no valuer may offer evidence, and it is marked as what it is.
    private static EvidenceOfOwnSupply? Offered(EvidenceParticulars said, RegisterKeeper keeper) =>
        keeper.IsValuer || said.RelatedParty || said.SourceClass == EvidenceSource.Contributor
            ? null
            : new EvidenceOfOwnSupply(keeper.By.Organisation) { Field = "sourceClass" };
}
