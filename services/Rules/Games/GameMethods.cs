namespace Ledger.Rules;

/// <summary>Solutions of cooperative games.</summary>
internal static class GameMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        ShapleyValue.Method,
        SampledShapley.Method,
        RiskCorrectedShapley.Method,
        BanzhafValue.Method,
        TauValue.Method,
        GatelyPoint.Method,
        Nucleolus.Method,
        Nucleolus.PerCapita,
        AirportGame.Method,
        GameCore.Method,
    ];
}
