using System.Text.Json;
using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class MoneyTests
{
    private static readonly Currency Yen = Currency.Of("JPY");
    private static readonly Currency Dinar = Currency.Of("KWD");

    [Theory]
    [InlineData("CNY", 2)]
    [InlineData("USD", 2)]
    [InlineData("EUR", 2)]
    [InlineData("GBP", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KRW", 0)]
    [InlineData("VND", 0)]
    [InlineData("KWD", 3)]
    [InlineData("TND", 3)]
    public void Currencies_have_the_minor_units_of_iso_4217(string code, int digits) => Assert.Equal(digits, Currency.Of(code).MinorDigits);

    [Theory]
    [InlineData("cny")]
    [InlineData("RMB")]
    [InlineData("XXX")]
    [InlineData("")]
    [InlineData(null)]
    public void An_unknown_code_is_no_currency(string? code) => Assert.False(Currency.TryOf(code, out _));

    [Fact]
    public void Codes_are_three_capital_letters_and_unique()
    {
        var codes = Currency.Codes.ToList();
        Assert.True(codes.Count > 140);
        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^[A-Z]{3}$", code));
    }

    [Theory]
    [InlineData("840000.00", 84_000_000)]
    [InlineData("840000", 84_000_000)]
    [InlineData("0.5", 50)]
    [InlineData("-0.01", -1)]
    [InlineData("92233720368547758.07", long.MaxValue)]
    public void An_amount_is_read_to_the_smallest_unit(string text, long minor) => Assert.Equal(minor, Given.Yuan(text).Minor);

    [Theory]
    [InlineData("1.005", "money.over-precise")]
    [InlineData("1.000", "money.over-precise")]
    [InlineData("92233720368547758.08", "money.out-of-range")]
    [InlineData("1/2", "money.malformed")]
    [InlineData("1,000.00", "money.malformed")]
    [InlineData("1e6", "money.malformed")]
    [InlineData("¥5", "money.malformed")]
    [InlineData("", "money.malformed")]
    public void A_bad_amount_is_refused_with_its_code(string text, string code)
    {
        Assert.Null(Money.Read(text, Given.Cny, out var rejection));
        Assert.Equal(code, rejection!.Code);
        Assert.False(Money.TryParse(text, Given.Cny, out _));
        Assert.Throws<FormatException>(() => Money.Parse(text, Given.Cny));
    }

    [Fact]
    public void The_smallest_unit_is_the_currencys_own()
    {
        Assert.Equal(5, Money.Parse("5", Yen).Minor);
        Assert.False(Money.TryParse("5.0", Yen, out _));
        Assert.Equal("1.234", Money.Parse("1.234", Dinar).Amount);
        Assert.Equal("5", Money.Parse("5", Yen).Amount);
    }

    [Fact]
    public void Text_and_value_come_back_the_same() => Gen.Long.Where(minor => minor != long.MinValue).Sample(minor =>
    {
        var money = new Money(minor, Given.Cny);
        return Money.Parse(money.Amount, Given.Cny) == money && Money.FromRational(money.Value, Given.Cny, Rounding.Down) == money;
    });

    [Fact]
    public void Different_currencies_do_not_mix()
    {
        var yuan = Given.Yuan("1.00");
        var yen = Money.Parse("1", Yen);
        Assert.Throws<InvalidOperationException>(() => yuan + yen);
        Assert.Throws<InvalidOperationException>(() => yuan - yen);
        Assert.Throws<InvalidOperationException>(() => yuan < yen);
        Assert.NotEqual(new Money(1, Given.Cny), new Money(1, Yen));
    }

    [Fact]
    public void Arithmetic_is_checked()
    {
        var most = new Money(long.MaxValue, Given.Cny);
        Assert.Throws<OverflowException>(() => most + new Money(1, Given.Cny));
        Assert.Throws<OverflowException>(() => -new Money(long.MinValue, Given.Cny));
        Assert.Throws<OverflowException>(() => Money.FromRational(most.Value + 1, Given.Cny, Rounding.HalfUp));
    }

    [Fact]
    public void Sums_and_extremes()
    {
        Assert.Equal(Given.Yuan("3.00"), Money.Sum([Given.Yuan("1.00"), Given.Yuan("2.00")], Given.Cny));
        Assert.True(Money.Sum([], Given.Cny).IsZero);
        Assert.Equal(Given.Yuan("1.00"), Money.Min(Given.Yuan("1.00"), Given.Yuan("2.00")));
        Assert.Equal(Given.Yuan("2.00"), Money.Max(Given.Yuan("1.00"), Given.Yuan("2.00")));
        Assert.Equal(-1, (Given.Yuan("1.00") - Given.Yuan("2.00")).Sign);
        Assert.Equal("1.00 CNY", Given.Yuan("1").ToString());
    }

    [Fact]
    public void Json_carries_amount_and_currency()
    {
        const string text = """{"amount":"840000.00","currency":"CNY"}""";
        Assert.Equal(text, JsonSerializer.Serialize(Given.Yuan("840000")));
        Assert.Equal(Given.Yuan("840000"), JsonSerializer.Deserialize<Money>(text));
        Assert.Equal(Given.Yuan("840000"), JsonSerializer.Deserialize<Money>("""{"currency":"CNY","amount":"840000.00"}"""));
    }

    [Theory]
    [InlineData("""{"amount":840000.00,"currency":"CNY"}""", "input.wrong-type")]
    [InlineData("""{"amount":"1.005","currency":"CNY"}""", "money.over-precise")]
    [InlineData("""{"amount":"x","currency":"CNY"}""", "money.malformed")]
    [InlineData("""{"amount":"1.00","currency":"RMB"}""", "currency.unknown")]
    [InlineData("""{"amount":"1.00"}""", "input.missing")]
    [InlineData("""{"currency":"CNY"}""", "input.missing")]
    [InlineData("""{"amount":"1.00","currency":"CNY","tax":"0"}""", "input.unknown-member")]
    [InlineData("""{"amount":"1.00","amount":"2.00","currency":"CNY"}""", "input.duplicate-member")]
    [InlineData("\"1.00\"", "input.wrong-type")]
    public void Bad_json_is_refused_with_its_code(string text, string code) =>
        Assert.Equal(code, Assert.Throws<RejectedJsonException>(() => JsonSerializer.Deserialize<Money>(text)).Rejection.Code);

    [Fact]
    public void The_code_survives_inside_a_larger_document()
    {
        var thrown = Assert.Throws<RejectedJsonException>(() =>
            JsonSerializer.Deserialize<Dictionary<string, Money>>("""{"claimed":{"amount":"1.005","currency":"CNY"}}"""));
        Assert.Equal("money.over-precise", thrown.Rejection.Code);
    }

    [Fact]
    public void A_currency_in_json_is_its_code()
    {
        Assert.Equal("\"CNY\"", JsonSerializer.Serialize(Given.Cny));
        Assert.Equal("currency.unknown", Assert.Throws<RejectedJsonException>(() => JsonSerializer.Deserialize<Currency>("\"RMB\"")).Rejection.Code);
        Assert.Equal("input.wrong-type", Assert.Throws<RejectedJsonException>(() => JsonSerializer.Deserialize<Currency>("156")).Rejection.Code);
        Assert.Throws<ArgumentException>(() => Currency.Of("RMB"));
    }
}
