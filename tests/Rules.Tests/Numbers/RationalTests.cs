using System.Globalization;
using System.Numerics;
using System.Text.Json;
using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class RationalTests
{
    private static readonly Gen<Rational> Any =
        Gen.Select(Gen.Long[-1_000_000_000, 1_000_000_000], Gen.Long[1, 1_000_000], (a, b) => new Rational(a, b));

    private static readonly Gen<Rational> NotZero = Any.Where(value => !value.IsZero);

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("12", "12")]
    [InlineData("-0.05", "-0.05")]
    [InlineData("0.050", "0.05")]
    [InlineData("2/3", "2/3")]
    [InlineData("4/6", "2/3")]
    [InlineData("3/6", "0.5")]
    [InlineData("-7/4", "-1.75")]
    [InlineData("1/125", "0.008")]
    [InlineData("1/3", "1/3")]
    [InlineData("123456789012345678901234567890.5", "123456789012345678901234567890.5")]
    public void Text_is_read_and_written_exactly(string text, string written) => Assert.Equal(written, Rational.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1e3")]
    [InlineData("007")]
    [InlineData("00")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1,000")]
    [InlineData("1_000")]
    [InlineData("1/0")]
    [InlineData("1/-2")]
    [InlineData("1/02")]
    [InlineData("1/2/3")]
    [InlineData("1.5/2")]
    [InlineData("--1")]
    [InlineData("0x1F")]
    [InlineData("NaN")]
    [InlineData("١")]
    [InlineData("１")]
    public void What_is_not_an_exact_number_is_refused(string text)
    {
        Assert.False(Rational.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Rational.Parse(text));
    }

    [Fact]
    public void A_text_beyond_the_limit_is_refused()
    {
        Assert.True(Rational.TryParse(new string('9', RuleLimits.NumberText), out _));
        Assert.False(Rational.TryParse(new string('9', RuleLimits.NumberText + 1), out _));
        Assert.False(Rational.TryParse(null, out _));
    }

    [Fact]
    public void The_default_value_is_zero()
    {
        Assert.Equal(Rational.Zero, default);
        Assert.Equal(Rational.Zero.GetHashCode(), default(Rational).GetHashCode());
        Assert.Equal("0", default(Rational).ToString());
        Assert.Equal(Rational.One, default(Rational) + 1);
    }

    [Fact]
    public void The_field_laws_hold() => Gen.Select(Any, Any, Any).Sample((a, b, c) =>
        a + b == b + a
        && a * b == b * a
        && (a + b) + c == a + (b + c)
        && (a * b) * c == a * (b * c)
        && a * (b + c) == (a * b) + (a * c)
        && a - a == Rational.Zero
        && a + Rational.Zero == a
        && a * Rational.One == a);

    [Fact]
    public void Division_undoes_multiplication() => Gen.Select(Any, NotZero).Sample((a, b) => a * b / b == a && a / b * b == a);

    [Fact]
    public void The_order_is_total_and_agrees_with_subtraction() => Gen.Select(Any, Any).Sample((a, b) =>
        a.CompareTo(b) == (a - b).Sign && (a < b) == (b > a) && (a <= b) == !(a > b) && a.CompareTo(b) == -b.CompareTo(a));

    [Fact]
    public void Equal_values_are_neither_above_nor_below_each_other()
    {
        var (a, b) = (Given.Number("2/3"), Given.Number("4/6"));
        Assert.True(a >= b && a <= b);
        Assert.False(a > b || a < b);
        Assert.Equal(0, a.CompareTo(b));
    }

    [Fact]
    public void Roots_know_their_ends()
    {
        Assert.Equal(0, Rational.Zero.Sqrt(10));
        Assert.Equal(3, Given.Number("9").Sqrt(10));
        Assert.True(Rational.IsExponent(RuleLimits.ExponentNumerator) && Rational.IsExponent(new Rational(1, RuleLimits.ExponentDenominator)));
        Assert.False(Rational.IsExponent(new Rational(RuleLimits.ExponentNumerator + 1)));
        Assert.False(Rational.IsExponent(new Rational(1, RuleLimits.ExponentDenominator + 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Given.Number("2").Pow(new Rational(1, 2), -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Given.Number("2").Pow(new Rational(1, 2), 101));
        Assert.Throws<ArgumentOutOfRangeException>(() => Given.Number("2").ToDecimal(-1, Rounding.Down));
    }

    [Fact]
    public void A_root_is_the_largest_whole_number_whose_power_is_not_above() =>
        Gen.Select(Gen.Long[1, 100_000], Gen.Int[2, 9], Gen.Bool).Sample((value, degree, power) =>
        {
            var of = power ? BigInteger.Pow(value % 1000 + 1, degree) : value;
            var root = new Rational(of).Pow(new Rational(1, degree), 0).Floor();
            return BigInteger.Pow(root, degree) <= of && BigInteger.Pow(root + 1, degree) > of;
        });

    [Fact]
    public void A_value_is_always_in_lowest_terms_with_a_positive_denominator() => Any.Sample(a =>
        a.Denominator.Sign > 0 && BigInteger.GreatestCommonDivisor(a.Numerator, a.Denominator).IsOne);

    [Fact]
    public void Equal_values_have_equal_hashes() => Gen.Select(Any, Gen.Int[1, 1000]).Sample((a, k) =>
        new Rational(a.Numerator * k, a.Denominator * k).GetHashCode() == a.GetHashCode());

    [Fact]
    public void Text_comes_back_as_the_same_value() => Any.Sample(a => Rational.Parse(a.ToString()) == a);

    [Fact]
    public void Rounding_agrees_with_the_decimal_type()
    {
        // System.Decimal is an independent oracle: thousandths rounded to hundredths meet every tie.
        Gen.Select(Gen.Int[-1_000_000, 1_000_000], Gen.Int[0, 3]).Sample((thousandths, places) =>
        {
            var exact = new Rational(thousandths, 1000);
            var oracle = thousandths / 1000m;
            return Same(exact.Round(places, Rounding.HalfUp), Math.Round(oracle, places, MidpointRounding.AwayFromZero))
                && Same(exact.Round(places, Rounding.HalfEven), Math.Round(oracle, places, MidpointRounding.ToEven))
                && Same(exact.Round(places, Rounding.Down), Math.Round(oracle, places, MidpointRounding.ToZero));
        });

        static bool Same(Rational value, decimal oracle) => value == Rational.Parse(oracle.ToString("0.####", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("0.005", "0.01", "0", "0")]
    [InlineData("-0.005", "-0.01", "0", "0")]
    [InlineData("0.015", "0.02", "0.02", "0.01")]
    [InlineData("2/3", "0.67", "0.67", "0.66")]
    [InlineData("-2/3", "-0.67", "-0.67", "-0.66")]
    [InlineData("33.86691", "33.87", "33.87", "33.86")]
    public void Ties_and_signs_round_by_their_mode(string value, string halfUp, string halfEven, string down)
    {
        Assert.Equal(Given.Number(halfUp), Given.Number(value).Round(2, Rounding.HalfUp));
        Assert.Equal(Given.Number(halfEven), Given.Number(value).Round(2, Rounding.HalfEven));
        Assert.Equal(Given.Number(down), Given.Number(value).Round(2, Rounding.Down));
    }

    [Fact]
    public void Negative_places_round_to_tens_and_hundreds() => Assert.Equal(1300, Given.Number("1250").Round(-2, Rounding.HalfUp));

    [Theory]
    [InlineData("-2/3", -1)]
    [InlineData("2/3", 0)]
    [InlineData("-2", -2)]
    public void Floor_goes_down(string value, int floor) => Assert.Equal(floor, Given.Number(value).Floor());

    [Theory]
    [InlineData("2", "0.5", "1.414213562373095048801688724209")]
    [InlineData("1.1", "0.5", "1.048808848170151546991453513679")]
    [InlineData("0.5", "1/3", "0.793700525984099737375852819636")]
    [InlineData("2", "-1/3", "0.793700525984099737375852819636")]
    [InlineData("100/90", "0.8", "1.08794")] // public case G12
    public void A_broken_power_is_right_to_the_digits_stated(string value, string exponent, string expected)
    {
        var digits = expected.Length - expected.IndexOf('.') - 1;
        Assert.Equal(expected, Given.Number(value).Pow(Given.Number(exponent), digits).ToDecimal(digits, Rounding.Down));
    }

    [Fact]
    public void A_whole_exponent_is_exact_whatever_the_digits()
    {
        Assert.Equal(Given.Number("27/8"), Given.Number("3/2").Pow(3, 0));
        Assert.Equal(Given.Number("8/27"), Given.Number("3/2").Pow(-3));
        Assert.Equal(Rational.One, Given.Number("7/5").Pow(0));
    }

    [Fact]
    public void A_root_brackets_its_power() => Gen.Select(Gen.Long[1, long.MaxValue], Gen.Long[1, 1_000_000], Gen.Int[2, 40]).Sample((a, b, degree) =>
    {
        var value = new Rational(a, b);
        var root = value.Pow(new Rational(1, degree), 12);
        var next = root + new Rational(1, BigInteger.Pow(10, 12));
        return root.Pow(degree) <= value && next.Pow(degree) > value;
    });

    [Fact]
    public void Powers_outside_the_limits_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Rational.Zero.Pow(new Rational(1, 2), 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Given.Number("-1").Sqrt(10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Given.Number("2").Pow(new Rational(1, RuleLimits.ExponentDenominator + 1), 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Given.Number("2").Pow(new Rational(RuleLimits.ExponentNumerator + 1), 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Given.Number("2").Sqrt(101));
        Assert.True(Rational.IsExponent(new Rational(1, RuleLimits.ExponentDenominator)));
    }

    [Fact]
    public void Division_by_zero_throws()
    {
        Assert.Throws<DivideByZeroException>(() => Rational.One / Rational.Zero);
        Assert.Throws<DivideByZeroException>(() => new Rational(1, 0));
        Assert.Throws<DivideByZeroException>(() => Rational.Zero.Pow(-1));
    }

    [Fact]
    public void Json_is_a_string_and_a_json_number_is_refused()
    {
        Assert.Equal("\"2/3\"", JsonSerializer.Serialize(Given.Number("2/3")));
        Assert.Equal(Given.Number("0.05"), JsonSerializer.Deserialize<Rational>("\"0.05\""));
        Assert.Equal("input.wrong-type", Assert.Throws<RejectedJsonException>(() => JsonSerializer.Deserialize<Rational>("0.05")).Rejection.Code);
        Assert.Equal("input.not-a-number", Assert.Throws<RejectedJsonException>(() => JsonSerializer.Deserialize<Rational>("\"5%\"")).Rejection.Code);
    }

    [Theory]
    [InlineData("1/3", 4, "0.3333")]
    [InlineData("-1/3", 2, "-0.33")]
    [InlineData("0", 2, "0.00")]
    [InlineData("0.004", 2, "0.00")]
    [InlineData("-0.004", 2, "0.00")]
    [InlineData("12.5", 0, "13")]
    public void A_decimal_has_exactly_the_places_asked_for(string value, int places, string text) =>
        Assert.Equal(text, Given.Number(value).ToDecimal(places, Rounding.HalfUp));
}
