using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>A foreign amount in the currency of the books, at a rate somebody else set on a day.</summary>
/// <param name="Foreign">What was received or paid.</param>
/// <param name="Rate">Units of the books' currency for one unit of the foreign one, above 0, exact.</param>
/// <param name="On">Day of the rate.</param>
/// <param name="Source">Who set it: the central bank's name, a bank slip.</param>
/// <param name="Amount">The amount in the books' currency: foreign times rate, rounded half up to the smallest unit.</param>
public sealed record Conversion(Money Foreign, Rational Rate, DateOnly On, string Source, Money Amount)
{
    /// <summary>Converts exactly.</summary>
    /// <exception cref="OverflowException">The amount is beyond 64 bits.</exception>
    public static Conversion Of(Money foreign, RateGiven rate, Currency books) => new(
        foreign, rate.Rate, rate.On, rate.Source, Money.FromRational(foreign.Value * rate.Rate, books, Rounding.HalfUp));
}

/// <summary>A rate as somebody gives it.</summary>
/// <param name="Rate">Units of the books' currency for one unit of the foreign one, exact: <c>"7.1884"</c>.</param>
/// <param name="On">Day of the rate.</param>
/// <param name="Source">Who set it.</param>
public sealed record RateGiven(Rational Rate, DateOnly On, string Source)
{
    internal Rejection? Broken(string field) =>
        Rate.Sign <= 0 ? Problems.NotPositive($"{field}.rate", Rate.ToString()) : TextRules.Broken($"{field}.source", Source);
}

/// <summary>An amount in another currency than the books', without a rate.</summary>
public sealed record CurrencyWithoutRate(Currency Given, Currency Books) : Rejection("journal.currency-without-rate", RejectionKind.Invalid, new(
    $"The books are in {Books.Code}: an amount in {Given.Code} needs a rate with its day and source.",
    $"账簿以 {Books.Code} 记账：{Given.Code} 金额须附汇率及其日期和来源。"));
