using Ledger.Rules;

namespace Ledger.Cli.Output;

/// <summary>What a tier of a pool is called.</summary>
internal static class TierNames
{
    /// <summary>The name of a tier as <see cref="Simulation.TierFigure"/> states it; an unknown one names itself.</summary>
    public static Text Of(string tier) => tier switch
    {
        "reserve" => new("Reserve", "风险准备金"),
        "cost-recovery" => new("Cost recovery", "成本回收"),
        "preferred-return" => new("Preferred return", "优先回报"),
        "statutory-share" => new("Statutory share", "法定份额"),
        "return-of-contribution" => new("Return of contribution", "返还出资"),
        "catch-up" => new("Catch-up", "追补"),
        "residual/accepted-value" => new("Residual by accepted value", "剩余按认定价值"),
        "residual/fixed-points" => new("Residual by fixed points", "剩余按固定点数"),
        "residual/performance-score" => new("Residual by performance score", "剩余按绩效得分"),
        "residual/equal" => new("Residual in equal parts", "剩余平均分配"),
        "residual/game-value" => new("Residual by value in the cooperative game", "剩余按合作博弈值"),
        _ => new(tier, tier),
    };
}
