using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>What a value of one kind may at most come to under a profile. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<ValueCap>))]
public enum ValueCap
{
    /// <summary>Fair market value at the same age and condition.</summary>
    FairMarketValue,

    /// <summary>Comparable fair rental value.</summary>
    FairRentalValue,

    /// <summary>Regular rate of pay, with reasonable fringe.</summary>
    RegularRate,
}

/// <summary>Which valuation methods stay within a cap by what they measure.</summary>
internal static class ValueCaps
{
    private const string UnitRate = "market.unit-rate";
    private const string Chain = "value.acceptance";

    /// <summary>Whether a method measures what the cap is, so that its value cannot go beyond.</summary>
    public static bool Measures(ValueCap cap, string method) => method is UnitRate or Chain || cap switch
    {
        ValueCap.FairMarketValue => method.StartsWith("market.", StringComparison.Ordinal) || method.StartsWith("cost.", StringComparison.Ordinal) || method == "depreciation.schedule",
        ValueCap.FairRentalValue => method.StartsWith("rent.", StringComparison.Ordinal),
        ValueCap.RegularRate => method.StartsWith("labour.", StringComparison.Ordinal),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
