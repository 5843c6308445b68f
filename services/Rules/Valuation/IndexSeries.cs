using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>Which publication of an index a series holds; later revisions change its figures.</summary>
[JsonConverter(typeof(KebabCaseEnum<IndexVintage>))]
public enum IndexVintage
{
    /// <summary>As first published.</summary>
    FirstPublished,

    /// <summary>As revised later.</summary>
    Revised,
}

/// <summary>One published month.</summary>
/// <param name="Month">"2024-06".</param>
/// <param name="Value">Above 0.</param>
/// <param name="Flagged">Marked provisional by the publisher; such a month is never used.</param>
/// <param name="Base">Where the publisher changed the base within the series; null means the series'.</param>
public sealed record IndexPoint(string Month, Rational Value, bool Flagged = false, string? Base = null);

/// <summary>
/// A published price index. A ratio of two months is only taken within one base; a month without a figure is interpolated
/// linearly between its published neighbours where the series allows it; nothing is read before the first or past the last
/// unflagged month.
/// </summary>
/// <param name="Id">How the inputs refer to it.</param>
/// <param name="Name">As the publisher names it.</param>
/// <param name="Region">Where it was surveyed: "CN", "US-OH".</param>
/// <param name="Base">"2015=100".</param>
/// <param name="Vintage">Which publication.</param>
/// <param name="PublishedOn">Day of that publication.</param>
/// <param name="Interpolate">Whether a month between two published ones may be interpolated.</param>
/// <param name="Months">Any order, each month once.</param>
public sealed record IndexSeries(
    string Id, string Name, string Region, string Base, IndexVintage Vintage, DateOnly PublishedOn, bool Interpolate, IReadOnlyList<IndexPoint> Months)
{
    /// <summary>Index of one month over that of another; null where the checks name why there is none.</summary>
    internal Rational? Ratio(DateOnly now, DateOnly then, Checks checks, string field)
    {
        var above = At(now, checks, field);
        var below = At(then, checks, field);
        if (above is not { } a || below is not { } b) return null;
        if (a.Base == b.Base) return a.Value / b.Value;
        checks.Add(new InputRejection("index.mixed-base",
            new($"The series '{Id}' stands on {b.Base} in {then:yyyy-MM} and on {a.Base} in {now:yyyy-MM}.", $"指数“{Id}”在{then:yyyy-MM}以{b.Base}为基期，在{now:yyyy-MM}以{a.Base}为基期。"))
            { Field = field, Value = a.Base });
        return null;
    }

    /// <summary>The month's number since year 0, or null where the text is no month.</summary>
    internal static int? Number(string month) =>
        DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? Number(day) : null;

    private static int Number(DateOnly day) => (day.Year * 12) + day.Month - 1;

    private (Rational Value, string Base)? At(DateOnly day, Checks checks, string field)
    {
        var wanted = Number(day);
        IndexPoint? before = null;
        IndexPoint? after = null;
        foreach (var point in Months.Where(point => !point.Flagged))
        {
            var month = Number(point.Month);
            if (month <= wanted && (before is null || month > Number(before.Month))) before = point;
            if (month >= wanted && (after is null || month < Number(after.Month))) after = point;
        }

        if (after is null)
        {
            checks.Add(new InputRejection("index.past-last-month",
                new($"The series '{Id}' has no final figure for {day:yyyy-MM} or later; it is not extrapolated.", $"指数“{Id}”在{day:yyyy-MM}及以后没有正式数据，不作外推。"))
                { Field = field, Value = $"{day:yyyy-MM}" });
            return null;
        }

        if (before is null || (before != after && !Interpolate))
        {
            checks.Add(new InputRejection("index.missing-month",
                new($"The series '{Id}' has no figure for {day:yyyy-MM}.", $"指数“{Id}”缺少{day:yyyy-MM}的数据。")) { Field = field, Value = $"{day:yyyy-MM}" });
            return null;
        }

        if (before == after) return (before.Value, before.Base ?? Base);
        if ((before.Base ?? Base) != (after.Base ?? Base))
        {
            checks.Add(new InputRejection("index.mixed-base",
                new($"The series '{Id}' changes its base around {day:yyyy-MM}; it is not interpolated across.", $"指数“{Id}”在{day:yyyy-MM}前后更换基期，不可跨基期插值。"))
                { Field = field, Value = $"{day:yyyy-MM}" });
            return null;
        }

        var first = Number(before.Month)!.Value;
        var share = new Rational(wanted - first, Number(after.Month)!.Value - first);
        return (before.Value + ((after.Value - before.Value) * share), before.Base ?? Base);
    }
}

/// <summary>Reads and checks index series.</summary>
internal static class IndexSeriesReader
{
    public static IReadOnlyList<IndexSeries> Read(InputReader inputs)
    {
        var all = new List<IndexSeries>();
        foreach (var entry in inputs.OptionalObjects("indexes", RuleLimits.Items))
        {
            var id = entry.Identifier("id");
            var name = entry.String("name");
            var region = entry.String("region", RuleLimits.Identifier);
            var baseText = entry.String("base", RuleLimits.Identifier);
            var vintage = entry.OneOf<IndexVintage>("vintage");
            var published = entry.Date("publishedOn");
            var interpolate = entry.Boolean("interpolate");
            var months = Months(entry);
            entry.Close();
            if (id is null || name is null || region is null || baseText is null || vintage is not { } which || published is not { } on || interpolate is not { } fill) continue;
            if (all.Exists(other => other.Id == id)) inputs.Reject(Problems.Duplicate(entry.Of("id"), id));
            all.Add(new IndexSeries(id, name, region, baseText, which, on, fill, months));
        }

        return all;
    }

    /// <summary>Checks typed series as the reader checks written ones.</summary>
    public static void Check(Checks checks, IReadOnlyList<IndexSeries> series)
    {
        for (var i = 0; i < series.Count; i++)
        {
            for (var j = 0; j < series[i].Months.Count; j++)
            {
                var point = series[i].Months[j];
                var here = JsonPath.Item($"{JsonPath.Item("indexes", i)}.months", j);
                checks.Positive($"{here}.value", point.Value);
                checks.That(IndexSeries.Number(point.Month) is not null, () => Problems.NotADate($"{here}.month", point.Month));
                checks.That(!series[i].Months.Take(j).Any(earlier => earlier.Month == point.Month), () => Problems.Duplicate($"{here}.month", point.Month));
            }
        }
    }

    private static List<IndexPoint> Months(InputReader series)
    {
        var months = new List<IndexPoint>();
        foreach (var entry in series.Objects("months", 1200))
        {
            var month = entry.String("month", RuleLimits.Identifier);
            var value = entry.Number("value");
            var flagged = entry.Has("flagged") ? entry.Boolean("flagged") : false;
            var own = entry.OptionalString("base", RuleLimits.Identifier);
            entry.Close();
            if (month is not null && value is { } figure && flagged is { } provisional) months.Add(new IndexPoint(month, figure, provisional, own));
        }

        return months;
    }
}
