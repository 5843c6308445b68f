using System.Globalization;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Transparency.Search;

namespace Ledger.Audit.Features;

/// <summary>Reads days, moments and amounts that come in a query.</summary>
internal static class QueryTime
{
    /// <summary>A day, or null when none was given.</summary>
    /// <exception cref="RequestRefusedException">It is no day.</exception>
    public static DateOnly? Day(string name, string? text) => text is null
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw RequestRefused.Malformed(name, "the value is not a day, yyyy-MM-dd");

    /// <summary>A moment with its offset, or a day, which means its end in UTC; null when none was given.</summary>
    /// <exception cref="RequestRefusedException">It is neither.</exception>
    public static DateTimeOffset? Moment(string name, string? text)
    {
        if (text is null) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            return new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)).AddMicroseconds(-1);
        string[] forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK"];
        return DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw RequestRefused.Malformed(name, "the value is neither a day, yyyy-MM-dd, nor a moment, yyyy-MM-ddTHH:mm:ssZ");
    }

    /// <summary>An amount in ten-thousandths, or null when none was given.</summary>
    /// <exception cref="RequestRefusedException">It is no amount.</exception>
    public static long? Amount(string name, string? text) => text is null
        ? null
        : FoundAmounts.TenThousandths(text) ?? throw RequestRefused.Malformed(name, "the value is not an amount with at most four decimal places");
}
