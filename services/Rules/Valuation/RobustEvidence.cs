using System.Numerics;

namespace Ledger.Rules;

/// <summary>Robust figures of weighted evidence beyond the median, all exact.</summary>
public static class RobustEvidence
{
    private static readonly Rational BimodalGap = new(3, 10);
    private static readonly Rational HuberConstant = Rational.Parse("1.345");
    private static readonly Rational MadToSigma = Rational.Parse("1.4826");

    /// <summary>
    /// Whether sorted values fall into two groups of at least two each with more than 30% of the lower value between them.
    /// A single far value is an outlier question, not a split market.
    /// </summary>
    public static bool IsBimodal(IReadOnlyList<Rational> sorted)
    {
        ArgumentNullException.ThrowIfNull(sorted);
        for (var i = 2; i <= sorted.Count - 2; i++)
        {
            if (sorted[i] - sorted[i - 1] > BimodalGap * sorted[i - 1]) return true;
        }

        return false;
    }

    /// <summary>The plain mean after the lowest and the highest fifth (whole items, rounded down) are left out.</summary>
    /// <exception cref="ArgumentException">No values.</exception>
    public static Rational TrimmedMean(IReadOnlyList<Rational> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0) throw new ArgumentException("The mean of nothing.", nameof(values));
        var cut = values.Count / 5;
        var kept = values.Order().Skip(cut).Take(values.Count - (2 * cut)).ToList();
        return Sum(kept) / kept.Count;
    }

    /// <summary>
    /// Huber's M-estimate with k = 1.345 and the fixed scale 1.4826 x MAD: the m with sum of weight x clip(x - m, -c, c) = 0,
    /// c = k x scale. Reweighting step by step from the median tends to this m; here the piecewise linear equation is solved
    /// itself, so the figure is exact. Where a whole interval solves it, its point nearest to the median; with a MAD of 0 the
    /// median.
    /// </summary>
    /// <param name="values">Values with weights above 0.</param>
    /// <param name="median">Where reweighting would start: the weighted median.</param>
    /// <param name="mad">Median absolute deviation of the values.</param>
    /// <exception cref="ArgumentException">No values.</exception>
    public static Rational Huber(IReadOnlyList<(Rational Value, Rational Weight)> values, Rational median, Rational mad)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0) throw new ArgumentException("The estimate of nothing.", nameof(values));
        var clip = HuberConstant * MadToSigma * mad;
        if (clip.IsZero) return median;

        // Whole numbers on one common denominator: no fraction is reduced in the search. The weights' scale cancels out.
        var scale = Common(values.Select(entry => entry.Value).Append(clip).Append(median));
        var weights = Common(values.Select(entry => entry.Weight));
        var x = values.Select(entry => Whole(entry.Value, scale)).ToArray();
        var w = values.Select(entry => Whole(entry.Weight, weights)).ToArray();
        var c = Whole(clip, scale);

        // The balance falls as m rises and bends only at x - c and x + c.
        var bends = x.SelectMany(value => new[] { value - c, value + c }).Distinct().Order().ToArray();
        var low = FirstWhere(bends, bend => Balance(x, w, bend, c).Sign <= 0);
        var zero = Balance(x, w, bends[low], c);
        if (zero.IsZero)
        {
            var high = low;
            while (high + 1 < bends.Length && Balance(x, w, bends[high + 1], c).IsZero) high++;
            var start = Whole(median, scale);
            var nearest = start < bends[low] ? bends[low] : start > bends[high] ? bends[high] : start;
            return new Rational(nearest, scale);
        }

        // Between the bend before (balance above 0) and this one (below 0) the balance is a straight line.
        var before = Balance(x, w, bends[low - 1], c);
        return new Rational((bends[low - 1] * (before - zero)) + (before * (bends[low] - bends[low - 1])), (before - zero) * scale);
    }

    /// <summary>
    /// The quartiles by linear interpolation at (n - 1) x p of the sorted values (the common "type 7").
    /// </summary>
    /// <exception cref="ArgumentException">No values.</exception>
    public static Rational Quantile(IReadOnlyList<Rational> values, Rational p)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0) throw new ArgumentException("The quantile of nothing.", nameof(values));
        var sorted = values.Order().ToList();
        var place = (sorted.Count - 1) * p;
        var below = (int)place.Floor();
        return below + 1 < sorted.Count ? sorted[below] + ((sorted[below + 1] - sorted[below]) * (place - below)) : sorted[below];
    }

    /// <summary>The lower weighted median of sorted weighted values without each one of them in turn.</summary>
    public static IReadOnlyList<Rational> LeaveOneOut(IReadOnlyList<(Rational Value, Rational Weight)> sorted)
    {
        ArgumentNullException.ThrowIfNull(sorted);
        var cumulative = new Rational[sorted.Count];
        var sum = Rational.Zero;
        for (var i = 0; i < sorted.Count; i++) cumulative[i] = sum += sorted[i].Weight;

        var without = new Rational[sorted.Count];
        for (var left = 0; left < sorted.Count; left++)
        {
            var gone = sorted[left].Weight;
            var half = (sum - gone) / 2;
            var shifted = half + gone;
            for (var j = 0; j < sorted.Count; j++)
            {
                if (j == left || cumulative[j] < (j > left ? shifted : half)) continue;
                without[left] = sorted[j].Value;
                break;
            }
        }

        return without;
    }

    /// <summary>The sum; 0 of nothing.</summary>
    public static Rational Sum(IEnumerable<Rational> values) => values.Aggregate(Rational.Zero, (sum, value) => sum + value);

    /// <summary>Sum of weight x value, over one common denominator.</summary>
    internal static Rational WeightedSum(IReadOnlyList<(Rational Value, Rational Weight)> values)
    {
        var scale = Common(values.Select(entry => entry.Value));
        var weights = Common(values.Select(entry => entry.Weight));
        var sum = values.Aggregate(BigInteger.Zero, (total, entry) => total + (Whole(entry.Value, scale) * Whole(entry.Weight, weights)));
        return new Rational(sum, scale * weights);
    }

    private static BigInteger Balance(BigInteger[] x, BigInteger[] w, BigInteger at, BigInteger c)
    {
        var balance = BigInteger.Zero;
        for (var i = 0; i < x.Length; i++)
        {
            var away = x[i] - at;
            balance += w[i] * (away > c ? c : away < -c ? -c : away);
        }

        return balance;
    }

    private static int FirstWhere(BigInteger[] sorted, Func<BigInteger, bool> holds)
    {
        var low = 0;
        var high = sorted.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (holds(sorted[middle])) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private static BigInteger Common(IEnumerable<Rational> values) => values.Aggregate(BigInteger.One, (common, value) =>
        common / BigInteger.GreatestCommonDivisor(common, value.Denominator) * value.Denominator);

    private static BigInteger Whole(Rational value, BigInteger scale) => value.Numerator * (scale / value.Denominator);
}
