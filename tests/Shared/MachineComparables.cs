using System.Text.Json;

namespace Ledger.Tests;

/// <summary>What the valuer of Sample A entered for the machine; its figures are computed by hand there.</summary>
public static class MachineComparables
{
    /// <summary>Five comparables, the last of them an outlier: 840,000.00.</summary>
    public static JsonElement Five { get; } = JsonElement.Parse(
        """
        {"comparables":[
          {"id":"C1","price":"784000.00","pricedOn":"2023-06-01","sourceClass":"invoice","weight":"0.8",
           "factors":[{"kind":"price-index","subject":"100","comparable":"98"}]},
          {"id":"C2","price":"840000.00","pricedOn":"2025-01-15","sourceClass":"auction","weight":"1.0"},
          {"id":"C3","price":"1075000.00","pricedOn":"2025-02-01","sourceClass":"invoice","weight":"1.0",
           "factors":[{"kind":"condition","subject":"64","comparable":"80"}]},
          {"id":"C4","price":"1000000.00","pricedOn":"2025-02-10","sourceClass":"asking-price","weight":"0.5",
           "factors":[{"kind":"asking-price","factor":"0.9"}]},
          {"id":"C5","price":"1400000.00","pricedOn":"2025-02-20","sourceClass":"platform-sale","weight":"1.0"}]}
        """);
}
