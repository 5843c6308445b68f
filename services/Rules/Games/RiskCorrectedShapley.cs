namespace Ledger.Rules;

/// <summary>One factor that corrects equal treatment: risk borne, input made, contribution to innovation.</summary>
/// <param name="Id">Unique among the factors.</param>
/// <param name="Weight">Above 0; the weights of all factors sum to exactly 1.</param>
/// <param name="Values">Part of every player, at least 0; they sum to exactly 1.</param>
public sealed record CorrectionFactor(string Id, Rational Weight, IReadOnlyDictionary<string, Rational> Values);

/// <summary>
/// Inputs of <see cref="RiskCorrectedShapley"/>: a game, or the shares of a Shapley value computed elsewhere, with the stand-alone
/// values where they are known.
/// </summary>
/// <param name="Factors">At least one.</param>
/// <param name="Game">The game of surplus; null when shares are given.</param>
/// <param name="Shares">Shapley value per player; null when a game is given.</param>
/// <param name="StandAlone">With shares only: what each player, or some of them, would have alone.</param>
/// <param name="Currency">When present, the shares are also given as amounts, rounded by largest remainder.</param>
public sealed record RiskCorrectedInput(
    IReadOnlyList<CorrectionFactor> Factors,
    CoalitionGame? Game = null,
    IReadOnlyDictionary<string, Rational>? Shares = null,
    IReadOnlyDictionary<string, Rational>? StandAlone = null,
    Currency? Currency = null);

/// <summary>Figures of <see cref="RiskCorrectedShapley"/>.</summary>
/// <param name="Total">Value of the coalition of all players.</param>
/// <param name="Shares">Corrected, per player; they sum to the total.</param>
/// <param name="Amounts">In the smallest unit; null without a currency.</param>
/// <param name="Properties">The guard: whoever the correction pushes below its stand-alone value is named.</param>
/// <param name="Shapley">The shares before the correction.</param>
/// <param name="Correction">What the correction gave or took.</param>
/// <param name="Guarded">Nobody whose stand-alone value is known is below it; null when none is known.</param>
public sealed record RiskCorrectedFigures(
    Rational Total,
    IReadOnlyDictionary<string, Rational> Shares,
    IReadOnlyDictionary<string, Money>? Amounts,
    GameProperties Properties,
    IReadOnlyDictionary<string, Rational> Shapley,
    IReadOnlyDictionary<string, Rational> Correction,
    bool? Guarded) : GameFigures(Total, Shares, Amounts, Properties);

/// <summary>
/// The risk-corrected Shapley value common in Chinese studies of industry-education alliances: the Shapley value plus the total
/// times the difference between the player's factor and 1/n. The rule is unbounded, so that it can push a player below what it
/// would have alone; whoever that happens to is named. Source: the corrected-Shapley literature, for instance Mathematical
/// Problems in Engineering 2022, article 8942299.
/// </summary>
public static class RiskCorrectedShapley
{
    private const int MostFactors = 20;

    public static Method<RiskCorrectedInput, RiskCorrectedFigures> Method { get; } = new("game.shapley-risk-corrected", 1, MethodPurpose.Sharing,
        new("Risk-corrected Shapley value", "风险修正的 Shapley 值"), Read, Value);

    /// <summary>Corrects the Shapley value.</summary>
    /// <returns>
    /// Figures; or game.factor-not-one, game.weights-not-one, game.cost-not-corrected, game.shares-and-game, game.missing-player,
    /// game.unknown-player, the other game.* codes of the game, money.over-precise, input.*.
    /// </returns>
    public static Outcome<RiskCorrectedFigures> Value(RiskCorrectedInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        var game = CheckBase(checks, input);
        if (checks.Failed) return checks.Refuse<RiskCorrectedFigures>();

        IReadOnlyList<string> players = game?.Players ?? [.. input.Shares!.Keys.Order(StringComparer.Ordinal)];
        CheckFactors(checks, input.Factors, players);
        CheckAlone(checks, input.StandAlone, players);
        var total = game?.Total ?? input.Shares!.Values.Aggregate(Rational.Zero, (sum, share) => sum + share);
        Division.CheckTotal(checks, total, input.Currency, game is null ? "shares" : "game");
        if (checks.Failed) return checks.Refuse<RiskCorrectedFigures>();

        var steps = new Steps();
        steps.Add("total", new("Value of all players together", "大联盟取值"), total, input.Currency?.Code);
        Rational[] shapley = game is null ? [.. players.Select(player => input.Shares![player])] : ShapleyValue.Shares(game, input.Currency, steps);
        return Correct(input, game, players, shapley, total, steps);
    }

    private static RiskCorrectedFigures Correct(
        RiskCorrectedInput input, GameTable? game, IReadOnlyList<string> players, Rational[] shapley, Rational total, Steps steps)
    {
        var unit = input.Currency?.Code;
        var corrected = new Rational[players.Count];
        var correction = new Rational[players.Count];
        for (var i = 0; i < players.Count; i++)
        {
            var player = players[i];
            var factor = input.Factors.Aggregate(Rational.Zero, (sum, entry) => sum + (entry.Weight * entry.Values[player]));
            correction[i] = total * (factor - new Rational(1, players.Count));
            corrected[i] = shapley[i] + correction[i];
            steps.Add($"factor/{player}", new($"Combined factor of {player}", $"{player} 的综合修正因子"), factor,
                formula: string.Join(" + ", input.Factors.Select(entry => $"{entry.Weight} * {entry.Values[player]}")));
            steps.Add($"corrected/{player}", new($"Corrected share of {player}", $"{player} 的修正份额"), corrected[i], unit,
                $"{shapley[i]} + {total} * ({factor} - 1/{Problems.Invariant(players.Count)})");
        }

        var byPlayer = Division.ByPlayer(players, corrected);
        var amounts = Division.Amounts(byPlayer, input.Currency, steps);
        var properties = game is null ? KnownAlone(input.StandAlone, byPlayer, steps) : Division.Properties(game, corrected, steps);
        bool? guarded = properties.BelowStandAlone is { } below ? below.Count == 0 : null;
        steps.Say("guard", new("Nobody is pushed below its stand-alone value", "无人低于单干所得"), guarded is { } holds ? Division.Word(holds) : "not-checked",
            guarded is null ? new Text("No stand-alone value is known.", "未给出单干所得。") : null);
        return new RiskCorrectedFigures(
            total, byPlayer, amounts, properties, Division.ByPlayer(players, shapley), Division.ByPlayer(players, correction), guarded)
        {
            Steps = steps.Lines,
            Residual = steps.Residual,
        };
    }

    private static GameProperties KnownAlone(IReadOnlyDictionary<string, Rational>? alone, SortedDictionary<string, Rational> shares, Steps steps)
    {
        if (alone is null) return new GameProperties(null, null, null, null, null);
        List<StandAlone> below = [.. alone.Where(entry => shares[entry.Key] < entry.Value).Select(entry => new StandAlone(entry.Key, entry.Value, shares[entry.Key]))];
        Division.SayBelow(below, GameKind.Surplus, steps);
        return new GameProperties(null, below, null, null, null);
    }

    private static GameTable? CheckBase(Checks checks, RiskCorrectedInput input)
    {
        checks.That(input.Game is not null || input.Shares is not null, () => Problems.Missing("game"));
        checks.That(input.Game is null || (input.Shares is null && input.StandAlone is null), () => new InputRejection("game.shares-and-game",
            new("Shares and stand-alone values follow from the game; give either the game or them.", "份额与单干所得由博弈得出；请只给出博弈，或只给出份额。"))
            .At(input.Shares is null ? "standAlone" : "shares"));
        checks.That(input.Shares is not { Count: 0 }, () => GameProblems.NoPlayers("shares"));
        checks.That(input.Game is not { Kind: GameKind.Cost }, () => new InputRejection("game.cost-not-corrected",
            new("The correction rewards risk with a larger share; for costs that would punish it. Give the savings as a surplus.",
                "该修正以更大份额奖励风险，用于成本时会适得其反；请以节约额（收益）给出博弈。")) { Field = "game.kind", Value = "cost" });
        return checks.Failed || input.Game is null ? null : GameTable.Of(checks, input.Game, GameLimits.ExactPlayers);
    }

    private static void CheckFactors(Checks checks, IReadOnlyList<CorrectionFactor> factors, IReadOnlyList<string> players)
    {
        checks.That(factors.Count > 0, () => Problems.Empty("factors"));
        for (var i = 0; i < factors.Count; i++)
        {
            var (id, weight, values) = factors[i];
            var here = JsonPath.Item("factors", i);
            checks.That(!factors.Take(i).Any(earlier => earlier.Id == id), () => Problems.Duplicate($"{here}.id", id));
            checks.Positive($"{here}.weight", weight);
            foreach (var player in values.Keys.Where(player => !players.Contains(player)))
                checks.Add(GameProblems.UnknownPlayer(JsonPath.Member($"{here}.values", player), player));
            foreach (var player in players.Where(player => !values.ContainsKey(player))) checks.Add(GameProblems.MissingPlayer($"{here}.values", player));
            foreach (var (player, value) in values) checks.NotNegative(JsonPath.Member($"{here}.values", player), value);
            var sum = values.Values.Aggregate(Rational.Zero, (total, value) => total + value);
            checks.That(sum == 1, () => new InputRejection("game.factor-not-one",
                new($"The values of the factor '{id}' sum to {sum}, not to 1.", $"因子“{id}”的各值之和为{sum}，应为1。"))
                { Field = $"{here}.values", Value = Problems.Shorten(sum.ToString()) });
        }

        var weights = factors.Aggregate(Rational.Zero, (total, factor) => total + factor.Weight);
        checks.That(factors.Count == 0 || weights == 1, () => new InputRejection("game.weights-not-one",
            new($"The weights of the factors sum to {weights}, not to 1.", $"各因子权重之和为{weights}，应为1。"))
            { Field = "factors", Value = Problems.Shorten(weights.ToString()) });
    }

    private static void CheckAlone(Checks checks, IReadOnlyDictionary<string, Rational>? alone, IReadOnlyList<string> players)
    {
        if (alone is null) return;
        foreach (var player in alone.Keys.Where(player => !players.Contains(player)))
            checks.Add(GameProblems.UnknownPlayer(JsonPath.Member("standAlone", player), player));
    }

    private static RiskCorrectedInput Read(InputReader inputs)
    {
        var factors = new List<CorrectionFactor>();
        foreach (var entry in inputs.Objects("factors", MostFactors))
        {
            var id = entry.Identifier("id");
            var weight = entry.Positive("weight");
            var values = entry.Weights("values");
            entry.Close();
            if (id is not null && weight is { } part) factors.Add(new CorrectionFactor(id, part, values));
        }

        return new RiskCorrectedInput(
            factors,
            GameReader.OptionalGame(inputs),
            inputs.Has("shares") ? GameReader.Numbers(inputs, "shares") : null,
            inputs.Has("standAlone") ? GameReader.Numbers(inputs, "standAlone") : null,
            GameReader.Currency(inputs));
    }
}
