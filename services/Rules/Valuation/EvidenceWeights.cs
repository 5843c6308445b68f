namespace Ledger.Rules;

/// <summary>How much a piece of market evidence counts.</summary>
public static class EvidenceWeights
{
    /// <summary>Decimal places kept of a recency weight, cut off.</summary>
    public const int RecencyDigits = 6;

    private static readonly Rational[] Twelfths = [.. Enumerable.Range(0, 12).Select(month => new Rational(1, 2).Pow(new Rational(month, 12), 12))];

    /// <summary>Whole months from one day to a later one.</summary>
    public static int Months(DateOnly from, DateOnly to) => ((to.Year - from.Year) * 12) + to.Month - from.Month - (to.Day < from.Day ? 1 : 0);

    /// <summary>2^(-months/12), cut off after <see cref="RecencyDigits"/> places: half after a year.</summary>
    public static Rational Recency(int months)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(months);
        var (years, rest) = Math.DivRem(months, 12);
        return years >= 20 ? Rational.Zero : (Twelfths[rest] / new Rational(1L << years)).Round(RecencyDigits, Rounding.Down);
    }

    /// <summary>
    /// The factor on each source's weight that keeps every source at or below its share: the largest sources are scaled down
    /// together, the others stay. Null where the sources are too few for the share.
    /// </summary>
    public static IReadOnlyDictionary<string, Rational>? ShareLimited(IReadOnlyDictionary<string, Rational> sources, Rational share)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var scale = sources.Keys.ToDictionary(source => source, _ => Rational.One, StringComparer.Ordinal);
        if (share * sources.Count < 1) return null;

        var rest = RobustEvidence.Sum(sources.Values);
        var capped = 0;
        foreach (var (_, weight) in sources.OrderByDescending(source => source.Value).ThenBy(source => source.Key, StringComparer.Ordinal))
        {
            if (weight * (1 - (share * capped)) <= share * rest) break;
            capped++;
            rest -= weight;
        }

        if (capped == 0) return scale;
        var limit = share * rest / (1 - (share * capped));
        foreach (var (source, weight) in sources.Where(source => source.Value > limit)) scale[source] = limit / weight;
        return scale;
    }
}
