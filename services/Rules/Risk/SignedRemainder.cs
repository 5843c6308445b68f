using System.Numerics;

namespace Ledger.Rules;

/// <summary>
/// Largest remainder for exact shares of which some may be negative (a regression can pay a member): each is rounded down to the
/// smallest unit, the units left over go one each to the largest remainders, ties by id.
/// </summary>
internal static class SignedRemainder
{
    public static (SortedDictionary<string, Money> Amounts, IReadOnlyList<ResidualNote> Left) Split(Money total, IReadOnlyDictionary<string, Rational> shares)
    {
        var scale = Rational.Power(10, total.Currency.MinorDigits);
        var exact = shares.ToDictionary(entry => entry.Key, entry => entry.Value * scale, StringComparer.Ordinal);
        var whole = exact.ToDictionary(entry => entry.Key, entry => entry.Value.Floor(), StringComparer.Ordinal);
        var left = (int)(total.Minor - whole.Values.Aggregate(BigInteger.Zero, (sum, part) => sum + part));
        var notes = exact.Select(entry => (entry.Key, Remainder: entry.Value - whole[entry.Key]))
            .OrderByDescending(entry => entry.Remainder).ThenBy(entry => entry.Key, StringComparer.Ordinal).Take(left).ToList();
        foreach (var (party, _) in notes) whole[party]++;
        var amounts = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (party, minor) in whole) amounts[party] = new Money(checked((long)minor), total.Currency);
        return (amounts, [.. notes.Select(note => new ResidualNote("contribution", note.Key, note.Remainder.Round(RuleLimits.RemainderDigits, Rounding.Down)))]);
    }
}
