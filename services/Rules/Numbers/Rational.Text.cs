using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Ledger.Rules;

/// <summary>Reading and writing exact numbers.</summary>
public readonly partial struct Rational
{
    /// <summary>
    /// Reads "12", "-0.05" or "2/3". Refuses a plus sign, blanks, digit grouping, exponents, leading zeros ("007"), a bare
    /// point (".5", "5."), a zero denominator and texts longer than <see cref="RuleLimits.NumberText"/>.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Rational value)
    {
        value = Zero;
        if (string.IsNullOrEmpty(text) || text.Length > RuleLimits.NumberText) return false;

        var body = text.AsSpan();
        var negative = body[0] == '-';
        if (negative) body = body[1..];

        var slash = body.IndexOf('/');
        if (slash >= 0)
        {
            if (!TryWhole(body[..slash], out var above) || !TryWhole(body[(slash + 1)..], out var below) || below.IsZero) return false;
            value = new Rational(negative ? -above : above, below);
            return true;
        }

        var point = body.IndexOf('.');
        var fraction = point < 0 ? default : body[(point + 1)..];
        if (point >= 0 && !OnlyDigits(fraction)) return false;
        if (!TryWhole(point < 0 ? body : body[..point], out var whole)) return false;

        var scale = Power(10, fraction.Length);
        var digits = fraction.IsEmpty ? BigInteger.Zero : Digits(fraction);
        var magnitude = (whole * scale) + digits;
        value = new Rational(negative ? -magnitude : magnitude, scale);
        return true;
    }

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">Not an exact number.</exception>
    public static Rational Parse(string text) => TryParse(text, out var value)
        ? value
        : throw new FormatException("Not an exact number: write \"0.05\" or \"2/3\".");

    /// <summary>The exact value: a decimal without trailing zeros when it ends ("0.05"), else "a/b" in lowest terms.</summary>
    public override string ToString()
    {
        if (IsWhole) return Numerator.ToString(CultureInfo.InvariantCulture);
        return Places(Denominator) is { } places
            ? ToDecimal(places, Rounding.Down)
            : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
    }

    /// <summary>The value with exactly <paramref name="places"/> decimal places, rounded: "840000.00".</summary>
    public string ToDecimal(int places, Rounding rounding)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(places);
        var scaled = (this * Power(10, places)).RoundToWhole(rounding);
        var digits = BigInteger.Abs(scaled).ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
        var sign = scaled.Sign < 0 ? "-" : "";
        return places == 0 ? sign + digits : $"{sign}{digits[..^places]}.{digits[^places..]}";
    }

    /// <summary>Decimal places of a fraction whose expansion ends; null when it does not (a prime factor other than 2 and 5).</summary>
    private static int? Places(BigInteger denominator)
    {
        var twos = 0;
        var fives = 0;
        while (denominator.IsEven)
        {
            denominator /= 2;
            twos++;
        }

        while ((denominator % 5).IsZero)
        {
            denominator /= 5;
            fives++;
        }

        return denominator.IsOne ? Math.Max(twos, fives) : null;
    }

    private static bool TryWhole(ReadOnlySpan<char> text, out BigInteger value)
    {
        value = BigInteger.Zero;
        if (!OnlyDigits(text) || (text.Length > 1 && text[0] == '0')) return false;
        value = Digits(text);
        return true;
    }

    private static bool OnlyDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private static BigInteger Digits(ReadOnlySpan<char> text) =>
        BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
