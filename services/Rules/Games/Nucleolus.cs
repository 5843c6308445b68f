using System.Numerics;

namespace Ledger.Rules;

/// <summary>One stage of a nucleolus.</summary>
/// <param name="Excess">What the coalitions settled here still miss (surplus) or are charged too much (cost); negative when
/// they gain by staying. Per member in the per-capita version.</param>
/// <param name="Coalitions">The coalitions settled here.</param>
public sealed record ExcessStage(Rational Excess, IReadOnlyList<string> Coalitions);

/// <summary>Figures of <see cref="Nucleolus"/>.</summary>
/// <param name="Total">Value of the coalition of all players.</param>
/// <param name="Shares">Exact, per player.</param>
/// <param name="Amounts">In the smallest unit; null without a currency.</param>
/// <param name="Properties">How the shares stand in the game.</param>
/// <param name="Stages">The excesses in the order in which they were minimised.</param>
public sealed record NucleolusFigures(
    Rational Total,
    IReadOnlyDictionary<string, Rational> Shares,
    IReadOnlyDictionary<string, Money>? Amounts,
    GameProperties Properties,
    IReadOnlyList<ExcessStage> Stages) : GameFigures(Total, Shares, Amounts, Properties);

/// <summary>
/// The nucleolus: among the divisions that give each player at least its stand-alone value, the one whose most dissatisfied
/// coalition is as little dissatisfied as possible, then the next one, and so on; the per-capita nucleolus counts the
/// dissatisfaction of a coalition per member. In the core whenever the core is not empty. Sources: Schmeidler 1969; Maschler,
/// Peleg and Shapley 1979; Grotte 1970.
/// </summary>
public static class Nucleolus
{
    public static Method<GameInput, NucleolusFigures> Method { get; } = new("game.nucleolus", 1, MethodPurpose.Sharing,
        new("Nucleolus", "核仁"), GameReader.Input, Value);

    public static Method<GameInput, NucleolusFigures> PerCapita { get; } = new("game.nucleolus-per-capita", 1, MethodPurpose.Sharing,
        new("Per-capita nucleolus", "人均核仁"), GameReader.Input, PerCapitaValue);

    /// <summary>The nucleolus.</summary>
    /// <returns>Figures; or game.no-imputation, the game.* codes of the game, money.over-precise, input.*.</returns>
    public static Outcome<NucleolusFigures> Value(GameInput input) => Value(input, perCapita: false);

    /// <summary>The per-capita nucleolus.</summary>
    /// <inheritdoc cref="Value(GameInput)"/>
    public static Outcome<NucleolusFigures> PerCapitaValue(GameInput input) => Value(input, perCapita: true);

    private static Outcome<NucleolusFigures> Value(GameInput input, bool perCapita)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        if (GameTable.Of(checks, input.Game, GameLimits.NucleolusPlayers) is not { } game) return checks.Refuse<NucleolusFigures>();
        Division.CheckTotal(checks, game.Total, input.Currency, "game");
        var values = game.Surplus();
        var alone = Enumerable.Range(0, game.Count).Aggregate(BigInteger.Zero, (sum, player) => sum + values[1 << player]);
        checks.That(values[^1] >= alone, () => GameProblems.NoImputation(game.Kind, game.Total, game.Stated(alone)));
        if (checks.Failed) return checks.Refuse<NucleolusFigures>();

        var steps = new Steps();
        var unit = input.Currency?.Code;
        steps.Add("total", new("Value of all players together", "大联盟取值"), game.Total, unit);
        var solved = NucleolusSolver.Solve(values, game.Count, perCapita, out var found);
        List<ExcessStage> stages = [.. found.Select(stage => new ExcessStage(stage.Excess / game.Denominator, [.. stage.Settled.Select(game.Name)]))];
        for (var i = 0; i < stages.Count; i++)
        {
            var names = string.Join(", ", stages[i].Coalitions);
            steps.Add($"stage/{Problems.Invariant(i + 1)}", new($"Largest excess, stage {Problems.Invariant(i + 1)}", $"第{Problems.Invariant(i + 1)}阶段的最大超出值"),
                stages[i].Excess, unit, note: new($"Cannot be pushed lower; settles {names}.", $"无法再降低；由此确定：{names}。"));
        }

        Rational[] shares = [.. solved.Select(share => game.Stated(share))];
        for (var i = 0; i < game.Count; i++)
            steps.Add($"share/{game.Players[i]}", new($"Share of {game.Players[i]}", $"{game.Players[i]} 的份额"), shares[i], unit);
        var byPlayer = Division.ByPlayer(game.Players, shares);
        var amounts = Division.Amounts(byPlayer, input.Currency, steps);
        return new NucleolusFigures(game.Total, byPlayer, amounts, Division.Properties(game, shares, steps), stages) { Steps = steps.Lines, Residual = steps.Residual };
    }
}
