using System.Numerics;

namespace Ledger.Rules;

/// <summary>Figures of <see cref="GatelyPoint"/>.</summary>
/// <param name="Total">Value of the coalition of all players.</param>
/// <param name="Shares">Exact, per player.</param>
/// <param name="Amounts">In the smallest unit; null without a currency.</param>
/// <param name="Properties">How the shares stand in the game.</param>
/// <param name="Propensity">Propensity to disrupt, the same for all: what the others lose over what a player loses when it
/// leaves; null when nobody gains anything by working together.</param>
public sealed record GatelyFigures(
    Rational Total,
    IReadOnlyDictionary<string, Rational> Shares,
    IReadOnlyDictionary<string, Money>? Amounts,
    GameProperties Properties,
    Rational? Propensity) : GameFigures(Total, Shares, Amounts, Properties);

/// <summary>
/// The Gately point: the division in which every player, by leaving, would hurt the others as many times as much as itself.
/// Source: Gately 1974.
/// </summary>
public static class GatelyPoint
{
    public static Method<GameInput, GatelyFigures> Method { get; } = new("game.gately", 1, MethodPurpose.Sharing,
        new("Gately point", "Gately 点"), GameReader.Input, Value);

    /// <summary>Divides the value of the coalition of all players.</summary>
    /// <returns>Figures; or game.no-gately-point, the game.* codes of the game, money.over-precise, input.*.</returns>
    public static Outcome<GatelyFigures> Value(GameInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        if (GameTable.Of(checks, input.Game, GameLimits.ListedPlayers) is not { } game) return checks.Refuse<GatelyFigures>();
        Division.CheckTotal(checks, game.Total, input.Currency, "game");
        var values = game.Surplus();
        var utopia = TauValue.Utopia(values, game.Count);
        var alone = Enumerable.Range(0, game.Count).Select(player => values[1 << player]).ToArray();
        var gain = values[^1] - alone.Aggregate(BigInteger.Zero, (sum, value) => sum + value);
        var weights = utopia.Zip(alone, (most, least) => most - least).ToArray();
        var sum = weights.Aggregate(BigInteger.Zero, (total, weight) => total + weight);
        checks.That(!sum.IsZero || gain.IsZero, () => new InputRejection("game.no-gately-point",
            new("What the players add to all others sums to what they are worth alone: no division makes the propensities to disrupt equal.",
                "各局中人对其余全体的边际贡献之和等于单干之和：不存在使瓦解倾向相等的分配。")).At("game"));
        if (checks.Failed) return checks.Refuse<GatelyFigures>();

        var steps = new Steps();
        var unit = input.Currency?.Code;
        steps.Add("total", new("Value of all players together", "大联盟取值"), game.Total, unit);
        steps.Add("gain", new("Gain of working together", "合作增益"), game.Stated(gain), unit, note: new("Total less the stand-alone values.", "总额减去各自单干之和。"));
        var shares = new Rational[game.Count];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = game.Stated(alone[i] + (gain.IsZero ? Rational.Zero : new Rational(gain * weights[i], sum)));
            steps.Add($"share/{game.Players[i]}", new($"Gately point of {game.Players[i]}", $"{game.Players[i]} 的 Gately 点"), shares[i], unit,
                gain.IsZero ? null : $"{game.Stated(alone[i])} + {game.Stated(gain)} * {game.Stated(weights[i])} / {game.Stated(sum)}",
                new("Stand-alone value and a part of the gain in proportion to what the player adds to all others beyond it.",
                    "单干所得加上按“边际贡献减单干所得”比例分得的合作增益。"));
        }

        Rational? propensity = gain.IsZero ? null : new Rational(sum - gain, gain);
        if (propensity is { } same)
        {
            steps.Add("propensity", new("Propensity to disrupt, the same for all", "共同的瓦解倾向"), same,
                note: same.Sign < 0 ? new Text("Negative: the players together get more than what each adds.", "为负：全体所得超过各自边际贡献之和。") : null);
        }

        var byPlayer = Division.ByPlayer(game.Players, shares);
        var amounts = Division.Amounts(byPlayer, input.Currency, steps);
        return new GatelyFigures(game.Total, byPlayer, amounts, Division.Properties(game, shares, steps), propensity) { Steps = steps.Lines, Residual = steps.Residual };
    }
}
