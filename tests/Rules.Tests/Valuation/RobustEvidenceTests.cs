using CsCheck;

namespace Ledger.Rules.Tests;

/// <summary>Robust figures against slow, obvious versions of themselves.</summary>
public sealed class RobustEvidenceTests
{
    private static readonly Gen<(Rational Value, Rational Weight)[]> Evidence = Gen.Select(Gen.Int[1, 200], Gen.Int[1, 20]).Array[1, 12]
        .Select(rows => rows.Select(row => (new Rational(row.Item1), new Rational(row.Item2, 20))).ToArray());

    [Fact]
    public void The_lower_weighted_median_is_where_half_of_the_repeated_values_lie() => Evidence.Sample(entries =>
    {
        // Each value as many times as twentieths of weight: the plain lower median of that list.
        var repeated = entries.SelectMany(entry => Enumerable.Repeat(entry.Value, (int)(entry.Weight * 20).Numerator)).Order().ToList();
        return Statistics.LowerWeightedMedian(entries) == repeated[((repeated.Count + 1) / 2) - 1];
    });

    [Fact]
    public void Leaving_one_out_is_the_median_of_the_others() => Evidence.Where(entries => entries.Length > 1).Sample(entries =>
    {
        var sorted = entries.OrderBy(entry => entry.Value).ToList();
        var expected = Enumerable.Range(0, sorted.Count).Select(i => Statistics.LowerWeightedMedian(sorted.Where((_, j) => j != i)));
        return expected.SequenceEqual(RobustEvidence.LeaveOneOut(sorted));
    });

    [Fact]
    public void Huber_is_the_limit_of_reweighting_from_the_median() => Evidence.Where(entries => entries.Length > 2).Sample(entries =>
    {
        var median = Statistics.LowerWeightedMedian(entries);
        var mad = Statistics.MedianAbsoluteDeviation([.. entries.Select(entry => entry.Value)]);
        var exact = RobustEvidence.Huber(entries, median, mad);
        var clip = Given.Number("1.345") * Given.Number("1.4826") * mad;
        if (clip.IsZero)
        {
            Assert.Equal(median, exact);
            return;
        }

        var m = median;
        for (var round = 0; round < 400; round++)
        {
            Rational above = 0, below = 0;
            foreach (var (value, weight) in entries)
            {
                var away = Rational.Abs(value - m);
                var pull = weight * (away <= clip ? Rational.One : (clip / away).Round(15, Rounding.HalfEven));
                above += pull * value;
                below += pull;
            }

            var next = (above / below).Round(15, Rounding.HalfEven);
            if (next == m) break;
            m = next;
        }

        Assert.True(Rational.Abs(m - exact) < Given.Number("0.0001"), $"{exact.ToDecimal(8, Rounding.HalfUp)} against {m}");
    }, iter: 30);

    [Fact]
    public void Huber_balances_the_clipped_distances() => Evidence.Sample(entries =>
    {
        var median = Statistics.LowerWeightedMedian(entries);
        var mad = Statistics.MedianAbsoluteDeviation([.. entries.Select(entry => entry.Value)]);
        var clip = Given.Number("1.345") * Given.Number("1.4826") * mad;
        if (clip.IsZero) return;
        var m = RobustEvidence.Huber(entries, median, mad);
        Assert.True(entries.Aggregate(Rational.Zero, (sum, entry) => sum + (entry.Weight * Rational.Max(-clip, Rational.Min(clip, entry.Value - m)))).IsZero);
    });

    [Fact]
    public void The_trimmed_mean_leaves_a_fifth_out_on_either_side()
    {
        Assert.Equal(Given.Number("5.5"), RobustEvidence.TrimmedMean([1, 2, 3, 4, 5, 6, 7, 8, 9, 1000])); // 3 to 8
        Assert.Equal(3, RobustEvidence.TrimmedMean([1, 2, 3, 4, 5])); // 2 to 4
        Assert.Equal(Given.Number("2.5"), RobustEvidence.TrimmedMean([1, 2, 3, 4]));
    }

    [Fact]
    public void Quartiles_are_interpolated()
    {
        Assert.Equal(15, RobustEvidence.Quantile([10, 15, 20, 25, 30], new(1, 4)));
        Assert.Equal(Given.Number("1.75"), RobustEvidence.Quantile([4, 1, 3, 2], new(1, 4)));
        Assert.Equal(4, RobustEvidence.Quantile([4, 1, 3, 2], 1));
    }

    [Theory]
    [InlineData("100 101 131 132", false)]
    [InlineData("100 101 132 133", true)]
    [InlineData("100 101 102 500", false)]
    [InlineData("100 500 501 502", false)]
    [InlineData("100 101", false)]
    public void A_split_market_has_two_groups_of_two(string values, bool split) =>
        Assert.Equal(split, RobustEvidence.IsBimodal([.. values.Split(' ').Select(Given.Number)]));

    [Fact]
    public void Recency_halves_each_year()
    {
        Assert.Equal(["1", "0.5", "0.25", "0.000001"], new[] { 0, 12, 24, 12 * 19 }.Select(months => EvidenceWeights.Recency(months).ToString()));
        Assert.Equal("0", EvidenceWeights.Recency(12 * 20).ToString());
        foreach (var months in Enumerable.Range(0, 120))
        {
            var slow = new Rational(1, 2).Pow(new Rational(months, 12), 30);
            Assert.True(Rational.Abs(slow - EvidenceWeights.Recency(months)) <= new Rational(2, 1_000_000));
        }
    }

    [Theory]
    [InlineData("2025-01-31", "2025-02-28", 0)]
    [InlineData("2025-01-31", "2025-03-01", 1)]
    [InlineData("2024-03-01", "2025-03-01", 12)]
    [InlineData("2025-03-01", "2025-03-01", 0)]
    public void Months_are_whole_ones(string from, string to, int months) => Assert.Equal(months, EvidenceWeights.Months(DateOnly.Parse(from), DateOnly.Parse(to)));

    [Fact]
    public void No_source_passes_its_share_and_the_small_ones_stay() => Gen.Int[1, 100].Array[3, 8].Sample(weights =>
    {
        var share = new Rational(2, 5);
        var sources = weights.Select((weight, i) => ($"S{i}", new Rational(weight))).ToDictionary(entry => entry.Item1, entry => entry.Item2);
        var scale = EvidenceWeights.ShareLimited(sources, share)!;
        var after = sources.ToDictionary(entry => entry.Key, entry => entry.Value * scale[entry.Key]);
        var whole = RobustEvidence.Sum(after.Values);
        Assert.All(after.Values, weight => Assert.True(weight <= share * whole));
        Assert.All(scale, entry => Assert.True(entry.Value == 1 || after[entry.Key] == share * whole));
    });

    [Fact]
    public void Two_sources_cannot_both_stay_below_two_fifths() =>
        Assert.Null(EvidenceWeights.ShareLimited(new Dictionary<string, Rational> { ["A"] = 1, ["B"] = 1 }, new(2, 5)));
}
