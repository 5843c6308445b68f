using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>What a valuer takes from the evidence register to calculate a value; the figures come from the register itself.</summary>
/// <param name="Evidence">Items, in the order in which they stand in the inputs.</param>
/// <param name="Series">Index series that price-index factors refer to.</param>
/// <param name="Subject">Attributes of the thing valued; capacity and condition factors compare them with the items'.</param>
public sealed record RegisterChoice(
    IReadOnlyList<EvidenceChoice> Evidence, IReadOnlyList<SeriesChoice>? Series = null, AssetAttributes? Subject = null);

/// <summary>An item of the register.</summary>
/// <param name="Reference">Its reference.</param>
/// <param name="Factors">Adjustments of its price; for comparables only.</param>
/// <param name="Weight">0 to 1, in place of the rule's weight; with the reason.</param>
/// <param name="WeightReason">Why.</param>
/// <param name="Similarity">0 to 1.</param>
/// <param name="Independence">0 to 1.</param>
public sealed record EvidenceChoice(
    string Reference, IReadOnlyList<FactorChoice>? Factors = null, Rational? Weight = null, Text? WeightReason = null,
    Rational? Similarity = null, Rational? Independence = null);

/// <summary>
/// An adjustment. A price index names its series; capacity and condition take their figures from the register and the subject;
/// transaction, asking price, region and configuration state their factor.
/// </summary>
public sealed record FactorChoice(GridFactorKind Kind, Rational? Factor = null, string? Series = null, Rational? Exponent = null);

/// <summary>An index series, as it was known on a day.</summary>
/// <param name="Series">Its id.</param>
/// <param name="KnownOn">Day; today when not stated.</param>
public sealed record SeriesChoice(string Series, DateOnly? KnownOn = null);

/// <summary>What the register holds of the items and series that were chosen; what it does not hold is absent.</summary>
public sealed record KnownRegister(IReadOnlyDictionary<string, KnownEvidence> Evidence, IReadOnlyDictionary<string, KnownIndex> Series)
{
    public static KnownRegister Empty { get; } = new(new Dictionary<string, KnownEvidence>(StringComparer.Ordinal), new Dictionary<string, KnownIndex>(StringComparer.Ordinal));
}

/// <summary>An item with the fact that registered it.</summary>
public sealed record KnownEvidence(MarketEvidence Item, Citation Source);

/// <summary>A series with the facts that recorded its vintages, in their order.</summary>
public sealed record KnownIndex(PriceIndex Index, IReadOnlyList<Citation> Vintages);
