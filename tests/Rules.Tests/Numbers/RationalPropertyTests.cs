using System.Numerics;
using CsCheck;

namespace Ledger.Rules.Tests;

/// <summary>The exact number against a slow, obviously right version of itself.</summary>
public sealed class RationalPropertyTests
{
    private static readonly Gen<SlowFraction> Any = Gen.Select(
        Gen.OneOf(Gen.Long[-12, 12], Gen.Long), Gen.OneOf(Gen.Long[1, 12], Gen.Long[1, long.MaxValue]), (a, b) => new SlowFraction(a, b));

    // Small enough that walking to the neighbours takes no time, and fine enough to meet every tie.
    private static readonly Gen<SlowFraction> Small = Gen.Select(Gen.Long[-400, 400], Gen.Long[1, 40], (a, b) => new SlowFraction(a, b));

    [Fact]
    public void Arithmetic_agrees_with_fractions_that_are_never_reduced() => Gen.Select(Any, Any).Sample((a, b) =>
        a.Plus(b).Is(Of(a) + Of(b))
        && a.Minus(b).Is(Of(a) - Of(b))
        && a.Times(b).Is(Of(a) * Of(b))
        && (b.Above.IsZero || a.Over(b).Is(Of(a) / Of(b)))
        && a.Compare(b) == Of(a).CompareTo(Of(b)));

    [Fact]
    public void Equality_is_cross_multiplication_and_equal_values_hash_alike() => Gen.Select(Small, Small).Sample((a, b) =>
        (a.Compare(b) == 0) == (Of(a) == Of(b))
        && (a.Compare(b) == 0) == Of(a).Equals((object)Of(b))
        && (a.Compare(b) != 0) == (Of(a) != Of(b))
        && (a.Compare(b) != 0 || Of(a).GetHashCode() == Of(b).GetHashCode()));

    [Fact]
    public void Comparisons_minimum_maximum_and_size_agree_with_the_order() => Gen.Select(Small, Small).Sample((a, b) =>
    {
        var order = a.Compare(b);
        return (Of(a) < Of(b)) == (order < 0)
            && (Of(a) <= Of(b)) == (order <= 0)
            && (Of(a) > Of(b)) == (order > 0)
            && (Of(a) >= Of(b)) == (order >= 0)
            && Rational.Min(Of(a), Of(b)) == (order <= 0 ? Of(a) : Of(b))
            && Rational.Max(Of(a), Of(b)) == (order >= 0 ? Of(a) : Of(b))
            && Rational.Abs(Of(a)) == (a.Above.Sign < 0 ? -Of(a) : Of(a))
            && Rational.Abs(Of(a)).Sign >= 0;
    });

    [Fact]
    public void Every_mode_rounds_as_the_slow_version_does() => Gen.Select(Small, Gen.Enum<Rounding>()).Sample((a, mode) =>
        Of(a).RoundToWhole(mode) == a.Whole(mode));

    [Fact]
    public void Rounding_to_places_is_rounding_of_the_scaled_value() => Gen.Select(Small, Gen.Enum<Rounding>(), Gen.Int[-2, 2]).Sample((a, mode, places) =>
    {
        var scale = BigInteger.Pow(10, Math.Abs(places));
        var scaled = places >= 0 ? a.Times(new SlowFraction(scale, 1)) : a.Times(new SlowFraction(1, scale));
        var expected = places >= 0 ? new SlowFraction(scaled.Whole(mode), scale) : new SlowFraction(scaled.Whole(mode) * scale, 1);
        return expected.Is(Of(a).Round(places, mode));
    });

    [Fact]
    public void Rounding_twice_is_rounding_once_and_the_sign_does_not_matter() => Gen.Select(Any, Gen.Enum<Rounding>(), Gen.Int[0, 8]).Sample((a, mode, places) =>
    {
        var once = Of(a).Round(places, mode);
        return once.Round(places, mode) == once && (-Of(a)).Round(places, mode) == -once;
    });

    [Fact]
    public void Floor_is_the_largest_whole_number_not_above() => Any.Sample(a =>
    {
        var floor = Of(a).Floor();
        return floor <= Of(a) && Of(a) < floor + 1;
    });

    [Fact]
    public void A_whole_power_is_repeated_multiplication() => Gen.Select(Small, Gen.Int[0, 6]).Sample((a, exponent) =>
    {
        var power = Enumerable.Range(0, exponent).Aggregate(Rational.One, (product, _) => product * Of(a));
        return Of(a).Pow(exponent) == power && (a.Above.IsZero || Of(a).Pow(-exponent) == 1 / power);
    });

    [Fact]
    public void The_whole_root_is_the_largest_whose_power_fits() => Gen.Select(Gen.Int[1, 5000], Gen.Int[2, 7]).Sample((value, degree) =>
    {
        var slow = BigInteger.Zero;
        while (BigInteger.Pow(slow + 1, degree) <= value) slow++;
        return new Rational(value).Pow(new Rational(1, degree), 0) == slow;
    });

    [Fact]
    public void Text_of_any_decimal_is_read_digit_by_digit() => Gen.Select(Gen.Bool, Gen.Long[0, long.MaxValue], Gen.Int[0, 18]).Sample((negative, digits, places) =>
    {
        var whole = digits.ToString().PadLeft(places + 1, '0');
        var text = places == 0 ? whole : $"{whole[..^places]}.{whole[^places..]}";
        var read = Rational.Parse(negative ? "-" + text : text);
        return new SlowFraction(negative ? -digits : digits, BigInteger.Pow(10, places)).Is(read)
            && read.ToDecimal(places, Rounding.Down) == (negative && digits != 0 ? "-" + text : text);
    });

    [Fact]
    public void A_decimal_that_ends_is_written_without_trailing_zeros_and_the_rest_as_a_fraction() => Small.Sample(a =>
    {
        var text = Of(a).ToString();
        var below = Of(a).Denominator;
        while (below % 2 == 0) below /= 2;
        while (below % 5 == 0) below /= 5;
        return text.Contains('/') == !below.IsOne && (!text.Contains('.') || text[^1] != '0') && Rational.Parse(text) == Of(a);
    });

    [Fact]
    public void Comparing_with_something_else_is_an_error_and_with_nothing_is_greater()
    {
        Assert.Equal(1, Rational.Zero.CompareTo(null));
        Assert.Equal(-1, Rational.Zero.CompareTo((object)Rational.One));
        Assert.Throws<ArgumentException>(() => Rational.Zero.CompareTo("0"));
        Assert.False(Rational.Zero.Equals("0"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Given.Number("1/2").RoundToWhole((Rounding)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rational.One.ToDecimal(-1, Rounding.Down));
    }

    private static Rational Of(SlowFraction value) => new(value.Above, value.Below);
}
