using System.Numerics;

namespace Ledger.Rules;

/// <summary>
/// O'Neill's random arrival: claimants come one by one and are paid in full while the estate lasts; the average over all orders.
/// Exact: a claimant's award is the sum over the sets S of others that may come before it of |S|! (n - |S| - 1)! / n! times
/// min(c, E - c(S)). Sets that use up the estate pay nothing and are never visited; the larger half of the problem is solved as
/// losses of the smaller (the rule is self-dual). Work grows as 2^n.
/// </summary>
internal static class RandomArrivalRule
{
    public static Rational[] Divide(Rational estate, IReadOnlyList<Rational> claims, Steps steps)
    {
        steps.Say("orders", new("Orders of arrival averaged", "到达顺序总数"), Factorial(claims.Count).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var total = ProportionalRules.Sum(claims);
        var missing = total - estate;
        if (missing >= estate) return Average(estate, claims);
        var losses = Average(missing, claims);
        return [.. claims.Select((claim, i) => claim - losses[i])];
    }

    private static Rational[] Average(Rational estate, IReadOnlyList<Rational> claims)
    {
        var scale = claims.Append(estate).Aggregate(BigInteger.One, (lcm, value) => lcm / BigInteger.GreatestCommonDivisor(lcm, value.Denominator) * value.Denominator);
        var walk = new Walk([.. claims.Select(claim => (long)(claim * scale).Numerator)], (long)(estate * scale).Numerator);
        walk.Visit(0, 0, 0);

        var n = claims.Count;
        var awards = new Rational[n];
        for (var i = 0; i < n; i++)
        {
            var weighted = BigInteger.Zero;
            for (var size = 0; size < n; size++) weighted += Factorial(size) * Factorial(n - size - 1) * walk.Paid(i, size);
            awards[i] = new Rational(weighted, Factorial(n) * scale);
        }

        return awards;
    }

    private static BigInteger Factorial(int n) => Enumerable.Range(1, n).Aggregate(BigInteger.One, (product, factor) => product * factor);

    private sealed class Walk(long[] claims, long estate)
    {
        private readonly Int128[] paid = new Int128[claims.Length * claims.Length];
        private readonly bool[] inside = new bool[claims.Length];

        public BigInteger Paid(int claimant, int size) => (BigInteger)paid[(claimant * claims.Length) + size];

        /// <summary>Goes through the sets that leave something: claimants before <paramref name="next"/> are decided.</summary>
        public void Visit(int next, long sum, int size)
        {
            if (next == claims.Length)
            {
                Pay(estate - sum, size);
                return;
            }

            Visit(next + 1, sum, size);
            if (claims[next] >= estate - sum) return;
            inside[next] = true;
            Visit(next + 1, sum + claims[next], size + 1);
            inside[next] = false;
        }

        private void Pay(long left, int size)
        {
            if (left <= 0) return;
            for (var i = 0; i < claims.Length; i++)
            {
                if (!inside[i]) paid[(i * claims.Length) + size] += Math.Min(claims[i], left);
            }
        }
    }
}
