using System.Numerics;

namespace Ledger.Rules;

/// <summary>Roots and broken powers, to a stated number of places and the same on every machine.</summary>
public readonly partial struct Rational
{
    /// <summary>
    /// The value to a broken power, cut off after <paramref name="digits"/> decimal places: x^(p/q) is the whole q-th root of
    /// x^p * 10^(q * digits), found by Newton's method on integers. A whole exponent gives the exact value.
    /// </summary>
    /// <param name="exponent">Numerator and denominator within <see cref="RuleLimits.ExponentNumerator"/> and
    /// <see cref="RuleLimits.ExponentDenominator"/>.</param>
    /// <param name="digits">Decimal places kept, 0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive, or the exponent or digits pass their limit.</exception>
    public Rational Pow(Rational exponent, int digits)
    {
        if (Sign <= 0) throw new ArgumentOutOfRangeException(nameof(exponent), "Only a positive number has a broken power.");
        if (!IsExponent(exponent)) throw new ArgumentOutOfRangeException(nameof(exponent), "The exponent passes its limit.");
        ArgumentOutOfRangeException.ThrowIfNegative(digits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, 100);

        var power = Pow((int)exponent.Numerator);
        if (exponent.IsWhole) return power;

        var degree = (int)exponent.Denominator;
        var scaled = (power * Power(10, checked(degree * digits))).Floor();
        return new Rational(Root(scaled, degree), Power(10, digits));
    }

    /// <summary>Whether <see cref="Pow(Rational, int)"/> takes this exponent.</summary>
    public static bool IsExponent(Rational exponent) =>
        BigInteger.Abs(exponent.Numerator) <= RuleLimits.ExponentNumerator && exponent.Denominator <= RuleLimits.ExponentDenominator;

    /// <summary>The square root, cut off after <paramref name="digits"/> decimal places.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public Rational Sqrt(int digits) => IsZero ? Zero : Pow(new Rational(1, 2), digits);

    /// <summary>The largest whole r with r^degree &lt;= value.</summary>
    internal static BigInteger Root(BigInteger value, int degree)
    {
        if (value.IsZero || degree == 1) return value;

        // The root of the leading half of the bits, plus one, is a start from above that is right in half of its bits:
        // from there Newton's method falls monotonically and doubles the correct bits with each step.
        var bits = (long)value.GetBitLength();
        if (bits <= degree) return BigInteger.One;
        var shift = (int)(bits / (2L * degree));
        var root = shift == 0 ? BigInteger.One << (int)((bits + degree - 1) / degree) : (Root(value >> (shift * degree), degree) + 1) << shift;

        while (true)
        {
            var next = (((degree - 1) * root) + (value / BigInteger.Pow(root, degree - 1))) / degree;
            if (next >= root) return root;
            root = next;
        }
    }
}
