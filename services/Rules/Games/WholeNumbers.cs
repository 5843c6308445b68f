using System.Numerics;

namespace Ledger.Rules;

/// <summary>Fractions as whole numbers over one denominator, so that long loops need no fractions.</summary>
internal static class WholeNumbers
{
    /// <summary>The least common denominator; null when it is longer than so many bits.</summary>
    public static BigInteger? Denominator(IEnumerable<Rational> numbers, int bits = int.MaxValue)
    {
        var common = BigInteger.One;
        foreach (var number in numbers)
        {
            common *= number.Denominator / BigInteger.GreatestCommonDivisor(common, number.Denominator);
            if (common.GetBitLength() > bits) return null;
        }

        return common;
    }

    /// <summary>The number times the denominator, which its own denominator divides.</summary>
    public static BigInteger Over(this Rational number, BigInteger denominator) => number.Numerator * (denominator / number.Denominator);
}
