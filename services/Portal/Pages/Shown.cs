using System.Globalization;
using Ledger.Portal.Api;

namespace Ledger.Portal.Pages;

/// <summary>Days, moments and addresses as pages write them.</summary>
public static class Shown
{
    /// <summary>A day: 2025-03-01.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A moment in UTC, to the minute.</summary>
    public static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Days, both included.</summary>
    public static string Days(Period period) => $"{Day(period.From)} – {Day(period.To)}";

    /// <summary>An amount to draw; what is below zero is drawn as nothing, its figure stands beside.</summary>
    public static decimal Drawn(Money? money) => Math.Max(0, Figures.Number(money?.Amount) ?? 0);

    /// <summary>The exact figure of an amount with separators; a dash for none.</summary>
    public static string Figure(Money? money) => money is null ? "—" : Figures.Grouped(money.Amount);

    /// <summary>A query string of what is given: <c>?a=1&amp;b=2</c>; nothing when nothing is.</summary>
    public static string Query(params IEnumerable<(string Name, string? Value)> pairs)
    {
        var given = pairs.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}").ToList();
        return given.Count == 0 ? "" : "?" + string.Join('&', given);
    }

    /// <summary>How long until a moment: days, hours and minutes; null when it has come.</summary>
    public static (int Days, int Hours, int Minutes)? Left(DateTimeOffset until, DateTimeOffset now) =>
        until <= now ? null : ((int)(until - now).TotalDays, (until - now).Hours, (until - now).Minutes);
}
