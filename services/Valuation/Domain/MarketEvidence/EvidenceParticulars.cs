using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>What is said of one piece of market evidence. It is never edited.</summary>
/// <param name="Reference">The register's id of it, an identifier; methods cite it by this, and it is never used again.</param>
/// <param name="Kind">What it is.</param>
/// <param name="SourceClass">How near it is to a price that strangers paid.</param>
/// <param name="Source">Who published or issued it (a dealer, a platform, an office), an identifier.</param>
/// <param name="Date">Day of the price.</param>
/// <param name="Place">Where the price was made: "CN-32", "Suzhou".</param>
/// <param name="Title">What was priced.</param>
/// <param name="Price">The price, or the rate per unit that the details name; above zero.</param>
/// <param name="Tax">Whether deductible tax is in it, or that the paper does not say.</param>
/// <param name="RelatedParty">Whether those who traded are related, or related to a contributor: it is shown and never counts.</param>
/// <param name="Sha256">SHA-256 of the document, lower-case hex.</param>
/// <param name="ExpiresOn">Last day on which it may be used; required for quotes and rate cards.</param>
/// <param name="Attributes">What an adjustment grid compares; required for a comparable.</param>
/// <param name="Details">What only this kind says.</param>
public sealed record EvidenceParticulars(
    string Reference, EvidenceKind Kind, EvidenceSource SourceClass, string Source, DateOnly Date, string Place, Text Title, Money Price,
    VatBasis Tax, bool RelatedParty, string Sha256, DateOnly? ExpiresOn, AssetAttributes? Attributes, EvidenceDetails Details)
{
    /// <summary>Everybody it names: the source and those who traded.</summary>
    public IEnumerable<string> Named() => Details.Traders().Select(trader => trader.Name).Prepend(Source).Distinct(StringComparer.Ordinal);

    /// <summary>The class by which the rules weigh it.</summary>
    [JsonIgnore]
    public SourceClass RuleClass => RelatedParty ? Rules.SourceClass.RelatedParty : SourceClass switch
    {
        EvidenceSource.Invoice => Rules.SourceClass.Invoice,
        EvidenceSource.Auction => Rules.SourceClass.Auction,
        EvidenceSource.PlatformSale => Rules.SourceClass.PlatformSale,
        // Nobody has paid a published rate: it weighs no more than an asking price.
        EvidenceSource.AskingPrice or EvidenceSource.Published => Rules.SourceClass.AskingPrice,
        _ => Rules.SourceClass.Contributor,
    };

    /// <summary>The source that its weight is counted under: whatever contributors supplied is one source, whoever is named on it.</summary>
    [JsonIgnore]
    public string CountedSource => SourceClass == EvidenceSource.Contributor ? "contributor" : Source;
}
