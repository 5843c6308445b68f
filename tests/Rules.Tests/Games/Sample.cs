using System.Numerics;
using CsCheck;

namespace Ledger.Rules.Tests.Games;

/// <summary>Games of whole numbers by bit mask, and slow, obviously right versions of what the library computes fast.</summary>
internal static class Sample
{
    /// <summary>Games of 1 to <paramref name="most"/> players with values of any sign.</summary>
    public static Gen<long[]> Any(int most) => Gen.Int[1, most].SelectMany(n => Gen.Long[-20, 20].Array[(1 << n) - 1]).Select(values => (long[])[0, .. values]);

    /// <summary>Games in which nobody loses by joining everybody: the total covers all stand-alone values.</summary>
    public static Gen<long[]> Essential(int least, int most) => Gen.Select(Gen.Int[least, most].SelectMany(n => Gen.Long[-4, 12].Array[(1 << n) - 1]), Gen.Long[0, 24])
        .Select((values, more) =>
        {
            long[] game = [0, .. values];
            game[^1] = Enumerable.Range(0, Players(game)).Sum(i => game[1 << i]) + more;
            return game;
        });

    /// <summary>Convex games: sums of unanimity games with weights that are not negative. Their core is never empty.</summary>
    public static Gen<long[]> Convex(int most) => Gen.Int[2, most].SelectMany(n => Gen.Long[0, 9].Array[(1 << n) - 1]).Select(dividends =>
        Enumerable.Range(0, dividends.Length + 1).Select(s => Enumerable.Range(1, dividends.Length).Where(t => (s & t) == t).Sum(t => dividends[t - 1])).ToArray());

    public static int Players(long[] values) => BitOperations.Log2((uint)values.Length);

    public static IReadOnlyList<string> Names(int players) => [.. Enumerable.Range(0, players).Select(i => $"P{i + 1:00}")];

    public static CoalitionGame Game(long[] values, GameKind kind = GameKind.Surplus) => Exact([.. values.Select(value => (Rational)value)], kind);

    public static CoalitionGame Exact(Rational[] values, GameKind kind = GameKind.Surplus)
    {
        var names = Names(BitOperations.Log2((uint)values.Length));
        return new CoalitionGame(names, kind, Enumerable.Range(1, values.Length - 1).ToDictionary(mask => Name(names, mask), mask => values[mask]));
    }

    public static string Name(IReadOnlyList<string> names, int mask) => string.Join('+', names.Where((_, i) => (mask >> i & 1) != 0));

    /// <summary>Shares in the order of the players.</summary>
    public static Rational[] Shares<T>(Outcome<T> outcome) where T : GameFigures
    {
        Assert.True(outcome.Value is not null, outcome.Rejection is { } no ? $"{no.Code} at {no.Field}: {no.Message.En}" : "");
        return [.. outcome.Value.Shares.Values];
    }

    public static Rational Sum(IEnumerable<Rational> numbers) => numbers.Aggregate(Rational.Zero, (sum, number) => sum + number);

    public static Rational Of(Rational[] shares, int mask) => Sum(shares.Where((_, i) => (mask >> i & 1) != 0));

    public static IEnumerable<int> Coalitions(long[] values) => Enumerable.Range(1, values.Length - 1);

    /// <summary>The Shapley value by its definition: all orders of arrival.</summary>
    public static Rational[] ShapleyByOrders(long[] values)
    {
        var n = Players(values);
        var added = new long[n];
        var orders = 0;
        Arrive(0);
        return [.. added.Select(sum => new Rational(sum, orders))];

        void Arrive(int here)
        {
            if (here == values.Length - 1)
            {
                orders++;
                return;
            }

            for (var i = 0; i < n; i++)
            {
                if ((here >> i & 1) != 0) continue;
                var before = orders;
                Arrive(here | 1 << i);
                added[i] += (values[here | 1 << i] - values[here]) * (orders - before);
            }
        }
    }

    /// <summary>Whether no coalition gains by leaving, by its definition.</summary>
    public static bool InCore(long[] values, Rational[] shares) =>
        Of(shares, values.Length - 1) == values[^1] && Coalitions(values).All(mask => Of(shares, mask) >= values[mask]);

    /// <summary>The excesses, largest first.</summary>
    public static Rational[] Excesses(long[] values, Rational[] shares, bool perCapita) =>
        [.. Enumerable.Range(1, values.Length - 2).Select(mask => (values[mask] - Of(shares, mask)) / (perCapita ? BitOperations.PopCount((uint)mask) : 1)).OrderDescending()];

    /// <summary>Compares two lists of excesses in lexicographic order.</summary>
    public static int Compare(Rational[] a, Rational[] b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i].CompareTo(b[i]) is var order and not 0) return order;
        }

        return 0;
    }
}
