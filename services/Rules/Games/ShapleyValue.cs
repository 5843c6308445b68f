using System.Numerics;

namespace Ledger.Rules;

/// <summary>
/// The Shapley value: what each player adds to those who came before it, on average over all orders in which the players can
/// arrive. Exact; one pass over the coalitions (<see cref="CoalitionSums"/>). Source: Shapley 1953.
/// </summary>
public static class ShapleyValue
{
    private const string NoEmptyCoalition = "The empty coalition must be there and be worth 0.";

    public static Method<GameInput, GameFigures> Method { get; } = new("game.shapley", 1, MethodPurpose.Sharing,
        new("Shapley value", "Shapley 值"), GameReader.Input, Value);

    /// <summary>Divides the value of the coalition of all players.</summary>
    /// <returns>Figures; or the game.* codes of the game, money.over-precise, input.*.</returns>
    public static Outcome<GameFigures> Value(GameInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        if (GameTable.Of(checks, input.Game, GameLimits.ExactPlayers) is not { } game) return checks.Refuse<GameFigures>();
        Division.CheckTotal(checks, game.Total, input.Currency, "game");
        if (checks.Failed) return checks.Refuse<GameFigures>();

        var steps = new Steps();
        steps.Add("total", new("Value of all players together", "大联盟取值"), game.Total, input.Currency?.Code);
        var shares = Shares(game, input.Currency, steps);
        var byPlayer = Division.ByPlayer(game.Players, shares);
        var amounts = Division.Amounts(byPlayer, input.Currency, steps);
        return new GameFigures(game.Total, byPlayer, amounts, Division.Properties(game, shares, steps)) { Steps = steps.Lines, Residual = steps.Residual };
    }

    /// <summary>The Shapley value of a game given by bit mask: entry m is the value of the players whose bits are set in m.</summary>
    /// <param name="values">2^n values, n from 1; the first, of the empty coalition, is 0.</param>
    /// <returns>Share of player i at i; they sum to the last value.</returns>
    /// <exception cref="ArgumentException">Not 2^n values, or the empty coalition is worth something.</exception>
    public static IReadOnlyList<Rational> Of(ReadOnlySpan<long> values) => values is [0, ..]
        ? Of(CoalitionSums.Of(values))
        : throw new ArgumentException(NoEmptyCoalition, nameof(values));

    /// <inheritdoc cref="Of(ReadOnlySpan{long})"/>
    public static IReadOnlyList<Rational> Of(ReadOnlySpan<Int128> values) => values.Length > 0 && values[0] == 0
        ? Of(CoalitionSums.Of(values))
        : throw new ArgumentException(NoEmptyCoalition, nameof(values));

    /// <inheritdoc cref="Of(ReadOnlySpan{long})"/>
    public static IReadOnlyList<Rational> Of(ReadOnlySpan<BigInteger> values) => values.Length > 0 && values[0].IsZero
        ? Of(CoalitionSums.Of(values))
        : throw new ArgumentException(NoEmptyCoalition, nameof(values));

    /// <summary>The shares with the lines that explain them.</summary>
    internal static Rational[] Shares(GameTable game, Currency? currency, Steps steps)
    {
        var sums = game.Sums();
        var shares = new Rational[game.Count];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = Share(sums, i) / game.Denominator;
            steps.Add($"share/{game.Players[i]}", new($"Shapley value of {game.Players[i]}", $"{game.Players[i]} 的 Shapley 值"), shares[i], currency?.Code,
                game.Count > GameLimits.ListedPlayers ? null : $"({string.Join(" + ", Averages(sums, i, game.Denominator))}) / {Problems.Invariant(game.Count)}",
                new("Mean of what the player adds on average when it arrives first, second, and so on.", "该局中人第一个、第二个……加入时平均增加值的均值。"));
        }

        return shares;
    }

    private static Rational[] Of(CoalitionSums sums) => [.. Enumerable.Range(0, sums.Players).Select(player => Share(sums, player))];

    // Coalitions of size s that the player joins have the weight s!(n-1-s)!/n!.
    private static Rational Share(CoalitionSums sums, int player)
    {
        var n = sums.Players;
        var total = BigInteger.Zero;
        for (var size = 0; size < n; size++) total += sums.Added(player, size) * Factorial(size) * Factorial(n - 1 - size);
        return new Rational(total, Factorial(n));
    }

    private static IEnumerable<Rational> Averages(CoalitionSums sums, int player, BigInteger denominator)
    {
        var n = sums.Players;
        for (var size = 0; size < n; size++)
            yield return new Rational(sums.Added(player, size) * Factorial(size) * Factorial(n - 1 - size), Factorial(n - 1) * denominator);
    }

    private static BigInteger Factorial(int n)
    {
        var product = BigInteger.One;
        for (var i = 2; i <= n; i++) product *= i;
        return product;
    }
}
