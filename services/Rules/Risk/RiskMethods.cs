namespace Ledger.Rules;

/// <summary>Methods that measure losses and divide them.</summary>
internal static class RiskMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        Disruption.Method,
        Obsolescence.Method,
        Placement.Method,
        RiskAllocation.Method,
    ];
}
