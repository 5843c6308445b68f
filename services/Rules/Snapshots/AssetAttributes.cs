namespace Ledger.Rules;

/// <summary>
/// What an adjustment grid compares: stated of the thing valued by the valuer, and of each comparable in the evidence register.
/// </summary>
/// <param name="Capacity">Rated capacity, above 0; with its unit.</param>
/// <param name="CapacityUnit">Of the capacity: "kW", "t/h".</param>
/// <param name="Condition">Share of new (成新率), above 0, at most 1.</param>
/// <param name="MadeIn">Year of make.</param>
/// <param name="Configuration">Equipment and options, in words.</param>
/// <param name="Place">Where the thing valued stands: "CN-32", "Suzhou"; of evidence the register says it beside the attributes.</param>
public sealed record AssetAttributes(
    Rational? Capacity = null, string? CapacityUnit = null, Rational? Condition = null, int? MadeIn = null, Text? Configuration = null, string? Place = null);
