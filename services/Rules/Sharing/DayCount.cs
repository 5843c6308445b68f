using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>How the days of a period become years.</summary>
[JsonConverter(typeof(KebabCaseEnum<DayCount>))]
public enum DayCount
{
    /// <summary>Calendar days / 365, in leap years too. JSON "actual365".</summary>
    Actual365,

    /// <summary>Calendar days / 360. JSON "actual360".</summary>
    Actual360,

    /// <summary>Twelve months of 30 days; a day 31 counts as day 30 (30E/360). JSON "thirty360".</summary>
    Thirty360,

    /// <summary>Calendar days of each year / the days that year has (365 or 366). JSON "actual-actual".</summary>
    ActualActual,
}

/// <summary>
/// A span in years, exact. Days are counted from the first day, which earns, to the day after the last, which does not: a whole
/// calendar year, both ends included, is 1 under <see cref="DayCount.Actual365"/> (365 days), <see cref="DayCount.Thirty360"/>
/// and <see cref="DayCount.ActualActual"/>.
/// </summary>
public sealed record YearFraction
{
    private YearFraction(IReadOnlyList<Rational> parts) => Parts = parts;

    /// <summary>Years, one part per length of year: their sum is the span.</summary>
    public IReadOnlyList<Rational> Parts { get; }

    /// <summary>The span in years.</summary>
    public Rational Years => Parts.Aggregate(Rational.Zero, (sum, part) => sum + part);

    /// <summary>From a day to another, which itself is not counted.</summary>
    /// <param name="from">First day that counts.</param>
    /// <param name="until">First day that does not count; not before <paramref name="from"/>.</param>
    /// <param name="dayCount">The rule.</param>
    /// <exception cref="ArgumentOutOfRangeException">The days are not in order.</exception>
    public static YearFraction Of(DateOnly from, DateOnly until, DayCount dayCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(until, from);
        return new YearFraction(dayCount switch
        {
            DayCount.Actual365 => [new Rational(until.DayNumber - from.DayNumber, 365)],
            DayCount.Actual360 => [new Rational(until.DayNumber - from.DayNumber, 360)],
            DayCount.Thirty360 => [new Rational(Thirty(until) - Thirty(from), 360)],
            DayCount.ActualActual => ByYear(from, until),
            _ => throw new ArgumentOutOfRangeException(nameof(dayCount), dayCount, "Unknown day count."),
        });
    }

    /// <summary>
    /// (1 + rate)^years; a broken part of a year is cut off after <see cref="RuleLimits.PowerDigits"/> places, whole years are
    /// exact. Parts of years of different length are multiplied.
    /// </summary>
    public Rational Growth(Rational rate)
    {
        var growth = Rational.One;
        foreach (var part in Parts)
        {
            var whole = part.Floor();
            var rest = part - whole;
            growth *= (Rational.One + rate).Pow((int)whole);
            if (!rest.IsZero) growth *= (Rational.One + rate).Pow(rest, RuleLimits.PowerDigits);
        }

        return growth;
    }

    private static int Thirty(DateOnly day) => (day.Year * 360) + (day.Month * 30) + Math.Min(day.Day, 30);

    private static Rational[] ByYear(DateOnly from, DateOnly until)
    {
        var common = 0;
        var leap = 0;
        while (from < until)
        {
            var next = from.Year == DateOnly.MaxValue.Year ? until : new DateOnly(from.Year + 1, 1, 1);
            var stop = next < until ? next : until;
            if (DateTime.IsLeapYear(from.Year)) leap += stop.DayNumber - from.DayNumber;
            else common += stop.DayNumber - from.DayNumber;
            from = stop;
        }

        return [new Rational(common, 365), new Rational(leap, 366)];
    }
}
