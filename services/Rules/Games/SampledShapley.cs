using System.Numerics;

namespace Ledger.Rules;

/// <summary>Inputs of <see cref="SampledShapley"/>.</summary>
/// <param name="Game">The game; by a form, it may have as many players as a consortium.</param>
/// <param name="Orders">How many orders of arrival are drawn; 1 to <see cref="GameLimits.Orders"/>.</param>
/// <param name="Seed">Seed of the generator; at least 0.</param>
/// <param name="Confidence">With what probability all bounds hold at once; 0.5 to 0.999999.</param>
/// <param name="Currency">When present, the shares are also given as amounts, rounded by largest remainder.</param>
public sealed record SampledInput(CoalitionGame Game, int Orders, int Seed, Rational Confidence, Currency? Currency = null);

/// <summary>Figures of <see cref="SampledShapley"/>.</summary>
/// <param name="Total">Value of the coalition of all players.</param>
/// <param name="Shares">Mean of what each player added in the drawn orders; exact sums, so that they sum to the total.</param>
/// <param name="Amounts">In the smallest unit; null without a currency.</param>
/// <param name="Properties">Only stand-alone values are checked.</param>
/// <param name="Bounds">With the stated confidence no share is further than this from the Shapley value.</param>
/// <param name="Generator">"SplitMix64", with Fisher-Yates and rejection.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Orders">Orders drawn.</param>
/// <param name="Confidence">Probability that all bounds hold at once.</param>
public sealed record SampledFigures(
    Rational Total,
    IReadOnlyDictionary<string, Rational> Shares,
    IReadOnlyDictionary<string, Money>? Amounts,
    GameProperties Properties,
    IReadOnlyDictionary<string, Rational> Bounds,
    string Generator,
    int Seed,
    int Orders,
    Rational Confidence) : GameFigures(Total, Shares, Amounts, Properties);

/// <summary>
/// The Shapley value by sampling, for games too large for the exact one: the mean over drawn orders of arrival, with an error
/// bound that holds for every game (Hoeffding, all players at once). Deterministic: the same seed gives the same result on
/// every machine. Sources: Castro, Gómez and Tejada 2009; Hoeffding 1963; Steele, Lea and Flood 2014 for the generator.
/// </summary>
public static class SampledShapley
{
    private const string GeneratorName = "SplitMix64";

    private static readonly Rational LeastConfidence = new(1, 2);
    private static readonly Rational MostConfidence = Rational.Parse("0.999999");

    public static Method<SampledInput, SampledFigures> Method { get; } = new("game.shapley-sampled", 1, MethodPurpose.Sharing,
        new("Shapley value by seeded sampling", "定种抽样 Shapley 值"), Read, Value);

    /// <summary>Estimates the Shapley value.</summary>
    /// <returns>Figures; or game.too-many-orders, the game.* codes of the game, money.over-precise, input.*.</returns>
    public static Outcome<SampledFigures> Value(SampledInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.Within("orders", input.Orders, 1, GameLimits.Orders);
        checks.Within("seed", input.Seed, 0, int.MaxValue);
        checks.Within("confidence", input.Confidence, LeastConfidence, MostConfidence);
        checks.That((long)input.Orders * input.Game.Players.Count <= GameLimits.OrderSteps, () => new InputRejection("game.too-many-orders",
            new($"Orders times players may be at most {Problems.Invariant(GameLimits.OrderSteps)}.", $"抽样次数与局中人数之积不得超过{Problems.Invariant(GameLimits.OrderSteps)}。"))
            { Field = "orders", Value = Problems.Invariant(input.Orders) });
        if (Arrivals(checks, input.Game) is not { } arrivals) return checks.Refuse<SampledFigures>();
        Division.CheckTotal(checks, arrivals.Total, input.Currency, "game");
        return checks.Failed ? checks.Refuse<SampledFigures>() : Estimate(input, arrivals);
    }

    private static SampledFigures Estimate(SampledInput input, Game game)
    {
        var players = input.Game.Players;
        var added = new BigInteger[players.Count];
        var order = Enumerable.Range(0, players.Count).ToArray();
        var generator = new SplitMix64((ulong)input.Seed);
        for (var drawn = 0; drawn < input.Orders; drawn++)
        {
            generator.Shuffle(order);
            game.Arrive(order, added);
        }

        var steps = new Steps();
        var unit = input.Currency?.Code;
        steps.Add("total", new("Value of all players together", "大联盟取值"), game.Total, unit);
        steps.Say("generator", new("Random orders by", "随机次序由此生成"), GeneratorName, new(
            $"Seed {Problems.Invariant(input.Seed)}, {Problems.Invariant(input.Orders)} orders; the same seed gives the same result everywhere.",
            $"种子{Problems.Invariant(input.Seed)}，{Problems.Invariant(input.Orders)}个次序；相同种子在任何机器上结果相同。"));
        var perRange = HoeffdingBound.PerRange(players.Count, 1 - input.Confidence, input.Orders);
        steps.Add("bound", new("Error bound per unit of range", "单位极差的误差界"), perRange,
            formula: $"sqrt(ln(2 * {Problems.Invariant(players.Count)} / (1 - {input.Confidence})) / (2 * {Problems.Invariant(input.Orders)}))");
        var shares = new Rational[players.Count];
        var bounds = new Rational[players.Count];
        for (var i = 0; i < players.Count; i++)
        {
            shares[i] = new Rational(added[i], game.Denominator * input.Orders);
            bounds[i] = HoeffdingBound.Up(perRange * new Rational(game.RangeOf(i), game.Denominator));
            steps.Add($"share/{players[i]}", new($"Estimated Shapley value of {players[i]}", $"{players[i]} 的 Shapley 值估计"), shares[i], unit,
                note: new($"Within {bounds[i]} of the exact value, with the stated confidence.", $"在给定置信度下与精确值相差不超过{bounds[i]}。"));
        }

        var byPlayer = Division.ByPlayer(players, shares);
        var amounts = Division.Amounts(byPlayer, input.Currency, steps);
        var below = new List<StandAlone>();
        for (var i = 0; i < players.Count; i++)
        {
            var alone = new Rational(game.Alone(i), game.Denominator);
            if (input.Game.Kind == GameKind.Surplus ? shares[i] < alone : shares[i] > alone) below.Add(new StandAlone(players[i], alone, shares[i]));
        }

        Division.SayBelow(below, input.Game.Kind, steps);
        return new SampledFigures(
            game.Total, byPlayer, amounts, new GameProperties(null, below, null, null, null), Division.ByPlayer(players, bounds),
            GeneratorName, input.Seed, input.Orders, input.Confidence)
        {
            Steps = steps.Lines,
            Residual = steps.Residual,
        };
    }

    private static Game? Arrivals(Checks checks, CoalitionGame game)
    {
        if (game.Values is not null) return GameTable.Of(checks, game, RuleLimits.Players) is { } table ? new ListedGame(table) : null;
        if (!GameTable.CheckPlayers(checks, game, RuleLimits.Players)) return null;
        return FormRule.Of(checks, game.Form!, game.Players) is { } rule ? new FormGame(rule, game.Players.Count) : null;
    }

    private static SampledInput? Read(InputReader inputs)
    {
        var game = GameReader.Game(inputs);
        var orders = inputs.Integer("orders", 1, GameLimits.Orders);
        var seed = inputs.Integer("seed", 0, int.MaxValue);
        var confidence = inputs.Number("confidence");
        var currency = GameReader.Currency(inputs);
        return game is not null && orders is { } count && seed is { } start && confidence is { } sure
            ? new SampledInput(game, count, start, sure, currency)
            : null;
    }

    // What sampling asks of a game; whole numbers over one denominator.
    private abstract class Game
    {
        public abstract BigInteger Denominator { get; }

        public abstract Rational Total { get; }

        public abstract BigInteger Alone(int player);

        /// <summary>Largest less smallest amount the player can add to a coalition.</summary>
        public abstract BigInteger RangeOf(int player);

        /// <summary>Lets the players arrive in this order and adds up what each adds.</summary>
        public abstract void Arrive(int[] order, BigInteger[] added);
    }

    private sealed class ListedGame(GameTable table) : Game
    {
        private readonly BigInteger[] values = Values(table);

        public override BigInteger Denominator => table.Denominator;

        public override Rational Total => table.Total;

        public override BigInteger Alone(int player) => values[1 << player];

        public override BigInteger RangeOf(int player)
        {
            var added = Enumerable.Range(0, values.Length).Where(others => (others >> player & 1) == 0)
                .Select(others => values[others | 1 << player] - values[others]).ToList();
            return added.Max() - added.Min();
        }

        public override void Arrive(int[] order, BigInteger[] added)
        {
            var here = 0;
            foreach (var player in order)
            {
                added[player] += values[here | 1 << player] - values[here];
                here |= 1 << player;
            }
        }

        private static BigInteger[] Values(GameTable table) => [.. Enumerable.Range(0, table.Everyone + 1).Select(table.Whole)];
    }

    private sealed class FormGame(FormRule rule, int players) : Game
    {
        public override BigInteger Denominator => rule.Denominator;

        public override Rational Total { get; } = new(rule.Value(Enumerable.Range(0, players).Aggregate(BigInteger.Zero, rule.Join)), rule.Denominator);

        public override BigInteger Alone(int player) => rule.Value(rule.Part(player));

        public override BigInteger RangeOf(int player) => rule.MostOf(player);

        public override void Arrive(int[] order, BigInteger[] added)
        {
            var number = BigInteger.Zero;
            var before = BigInteger.Zero;
            foreach (var player in order)
            {
                number = rule.Join(number, player);
                var after = rule.Value(number);
                added[player] += after - before;
                before = after;
            }
        }
    }
}
