namespace Ledger.Rules;

/// <summary>Solutions of cooperative games.</summary>
internal static class GameMethods
{
    public static IReadOnlyList<Method> All { get; } = [];
}
