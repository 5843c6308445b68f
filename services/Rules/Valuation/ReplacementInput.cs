using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>One outlay for the thing: the purchase, a later addition.</summary>
/// <param name="Id">Unique among the parts.</param>
/// <param name="Cost">Historical cost, any precision; above 0.</param>
/// <param name="IndexNow">Price index now; with <paramref name="IndexThen"/>. Neither: the cost is already a present one.</param>
/// <param name="IndexThen">Price index when the cost was paid.</param>
/// <param name="Series">Id of an index series, with <paramref name="BoughtOn"/>, in place of the two figures.</param>
/// <param name="BoughtOn">Day of the outlay; not after the valuation date.</param>
/// <param name="AgeYears">Age of the part; at least 0.</param>
public sealed record CostPart(
    string Id, Rational Cost, Rational? IndexNow = null, Rational? IndexThen = null, string? Series = null, DateOnly? BoughtOn = null, Rational? AgeYears = null);

/// <summary>How wear is measured.</summary>
[JsonConverter(typeof(KebabCaseEnum<WearBasis>))]
public enum WearBasis
{
    /// <summary>remaining / (effective used + remaining) years (年限法).</summary>
    AgeLife,

    /// <summary>成新率 as observed on inspection (观察法).</summary>
    Observed,

    /// <summary>Cost of repair plus age-life of what is not repaired (修复费用法).</summary>
    Repair,
}

/// <summary>Physical wear.</summary>
/// <param name="Basis">Decides which of the others are given.</param>
/// <param name="RemainingYears">age-life: years it can still be used; at least 0.</param>
/// <param name="UsedYears">age-life: years used where the parts state no ages; repair: years used.</param>
/// <param name="Utilisation">age-life: actual over standard hours; above 0, at most 3; null for 1.</param>
/// <param name="Newness">observed: 成新率; 0 to 1.</param>
/// <param name="Repairable">repair: cost of what repair removes; at least 0.</param>
/// <param name="LifeYears">repair: whole life; above 0.</param>
/// <param name="Override">repair: why it may be older than its life; the rest is then wholly worn.</param>
public sealed record Wear(
    WearBasis Basis,
    Rational? RemainingYears = null,
    Rational? UsedYears = null,
    Rational? Utilisation = null,
    Rational? Newness = null,
    Rational? Repairable = null,
    Rational? LifeYears = null,
    string? Override = null);

/// <summary>Running cost that a new one would not have (功能性贬值).</summary>
/// <param name="ExcessPerYear">Above a new one's; negative where the thing is better: it then adds value.</param>
/// <param name="TaxRate">Income tax; 0 to 1.</param>
/// <param name="DiscountRate">Per year; 0 to 1.</param>
/// <param name="Years">For how many years; 1 to 100.</param>
public sealed record FunctionalLoss(Rational ExcessPerYear, Rational TaxRate, Rational DiscountRate, int Years);

/// <summary>How loss from outside is measured.</summary>
[JsonConverter(typeof(KebabCaseEnum<EconomicBasis>))]
public enum EconomicBasis
{
    /// <summary>1 - (actual / design capacity)^x.</summary>
    Capacity,

    /// <summary>Present value of the income lost each year.</summary>
    LostIncome,
}

/// <summary>What the share of lost capacity is taken of; both are published.</summary>
[JsonConverter(typeof(KebabCaseEnum<EconomicShareOf>))]
public enum EconomicShareOf
{
    /// <summary>Replacement cost less physical and functional loss.</summary>
    Remaining,

    /// <summary>Replacement cost.</summary>
    ReplacementCost,
}

/// <summary>Loss from outside (经济性贬值).</summary>
/// <param name="Basis">Decides which of the others are given.</param>
/// <param name="Actual">capacity: capacity used; above 0, at most the design.</param>
/// <param name="Design">capacity: design capacity; above 0.</param>
/// <param name="Exponent">capacity: above 0, at most 1, at most two decimal places.</param>
/// <param name="Of">capacity: what the share is taken of.</param>
/// <param name="LostPerYear">lost-income: at least 0.</param>
/// <param name="TaxRate">lost-income: 0 to 1; 0 states that the income is taken before tax.</param>
/// <param name="DiscountRate">lost-income: per year; 0 to 1.</param>
/// <param name="Years">lost-income: 1 to 100.</param>
public sealed record EconomicLoss(
    EconomicBasis Basis,
    Rational? Actual = null,
    Rational? Design = null,
    Rational? Exponent = null,
    EconomicShareOf? Of = null,
    Rational? LostPerYear = null,
    Rational? TaxRate = null,
    Rational? DiscountRate = null,
    int? Years = null);

/// <summary>Inputs of <see cref="Replacement"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="Parts">Outlays, staged.</param>
/// <param name="Indexes">Series that parts refer to.</param>
/// <param name="Wear">Physical loss; null for none.</param>
/// <param name="Functional">Functional loss or premium; null for none.</param>
/// <param name="Economic">Economic loss; null for none.</param>
/// <param name="Evidence">References of the evidence cited.</param>
/// <param name="Intermediates">How each line is rounded; null for exact.</param>
/// <param name="RatioPlaces">Places of ratios under <paramref name="Intermediates"/>.</param>
public sealed record ReplacementInput(
    ValuationTerms Terms,
    IReadOnlyList<CostPart> Parts,
    IReadOnlyList<IndexSeries> Indexes,
    Wear? Wear,
    FunctionalLoss? Functional,
    EconomicLoss? Economic,
    IReadOnlyList<string> Evidence,
    IntermediateRounding? Intermediates = null,
    int? RatioPlaces = null);

/// <summary>Figures of <see cref="Replacement"/>; exact ones to 8 places.</summary>
/// <param name="Value">Replacement cost less the losses.</param>
/// <param name="Accepted">Credited.</param>
/// <param name="Excess">Claim beyond it.</param>
/// <param name="ReplacementCost">What it would cost now.</param>
/// <param name="WeightedAge">Age weighted by replacement cost; null where no ages are stated.</param>
/// <param name="Newness">成新率: 1 less physical loss over replacement cost.</param>
/// <param name="Physical">Physical loss.</param>
/// <param name="Functional">Functional loss; negative for a premium.</param>
/// <param name="EconomicShare">Share of lost capacity; null by lost income or none.</param>
/// <param name="Economic">Economic loss.</param>
/// <param name="Exact">Value before it is rounded to money.</param>
public sealed record ReplacementFigures(
    Money Value,
    Money Accepted,
    Money Excess,
    Rational ReplacementCost,
    Rational? WeightedAge,
    Rational Newness,
    Rational Physical,
    Rational Functional,
    Rational? EconomicShare,
    Rational Economic,
    Rational Exact) : ValuationFigures(Value, Accepted, Excess);
