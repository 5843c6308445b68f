namespace Ledger.Rules;

/// <summary>Methods that divide a benefit pool or an estate.</summary>
internal static class SharingMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        Waterfall.Method,
    ];
}
