namespace Ledger.Rules;

/// <summary>Methods that value what was brought in, and those that check such values.</summary>
internal static class ValuationMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        CashFace.Method,
        Comparables.Method,
        RentQuotes.Method,
        LabourRate.Method,
        RoyaltyRelief.Method,
        UnitRate.Method,
    ];
}
