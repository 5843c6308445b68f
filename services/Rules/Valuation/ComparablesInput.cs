using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>Where a comparable price comes from; decides its weight when none is given.</summary>
[JsonConverter(typeof(KebabCaseEnum<SourceClass>))]
public enum SourceClass
{
    /// <summary>Verified arm's-length invoice, 1.0.</summary>
    Invoice,

    /// <summary>Auction or tender award, 0.9.</summary>
    Auction,

    /// <summary>Closed sale on a platform, 0.8.</summary>
    PlatformSale,

    /// <summary>Asking price, 0.5 (and a price factor, commonly 0.9).</summary>
    AskingPrice,

    /// <summary>Supplied by the contributor itself, 0.3.</summary>
    Contributor,

    /// <summary>Between related parties, 0: shown, never counted.</summary>
    RelatedParty,
}

/// <summary>Why a comparable's price is adjusted; applied in this order, each at most once.</summary>
[JsonConverter(typeof(KebabCaseEnum<AdjustmentKind>))]
public enum AdjustmentKind
{
    /// <summary>Price index of the valuation date over that of the comparable's date.</summary>
    PriceIndex,

    /// <summary>Capacity of the subject over that of the comparable, linear.</summary>
    Capacity,

    /// <summary>Condition (成新率) of the subject over that of the comparable.</summary>
    Condition,

    /// <summary>From an asking price to a price that is really paid.</summary>
    AskingPrice,

    /// <summary>Region.</summary>
    Region,

    /// <summary>Equipment and options.</summary>
    Configuration,
}

/// <summary>One adjustment: either two figures whose ratio is the factor, or the factor itself.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Subject">Figure of the thing valued; with <paramref name="Comparable"/>, for index, capacity, condition.</param>
/// <param name="Comparable">Figure of the comparable.</param>
/// <param name="Factor">The factor, for asking price, region, configuration.</param>
public sealed record Adjustment(AdjustmentKind Kind, Rational? Subject = null, Rational? Comparable = null, Rational? Factor = null)
{
    /// <summary>Whether the kind is stated as a ratio of two figures.</summary>
    public static bool IsRatio(AdjustmentKind kind) => kind is AdjustmentKind.PriceIndex or AdjustmentKind.Capacity or AdjustmentKind.Condition;
}

/// <summary>One comparable sale or offer.</summary>
/// <param name="Id">Unique among the comparables.</param>
/// <param name="Price">Raw price in the agreement's currency; above 0.</param>
/// <param name="PricedOn">Day of the price; not after the valuation date.</param>
/// <param name="SourceClass">Where it comes from.</param>
/// <param name="Weight">0 to 1; null takes the source class's. A related party's must be 0.</param>
/// <param name="Factors">Adjustments.</param>
/// <param name="Evidence">Reference of the evidence.</param>
public sealed record Comparable(
    string Id,
    Money Price,
    DateOnly PricedOn,
    SourceClass SourceClass,
    Rational? Weight,
    IReadOnlyList<Adjustment> Factors,
    string? Evidence = null);

/// <summary>Inputs of <see cref="Comparables"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="Comparables">The market evidence.</param>
public sealed record ComparablesInput(ValuationTerms Terms, [property: JsonPropertyName("comparables")] IReadOnlyList<Comparable> Comparables);

/// <summary>A comparable after adjustment.</summary>
/// <param name="Id">As in the inputs.</param>
/// <param name="Adjusted">Price x factors, rounded for display; the calculation goes on with the exact value.</param>
/// <param name="Weight">Weight that counts.</param>
/// <param name="ModifiedZ">Distance from the median in the robust scale, to 3 places; null for a weight of 0.</param>
/// <param name="Outlier">Its modified z is above 3.5.</param>
/// <param name="Used">It took part in the value. An outlier among fewer than five is flagged and still used.</param>
public sealed record AdjustedComparable(string Id, Money Adjusted, Rational Weight, Rational? ModifiedZ, bool Outlier, bool Used);

/// <summary>Figures of <see cref="Comparables"/>.</summary>
/// <param name="Value">Lower weighted median of the comparables used.</param>
/// <param name="Accepted">Credited.</param>
/// <param name="Excess">Claim beyond it.</param>
/// <param name="WeightedMean">Cross-check.</param>
/// <param name="EffectiveCount">(sum of weights)^2 / sum of squared weights: how many equal pieces of evidence this is worth.</param>
/// <param name="HalfWidth">Half of the 95% interval: 1.96 x 1.2533 x 1.4826 x MAD / sqrt(effective count).</param>
/// <param name="Low">Value less half-width, not below 0.</param>
/// <param name="High">Value plus half-width.</param>
/// <param name="Grade">"A" up to 5% of the value, "B" up to 15%, else "C".</param>
/// <param name="Comparables">All comparables in the order of the inputs.</param>
public record ComparablesFigures(
    Money Value,
    Money Accepted,
    Money Excess,
    Money WeightedMean,
    Rational EffectiveCount,
    Money HalfWidth,
    Money Low,
    Money High,
    string Grade,
    IReadOnlyList<AdjustedComparable> Comparables) : ValuationFigures(Value, Accepted, Excess);
