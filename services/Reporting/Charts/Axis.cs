using System.Globalization;

namespace Ledger.Reporting;

/// <summary>A linear axis with round ticks (steps of 1, 2 or 5 times a power of ten), exact in decimals.</summary>
internal sealed record Axis(decimal Low, decimal High, decimal Step)
{
    private const int AboutTicks = 5;

    public static Axis Over(IEnumerable<decimal> figures, bool fromZero)
    {
        var all = figures.ToList();
        if (fromZero || all.Count == 0) all.Add(0);
        decimal low = all.Min(), high = all.Max();
        if (low == high) (low, high) = low == 0 ? (0, 1) : (low - Math.Abs(low) / 10, high + Math.Abs(high) / 10);
        var step = RoundStep((high - low) / AboutTicks);
        return new Axis(Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, step);
    }

    public IEnumerable<decimal> Ticks()
    {
        for (var tick = Low; tick <= High; tick += Step) yield return tick;
    }

    /// <summary>The place of a figure between two places.</summary>
    public decimal Place(decimal figure, decimal from, decimal to) => Math.Round(from + (figure - Low) / (High - Low) * (to - from), 2, MidpointRounding.AwayFromZero);

    public static string Written(decimal figure) => figure.ToString("#,0.######", CultureInfo.InvariantCulture);

    private static decimal RoundStep(decimal about)
    {
        var power = 1m;
        while (power * 10 <= about) power *= 10;
        while (power > about) power /= 10;
        return about <= power * 2 ? power * 2 : about <= power * 5 ? power * 5 : power * 10;
    }
}
