using System.Numerics;
using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class LargestRemainderTests
{
    private static readonly Gen<(long Pool, long[] Weights)> Case =
        Gen.Select(Gen.Long[0, 1_000_000_000_000], Gen.Long[0, 1_000_000].Array[1, 12]).Where((_, weights) => weights.Any(weight => weight > 0));

    [Fact]
    public void The_parts_sum_to_the_whole_and_stay_within_a_smallest_unit() => Case.Sample((pool, weights) =>
    {
        var split = Split(pool, weights);
        var sum = weights.Sum();
        return split.Amounts.Values.Sum(part => part.Minor) == pool
            && weights.Select((weight, i) => (new Rational(pool) * weight / sum) - split.Amounts[Name(i)].Minor).All(off => Rational.Abs(off) < 1);
    });

    [Fact]
    public void The_order_in_which_parties_are_named_does_not_matter() => Case.SelectMany(@case => Gen.Shuffle(Enumerable.Range(0, @case.Weights.Length).ToArray()).Select(order => (@case, order)))
        .Sample((@case, order) =>
        {
            var forward = Split(@case.Pool, @case.Weights);
            var shuffled = LargestRemainder.Split(
                new Money(@case.Pool, Given.Cny), order.ToDictionary(Name, i => new Rational(@case.Weights[i])));
            return forward.Amounts.Lines().SequenceEqual(shuffled.Amounts.Lines()) && forward.Residual.SequenceEqual(shuffled.Residual);
        });

    [Fact]
    public void Scaling_all_weights_changes_nothing() => Gen.Select(Case, Gen.Long[1, 1000], Gen.Long[1, 1000]).Sample((@case, a, b) =>
    {
        var scaled = @case.Weights.Select((weight, i) => (Name(i), new Rational(weight) * new Rational(a, b))).ToDictionary(entry => entry.Item1, entry => entry.Item2);
        return LargestRemainder.Split(new Money(@case.Pool, Given.Cny), scaled).Amounts.Lines().SequenceEqual(Split(@case.Pool, @case.Weights).Amounts.Lines());
    });

    [Fact]
    public void Scaling_the_pool_by_ten_scales_every_part_within_a_unit() => Case.Sample((pool, weights) =>
    {
        var one = Split(pool, weights);
        var ten = Split(pool * 10, weights);
        return one.Amounts.All(part => Math.Abs((part.Value.Minor * 10) - ten.Amounts[part.Key].Minor) <= 10);
    });

    [Fact]
    public void A_weight_of_zero_gets_nothing_and_changes_nothing() => Case.Sample((pool, weights) =>
    {
        var with = Split(pool, [.. weights, 0]);
        return with.Amounts[Name(weights.Length)].IsZero
            && with.Amounts.Where(part => part.Key != Name(weights.Length)).All(part => part.Value == Split(pool, weights).Amounts[part.Key]);
    });

    [Fact]
    public void A_tie_goes_to_the_lower_party_id()
    {
        var split = LargestRemainder.Split(Given.Yuan("100.00"), Given.Weights(("S", "1"), ("E2", "1"), ("E10", "1")));
        Assert.Equal(["E10 33.34", "E2 33.33", "S 33.33"], split.Amounts.Lines());
        Assert.Equal([new ResidualUnit("E10", new Rational(1, 3))], split.Residual);
    }

    [Fact]
    public void One_thousand_paid_out_in_three_stays_one_thousand()
    {
        // A tool in the field once paid 1,000.02 out of 1,000.00.
        var split = LargestRemainder.Split(Given.Yuan("1000.00"), Given.Weights(("a", "1/3"), ("b", "1/3"), ("c", "1/3")));
        Assert.Equal(["a 333.34", "b 333.33", "c 333.33"], split.Amounts.Lines());
    }

    [Fact]
    public void Carried_interest_of_33_33_and_33_34_keeps_the_declared_residual()
    {
        // Public case S-J1: 36 carried by S1, S3, S4 at 33.33/33.33/33.34 %.
        var carried = LargestRemainder.Split(Given.Yuan("360000.00"), Given.Weights(("S1", "33.33"), ("S3", "33.33"), ("S4", "33.34")));
        Assert.Equal(["S1 119988.00", "S3 119988.00", "S4 120024.00"], carried.Amounts.Lines());
    }

    [Fact]
    public void General_average_is_right_to_the_cent_where_a_printed_one_only_sums()
    {
        // Public trap R9: the print (331847.11, 145198.60, 124512.51, 8441.78) sums to 610,000 and is still wrong.
        var split = LargestRemainder.Split(Given.Yuan("610000.00"), Given.Weights(("a", "16000000"), ("b", "7000000"), ("c", "6000000"), ("d", "410000")));
        Assert.Equal(["a 331859.91", "b 145188.71", "c 124447.47", "d 8503.91"], split.Amounts.Lines());
    }

    [Fact]
    public void A_revenue_share_of_15_99_is_split_without_loss()
    {
        // Public case S-J6: 75 % of 15.99 is 11.9925 exactly; the parts must sum to 15.99.
        Assert.Equal(Given.Number("11.9925"), Given.Yuan("15.99").Value * Given.Number("0.75"));
        Assert.Equal(["author 11.99", "house 4.00"], LargestRemainder.Split(Given.Yuan("15.99"), Given.Weights(("author", "0.75"), ("house", "0.25"))).Amounts.Lines());
    }

    [Fact]
    public void Weights_without_a_short_common_denominator_are_divided_alike()
    {
        // 1, 1 and 2 parts of 1/q each, q of 5,001 bits: a quarter of 100.01 is 25.0025, half of it 50.005: the largest remainder is C's.
        var part = new Rational(1, (BigInteger.One << 5000) + 1);
        var split = LargestRemainder.Split(
            Given.Yuan("100.01"), new Dictionary<string, Rational>(StringComparer.Ordinal) { ["A"] = part, ["B"] = part, ["C"] = 2 * part });
        Assert.Equal(["A 25.00", "B 25.00", "C 50.01"], split.Amounts.Lines());
        Assert.Equal([new ResidualUnit("C", new Rational(1, 2))], split.Residual);
    }

    [Fact]
    public void Weights_on_any_scale_are_divided_alike_with_or_without_a_short_denominator()
    {
        var scale = new Rational(1, (BigInteger.One << 5000) + 1);
        Gen.Select(Gen.Long[1, 5_000], Gen.Long[1, 60].Array[2, 7]).Sample((pool, weights) =>
        {
            var plain = Split(pool, weights);
            var scaled = LargestRemainder.Split(
                new Money(pool, Given.Cny), weights.Select((weight, i) => (Name(i), weight * scale)).ToDictionary(entry => entry.Item1, entry => entry.Item2));
            return plain.Amounts.SequenceEqual(scaled.Amounts) && plain.Residual.SequenceEqual(scaled.Residual);
        });
    }

    [Fact]
    public void What_cannot_be_divided_is_an_error()
    {
        Assert.Throws<ArgumentException>(() => LargestRemainder.Split(Given.Yuan("-1.00"), Given.Weights(("a", "1"))));
        Assert.Throws<ArgumentException>(() => LargestRemainder.Split(Given.Yuan("1.00"), Given.Weights(("a", "-1"), ("b", "2"))));
        Assert.Throws<ArgumentException>(() => LargestRemainder.Split(Given.Yuan("1.00"), Given.Weights(("a", "0"))));
        Assert.Throws<ArgumentException>(() => LargestRemainder.Split(Given.Yuan("1.00"), Given.Weights()));
        Assert.Equal(["a 0.00"], LargestRemainder.Split(Given.Yuan("0.00"), Given.Weights(("a", "0"))).Amounts.Lines());
    }

    private static string Name(int index) => $"P{index:000}";

    private static Split Split(long pool, long[] weights) => LargestRemainder.Split(
        new Money(pool, Given.Cny), weights.Select((weight, i) => (Name(i), weight)).ToDictionary(entry => entry.Item1, entry => new Rational(entry.weight)));
}
