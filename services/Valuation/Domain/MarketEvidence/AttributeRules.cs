using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>What the attributes that a grid compares must satisfy, of evidence and of the thing valued alike.</summary>
internal static class AttributeRules
{
    /// <summary>The first rule broken, or null.</summary>
    /// <param name="field">Where they stand.</param>
    /// <param name="said">The attributes, or null.</param>
    /// <param name="required">Whether at least one must be there: what says nothing of itself compares with nothing.</param>
    /// <param name="thisYear">Latest year of make.</param>
    public static Rejection? Broken(string field, AssetAttributes? said, bool required, int thisYear)
    {
        if (said is null || said == new AssetAttributes()) return required ? Problems.Missing(field) : null;
        if (said.Capacity is null != said.CapacityUnit is null) return new CapacityWithoutUnit { Field = $"{field}.capacityUnit" };
        if (said.Capacity is { Sign: <= 0 } capacity) return Problems.NotPositive($"{field}.capacity", capacity.ToString());
        if (said.CapacityUnit is { } unit && EvidenceRules.Blank($"{field}.capacityUnit", unit, RuleLimits.Identifier) is { } badUnit) return badUnit;
        if (said.Condition is { } condition && (condition.Sign <= 0 || condition > 1))
            return Problems.OutOfRange($"{field}.condition", condition.ToString(), "0", "1");
        if (said.MadeIn is { } year && (year < MarketEvidenceLimits.OldestMake || year > thisYear))
            return Problems.OutOfRange($"{field}.madeIn", $"{year}", $"{MarketEvidenceLimits.OldestMake}", $"{thisYear}");
        if (said.Place is { } place && EvidenceRules.Blank($"{field}.place", place, RuleLimits.Identifier) is { } badPlace) return badPlace;
        return said.Configuration is { } text ? EvidenceRules.Blank($"{field}.configuration", text) : null;
    }
}
