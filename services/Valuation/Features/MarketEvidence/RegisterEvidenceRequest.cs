using Ledger.Rules;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <param name="Reference">The register's id of it, an identifier; never used again.</param>
/// <param name="Kind">What it is, kebab-case: <c>tender-award</c>.</param>
/// <param name="SourceClass">How near it is to a price that strangers paid, kebab-case: <c>auction</c>.</param>
/// <param name="Source">Who published or issued it, an identifier.</param>
/// <param name="Date">Day of the price.</param>
/// <param name="Place">Where the price was made.</param>
/// <param name="Title">What was priced.</param>
/// <param name="Price">The price, or the rate per unit that the details name.</param>
/// <param name="RelatedParty">Whether those who traded are related, or related to a contributor.</param>
/// <param name="Sha256">SHA-256 of the document, lower-case hex.</param>
/// <param name="Tax">Whether tax is in the price: <c>excluded</c>, <c>included</c>, or <c>unstated</c> where the paper does not say.</param>
/// <param name="ExpiresOn">Last day on which it may be used.</param>
/// <param name="Attributes">What an adjustment grid compares.</param>
/// <param name="Details">The one group that belongs to the kind.</param>
public sealed record RegisterEvidenceRequest(
    string Reference, string Kind, string SourceClass, string Source, DateOnly Date, string Place, Text Title, Money Price, bool RelatedParty,
    string Sha256, string? Tax = null, DateOnly? ExpiresOn = null, AssetAttributes? Attributes = null, EvidenceDetails? Details = null)
{
    /// <summary>The particulars, or null and why they cannot even be written down.</summary>
    public EvidenceParticulars? Read(out Rejection? refused)
    {
        refused = null;
        if (KebabCase.Find<EvidenceKind>(Kind) is not { } kind) refused = Problems.UnknownValue("kind", Kind, KebabCase.Names<EvidenceKind>());
        else if (KebabCase.Find<EvidenceSource>(SourceClass) is not { } source) refused = Problems.UnknownValue("sourceClass", SourceClass, KebabCase.Names<EvidenceSource>());
        else if (Tax is null) refused = new TaxUnstated { Field = "tax" };
        else if (KebabCase.Find<VatBasis>(Tax) is not { } tax) refused = Problems.UnknownValue("tax", Tax, KebabCase.Names<VatBasis>());
        else
        {
            return new EvidenceParticulars(
                Reference, kind, source, Source, Date, Place, Title, Price, tax, RelatedParty, Sha256, ExpiresOn, Attributes, Details ?? new EvidenceDetails());
        }

        return null;
    }
}
