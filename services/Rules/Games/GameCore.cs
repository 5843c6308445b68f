using System.Numerics;

namespace Ledger.Rules;

/// <summary>Inputs of <see cref="GameCore"/>.</summary>
/// <param name="Game">The game.</param>
/// <param name="Allocation">A division to be checked, every player once, any sign; null to ask only whether the core is empty.</param>
public sealed record CoreInput(CoalitionGame Game, IReadOnlyDictionary<string, Rational>? Allocation = null);

/// <summary>One coalition of a balanced collection.</summary>
/// <param name="Coalition">"A+B".</param>
/// <param name="Weight">Above 0; for every player the weights of its coalitions sum to 1.</param>
/// <param name="Value">Value or cost of the coalition.</param>
public sealed record BalancedCoalition(string Coalition, Rational Weight, Rational Value);

/// <summary>A division as it was checked.</summary>
/// <param name="Sum">What it gives out.</param>
/// <param name="Efficient">It gives out exactly the total.</param>
/// <param name="InCore">It is efficient and no coalition gains by leaving.</param>
/// <param name="BelowStandAlone">Players that are worse off than alone.</param>
/// <param name="BlockingCount">How many coalitions gain by leaving.</param>
/// <param name="Blocking">The first <see cref="GameLimits.NamedCoalitions"/> of them, largest gain first.</param>
public sealed record CheckedAllocation(
    Rational Sum, bool Efficient, bool InCore, IReadOnlyList<StandAlone> BelowStandAlone, int BlockingCount, IReadOnlyList<BlockingCoalition> Blocking);

/// <summary>Figures of <see cref="GameCore"/>.</summary>
/// <param name="Total">Value of the coalition of all players.</param>
/// <param name="NonEmpty">Some division satisfies every coalition.</param>
/// <param name="Bound">The least total (surplus) that would satisfy every coalition, or the largest (cost).</param>
/// <param name="Point">A division in the core; null when it is empty.</param>
/// <param name="Balanced">The proof: the balanced collection whose weighted value is the bound. The core is empty exactly when
/// that passes the total.</param>
/// <param name="Allocation">The division that was asked about.</param>
public sealed record CoreFigures(
    Rational Total,
    bool NonEmpty,
    Rational Bound,
    IReadOnlyDictionary<string, Rational>? Point,
    IReadOnlyList<BalancedCoalition> Balanced,
    CheckedAllocation? Allocation) : Figures;

/// <summary>
/// The core: the divisions no coalition would leave. Whether it is empty is answered by one exact linear programme and proved by
/// its dual, a balanced collection of coalitions; a given division is checked against every coalition. Sources: Gillies 1959;
/// Bondareva 1963; Shapley 1967.
/// </summary>
public static class GameCore
{
    public static Method<CoreInput, CoreFigures> Method { get; } = new("game.core", 1, MethodPurpose.Analysis,
        new("Core of a game and check of a division", "核心与分配检验"), Read, Value);

    /// <summary>Looks whether the core is empty and whether a division lies in it.</summary>
    /// <returns>Figures; or game.unknown-player, game.missing-player, the other game.* codes of the game, input.*.</returns>
    public static Outcome<CoreFigures> Value(CoreInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        if (GameTable.Of(checks, input.Game, GameLimits.ListedPlayers) is not { } game) return checks.Refuse<CoreFigures>();
        if (input.Allocation is { } asked)
        {
            foreach (var player in asked.Keys.Where(player => !game.Players.Contains(player)))
                checks.Add(GameProblems.UnknownPlayer(JsonPath.Member("allocation", player), player));
            foreach (var player in game.Players.Where(player => !asked.ContainsKey(player))) checks.Add(GameProblems.MissingPlayer("allocation", player));
        }

        if (checks.Failed) return checks.Refuse<CoreFigures>();
        var steps = new Steps();
        steps.Add("total", new("Value of all players together", "大联盟取值"), game.Total);
        var figures = Bound(game, steps);
        return figures with { Allocation = input.Allocation is { } given ? Check(game, given, steps) : null, Steps = steps.Lines };
    }

    // Above the stand-alone values: least y(N) with y(S) >= v(S) for all S but N, y >= 0; solved by its dual.
    private static CoreFigures Bound(GameTable game, Steps steps)
    {
        var values = game.Surplus();
        var matrix = new List<int[]>();
        var objective = new List<BigInteger>();
        var coalitions = Enumerable.Range(1, game.Everyone).Where(coalition => coalition != game.Everyone && !BitOperations.IsPow2(coalition)).ToList();
        foreach (var coalition in coalitions)
        {
            matrix.Add([.. Enumerable.Range(0, game.Count).Select(i => coalition >> i & 1)]);
            objective.Add(values[coalition] - Alone(values, coalition));
        }

        var programme = ExactSimplex.Maximise(matrix, [.. Enumerable.Repeat(BigInteger.One, game.Count)], objective);
        var weights = programme.Solution();
        var gains = programme.Prices();
        var bound = programme.Optimum + Alone(values, game.Everyone);
        var nonEmpty = bound <= values[game.Everyone];

        // A player whose coalitions do not use up its weight stands alone with the rest.
        var balanced = coalitions.Select((coalition, i) => (coalition, weight: weights[i])).Where(entry => entry.weight.Sign > 0).ToList();
        for (var i = 0; i < game.Count; i++)
        {
            var rest = balanced.Where(entry => (entry.coalition >> i & 1) != 0).Aggregate(Rational.One, (left, entry) => left - entry.weight);
            if (rest.Sign > 0) balanced.Add((1 << i, rest));
        }

        var share = (values[game.Everyone] - bound) / game.Count;
        SortedDictionary<string, Rational>? point = nonEmpty
            ? Division.ByPlayer(game.Players, [.. gains.Select((gain, i) => game.Stated(gain + values[1 << i] + share))])
            : null;
        Say(game, balanced, game.Stated(bound), nonEmpty, point, steps);
        return new CoreFigures(game.Total, nonEmpty, game.Stated(bound), point,
            [.. balanced.Select(entry => new BalancedCoalition(game.Name(entry.coalition), entry.weight, game.Value(entry.coalition)))], null);
    }

    private static void Say(
        GameTable game, List<(int Coalition, Rational Weight)> balanced, Rational bound, bool nonEmpty, SortedDictionary<string, Rational>? point, Steps steps)
    {
        foreach (var (coalition, weight) in balanced)
        {
            steps.Add($"weight/{game.Name(coalition)}", new($"Weight of {game.Name(coalition)} in the balanced collection", $"平衡族中 {game.Name(coalition)} 的权重"), weight);
        }

        steps.Add("bound",
            game.Kind == GameKind.Surplus
                ? new("Least total that satisfies every coalition", "满足所有联盟所需的最小总额")
                : new("Largest total that every coalition accepts", "所有联盟可接受的最大总额"),
            bound, formula: string.Join(" + ", balanced.Select(entry => $"{entry.Weight} * {game.Value(entry.Coalition)}")));
        steps.Say("non-empty", new("The core has a point", "核心是否非空"), Division.Word(nonEmpty), nonEmpty ? null : new Text(
            "The weighted values of the balanced collection pass the total (Bondareva-Shapley): every division leaves some coalition a reason to leave.",
            "平衡族的加权取值超过大联盟取值（Bondareva–Shapley 定理）：任何分配都有联盟愿意退出。"));
        if (point is null) return;
        foreach (var (player, share) in point) steps.Add($"point/{player}", new($"{player} in one division in the core", $"核心中一个分配下 {player} 的份额"), share);
    }

    private static CheckedAllocation Check(GameTable game, IReadOnlyDictionary<string, Rational> allocation, Steps steps)
    {
        Rational[] shares = [.. game.Players.Select(player => allocation[player])];
        var sum = shares.Aggregate(Rational.Zero, (total, share) => total + share);
        steps.Add("sum", new("What the division gives out", "分配合计"), sum, formula: string.Join(" + ", shares),
            note: sum == game.Total ? null : new Text("It is not the total.", "与大联盟取值不等。"));
        var below = Division.Below(game, shares);
        Division.SayBelow(below, game.Kind, steps);
        var blocking = Division.Blocking(game, shares);
        Division.SayBlocking(blocking, sum == game.Total, steps);
        return new CheckedAllocation(sum, sum == game.Total, sum == game.Total && blocking.Count == 0, below, blocking.Count,
            [.. blocking.Take(GameLimits.NamedCoalitions)]);
    }

    private static BigInteger Alone(BigInteger[] values, int coalition)
    {
        var sum = BigInteger.Zero;
        for (var rest = coalition; rest != 0; rest &= rest - 1) sum += values[rest & -rest];
        return sum;
    }

    private static CoreInput? Read(InputReader inputs)
    {
        var game = GameReader.Game(inputs);
        var allocation = inputs.Has("allocation") ? GameReader.Numbers(inputs, "allocation") : null;
        return game is null ? null : new CoreInput(game, allocation);
    }
}
