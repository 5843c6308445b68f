using System.Numerics;
using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>
/// An exact fraction, always in lowest terms with a positive denominator. Rates, shares, quantities and every intermediate
/// of a calculation are of this type; only the last line of a calculation is rounded, to <see cref="Money"/>.
/// JSON: a string, "0.05" when the decimal expansion ends, else "2/3"; a JSON number is refused.
/// </summary>
[JsonConverter(typeof(RationalJsonConverter))]
public readonly partial struct Rational : IEquatable<Rational>, IComparable<Rational>, IComparable
{
    // The default value of the struct has the denominator 0 in memory; it must still be the number 0.
    private readonly BigInteger denominator;

    /// <summary>The fraction <paramref name="numerator"/> / <paramref name="denominator"/>, reduced.</summary>
    /// <exception cref="DivideByZeroException">The denominator is 0.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException("A fraction needs a denominator other than 0.");
        if (denominator.Sign < 0)
        {
            numerator = -numerator;
            denominator = -denominator;
        }

        var common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        Numerator = numerator / common;
        this.denominator = denominator / common;
    }

    /// <summary>A whole number.</summary>
    public Rational(BigInteger whole)
    {
        Numerator = whole;
        denominator = BigInteger.One;
    }

    public static Rational Zero { get; } = new(0);

    public static Rational One { get; } = new(1);

    /// <summary>Carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>Always positive.</summary>
    public BigInteger Denominator => denominator.IsZero ? BigInteger.One : denominator;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    public bool IsZero => Numerator.IsZero;

    public bool IsWhole => Denominator.IsOne;

    public static implicit operator Rational(int whole) => new(whole);

    public static implicit operator Rational(long whole) => new(whole);

    public static implicit operator Rational(BigInteger whole) => new(whole);

    public static Rational operator +(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + -b;

    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    public static Rational operator *(Rational a, Rational b) =>
        new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <exception cref="DivideByZeroException"><paramref name="b"/> is 0.</exception>
    public static Rational operator /(Rational a, Rational b) =>
        new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    public static Rational Abs(Rational a) => a.Sign < 0 ? -a : a;

    public static Rational Min(Rational a, Rational b) => a <= b ? a : b;

    public static Rational Max(Rational a, Rational b) => a >= b ? a : b;

    /// <summary>The largest whole number not above the value.</summary>
    public BigInteger Floor()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The value with at most <paramref name="places"/> decimal places; negative places round to tens, hundreds.</summary>
    public Rational Round(int places, Rounding rounding)
    {
        var scale = Power(10, Math.Abs(places));
        return places >= 0
            ? new Rational((this * scale).RoundToWhole(rounding), scale)
            : new Rational((this / scale).RoundToWhole(rounding) * scale);
    }

    /// <summary>The nearest whole number under the given mode.</summary>
    public BigInteger RoundToWhole(Rounding rounding)
    {
        var towardsZero = BigInteger.DivRem(Numerator, Denominator, out var rest);
        if (rest.IsZero || rounding == Rounding.Down) return towardsZero;

        var comparedWithHalf = (BigInteger.Abs(rest) * 2).CompareTo(Denominator);
        var away = rounding switch
        {
            Rounding.HalfUp => comparedWithHalf >= 0,
            Rounding.HalfEven => comparedWithHalf > 0 || (comparedWithHalf == 0 && !towardsZero.IsEven),
            _ => throw new ArgumentOutOfRangeException(nameof(rounding), rounding, "Unknown rounding mode."),
        };
        return away ? towardsZero + Sign : towardsZero;
    }

    /// <summary>The value to a whole power, exactly. A negative power of 0 has no value.</summary>
    /// <exception cref="DivideByZeroException">0 to a negative power.</exception>
    public Rational Pow(int exponent) => exponent >= 0
        ? new Rational(BigInteger.Pow(Numerator, exponent), BigInteger.Pow(Denominator, exponent))
        : One / Pow(checked(-exponent));

    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Rational other => CompareTo(other),
        _ => throw new ArgumentException("Only another exact number can be compared.", nameof(obj)),
    };

    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    internal static BigInteger Power(int value, int exponent) => BigInteger.Pow(value, exponent);
}
