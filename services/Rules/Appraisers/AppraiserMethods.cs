namespace Ledger.Rules;

/// <summary>How appraisers are drawn and their sealed quotes opened.</summary>
internal static class AppraiserMethods
{
    public static IReadOnlyList<Method> All { get; } = [AppraiserDraw.Method, SealedQuotes.Method];
}
