using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class WaterFillTests
{
    [Fact]
    public void Sample_b_fills_in_two_rounds_and_leaves_1600()
    {
        var fill = WaterFill.Divide(91_600, Given.Weights(("F1", "50"), ("F2", "30"), ("U", "20")), Given.Weights(("F1", "36000"), ("F2", "51000"), ("U", "3000")));
        Assert.Equal([36_000, 51_000, 3_000], fill.Amounts.Values.Select(value => (int)value.Numerator));
        Assert.Equal(1_600, fill.Unallocated);
        Assert.Equal(
            ["1 F1 45800 36000", "1 F2 27480 27480", "1 U 18320 3000", "2 F2 52600 51000"],
            fill.Rounds.Select(step => $"{step.Round} {step.Party} {step.Asked} {step.Taken}"));
    }

    [Fact]
    public void Nothing_is_lost_no_cap_is_passed_and_the_uncapped_keep_their_proportion() =>
        Gen.Select(Gen.Long[0, 1_000_000], Gen.Select(Gen.Long[0, 50], Gen.Long[0, 400_000], Gen.Bool).Array[1, 8]).Sample((amount, parties) =>
        {
            var weights = parties.Select((party, i) => ($"P{i}", party.Item1)).ToDictionary(entry => entry.Item1, entry => new Rational(entry.Item2));
            var caps = parties.Select((party, i) => ($"P{i}", party)).Where(entry => entry.party.Item3).ToDictionary(entry => entry.Item1, entry => new Rational(entry.party.Item2));
            var fill = WaterFill.Divide(amount, weights, caps);

            var sum = fill.Amounts.Values.Aggregate(fill.Unallocated, (total, part) => total + part);
            var below = fill.Amounts.Where(part => weights[part.Key].Sign > 0 && (!caps.TryGetValue(part.Key, out var cap) || part.Value < cap)).ToList();
            var perWeight = below.Select(part => part.Value / weights[part.Key]).Distinct().Count();
            return sum == amount
                && fill.Amounts.All(part => !caps.TryGetValue(part.Key, out var cap) || part.Value <= cap)
                && fill.Amounts.All(part => weights[part.Key].Sign > 0 || part.Value.IsZero)
                && perWeight <= 1
                && (fill.Unallocated.IsZero || below.Count == 0);
        });

    [Fact]
    public void Negative_inputs_are_errors()
    {
        Assert.Throws<ArgumentException>(() => WaterFill.Divide(-1, Given.Weights(("a", "1")), Given.Weights()));
        Assert.Throws<ArgumentException>(() => WaterFill.Divide(1, Given.Weights(("a", "-1")), Given.Weights()));
        Assert.Throws<ArgumentException>(() => WaterFill.Divide(1, Given.Weights(("a", "-1"), ("b", "2")), Given.Weights()));
        Assert.Throws<ArgumentException>(() => WaterFill.Divide(1, Given.Weights(("a", "1")), Given.Weights(("a", "-1"))));
        Assert.Throws<ArgumentException>(() => WaterFill.Divide(1, Given.Weights(("a", "1"), ("b", "1")), Given.Weights(("a", "1"), ("b", "-1"))));
    }

    [Fact]
    public void Nothing_is_divided_into_nothing()
    {
        var fill = WaterFill.Divide(0, Given.Weights(("a", "1"), ("b", "2")), Given.Weights(("a", "5")));
        Assert.All(fill.Amounts.Values, amount => Assert.Equal(0, amount));
        Assert.Equal(0, fill.Unallocated);
    }
}
