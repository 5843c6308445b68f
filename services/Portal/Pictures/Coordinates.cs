using System.Globalization;

namespace Ledger.Portal.Pictures;

/// <summary>Numbers as SVG wants them, whatever the culture.</summary>
internal static class Coordinates
{
    /// <summary>Rounded to a hundredth of a unit.</summary>
    public static string At(decimal value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A round number at or above a value, to end an axis with: 1, 2, 2.5 or 5 times a power of ten.</summary>
    public static decimal Ceiling(decimal value)
    {
        if (value <= 0) return 1;
        var power = 1m;
        while (power * 10 <= value) power *= 10;
        while (power > value) power /= 10;
        foreach (var step in (decimal[])[1, 2, 2.5m, 5, 10])
        {
            if (power * step >= value) return power * step;
        }

        return power * 10;
    }

    /// <summary>A figure short enough for an axis: 1,250,000 as "1.25 M", in Chinese 125万.</summary>
    public static string Short(decimal value, bool chinese)
    {
        var (by, unit) = Math.Abs(value) switch
        {
            >= 100_000_000 when chinese => (100_000_000m, "亿"),
            >= 10_000 when chinese => (10_000m, "万"),
            >= 1_000_000_000 => (1_000_000_000m, " bn"),
            >= 1_000_000 => (1_000_000m, " M"),
            >= 1_000 when !chinese => (1_000m, " k"),
            _ => (1m, ""),
        };
        return (value / by).ToString("0.##", CultureInfo.InvariantCulture) + unit;
    }
}
