using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>Why a comparable's price is adjusted; applied in this order, each at most once.</summary>
[JsonConverter(typeof(KebabCaseEnum<GridFactorKind>))]
public enum GridFactorKind
{
    /// <summary>Price index of the valuation date over that of the comparable's date.</summary>
    PriceIndex,

    /// <summary>Capacity of the subject over that of the comparable, linear or to an exponent.</summary>
    Capacity,

    /// <summary>Condition (成新率) of the subject over that of the comparable.</summary>
    Condition,

    /// <summary>Terms of the transaction: cash against credit, an asking price against a paid one.</summary>
    Transaction,

    /// <summary>The transaction factor of an asking price under its older name; not beside <see cref="Transaction"/>.</summary>
    AskingPrice,

    /// <summary>Region.</summary>
    Region,

    /// <summary>Equipment and options.</summary>
    Configuration,
}

/// <summary>One adjustment: two figures whose ratio is the factor, an index series, or the factor itself.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Subject">Figure of the thing valued; with <paramref name="Comparable"/>, for index, capacity, condition.</param>
/// <param name="Comparable">Figure of the comparable.</param>
/// <param name="Factor">The factor, for transaction, asking price, region, configuration.</param>
/// <param name="Series">Id of an index series, in place of the two figures of a price index.</param>
/// <param name="Exponent">Of the capacity ratio; above 0, at most 2, at most two decimal places; null for linear.</param>
/// <param name="SubjectUnit">Unit or base of the subject's figure; it must be the comparable's.</param>
/// <param name="ComparableUnit">Unit or base of the comparable's figure.</param>
public sealed record GridFactor(
    GridFactorKind Kind,
    Rational? Subject = null,
    Rational? Comparable = null,
    Rational? Factor = null,
    string? Series = null,
    Rational? Exponent = null,
    string? SubjectUnit = null,
    string? ComparableUnit = null)
{
    /// <summary>Whether the kind is stated as a ratio of two figures.</summary>
    public static bool IsRatio(GridFactorKind kind) => kind is GridFactorKind.PriceIndex or GridFactorKind.Capacity or GridFactorKind.Condition;
}

/// <summary>One comparable sale or offer.</summary>
/// <param name="Id">Unique among the comparables.</param>
/// <param name="Price">Raw price in the agreement's currency; above 0.</param>
/// <param name="PricedOn">Day of the price; not after the valuation date.</param>
/// <param name="SourceClass">Where it comes from.</param>
/// <param name="Source">Who supplied it (a dealer, a platform); null means that it is a source of its own.</param>
/// <param name="Parties">Who traded, where known.</param>
/// <param name="Weight">0 to 1, in place of class x recency x similarity x independence; a related party's must be 0.</param>
/// <param name="Similarity">0 to 1; null for 1.</param>
/// <param name="Independence">0 to 1; null for 1.</param>
/// <param name="Factors">Adjustments.</param>
/// <param name="Evidence">Reference of the evidence.</param>
public sealed record GridComparable(
    string Id,
    Money Price,
    DateOnly PricedOn,
    SourceClass SourceClass,
    string? Source,
    IReadOnlyList<string> Parties,
    Rational? Weight,
    Rational? Similarity,
    Rational? Independence,
    IReadOnlyList<GridFactor> Factors,
    string? Evidence = null);

/// <summary>What happens to a comparable whose adjustments together pass the limit.</summary>
[JsonConverter(typeof(KebabCaseEnum<GrossRule>))]
public enum GrossRule
{
    /// <summary>Its weight is multiplied by limit / gross adjustment.</summary>
    LowerWeight,

    /// <summary>It is left out.</summary>
    Drop,
}

/// <summary>What happens where more than half of the prices are equal and the MAD is 0.</summary>
[JsonConverter(typeof(KebabCaseEnum<ZeroMadRule>))]
public enum ZeroMadRule
{
    /// <summary>The mean absolute deviation x 1.2533 takes its place.</summary>
    MeanDeviation,

    /// <summary>Any different price goes to a person (comparables.zero-mad).</summary>
    Refuse,
}

/// <summary>The numbers of the method that a profile may set. What differs from the default is named in the result.</summary>
/// <param name="LowestFactor">Lowest credible factor, above 0 up to 1; default 0.5.</param>
/// <param name="HighestFactor">Highest credible factor, 1 to 10; default 2.</param>
/// <param name="GrossLimit">Limit of the sum of |factor - 1|, above 0 up to 2; default 0.3.</param>
/// <param name="GrossRule">What happens beyond it; default lower-weight.</param>
/// <param name="SourceShare">Largest share of one source in the weight, above 0 up to 1 (1: no limit); default 0.4.</param>
/// <param name="MinEffective">Least effective number of comparables, at least 1; null: by the agreement, see <see cref="LeastEffective"/>.</param>
/// <param name="ZeroMad">Default mean-deviation.</param>
public sealed record GridPolicy(
    Rational LowestFactor, Rational HighestFactor, Rational GrossLimit, GrossRule GrossRule, Rational SourceShare, Rational? MinEffective, ZeroMadRule ZeroMad)
{
    public static GridPolicy Default { get; } = new(new(1, 2), 2, new(3, 10), GrossRule.LowerWeight, new(2, 5), null, ZeroMadRule.MeanDeviation);

    private static readonly Rational UsualEffective = 3;
    private static readonly Rational PartOfThePieces = new(4, 5);

    /// <summary>
    /// 3, or 4/5 of the pieces that the agreement asks for where that is less, at least 1. An agreement that is content with three
    /// pieces does not ask that all three weigh the same: only then would they be worth three.
    /// </summary>
    internal Rational LeastEffective(ValuationTerms terms) =>
        MinEffective ?? Rational.Max(1, Rational.Min(UsualEffective, PartOfThePieces * terms.MinEvidence));
}

/// <summary>Inputs of <see cref="ComparablesGrid"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="Comparables">The market evidence.</param>
/// <param name="Indexes">Series that price-index factors refer to.</param>
/// <param name="RelatedParties">Who is known to be related to the contributor: their prices must be declared as such.</param>
/// <param name="Policy">The profile's numbers.</param>
public sealed record GridInput(
    ValuationTerms Terms, IReadOnlyList<GridComparable> Comparables, IReadOnlyList<IndexSeries> Indexes, IReadOnlyList<string> RelatedParties, GridPolicy Policy);

/// <summary>What leaving one comparable out does to the value.</summary>
/// <param name="Id">As in the inputs.</param>
/// <param name="Without">Value without it, rounded for display.</param>
/// <param name="Move">|without - value| / value, to 4 places; the flag is decided on the exact figure.</param>
public sealed record Influence(string Id, Money Without, Rational Move);

/// <summary>Figures of <see cref="ComparablesGrid"/>.</summary>
/// <param name="Value">Lower weighted median of the comparables used.</param>
/// <param name="Accepted">Credited.</param>
/// <param name="Excess">Claim beyond it.</param>
/// <param name="WeightedMean">Cross-check.</param>
/// <param name="EffectiveCount">How many equal pieces of evidence this is worth.</param>
/// <param name="HalfWidth">Half of the 95% interval.</param>
/// <param name="Low">Value less half-width, not below 0.</param>
/// <param name="High">Value plus half-width.</param>
/// <param name="Grade">"A" up to 5% of the value, "B" up to 15%, else "C".</param>
/// <param name="Comparables">All comparables in the order of the inputs, with the weights that counted.</param>
/// <param name="TrimmedMean">20% trimmed mean, cross-check.</param>
/// <param name="Huber">Huber's M-estimate, cross-check.</param>
/// <param name="HuberGap">|value - Huber| / value, to 4 places.</param>
/// <param name="Influences">Of each comparable used, in the order of the inputs; empty for a single one.</param>
/// <param name="Flags">Of "second-review", "dual-approval", "zero-mad", "outlier-kept", "gross-adjustment", "share-limited",
/// "policy-changed", in this order.</param>
public sealed record GridFigures(
    Money Value,
    Money Accepted,
    Money Excess,
    Money WeightedMean,
    Rational EffectiveCount,
    Money HalfWidth,
    Money Low,
    Money High,
    string Grade,
    IReadOnlyList<AdjustedComparable> Comparables,
    Money TrimmedMean,
    Money Huber,
    Rational HuberGap,
    IReadOnlyList<Influence> Influences,
    IReadOnlyList<string> Flags)
    : ComparablesFigures(Value, Accepted, Excess, WeightedMean, EffectiveCount, HalfWidth, Low, High, Grade, Comparables);
