using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class StatisticsTests
{
    [Fact]
    public void G26_flags_55_with_a_modified_z_of_6_576()
    {
        Rational[] values = [12, 15, 16, 21, 55];
        Assert.Equal(16, Statistics.Median(values));
        Assert.Equal(4, Statistics.MedianAbsoluteDeviation(values));
        var scores = Statistics.ModifiedZ(values);
        Assert.Equal("6.576", scores[4].ToDecimal(3, Rounding.HalfUp));
        Assert.Equal([false, false, false, false, true], scores.Select(z => z > Statistics.ModifiedZCut));
    }

    [Fact]
    public void The_cut_is_decided_exactly()
    {
        // Median 0, MAD 6745: z = x / 10000 exactly, so 35000 stands on the cut and 35001 beyond it.
        Rational[] on = [-6745, 0, 0, 6745, 35000, -6745, 6745];
        Rational[] beyond = [-6745, 0, 0, 6745, 35001, -6745, 6745];
        Assert.False(Statistics.ModifiedZ(on)[4] > Statistics.ModifiedZCut);
        Assert.True(Statistics.ModifiedZ(beyond)[4] > Statistics.ModifiedZCut);
    }

    [Fact]
    public void Where_most_values_are_equal_the_mean_deviation_takes_over()
    {
        // MAD 0; mean absolute deviation 90/5 = 18; 90 / (1.2533 * 18) = 3.989...
        Rational[] values = [10, 10, 10, 10, 100];
        Assert.True(Statistics.MedianAbsoluteDeviation(values).IsZero);
        var scores = Statistics.ModifiedZ(values);
        Assert.Equal("3.989", scores[4].ToDecimal(3, Rounding.HalfUp));
        Assert.True(scores[0].IsZero);
        Assert.All(Statistics.ModifiedZ([7, 7, 7]), z => Assert.True(z.IsZero));
    }

    [Fact]
    public void A_median_of_an_even_number_is_the_exact_mean_of_the_middle() => Assert.Equal(Given.Number("2.5"), Statistics.Median([4, 1, 3, 2]));

    [Fact]
    public void A_median_leaves_at_most_half_on_either_side() => Gen.Int[-100, 100].Array[1, 15].Sample(numbers =>
    {
        var values = numbers.Select(number => new Rational(number)).ToList();
        var median = Statistics.Median(values);
        return values.Count(value => value < median) * 2 <= values.Count && values.Count(value => value > median) * 2 <= values.Count;
    });

    [Fact]
    public void The_lower_weighted_median_is_the_first_value_at_half_the_weight()
    {
        Assert.Equal(2, Statistics.LowerWeightedMedian([(3, 1), (1, 1), (2, 1), (4, 1)]));
        Assert.Equal(4, Statistics.LowerWeightedMedian([(1, 1), (4, 3)]));
        Assert.Equal(1, Statistics.LowerWeightedMedian([(1, 1), (9, 0)]));
        Assert.Throws<ArgumentException>(() => Statistics.LowerWeightedMedian([(1, 0)]));
        Assert.Throws<ArgumentException>(() => Statistics.Median([]));
    }
}
