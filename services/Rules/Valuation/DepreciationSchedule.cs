using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>How a cost is spread over years.</summary>
[JsonConverter(typeof(KebabCaseEnum<DepreciationMethod>))]
public enum DepreciationMethod
{
    /// <summary>The same every year.</summary>
    StraightLine,

    /// <summary>A fixed rate of what is left.</summary>
    DecliningBalance,

    /// <summary>In proportion to the years left.</summary>
    SumOfYears,

    /// <summary>Published table, 5-year property, half-year convention.</summary>
    Macrs5HalfYear,

    /// <summary>Published table, 7-year property, half-year convention.</summary>
    Macrs7HalfYear,
}

/// <summary>Inputs of <see cref="DepreciationSchedule"/>.</summary>
/// <param name="Currency">Of all amounts.</param>
/// <param name="Cost">Above 0.</param>
/// <param name="Method">How it is spread.</param>
/// <param name="LifeYears">1 to 100; not with a table, which has its own.</param>
/// <param name="Salvage">What is left at the end, at most the cost; null for nothing; not with a table.</param>
/// <param name="Rate">declining-balance: rate per year over the straight-line one: 2 for double; above 0, at most 4.</param>
/// <param name="SwitchToStraightLine">declining-balance: change to straight line once that is more.</param>
public sealed record DepreciationInput(Currency Currency, Money Cost, DepreciationMethod Method, int? LifeYears, Money? Salvage, Rational? Rate, bool? SwitchToStraightLine);

/// <summary>One year.</summary>
/// <param name="Year">From 1.</param>
/// <param name="Amount">Written off in it.</param>
/// <param name="BookValue">Left after it.</param>
public sealed record DepreciationYear(int Year, Money Amount, Money BookValue);

/// <summary>Figures of <see cref="DepreciationSchedule"/>.</summary>
/// <param name="Years">Every year.</param>
/// <param name="Total">Written off altogether.</param>
public sealed record DepreciationFigures(IReadOnlyList<DepreciationYear> Years, Money Total) : Figures;

/// <summary>
/// Depreciation year by year. Book values are rounded half-up and a year's amount is the difference of two, so that the years sum
/// to the total exactly. The MACRS percentages are the published tables, not the formula that they round (IRS Publication 946,
/// table A-1; golden cases G18 and G19).
/// </summary>
public static class DepreciationSchedule
{
    private static readonly Rational[] FiveYears = [.. new[] { 2000, 3200, 1920, 1152, 1152, 576 }.Select(points => new Rational(points, 10_000))];
    private static readonly Rational[] SevenYears = [.. new[] { 1429, 2449, 1749, 1249, 893, 892, 893, 446 }.Select(points => new Rational(points, 10_000))];
    private static readonly Rational HighestRate = 4;

    public static Method<DepreciationInput, DepreciationFigures> Method { get; } = new("depreciation.schedule", 1, MethodPurpose.Analysis,
        new("Depreciation schedule", "折旧计划"), Read, Value);

    /// <summary>Spreads a cost.</summary>
    /// <returns>Figures; or depreciation.table-has-own-life, depreciation.not-of-method, depreciation.salvage-above-cost, input.missing, input.*, money.*.</returns>
    public static Outcome<DepreciationFigures> Value(DepreciationInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        if (checks.Failed) return checks.Refuse<DepreciationFigures>();

        var steps = new Steps();
        var years = new List<DepreciationYear>();
        var exact = input.Cost.Value;
        var book = input.Cost;
        foreach (var amount in Amounts(input))
        {
            exact -= amount;
            var left = Money.FromRational(exact, input.Currency, Rounding.HalfUp);
            years.Add(new DepreciationYear(years.Count + 1, book - left, left));
            var number = Problems.Invariant(years.Count);
            steps.Add($"year/{number}", new($"Year {number}", $"第{number}年"), book - left, $"{book.Amount} - {left.Amount}");
            book = left;
        }

        steps.Add("total", new("Written off", "累计折旧"), input.Cost - book);
        return new DepreciationFigures(years, input.Cost - book) { Steps = steps.Lines };
    }

    private static void Check(Checks checks, DepreciationInput input)
    {
        checks.That(input.Cost.Sign > 0, () => Problems.AmountNotPositive("cost", input.Cost.Amount));
        var table = input.Method is DepreciationMethod.Macrs5HalfYear or DepreciationMethod.Macrs7HalfYear;
        checks.That(!table || (input.LifeYears is null && input.Salvage is null), () => new InputRejection("depreciation.table-has-own-life",
            new("A published table has its own life and leaves nothing.", "公布的折旧表自带年限且不留残值。")).At(input.LifeYears is null ? "salvage" : "lifeYears"));
        checks.That(table || input.LifeYears is not null, () => Problems.Missing("lifeYears"));
        if (input.LifeYears is { } life) checks.Within("lifeYears", life, 1, RuleLimits.ForecastYears);
        if (input.Salvage is { } salvage)
        {
            checks.NotNegative("salvage", salvage);
            checks.That(salvage <= input.Cost, () => new InputRejection("depreciation.salvage-above-cost",
                new($"The salvage {salvage.Amount} is above the cost {input.Cost.Amount}.", $"残值{salvage.Amount}高于成本{input.Cost.Amount}。")) { Field = "salvage", Value = salvage.Amount });
        }

        var declining = input.Method == DepreciationMethod.DecliningBalance;
        checks.That(!declining || input.Rate is not null, () => Problems.Missing("rate"));
        checks.That(!declining || input.SwitchToStraightLine is not null, () => Problems.Missing("switchToStraightLine"));
        checks.That(declining || (input.Rate is null && input.SwitchToStraightLine is null), () => new InputRejection("depreciation.not-of-method",
            new("Only a declining balance has a rate and a switch.", "仅余额递减法有倍率与转换选项。")).At(input.Rate is null ? "switchToStraightLine" : "rate"));
        if (input.Rate is not { } rate) return;
        checks.Positive("rate", rate);
        checks.Within("rate", rate, 0, HighestRate);
        checks.That(input.LifeYears is not { } years || rate <= years, () => Problems.OutOfRange("rate", rate.ToString(), "0", Problems.Invariant(input.LifeYears!.Value)));
    }

    private static IEnumerable<Rational> Amounts(DepreciationInput input)
    {
        var cost = input.Cost.Value;
        var salvage = input.Salvage?.Value ?? 0;
        var life = input.LifeYears ?? 1;
        return input.Method switch
        {
            DepreciationMethod.Macrs5HalfYear => FiveYears.Select(share => cost * share),
            DepreciationMethod.Macrs7HalfYear => SevenYears.Select(share => cost * share),
            DepreciationMethod.StraightLine => Enumerable.Repeat((cost - salvage) / life, life),
            DepreciationMethod.SumOfYears => Enumerable.Range(1, life).Select(year => (cost - salvage) * new Rational(life + 1 - year, life * (life + 1) / 2)),
            _ => Declining(cost, salvage, life, input.Rate!.Value, input.SwitchToStraightLine!.Value),
        };
    }

    private static IEnumerable<Rational> Declining(Rational cost, Rational salvage, int life, Rational rate, bool switches)
    {
        var book = cost;
        for (var year = 1; year <= life; year++)
        {
            var amount = book * rate / life;
            if (switches) amount = Rational.Max(amount, (book - salvage) / (life + 1 - year));
            amount = Rational.Min(amount, book - salvage);
            book -= amount;
            yield return amount;
        }
    }

    private static DepreciationInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var cost = inputs.Amount("cost", currency);
        var method = inputs.OneOf<DepreciationMethod>("method");
        var life = inputs.Has("lifeYears") ? inputs.Integer("lifeYears", 1, RuleLimits.ForecastYears) : null;
        var salvage = inputs.OptionalAmount("salvage", currency);
        var rate = inputs.OptionalNumber("rate");
        var switches = inputs.Has("switchToStraightLine") ? inputs.Boolean("switchToStraightLine") : null;
        return currency is not null && cost is not null && method is { } how ? new DepreciationInput(currency, cost, how, life, salvage, rate, switches) : null;
    }
}
