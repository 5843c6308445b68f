using System.Numerics;
using Ledger.Rules;

namespace Ledger.Benchmarks.Rules;

/// <summary>The Shapley value as the textbook writes it: for each player a loop over all coalitions without it.</summary>
internal static class SubsetLoop
{
    /// <summary>With a fraction for each weighted contribution.</summary>
    public static List<Rational> InFractions(long[] values)
    {
        var (players, weights, all) = Weights(values);
        var shares = new List<Rational>();
        for (var player = 0; player < players; player++)
        {
            var share = Rational.Zero;
            for (var others = 0; others < values.Length; others++)
            {
                if ((others >> player & 1) != 0) continue;
                share += new Rational(weights[BitOperations.PopCount((uint)others)], all) * (values[others | 1 << player] - values[others]);
            }

            shares.Add(share);
        }

        return shares;
    }

    /// <summary>With whole numbers over n!, divided at the end.</summary>
    public static List<Rational> InWholeNumbers(long[] values)
    {
        var (players, weights, all) = Weights(values);
        var shares = new List<Rational>();
        for (var player = 0; player < players; player++)
        {
            var share = BigInteger.Zero;
            for (var others = 0; others < values.Length; others++)
            {
                if ((others >> player & 1) != 0) continue;
                share += weights[BitOperations.PopCount((uint)others)] * (values[others | 1 << player] - values[others]);
            }

            shares.Add(new Rational(share, all));
        }

        return shares;
    }

    private static (int Players, BigInteger[] Weights, BigInteger All) Weights(long[] values)
    {
        var players = BitOperations.Log2((uint)values.Length);
        return (players, [.. Enumerable.Range(0, players).Select(size => Factorial(size) * Factorial(players - 1 - size))], Factorial(players));
    }

    private static BigInteger Factorial(int n) => Enumerable.Range(1, n).Aggregate(BigInteger.One, (product, i) => product * i);
}
