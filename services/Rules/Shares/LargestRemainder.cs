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

        var exact = weights.ToDictionary(entry => entry.Key, entry => pool.Minor * entry.Value / sum, StringComparer.Ordinal);
        var parts = exact.ToDictionary(entry => entry.Key, entry => entry.Value.Floor(), StringComparer.Ordinal);
        var left = (int)(pool.Minor - parts.Values.Aggregate(BigInteger.Zero, (total, part) => total + part));

        var residual = exact
            .Select(entry => new ResidualUnit(entry.Key, entry.Value - parts[entry.Key]))
            .OrderByDescending(unit => unit.Remainder)
            .ThenBy(unit => unit.Party, StringComparer.Ordinal)
            .Take(left)
            .ToList();
        foreach (var unit in residual) parts[unit.Party]++;

        var amounts = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (party, minor) in parts) amounts[party] = new Money((long)minor, pool.Currency);
        return new Split(pool, amounts, residual);
    }
}
