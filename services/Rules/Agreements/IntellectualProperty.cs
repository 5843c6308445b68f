using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>Who owns what is known before and what is found together.</summary>
/// <param name="Background">What parties bring along.</param>
/// <param name="Foreground">Who owns results; null when not stated.</param>
/// <param name="Licence">On what terms others use them; null when not stated.</param>
/// <param name="NonUseReversionMonths">Months without use after which exploitation rights go back; null: never.</param>
public sealed record IntellectualProperty(
    IReadOnlyList<BackgroundItem> Background, ForegroundTerms? Foreground, LicenceTerms? Licence, int? NonUseReversionMonths);

/// <summary>A piece of knowledge a party brings along.</summary>
/// <param name="Id">Unique in the register.</param>
/// <param name="Owner">A party.</param>
/// <param name="Title">What may be said about it.</param>
/// <param name="Tier">How secret it is.</param>
/// <param name="Access">Parties that may use it; with the tier "named" at least one.</param>
public sealed record BackgroundItem(string Id, string Owner, Text Title, Secrecy Tier, IReadOnlyList<string> Access);

/// <summary>Who owns results.</summary>
/// <param name="Ownership">The rule.</param>
/// <param name="Shares">Party to its share, sum exactly 1; only with the rule "custom".</param>
public sealed record ForegroundTerms(ForegroundOwnership Ownership, IReadOnlyDictionary<string, Rational> Shares);

/// <summary>The models of the Lambert consortium agreements (A to D), or a rule of the parties' own. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<ForegroundOwnership>))]
public enum ForegroundOwnership
{
    /// <summary>A: each owns its results and licenses the others.</summary>
    EachOwns,

    /// <summary>B: assigned to a lead that exploits them and shares the income.</summary>
    LeadExploiter,

    /// <summary>C: each takes what belongs to its core business.</summary>
    CoreBusiness,

    /// <summary>D: licence for the project only, the rest is negotiated later.</summary>
    NegotiateLater,

    /// <summary>Owned in agreed shares.</summary>
    Custom,
}

/// <summary>Terms of the licence between the parties.</summary>
/// <param name="Scope">For what.</param>
/// <param name="Exclusive">Whether nobody else gets one.</param>
/// <param name="RoyaltyRate">Of the licensee's revenue, 0 to 1; null: free.</param>
/// <param name="TermMonths">How long; null: for the agreement's term.</param>
public sealed record LicenceTerms(Text Scope, bool Exclusive, Rational? RoyaltyRate, int? TermMonths);

/// <summary>How secret a thing is. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<Secrecy>))]
public enum Secrecy
{
    Public,

    /// <summary>The parties.</summary>
    Consortium,

    /// <summary>Readers by name.</summary>
    Named,

    /// <summary>Nobody without a disclosure.</summary>
    Sealed,
}

/// <summary>Who reads a tier of secrecy, and for how long it stays secret.</summary>
/// <param name="Tier">Each at most once.</param>
/// <param name="Readers">Ids of parties or outside organisations; only with the tier "named", then at least one.</param>
/// <param name="Years">Years after the agreement's end; null for the tier "public".</param>
public sealed record ConfidentialityTier(Secrecy Tier, IReadOnlyList<string> Readers, int? Years);
