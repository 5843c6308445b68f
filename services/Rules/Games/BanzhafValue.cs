using System.Numerics;

namespace Ledger.Rules;

/// <summary>Figures of <see cref="BanzhafValue"/>.</summary>
/// <param name="Total">Value of the coalition of all players.</param>
/// <param name="Shares">The normalised values: in proportion to the raw ones, summing to the total.</param>
/// <param name="Amounts">In the smallest unit; null without a currency.</param>
/// <param name="Properties">How the normalised shares stand in the game.</param>
/// <param name="Raw">What each player adds on average to a coalition of others; they need not sum to the total.</param>
public sealed record BanzhafFigures(
    Rational Total,
    IReadOnlyDictionary<string, Rational> Shares,
    IReadOnlyDictionary<string, Money>? Amounts,
    GameProperties Properties,
    IReadOnlyDictionary<string, Rational> Raw) : GameFigures(Total, Shares, Amounts, Properties);

/// <summary>
/// The Banzhaf value: what a player adds to a coalition of others, on average over all such coalitions, each as likely as the
/// other; raw, and normalised so that the shares sum to the total. Sources: Banzhaf 1965, Owen 1975.
/// </summary>
public static class BanzhafValue
{
    public static Method<GameInput, BanzhafFigures> Method { get; } = new("game.banzhaf", 1, MethodPurpose.Sharing,
        new("Banzhaf value", "Banzhaf 值"), GameReader.Input, Value);

    /// <summary>Raw and normalised Banzhaf value.</summary>
    /// <returns>Figures; or game.banzhaf-sum-zero, the game.* codes of the game, money.over-precise, input.*.</returns>
    public static Outcome<BanzhafFigures> Value(GameInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        if (GameTable.Of(checks, input.Game, GameLimits.ExactPlayers) is not { } game) return checks.Refuse<BanzhafFigures>();
        Division.CheckTotal(checks, game.Total, input.Currency, "game");
        var raw = Raw(game);
        var sum = raw.Aggregate(Rational.Zero, (total, value) => total + value);
        checks.That(!sum.IsZero || game.Total.IsZero, () => new InputRejection("game.banzhaf-sum-zero",
            new($"The raw values sum to 0, so that the total {game.Total} cannot be divided in proportion to them.",
                $"各原始 Banzhaf 值之和为零，无法按其比例分配总额{game.Total}。")).At("game"));
        if (checks.Failed) return checks.Refuse<BanzhafFigures>();

        var steps = new Steps();
        var unit = input.Currency?.Code;
        steps.Add("total", new("Value of all players together", "大联盟取值"), game.Total, unit);
        for (var i = 0; i < game.Count; i++)
        {
            steps.Add($"raw/{game.Players[i]}", new($"Raw Banzhaf value of {game.Players[i]}", $"{game.Players[i]} 的原始 Banzhaf 值"), raw[i], unit,
                note: new("Average of what it adds to every coalition of the others.", "对其余局中人所有联盟的增加值的平均。"));
        }

        steps.Add("raw-sum", new("Sum of the raw values", "原始值合计"), sum, unit);
        Rational[] shares = [.. raw.Select(value => sum.IsZero ? Rational.Zero : value * game.Total / sum)];
        for (var i = 0; i < game.Count; i++)
        {
            steps.Add($"share/{game.Players[i]}", new($"Normalised Banzhaf value of {game.Players[i]}", $"{game.Players[i]} 的归一化 Banzhaf 值"), shares[i], unit,
                sum.IsZero ? null : $"{game.Total} * {raw[i]} / {sum}");
        }

        var byPlayer = Division.ByPlayer(game.Players, shares);
        var amounts = Division.Amounts(byPlayer, input.Currency, steps);
        return new BanzhafFigures(game.Total, byPlayer, amounts, Division.Properties(game, shares, steps), Division.ByPlayer(game.Players, raw))
        {
            Steps = steps.Lines,
            Residual = steps.Residual,
        };
    }

    private static Rational[] Raw(GameTable game)
    {
        var sums = game.Sums();
        var coalitions = BigInteger.One << (game.Count - 1);
        return [.. Enumerable.Range(0, game.Count).Select(player => new Rational(
            Enumerable.Range(0, game.Count).Aggregate(BigInteger.Zero, (total, size) => total + sums.Added(player, size)), coalitions * game.Denominator))];
    }
}
