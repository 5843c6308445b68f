using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>
/// An amount of one currency in its smallest unit, exact; arithmetic is checked and never mixes currencies.
/// JSON: {"amount":"840000.00","currency":"CNY"}, always with the currency's own number of places.
/// </summary>
[JsonConverter(typeof(MoneyJsonConverter))]
public sealed record Money : IComparable<Money>
{
    /// <param name="minor">Amount in the smallest unit: 84000000 is 840,000.00 CNY.</param>
    /// <param name="currency">The currency.</param>
    public Money(long minor, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(currency);
        Minor = minor;
        Currency = currency;
    }

    /// <summary>In the smallest unit of the currency.</summary>
    public long Minor { get; }

    public Currency Currency { get; }

    /// <summary>The exact amount in whole units of the currency.</summary>
    public Rational Value => new(Minor, Rational.Power(10, Currency.MinorDigits));

    /// <summary>"840000.00": the amount with the currency's own number of places.</summary>
    public string Amount => Value.ToDecimal(Currency.MinorDigits, Rounding.Down);

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Math.Sign(Minor);

    public bool IsZero => Minor == 0;

    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>The exact value rounded to the smallest unit of the currency.</summary>
    /// <exception cref="OverflowException">Beyond the range of a 64-bit count of minor units.</exception>
    public static Money FromRational(Rational value, Currency currency, Rounding rounding)
    {
        ArgumentNullException.ThrowIfNull(currency);
        return new Money(checked((long)(value * Rational.Power(10, currency.MinorDigits)).RoundToWhole(rounding)), currency);
    }

    /// <summary>Reads "840000.00" or "-5". Refuses what is not a plain decimal, or has more places than the currency.</summary>
    /// <param name="text">The amount.</param>
    /// <param name="currency">Its currency.</param>
    /// <param name="rejection">Why not: money.malformed, money.over-precise, money.out-of-range.</param>
    public static Money? Read(string text, Currency currency, out InputRejection? rejection)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(currency);
        rejection = null;
        if (text.Contains('/') || !Rational.TryParse(text, out var value))
        {
            rejection = Problems.NotAnAmount(null, text);
            return null;
        }

        var point = text.IndexOf('.');
        if (point >= 0 && text.Length - point - 1 > currency.MinorDigits)
        {
            rejection = Problems.OverPrecise(null, text, currency);
            return null;
        }

        var minor = (value * Rational.Power(10, currency.MinorDigits)).Numerator;
        if (BigInteger.Abs(minor) > long.MaxValue)
        {
            rejection = Problems.AmountTooLarge(null, text);
            return null;
        }

        return new Money((long)minor, currency);
    }

    /// <summary>As <see cref="Read"/>.</summary>
    public static bool TryParse(string text, Currency currency, [NotNullWhen(true)] out Money? money) =>
        (money = Read(text, currency, out _)) is not null;

    /// <summary>As <see cref="Read"/>.</summary>
    /// <exception cref="FormatException">Not an amount of this currency.</exception>
    public static Money Parse(string text, Currency currency) =>
        Read(text, currency, out var rejection) ?? throw new FormatException(rejection!.Message.En);

    /// <exception cref="InvalidOperationException">Different currencies.</exception>
    /// <exception cref="OverflowException">Beyond 64 bits.</exception>
    public static Money operator +(Money a, Money b) => new(checked(a.Minor + Same(a, b).Minor), a.Currency);

    /// <inheritdoc cref="op_Addition"/>
    public static Money operator -(Money a, Money b) => new(checked(a.Minor - Same(a, b).Minor), a.Currency);

    public static Money operator -(Money a) => new(checked(-a.Minor), a.Currency);

    public static bool operator <(Money a, Money b) => a.CompareTo(b) < 0;

    public static bool operator >(Money a, Money b) => a.CompareTo(b) > 0;

    public static bool operator <=(Money a, Money b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Money a, Money b) => a.CompareTo(b) >= 0;

    public static Money Min(Money a, Money b) => a <= b ? a : b;

    public static Money Max(Money a, Money b) => a >= b ? a : b;

    /// <summary>The sum; zero of the currency when there is nothing to add.</summary>
    public static Money Sum(IEnumerable<Money> amounts, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        return amounts.Aggregate(Zero(currency), (sum, next) => sum + next);
    }

    /// <exception cref="InvalidOperationException">Different currencies.</exception>
    public int CompareTo(Money? other) => other is null ? 1 : Minor.CompareTo(Same(this, other).Minor);

    /// <summary>"840000.00 CNY".</summary>
    public override string ToString() => $"{Amount} {Currency.Code}";

    private static Money Same(Money a, Money b) => a.Currency == b.Currency
        ? b
        : throw new InvalidOperationException($"{a.Currency.Code} and {b.Currency.Code} cannot be calculated with each other.");
}
