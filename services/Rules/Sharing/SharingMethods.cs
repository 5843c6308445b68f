namespace Ledger.Rules;

/// <summary>Methods that divide a benefit pool, an estate or a joint venture's figures.</summary>
internal static class SharingMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        Waterfall.Method,
        AgreedShares.Method,
        ValueEquation.Method,
        ContributionPoints.Method,
        PeerAllocation.Method,
        CarriedInterest.Method,
        Cutback.Method,
        Dilution.Method,
        Promote.Method,
        .. ClaimsRules.All,
    ];
}
