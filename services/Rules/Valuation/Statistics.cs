using System.Globalization;

namespace Ledger.Rules;

/// <summary>Robust statistics in exact arithmetic.</summary>
public static class Statistics
{
    /// <summary>Iglewicz-Hoaglin's constant: 0.6745 makes the modified z comparable with an ordinary z under normal data.</summary>
    public static Rational ModifiedZConstant { get; } = Rational.Parse("0.6745");

    /// <summary>Iglewicz-Hoaglin's cut: a modified z above it marks an outlier.</summary>
    public static Rational ModifiedZCut { get; } = Rational.Parse("3.5");

    /// <summary>Turns a mean absolute deviation into a scale like the standard deviation's, where the MAD is 0.</summary>
    public static Rational MeanDeviationConstant { get; } = Rational.Parse("1.2533");

    /// <summary>The middle value; of an even number the exact mean of the two in the middle.</summary>
    /// <exception cref="ArgumentException">No values.</exception>
    public static Rational Median(IEnumerable<Rational> values)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0) throw new ArgumentException("The median of nothing.", nameof(values));
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Median of the absolute deviations from the median.</summary>
    public static Rational MedianAbsoluteDeviation(IReadOnlyCollection<Rational> values)
    {
        var median = Median(values);
        return Median(values.Select(value => Rational.Abs(value - median)));
    }

    /// <summary>
    /// The modified z of each value: 0.6745 |x - median| / MAD. Where the MAD is 0 (more than half of the values are equal),
    /// |x - median| / (1.2533 x mean absolute deviation) takes its place; where that is 0 too, all values are equal and z is 0.
    /// Exact, so the comparison with the cut is never decided by rounding.
    /// </summary>
    public static IReadOnlyList<Rational> ModifiedZ(IReadOnlyList<Rational> values)
    {
        var median = Median(values);
        var deviations = values.Select(value => Rational.Abs(value - median)).ToList();
        return ModifiedZ(deviations, Median(deviations));
    }

    /// <summary>The same of absolute deviations from the median and their median, where those are known.</summary>
    internal static IReadOnlyList<Rational> ModifiedZ(IReadOnlyList<Rational> deviations, Rational mad)
    {
        if (!mad.IsZero) return [.. deviations.Select(deviation => ModifiedZConstant * deviation / mad)];

        var mean = deviations.Aggregate(Rational.Zero, (sum, deviation) => sum + deviation) / deviations.Count;
        return [.. deviations.Select(deviation => mean.IsZero ? Rational.Zero : deviation / (MeanDeviationConstant * mean))];
    }

    /// <summary>The first value, ascending, at which the cumulative weight reaches half of the whole weight.</summary>
    /// <exception cref="ArgumentException">No positive weight.</exception>
    public static Rational LowerWeightedMedian(IEnumerable<(Rational Value, Rational Weight)> values)
    {
        var sorted = values.Where(entry => entry.Weight.Sign > 0).OrderBy(entry => entry.Value).ToList();
        var half = sorted.Aggregate(Rational.Zero, (sum, entry) => sum + entry.Weight) / 2;
        var cumulative = Rational.Zero;
        foreach (var (value, weight) in sorted)
        {
            cumulative += weight;
            if (cumulative >= half) return value;
        }

        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"No positive weight among {sorted.Count} values."), nameof(values));
    }
}
