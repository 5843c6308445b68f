namespace Ledger.Rules;

/// <summary>Tax credits, matching and alignment of skills.</summary>
internal static class IncentiveMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        TaxCredit.Method,
        Matching.Method,
        CreditCap.Method,
        DonationDeduction.Method,
        AlignmentIndex.Method,
    ];
}
