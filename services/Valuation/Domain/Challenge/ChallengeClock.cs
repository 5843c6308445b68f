using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A time limit. Days are those of UTC, and a limit in days ends with the last of them.</summary>
/// <param name="LastDay">Last day, UTC.</param>
/// <param name="Until">Last moment.</param>
public sealed record ChallengeClock(DateOnly LastDay, DateTimeOffset Until)
{
    /// <summary>The duration of the agreement from a moment on; where it states none, so many working days after that day.</summary>
    public static ChallengeClock WorkingDays(DateTimeOffset from, ObjectionWindow? agreed, int days)
    {
        if (agreed is not null) return Lasting(from, agreed.Length);
        var day = Day(from);
        for (var left = days; left > 0;)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) left--;
        }

        return Through(day);
    }

    /// <summary>The duration of the agreement from a moment on; where it states none, so many days after that day.</summary>
    public static ChallengeClock Days(DateTimeOffset from, ObjectionWindow? agreed, int days) =>
        agreed is not null ? Lasting(from, agreed.Length) : Through(Day(from).AddDays(days));

    /// <summary>Whether a moment comes too late.</summary>
    public bool IsOver(DateTimeOffset at) => at > Until;

    private static ChallengeClock Lasting(DateTimeOffset from, TimeSpan length) => new(Day(from + length), from + length);

    // The store keeps microseconds.
    private static ChallengeClock Through(DateOnly day) =>
        new(day, new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddDays(1).AddMicroseconds(-1));

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
