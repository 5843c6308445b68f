namespace Ledger.Benchmarks.Measuring;

/// <summary>Median and interquartile range of a figure over the rounds.</summary>
internal sealed record Summary(double Median, IReadOnlyList<double> Iqr)
{
    public static Summary Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return new Summary(Digits.Four(Quantile.Of(sorted, 0.5)), [Digits.Four(Quantile.Of(sorted, 0.25)), Digits.Four(Quantile.Of(sorted, 0.75))]);
    }
}

/// <summary>Percentiles of single durations, in milliseconds.</summary>
internal sealed record Percentiles(double P50, double P95, double P99, double P999)
{
    public static Percentiles Of(IEnumerable<TimeSpan> durations)
    {
        var sorted = durations.Select(duration => duration.TotalMilliseconds).Order().ToList();
        return new Percentiles(At(0.5), At(0.95), At(0.99), At(0.999));

        double At(double q) => Digits.Four(Quantile.Of(sorted, q));
    }
}

/// <summary>Quantile by linear interpolation between the two nearest ranks.</summary>
internal static class Quantile
{
    public static double Of(IReadOnlyList<double> sorted, double q)
    {
        if (sorted.Count == 0) return double.NaN;
        var at = q * (sorted.Count - 1);
        var below = (int)Math.Floor(at);
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (at - below));
    }
}

/// <summary>More digits than four would claim what two noisy cores cannot show.</summary>
internal static class Digits
{
    public static double Four(double value)
    {
        if (value == 0 || !double.IsFinite(value)) return 0;
        var magnitude = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        var places = 3 - magnitude;
        return places is >= 0 and <= 15 ? Math.Round(value, places) : Math.Round(value);
    }
}
