using System.Numerics;

namespace Ledger.Rules;

/// <summary>
/// A checked game: the values of all coalitions as whole numbers over one denominator, by bit mask (bit i is player i). Held in
/// 64 bits where they fit.
/// </summary>
internal sealed class GameTable
{
    private readonly long[]? small;
    private readonly BigInteger[]? large;

    private GameTable(CoalitionGame game, BigInteger denominator, long[]? small, BigInteger[]? large)
    {
        Players = game.Players;
        Kind = game.Kind;
        Denominator = denominator;
        this.small = small;
        this.large = large;
    }

    public IReadOnlyList<string> Players { get; }

    public GameKind Kind { get; }

    public BigInteger Denominator { get; }

    public int Count => Players.Count;

    /// <summary>The coalition of all players.</summary>
    public int Everyone => (1 << Count) - 1;

    /// <summary>Value of the coalition of all players, as stated.</summary>
    public Rational Total => Value(Everyone);

    /// <summary>Value of a coalition, as stated.</summary>
    public Rational Value(int coalition) => new(Whole(coalition), Denominator);

    /// <summary>The values as a game of surplus: costs are negative surpluses. Times the denominator.</summary>
    public BigInteger[] Surplus()
    {
        var values = new BigInteger[1 << Count];
        for (var coalition = 0; coalition < values.Length; coalition++) values[coalition] = Kind == GameKind.Cost ? -Whole(coalition) : Whole(coalition);
        return values;
    }

    /// <summary>A share of <see cref="Surplus"/> in the terms of the game as it was stated.</summary>
    public Rational Stated(Rational surplus) => (Kind == GameKind.Cost ? -surplus : surplus) / Denominator;

    /// <summary>"A+B".</summary>
    public string Name(int coalition) => Name(Players, coalition);

    /// <summary>Sums of the values as stated, times the denominator.</summary>
    public CoalitionSums Sums() => small is null ? CoalitionSums.Of(large) : CoalitionSums.Of(small);

    /// <summary>Checks a game and lays its values out.</summary>
    /// <param name="checks">Takes what is wrong.</param>
    /// <param name="game">The game.</param>
    /// <param name="most">Most players the caller can work with.</param>
    public static GameTable? Of(Checks checks, CoalitionGame game, int most)
    {
        if (!CheckPlayers(checks, game, most)) return null;
        if (game.Values is null) return FormRule.Of(checks, game.Form!, game.Players) is { } rule ? OfForm(checks, game, rule) : null;
        return Listed(checks, game) is { } values ? OfListed(checks, game, values) : null;
    }

    /// <summary>Checks the players and that the game has one description of its values.</summary>
    public static bool CheckPlayers(Checks checks, CoalitionGame game, int most)
    {
        var before = checks.Broken.Count;
        var players = game.Players;
        checks.That(players.Count > 0, () => GameProblems.NoPlayers("game.players"));
        var limit = game.Values is null ? most : Math.Min(most, GameLimits.ListedPlayers);
        checks.That(players.Count <= limit, () => GameProblems.TooManyPlayers(players.Count, limit));
        for (var i = 0; i < players.Count; i++)
            checks.That(!players.Take(i).Contains(players[i]), () => Problems.Duplicate(JsonPath.Item("game.players", i), players[i]));
        checks.That(game.Values is not null || game.Form is not null, () => Problems.Missing("game.values"));
        checks.That(game.Values is null || game.Form is null, GameProblems.ValuesAndForm);
        return checks.Broken.Count == before;
    }

    internal static string Name(IReadOnlyList<string> players, int coalition) =>
        string.Join('+', players.Where((_, i) => (coalition >> i & 1) != 0));

    /// <summary>Value of a coalition, as stated, times the denominator.</summary>
    public BigInteger Whole(int coalition) => small is null ? large![coalition] : small[coalition];

    private static Rational[]? Listed(Checks checks, CoalitionGame game)
    {
        var before = checks.Broken.Count;
        var index = game.Players.Select((player, i) => (player, i)).ToDictionary(entry => entry.player, entry => entry.i, StringComparer.Ordinal);
        var values = new Rational?[1 << game.Players.Count];
        values[0] = Rational.Zero;
        foreach (var (key, value) in game.Values!)
        {
            var field = JsonPath.Member("game.values", key);
            if (key.Length == 0) checks.That(value.IsZero, () => GameProblems.EmptyCoalition(field, value));
            else if (Coalition(checks, key, field, index) is not { } coalition) continue;
            else if (values[coalition] is not null) checks.Add(GameProblems.DuplicateCoalition(field, Name(game.Players, coalition)));
            else values[coalition] = value;
        }

        var missing = Enumerable.Range(1, values.Length - 1).Where(coalition => values[coalition] is null).ToList();
        checks.That(missing.Count == 0, () => GameProblems.MissingCoalition(Name(game.Players, missing[0]), missing.Count));
        return checks.Broken.Count > before ? null : [.. values.Select(value => value!.Value)];
    }

    private static int? Coalition(Checks checks, string key, string field, Dictionary<string, int> index)
    {
        var coalition = 0;
        foreach (var player in key.Split('+'))
        {
            if (!index.TryGetValue(player, out var i))
            {
                checks.Add(GameProblems.UnknownPlayer(field, player));
                return null;
            }

            if ((coalition >> i & 1) != 0)
            {
                checks.Add(GameProblems.RepeatedPlayer(field, player));
                return null;
            }

            coalition |= 1 << i;
        }

        return coalition;
    }

    private static GameTable? OfListed(Checks checks, CoalitionGame game, Rational[] values)
    {
        if (WholeNumbers.Denominator(values, GameLimits.DenominatorBits) is not { } common)
        {
            checks.Add(GameProblems.DenominatorTooLong());
            return null;
        }

        BigInteger[] whole = [.. values.Select(value => value.Over(common))];
        return Array.TrueForAll(whole, Fits)
            ? new GameTable(game, common, [.. whole.Select(value => (long)value)], null)
            : new GameTable(game, common, null, whole);
    }

    // Doubling: the coalitions with player i are those of the players before it, each with i added.
    private static GameTable? OfForm(Checks checks, CoalitionGame game, FormRule rule)
    {
        var players = game.Players.Count;
        if (Fits(rule.All) && Fits(rule.Value(rule.All)))
        {
            var numbers = new long[1 << players];
            for (var i = 0; i < players; i++)
            {
                for (var below = 0; below < 1 << i; below++) numbers[below | 1 << i] = (long)rule.Join(numbers[below], i);
            }

            for (var coalition = 0; coalition < numbers.Length; coalition++) numbers[coalition] = (long)rule.Value(numbers[coalition]);
            return new GameTable(game, rule.Denominator, numbers, null);
        }

        if (players > GameLimits.LongNumberPlayers)
        {
            checks.Add(GameProblems.NumbersTooLong(players));
            return null;
        }

        var wide = new BigInteger[1 << players];
        for (var i = 0; i < players; i++)
        {
            for (var below = 0; below < 1 << i; below++) wide[below | 1 << i] = rule.Join(wide[below], i);
        }

        for (var coalition = 0; coalition < wide.Length; coalition++) wide[coalition] = rule.Value(wide[coalition]);
        return new GameTable(game, rule.Denominator, null, wide);
    }

    private static bool Fits(BigInteger value) => BigInteger.Abs(value) <= long.MaxValue;
}
