namespace Ledger.Rules;

/// <summary>How an accepted value wears off.</summary>
/// <param name="Method">How it is spread, as in <see cref="DepreciationSchedule"/>.</param>
/// <param name="LifeYears">Years from the accepted value on, 1 to 100; not with a table.</param>
/// <param name="Salvage">Share of the accepted value that is left at the end, 0 to 1; null for nothing; not with a table.</param>
/// <param name="Rate">declining-balance: rate over the straight-line one.</param>
/// <param name="SwitchToStraightLine">declining-balance: change to straight line once that is more.</param>
public sealed record DepreciationCurve(DepreciationMethod Method, int? LifeYears = null, Rational? Salvage = null, Rational? Rate = null, bool? SwitchToStraightLine = null);

/// <summary>Inputs of <see cref="DepreciationRollforward"/>.</summary>
/// <param name="Terms">From the agreement and the claim; its date is the new valuation date.</param>
/// <param name="Previous">The value that is carried on.</param>
/// <param name="Curve">How it wears off.</param>
public sealed record DepreciationRollforwardInput(ValuationTerms Terms, PreviousValue Previous, DepreciationCurve Curve);

/// <summary>
/// An accepted value carried to a later date down a depreciation curve: the book value of depreciation.schedule after the full months in
/// between, straight within each year. What is used up stays at its salvage. Source: depreciation.schedule (IRS Publication 946; golden
/// cases G18 and G19); equal months of a year as Horizon Europe writes off equipment (golden case G23).
/// </summary>
public static class DepreciationRollforward
{
    private const int MonthsPerYear = 12;

    public static Method<DepreciationRollforwardInput, ValuationFigures> Method { get; } = new("revaluation.depreciation", 1, MethodPurpose.Valuation,
        new("Accepted value carried on down a depreciation curve", "按折旧曲线滚动调整认定价值"), Read, Value) { FromPlatform = [PreviousValue.Member] };

    /// <summary>Carries a value on.</summary>
    /// <returns>Figures; or revaluation.before-previous, money.not-positive, depreciation.*, input.*.</returns>
    public static Outcome<ValuationFigures> Value(DepreciationRollforwardInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        input.Previous.Check(checks, input.Terms.On);
        checks.That(input.Previous.Value.Sign > 0, () => Problems.AmountNotPositive($"{PreviousValue.Member}.value", input.Previous.Value.Amount));
        if (input.Curve.Salvage is { } share) checks.Within("curve.salvage", share, 0, 1);
        if (checks.Failed) return checks.Refuse<ValuationFigures>();
        var (value, on) = input.Previous;
        var curve = input.Curve;
        var salvage = curve.Salvage is { } left ? Money.FromRational(value.Value * left, value.Currency, Rounding.HalfUp) : null;
        var schedule = DepreciationSchedule.Value(new DepreciationInput(value.Currency, value, curve.Method, curve.LifeYears, salvage, curve.Rate, curve.SwitchToStraightLine));
        if (schedule.Value is not { } years) return Outcome.Refused<ValuationFigures>([.. schedule.Rejections.Select(refused => refused.At($"curve.{refused.Field}"))]);

        var steps = new Steps();
        var lines = new WorkedLines(steps, null, null);
        var months = FullMonths(on, input.Terms.On);
        steps.Add("previous", new($"Value of {on:yyyy-MM-dd}", $"{on:yyyy-MM-dd}的价值"), value);
        steps.Add("months", new("Full months since then", "其后整月数"), months, "month", $"{on:yyyy-MM-dd} .. {input.Terms.On:yyyy-MM-dd}");
        var year = Math.Min(months / MonthsPerYear, years.Years.Count);
        var before = year == 0 ? value : years.Years[year - 1].BookValue;
        var after = year == years.Years.Count ? before : years.Years[year].BookValue;
        var within = months % MonthsPerYear;
        steps.Add("book", new($"Book value after {Problems.Invariant(year)} full years", $"满{Problems.Invariant(year)}年后的账面价值"), before);
        var book = lines.Amount("worn", new("Down the curve", "按折旧曲线"), before.Value - ((before - after).Value * new Rational(within, MonthsPerYear)), value.Currency.Code,
            $"{before.Amount} - {(before - after).Amount} * {Problems.Invariant(within)}/12");
        return Acceptance.Of(book, input.Terms, steps);
    }

    /// <summary>Months that are over between two days: a month is over on the day of the same number, or at the month's end where it has none.</summary>
    private static int FullMonths(DateOnly from, DateOnly to)
    {
        var months = ((to.Year - from.Year) * MonthsPerYear) + to.Month - from.Month;
        return from.AddMonths(months) > to ? months - 1 : months;
    }

    private static DepreciationRollforwardInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var previous = PreviousValue.Read(inputs, terms?.Currency);
        var curve = inputs.Object("curve") is { } reader ? ReadCurve(reader) : null;
        return terms is not null && previous is not null && curve is not null ? new DepreciationRollforwardInput(terms, previous, curve) : null;
    }

    private static DepreciationCurve? ReadCurve(InputReader curve)
    {
        var method = curve.OneOf<DepreciationMethod>("method");
        var life = curve.Has("lifeYears") ? curve.Integer("lifeYears", 1, RuleLimits.ForecastYears) : null;
        var salvage = curve.OptionalNumber("salvage");
        var rate = curve.OptionalNumber("rate");
        var switches = curve.Has("switchToStraightLine") ? curve.Boolean("switchToStraightLine") : null;
        curve.Close();
        return method is { } how ? new DepreciationCurve(how, life, salvage, rate, switches) : null;
    }
}
