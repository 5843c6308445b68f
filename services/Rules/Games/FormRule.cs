using System.Numerics;

namespace Ledger.Rules;

/// <summary>
/// A <see cref="GameForm"/> made ready for calculation: each player brings a whole number, the numbers of the members are added
/// (or the largest taken), and a last function turns that into the coalition's value over <see cref="Denominator"/>. All forms
/// are monotone, so that no number on the way is larger than that of all players together.
/// </summary>
internal sealed class FormRule
{
    private const int RightShift = 32;

    private readonly BigInteger[] parts;
    private readonly bool largest;
    private readonly Func<BigInteger, BigInteger> value;

    private FormRule(BigInteger[] parts, bool largest, BigInteger denominator, Func<BigInteger, BigInteger> value, Func<int, BigInteger> most)
    {
        this.parts = parts;
        this.largest = largest;
        this.value = value;
        Denominator = denominator;
        MostOf = most;
    }

    public BigInteger Denominator { get; }

    /// <summary>An upper bound of what a player can add to a coalition; the lower bound is 0.</summary>
    public Func<int, BigInteger> MostOf { get; }

    /// <summary>Everybody's numbers taken together.</summary>
    public BigInteger All => parts.Aggregate(BigInteger.Zero, Take);

    /// <summary>What a player brings.</summary>
    public BigInteger Part(int player) => parts[player];

    /// <summary>The number of a coalition after one more player has joined.</summary>
    public BigInteger Join(BigInteger sofar, int player) => Take(sofar, parts[player]);

    /// <summary>The coalition's value, times the denominator.</summary>
    public BigInteger Value(BigInteger number) => value(number);

    /// <summary>Checks the form against the players.</summary>
    public static FormRule? Of(Checks checks, GameForm form, IReadOnlyList<string> players)
    {
        var before = checks.Broken.Count;
        var rule = form switch
        {
            MaximumForm maximum => Maximum(checks, maximum, players),
            WeightedMajorityForm majority => Majority(checks, majority, players),
            GlovesForm gloves => Gloves(checks, gloves, players),
            BankruptcyForm bankruptcy => Bankruptcy(checks, bankruptcy, players),
            _ => throw new ArgumentException("The set of forms is closed.", nameof(form)),
        };
        return checks.Broken.Count > before ? null : rule;
    }

    private static FormRule Maximum(Checks checks, MaximumForm form, IReadOnlyList<string> players)
    {
        var each = Whole(Entries(checks, form.Of, players, "game.form.of"), out var denominator);
        return new FormRule(each, largest: true, denominator, number => number, player => each[player]);
    }

    private static FormRule Majority(Checks checks, WeightedMajorityForm form, IReadOnlyList<string> players)
    {
        checks.Positive("game.form.quota", form.Quota);
        var whole = Whole([.. Entries(checks, form.Weights, players, "game.form.weights"), form.Quota], out _);
        return new FormRule(whole[..^1], largest: false, BigInteger.One, number => number >= whole[^1] ? BigInteger.One : BigInteger.Zero, _ => BigInteger.One);
    }

    private static FormRule Gloves(Checks checks, GlovesForm form, IReadOnlyList<string> players)
    {
        foreach (var player in form.Left.Concat(form.Right).Where(player => !players.Contains(player)))
            checks.Add(GameProblems.UnknownPlayer("game.form", player));
        foreach (var player in players)
        {
            var sides = form.Left.Count(player.Equals) + form.Right.Count(player.Equals);
            if (sides == 0) checks.Add(GameProblems.MissingPlayer("game.form", player));
            if (sides > 1) checks.Add(GameProblems.RepeatedPlayer("game.form", player));
        }

        var right = BigInteger.One << RightShift;
        BigInteger[] each = [.. players.Select(player => form.Left.Contains(player) ? BigInteger.One : right)];
        return new FormRule(each, largest: false, BigInteger.One, number => BigInteger.Min(number % right, number / right), _ => BigInteger.One);
    }

    private static FormRule Bankruptcy(Checks checks, BankruptcyForm form, IReadOnlyList<string> players)
    {
        checks.NotNegative("game.form.estate", form.Estate);
        var claims = Entries(checks, form.Claims, players, "game.form.claims");
        var sum = claims.Aggregate(Rational.Zero, (total, claim) => total + claim);
        checks.That(form.Estate <= sum, () => GameProblems.EstateAboveClaims(form.Estate, sum));
        var whole = Whole([.. claims, form.Estate], out var denominator);
        var each = whole[..^1];
        var owed = each.Aggregate(BigInteger.Zero, (total, part) => total + part) - whole[^1];
        return new FormRule(each, largest: false, denominator, number => BigInteger.Max(0, number - owed), player => BigInteger.Min(each[player], whole[^1]));
    }

    private static Rational[] Entries(Checks checks, IReadOnlyDictionary<string, Rational> of, IReadOnlyList<string> players, string field)
    {
        foreach (var (player, number) in of)
        {
            checks.That(players.Contains(player), () => GameProblems.UnknownPlayer(JsonPath.Member(field, player), player));
            checks.NotNegative(JsonPath.Member(field, player), number);
        }

        foreach (var player in players) checks.That(of.ContainsKey(player), () => GameProblems.MissingPlayer(field, player));
        return [.. players.Select(player => of.GetValueOrDefault(player))];
    }

    // At most 200 numbers of at most 100 characters: the common denominator stays short enough without a check of its own.
    private static BigInteger[] Whole(Rational[] numbers, out BigInteger denominator)
    {
        var common = WholeNumbers.Denominator(numbers)!.Value;
        denominator = common;
        return [.. numbers.Select(number => number.Over(common))];
    }

    private BigInteger Take(BigInteger sofar, BigInteger part) => largest ? BigInteger.Max(sofar, part) : sofar + part;
}
