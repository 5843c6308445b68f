using System.Numerics;

namespace Ledger.Rules;

/// <summary>One smallest unit that rounding down had left over, and who received it.</summary>
/// <param name="Party">Receiver.</param>
/// <param name="Remainder">Exact fraction of a smallest unit that was cut off for this party; the largest are served first.</param>
public sealed record ResidualUnit(string Party, Rational Remainder);

/// <summary>An amount divided to the smallest unit.</summary>
/// <param name="Total">What was divided.</param>
/// <param name="Amounts">Per party; sums to <paramref name="Total"/> exactly.</param>
/// <param name="Residual">The units left over by rounding down, in the order in which they were given out.</param>
public sealed record Split(Money Total, IReadOnlyDictionary<string, Money> Amounts, IReadOnlyList<ResidualUnit> Residual);

/// <summary>
/// The one residual rule of the platform (Hamilton's method): every share is rounded down to the smallest unit, and the
/// units left over go one each to the largest remainders, ties by party id in ordinal order ascending. Parts always sum to
/// the whole, and no part differs from its exact share by a smallest unit or more.
/// </summary>
public static class LargestRemainder
{
    private const int LongestDenominator = 4096;

    /// <summary>Divides an amount in proportion to weights that need not sum to one.</summary>
    /// <param name="pool">Not negative.</param>
    /// <param name="weights">Party id to weight; none negative, not all zero (unless the pool is zero).</param>
    /// <exception cref="ArgumentException">The pool or a weight is negative, or there is nobody to give it to.</exception>
    public static Split Split(Money pool, IReadOnlyDictionary<string, Rational> weights)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(weights);
        if (pool.Sign < 0) throw new ArgumentException("A negative amount is not divided.", nameof(pool));
        if (weights.Values.Any(weight => weight.Sign < 0)) throw new ArgumentException("A weight is negative.", nameof(weights));

        var sum = weights.Values.Aggregate(Rational.Zero, (total, weight) => total + weight);
        if (sum.IsZero)
        {
            if (!pool.IsZero) throw new ArgumentException("All weights are zero.", nameof(weights));
            var nothing = new SortedDictionary<string, Money>(StringComparer.Ordinal);
            foreach (var party in weights.Keys) nothing[party] = pool;
            return new Split(pool, nothing, []);
        }

        var shares = InWholeNumbers(pool, weights) ?? [.. weights.Select(entry => Exact(entry.Key, pool.Minor * entry.Value / sum))];
        var left = (int)(pool.Minor - shares.Aggregate(BigInteger.Zero, (total, share) => total + share.Whole));
        shares.Sort((a, b) => b.CompareRemainder(a) is var order and not 0 ? order : string.CompareOrdinal(a.Party, b.Party));

        var amounts = new Dictionary<string, Money>(shares.Count, StringComparer.Ordinal);
        for (var i = 0; i < shares.Count; i++) amounts[shares[i].Party] = new Money((long)shares[i].Whole + (i < left ? 1 : 0), pool.Currency);
        return new Split(
            pool, new SortedDictionary<string, Money>(amounts, StringComparer.Ordinal),
            [.. shares.Take(left).Select(share => new ResidualUnit(share.Party, new Rational(share.Remainder, share.Of)))]);
    }

    // Thousands of shares are divided many times faster as whole numbers over one denominator; null where there is no short one.
    private static List<Share>? InWholeNumbers(Money pool, IReadOnlyDictionary<string, Rational> weights)
    {
        if (WholeNumbers.Denominator(weights.Values, LongestDenominator) is not { } denominator) return null;
        var whole = weights.Select(entry => (entry.Key, Weight: entry.Value.Over(denominator))).ToList();
        var sum = whole.Aggregate(BigInteger.Zero, (total, entry) => total + entry.Weight);
        return [.. whole.Select(entry =>
        {
            var part = BigInteger.DivRem(pool.Minor * entry.Weight, sum, out var remainder);
            return new Share(entry.Key, part, remainder, sum);
        })];
    }

    private static Share Exact(string party, Rational share)
    {
        var part = share.Floor();
        return new Share(party, part, share.Numerator - (part * share.Denominator), share.Denominator);
    }

    // Remainder / Of of a smallest unit is cut off.
    private readonly record struct Share(string Party, BigInteger Whole, BigInteger Remainder, BigInteger Of)
    {
        public int CompareRemainder(Share other) => Of == other.Of
            ? Remainder.CompareTo(other.Remainder)
            : (Remainder * other.Of).CompareTo(other.Remainder * Of);
    }
}
