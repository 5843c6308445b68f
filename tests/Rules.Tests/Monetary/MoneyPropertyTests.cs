using System.Numerics;
using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class MoneyPropertyTests
{
    private static readonly Gen<long> Minor = Gen.Long[-1_000_000_000_000, 1_000_000_000_000];

    [Fact]
    public void Sums_and_differences_are_those_of_the_smallest_units() => Gen.Select(Minor, Minor).Sample((a, b) =>
        (Of(a) + Of(b)).Minor == a + b
        && (Of(a) - Of(b)).Minor == a - b
        && (-Of(a)).Minor == -a
        && (Of(a) + Of(b)).Value == Of(a).Value + Of(b).Value
        && Of(a).Sign == Math.Sign(a)
        && Of(a).IsZero == (a == 0));

    [Fact]
    public void The_order_is_that_of_the_smallest_units() => Gen.Select(Gen.Long[-3, 3], Gen.Long[-3, 3]).Sample((a, b) =>
        (Of(a) < Of(b)) == (a < b) && (Of(a) <= Of(b)) == (a <= b) && (Of(a) > Of(b)) == (a > b) && (Of(a) >= Of(b)) == (a >= b)
        && Money.Min(Of(a), Of(b)).Minor == Math.Min(a, b) && Money.Max(Of(a), Of(b)).Minor == Math.Max(a, b));

    [Fact]
    public void A_sum_does_not_depend_on_the_order() => Minor.Array[0, 20].Sample(all =>
        Money.Sum(all.Select(Of), Given.Cny).Minor == all.Sum() && Money.Sum(all.Reverse().Select(Of), Given.Cny).Minor == all.Sum());

    [Fact]
    public void An_exact_value_is_rounded_to_the_smallest_unit_of_its_currency() =>
        Gen.Select(Gen.Long[-400, 400], Gen.Long[1, 40], Gen.Enum<Rounding>(), Gen.OneOfConst("JPY", "CNY", "KWD")).Sample((a, b, mode, code) =>
        {
            var currency = Currency.Of(code);
            var scaled = new SlowFraction(a * BigInteger.Pow(10, currency.MinorDigits), b);
            return Money.FromRational(new Rational(a, b), currency, mode).Minor == scaled.Whole(mode);
        });

    [Fact]
    public void An_amount_has_exactly_the_places_of_its_currency() => Gen.Select(Minor, Gen.OneOfConst("JPY", "CNY", "KWD")).Sample((minor, code) =>
    {
        var money = new Money(minor, Currency.Of(code));
        var point = money.Amount.IndexOf('.');
        return (point < 0 ? 0 : money.Amount.Length - point - 1) == money.Currency.MinorDigits && money.ToString() == $"{money.Amount} {code}";
    });

    [Fact]
    public void Money_is_more_than_nothing_at_all() => Assert.Equal(1, Of(-1).CompareTo(null));

    private static Money Of(long minor) => new(minor, Given.Cny);
}
