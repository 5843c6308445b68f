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
        "residual/accepted-value" => new("Residual by accepted value", "剩余按认定价值"),
        "residual/fixed-points" => new("Residual by fixed points", "剩余按固定点数"),
        _ => new(tier, tier),
    };
}
