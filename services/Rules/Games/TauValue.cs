using System.Numerics;

namespace Ledger.Rules;

/// <summary>Figures of <see cref="TauValue"/>.</summary>
/// <param name="Total">Value of the coalition of all players.</param>
/// <param name="Shares">Exact, per player.</param>
/// <param name="Amounts">In the smallest unit; null without a currency.</param>
/// <param name="Properties">How the shares stand in the game.</param>
/// <param name="Utopia">What each player adds to all the others: the most it can ask for.</param>
/// <param name="MinimalRights">What each player can secure when it pays its partners their utopia.</param>
public sealed record TauFigures(
    Rational Total,
    IReadOnlyDictionary<string, Rational> Shares,
    IReadOnlyDictionary<string, Money>? Amounts,
    GameProperties Properties,
    IReadOnlyDictionary<string, Rational> Utopia,
    IReadOnlyDictionary<string, Rational> MinimalRights) : GameFigures(Total, Shares, Amounts, Properties);

/// <summary>
/// The τ-value: the point between the minimal rights and the utopia of the players that divides the total. Defined for
/// quasi-balanced games. Source: Tijs 1981.
/// </summary>
public static class TauValue
{
    public static Method<GameInput, TauFigures> Method { get; } = new("game.tau", 1, MethodPurpose.Sharing,
        new("τ-value", "τ 值"), GameReader.Input, Value);

    /// <summary>Divides the value of the coalition of all players.</summary>
    /// <returns>Figures; or game.not-quasi-balanced, the game.* codes of the game, money.over-precise, input.*.</returns>
    public static Outcome<TauFigures> Value(GameInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        if (GameTable.Of(checks, input.Game, GameLimits.ListedPlayers) is not { } game) return checks.Refuse<TauFigures>();
        Division.CheckTotal(checks, game.Total, input.Currency, "game");
        var values = game.Surplus();
        var utopia = Utopia(values, game.Count);
        var rights = Rights(values, utopia);
        CheckBalanced(checks, game, values, utopia, rights);
        if (checks.Failed) return checks.Refuse<TauFigures>();

        var steps = new Steps();
        var unit = input.Currency?.Code;
        steps.Add("total", new("Value of all players together", "大联盟取值"), game.Total, unit);
        var low = Sum(rights);
        var high = Sum(utopia);
        var factor = low == high ? Rational.Zero : new Rational(values[game.Everyone] - low, high - low);
        for (var i = 0; i < game.Count; i++)
        {
            steps.Add($"utopia/{game.Players[i]}", new($"What {game.Players[i]} adds to all others", $"{game.Players[i]} 的理想所得"), game.Stated(utopia[i]), unit);
            steps.Add($"rights/{game.Players[i]}", new($"Minimal right of {game.Players[i]}", $"{game.Players[i]} 的最低权利"), game.Stated(rights[i]), unit);
        }

        steps.Add("factor", new("Part of the way from minimal rights to utopia", "由最低权利到理想所得的比例"), factor,
            formula: $"({game.Total} - {game.Stated(low)}) / ({game.Stated(high)} - {game.Stated(low)})");
        Rational[] shares = [.. Enumerable.Range(0, game.Count).Select(i => game.Stated(rights[i] + (factor * (utopia[i] - rights[i]))))];
        for (var i = 0; i < game.Count; i++)
        {
            steps.Add($"share/{game.Players[i]}", new($"τ-value of {game.Players[i]}", $"{game.Players[i]} 的 τ 值"), shares[i], unit,
                $"{game.Stated(rights[i])} + {factor} * ({game.Stated(utopia[i])} - {game.Stated(rights[i])})");
        }

        var byPlayer = Division.ByPlayer(game.Players, shares);
        var amounts = Division.Amounts(byPlayer, input.Currency, steps);
        return new TauFigures(
            game.Total, byPlayer, amounts, Division.Properties(game, shares, steps), Stated(game, utopia), Stated(game, rights))
        {
            Steps = steps.Lines,
            Residual = steps.Residual,
        };
    }

    /// <summary>What each player adds to all the others.</summary>
    internal static BigInteger[] Utopia(BigInteger[] values, int players) =>
        [.. Enumerable.Range(0, players).Select(player => values[^1] - values[(values.Length - 1) ^ (1 << player)])];

    // The best that is left to a player of any coalition when the other members get their utopia.
    private static BigInteger[] Rights(BigInteger[] values, BigInteger[] utopia)
    {
        var rights = new BigInteger?[utopia.Length];
        var together = new BigInteger[values.Length];
        for (var coalition = 1; coalition < values.Length; coalition++)
        {
            together[coalition] = together[coalition & (coalition - 1)] + utopia[BitOperations.TrailingZeroCount(coalition)];
            for (var rest = coalition; rest != 0; rest &= rest - 1)
            {
                var player = BitOperations.TrailingZeroCount(rest);
                var left = values[coalition] - (together[coalition] - utopia[player]);
                if (rights[player] is not { } best || left > best) rights[player] = left;
            }
        }

        return [.. rights.Select(right => right!.Value)];
    }

    private static void CheckBalanced(Checks checks, GameTable game, BigInteger[] values, BigInteger[] utopia, BigInteger[] rights)
    {
        var player = Enumerable.Range(0, game.Count).FirstOrDefault(i => rights[i] > utopia[i], -1);
        var between = Sum(rights) <= values[^1] && values[^1] <= Sum(utopia);
        var low = game.Stated(Sum(rights));
        var high = game.Stated(Sum(utopia));
        checks.That(player < 0 && between, () => new InputRejection("game.not-quasi-balanced",
            player >= 0
                ? new($"The minimal right of {game.Players[player]} passes what it adds to all others: the τ-value is not defined.",
                    $"{game.Players[player]}的最低权利超过其理想所得：τ 值无定义。")
                : new($"The total {game.Total} does not lie between the minimal rights {low} and the utopia {high}: the τ-value is not defined.",
                    $"总额{game.Total}不在最低权利之和{low}与理想所得之和{high}之间：τ 值无定义。"))
            { Field = "game", Value = Problems.Shorten(game.Total.ToString()) });
    }

    private static BigInteger Sum(BigInteger[] numbers) => numbers.Aggregate(BigInteger.Zero, (sum, number) => sum + number);

    private static SortedDictionary<string, Rational> Stated(GameTable game, BigInteger[] numbers) =>
        Division.ByPlayer(game.Players, [.. numbers.Select(number => game.Stated(number))]);
}
