using System.Numerics;

namespace Ledger.Rules.Tests;

/// <summary>Fractions never reduced and rounding by looking at both neighbours: slow, and obviously right.</summary>
/// <param name="Above">Any sign.</param>
/// <param name="Below">Above 0.</param>
internal readonly record struct SlowFraction(BigInteger Above, BigInteger Below)
{
    public SlowFraction Plus(SlowFraction other) => new((Above * other.Below) + (other.Above * Below), Below * other.Below);

    public SlowFraction Minus(SlowFraction other) => new((Above * other.Below) - (other.Above * Below), Below * other.Below);

    public SlowFraction Times(SlowFraction other) => new(Above * other.Above, Below * other.Below);

    public SlowFraction Over(SlowFraction other) => other.Above.Sign > 0
        ? new(Above * other.Below, Below * other.Above)
        : new(-Above * other.Below, -Below * other.Above);

    public int Compare(SlowFraction other) => (Above * other.Below).CompareTo(other.Above * Below);

    public bool Is(Rational value) => Above * value.Denominator == value.Numerator * Below;

    /// <summary>The whole number that a mode chooses, by walking to the two neighbours and measuring the way to each.</summary>
    public BigInteger Whole(Rounding rounding)
    {
        var low = BigInteger.Zero;
        var size = BigInteger.Abs(Above);
        while ((low + 1) * Below <= size) low++;
        var sign = Above.Sign;
        var toLow = size - (low * Below);
        var toHigh = ((low + 1) * Below) - size;
        var nearer = toLow < toHigh ? low : low + 1;
        if (rounding == Rounding.Down) return sign * low;
        if (toLow != toHigh) return sign * nearer;
        return rounding == Rounding.HalfUp ? sign * (low + 1) : sign * (low % 2 == 0 ? low : low + 1);
    }
}
