using System.Text.Json;
using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class ComparablesGridTests
{
    private static readonly GridPolicy Open = GridPolicy.Default with { SourceShare = 1, MinEffective = 1 };
    private static readonly DateOnly Day = new(2025, 3, 1);

    [Fact]
    public void Weights_are_class_times_age_times_similarity_times_independence()
    {
        var evaluation = Evaluate([
            Comparable("A", "100", priced: new(2025, 3, 1)),
            Comparable("B", "101", priced: new(2024, 3, 1), from: SourceClass.Auction),
            Comparable("C", "102", priced: new(2024, 3, 2), from: SourceClass.PlatformSale, similarity: "0.5"),
            Comparable("D", "103", priced: new(2023, 3, 1), independence: "0.5")], Open);

        // 2^(-12/12) = 1/2; 2^(-11/12) = 0.529731...; 2^(-24/12) = 1/4.
        Assert.Equal("1", evaluation.Step("weight/A"));
        Assert.Equal("0.45", evaluation.Step("weight/B"));
        Assert.Equal("0.2118924", evaluation.Step("weight/C"));
        Assert.Equal("0.125", evaluation.Step("weight/D"));
    }

    [Fact]
    public void An_asking_price_counts_nine_tenths_once()
    {
        var silent = Evaluate([Comparable("A", "1000", from: SourceClass.AskingPrice), Comparable("B", "900")], Open);
        var stated = Evaluate([Comparable("A", "1000", from: SourceClass.AskingPrice, factors: new GridFactor(GridFactorKind.Transaction, Factor: Given.Number("0.8"))), Comparable("B", "900")], Open);
        Assert.Equal("900", silent.Step("adjusted/A"));
        Assert.Equal("800", stated.Step("adjusted/A"));
    }

    [Fact]
    public void Factors_apply_in_the_fixed_order_and_capacity_takes_an_exponent()
    {
        var evaluation = Evaluate([Comparable("A", "10", factors:
            [new GridFactor(GridFactorKind.Region, Factor: Given.Number("1.1")), new GridFactor(GridFactorKind.Capacity, 100, 90, Exponent: Given.Number("0.8")), new GridFactor(GridFactorKind.PriceIndex, 120, 100)])], Open);
        Assert.Equal("10 * 120/100 * (100/90)^0.8 * 1.1", evaluation.Result!.Steps.Single(step => step.Id == "adjusted/A").Formula);
        // Public case G12: 10 x (100/90)^0.8 = 10.8794; x 1.32 = 14.3608.
        Assert.Equal("14.36", evaluation.Figures<GridFigures>().Value.Amount);
    }

    [Fact]
    public void A_missing_month_is_interpolated_between_its_neighbours_where_the_series_allows_it()
    {
        var series = new IndexSeries("s", "Machines", "CN", "2020=100", IndexVintage.FirstPublished, new(2025, 4, 1), true,
            [new("2025-03", 120), new("2024-12", 100), new("2024-06", 90), new("2025-04", 999, Flagged: true)]);
        var evaluation = Evaluate([Comparable("A", "105", priced: new(2024, 9, 5), factors: new GridFactor(GridFactorKind.PriceIndex, Series: "s"))], Open, series);
        // September is half way from June (90) to December (100): 95; 105 x 120/95.
        Assert.Equal("132.63", evaluation.Figures<GridFigures>().Value.Amount);
    }

    [Fact]
    public void Large_adjustments_lower_the_weight_or_drop_the_comparable()
    {
        GridComparable[] items =
            [Comparable("A", "100", factors: [new GridFactor(GridFactorKind.Region, Factor: Given.Number("1.3")), new GridFactor(GridFactorKind.Configuration, Factor: Given.Number("0.7"))]), Comparable("B", "95"), Comparable("C", "96")];
        var lowered = Evaluate(items, Open);
        // |1.3 - 1| + |0.7 - 1| = 0.6: half the weight.
        Assert.Equal("0.5", lowered.Step("weight/A"));
        Assert.Equal(["gross-adjustment", "policy-changed"], lowered.Figures<GridFigures>().Flags);
        var dropped = Evaluate(items, Open with { GrossRule = GrossRule.Drop }).Figures<GridFigures>();
        Assert.False(dropped.Comparables[0].Used);
        Assert.Equal("95.00", dropped.Value.Amount);
    }

    [Fact]
    public void One_source_carries_at_most_its_share()
    {
        // Weights 1, 1, 1 of dealer D and 0.5, 0.5 of others: D is held to 40% = 2/3 against 1.
        var evaluation = Evaluate([Comparable("A", "100", "1", source: "D"), Comparable("B", "101", "1", source: "D"), Comparable("C", "102", "1", source: "D"),
            Comparable("X", "110", "0.5"), Comparable("Y", "111", "0.5")], GridPolicy.Default);
        var figures = evaluation.Figures<GridFigures>();
        Assert.Equal("2/3", evaluation.Step("share-limit/D"));
        Assert.Equal("5/3", evaluation.Step("weight"));
        Assert.Equal("110.00", figures.Value.Amount);
        Assert.Contains("share-limited", figures.Flags);
    }

    [Fact]
    public void One_source_alone_is_refused() => Assert.Equal(["comparables.one-source at comparables"],
        Evaluate([Comparable("A", "100", source: "D"), Comparable("B", "101", source: "D"), Comparable("C", "102", source: "D")], GridPolicy.Default).Refusals());

    [Fact]
    public void A_related_party_is_shown_and_never_counted()
    {
        var figures = Evaluate([Comparable("A", "100"), Comparable("B", "101"), Comparable("R", "500", from: SourceClass.RelatedParty, source: "D")], Open, related: "D").Figures<GridFigures>();
        Assert.Equal(("100.00", "0", false), (figures.Value.Amount, figures.Comparables[2].Weight.ToString(), figures.Comparables[2].Used));
    }

    [Fact]
    public void Equal_prices_with_a_different_one_follow_the_rule_for_a_mad_of_zero()
    {
        GridComparable[] items = [Comparable("A", "100"), Comparable("B", "100"), Comparable("C", "100"), Comparable("D", "120")];
        Assert.Contains("zero-mad", Evaluate(items, Open).Figures<GridFigures>().Flags);
        Assert.Equal(["comparables.zero-mad at comparables"], Evaluate(items, Open with { ZeroMad = ZeroMadRule.Refuse }).Refusals());
        var equal = Evaluate(items[..3], Open with { ZeroMad = ZeroMadRule.Refuse }).Figures<GridFigures>();
        Assert.Equal(("A", "100.00", "0.00"), (equal.Grade, equal.Value.Amount, equal.HalfWidth.Amount));
    }

    [Fact]
    public void Two_groups_far_apart_are_left_to_a_person() => Assert.Equal(["comparables.bimodal at comparables"],
        Evaluate([Comparable("A", "100"), Comparable("B", "101"), Comparable("C", "132"), Comparable("D", "133")], GridPolicy.Default).Refusals());

    [Fact]
    public void A_comparable_that_moves_the_value_by_more_than_a_tenth_needs_two_approvers()
    {
        // Lower median 112; without A still 112, without B or C 100: 12/112 = 10.71%.
        var figures = Evaluate([Comparable("A", "100"), Comparable("B", "112"), Comparable("C", "125")], Open).Figures<GridFigures>();
        Assert.Contains("dual-approval", figures.Flags);
        Assert.Equal(["A 112.00", "B 100.00", "C 100.00"], figures.Influences.Select(one => $"{one.Id} {one.Without.Amount}"));
        Assert.Equal("0.1071", figures.Influences[1].Move.ToString());
        Assert.DoesNotContain("dual-approval", Evaluate([Comparable("A", "100"), Comparable("B", "105"), Comparable("C", "110")], Open).Figures<GridFigures>().Flags);
    }

    [Fact]
    public void A_median_far_from_huber_asks_for_a_second_review()
    {
        // Equal weights; median 100, the others far above it within the cut: Huber lies between.
        var far = Evaluate([Comparable("A", "98"), Comparable("B", "100"), Comparable("C", "128"), Comparable("D", "129")], Open).Figures<GridFigures>();
        Assert.Contains("second-review", far.Flags);
        Assert.DoesNotContain("second-review", Evaluate([Comparable("A", "99"), Comparable("B", "100"), Comparable("C", "101")], Open).Figures<GridFigures>().Flags);
    }

    [Fact]
    public void The_order_of_the_evidence_changes_no_figure() => Cases.SelectMany(items => Gen.Shuffle(items).Select(shuffled => (items, shuffled)))
        .Sample((items, shuffled) => Assert.Equal(Summary(items), Summary(shuffled)), iter: 60);

    [Fact]
    public void Scaling_all_prices_scales_the_value() => Cases.Sample(items =>
    {
        var figures = Value(items);
        var scaled = Value([.. items.Select(item => item with { Price = Given.Yuan((item.Price.Value * 10).ToString()) })]);
        Assert.Equal(figures is null, scaled is null);
        if (figures is null || scaled is null) return;
        Assert.Equal(figures.Grade, scaled.Grade);
        Assert.True(Rational.Abs((figures.Value.Value * 10) - scaled.Value.Value) <= Given.Number("0.1"));
    }, iter: 60);

    [Fact]
    public void Evidence_without_weight_changes_nothing() => Cases.Sample(items =>
        Assert.Equal(Summary(items), Summary([.. items, Comparable("none", "9999", "0")])), iter: 60);

    [Fact]
    public void The_value_lies_within_what_is_kept_and_is_one_of_the_prices() => Cases.Sample(items =>
    {
        if (Value(items) is not { } figures) return;
        var kept = figures.Comparables.Where(item => item.Used).Select(item => item.Adjusted).ToList();
        Assert.Contains(figures.Value, kept);
        Assert.True(kept.Min()! <= figures.WeightedMean && figures.WeightedMean <= kept.Max()!);
        Assert.True(kept.Min()! <= figures.TrimmedMean && figures.TrimmedMean <= kept.Max()!);
        Assert.True(kept.Min()! <= figures.Huber && figures.Huber <= kept.Max()!);
        Assert.True(figures.Low <= figures.Value && figures.Value <= figures.High);
    }, iter: 60);

    [Fact]
    public void A_higher_price_never_lowers_the_value() => Gen.Select(Gen.Int[100, 125].Array[3, 4], Gen.Int[0, 2], Gen.Int[1, 5]).Sample((prices, which, more) =>
    {
        // Fewer than five: nothing is left out, so the weighted median can only rise.
        var before = Value([.. prices.Select((price, i) => Comparable($"C{i}", $"{price}"))]);
        prices[which] += more;
        var after = Value([.. prices.Select((price, i) => Comparable($"C{i}", $"{price}"))]);
        Assert.True(before!.Value <= after!.Value);
    }, iter: 60);

    [Fact]
    public void Inputs_written_as_json_are_read_back_as_they_were()
    {
        var input = new GridInput(Given.Terms("1000.00"), [Comparable("A", "100", "1", source: "S"), Comparable("B", "101", factors: new GridFactor(GridFactorKind.Capacity, 2, 3, Exponent: Given.Number("0.5")))], [], ["Z"], Open);
        Assert.Equal(ComparablesGrid.Value(input).Value!.Value, ComparablesGrid.Method.Evaluate(input).Figures<GridFigures>().Value);
    }

    // Weights of 1, 1, w are worth (2 + w)^2 / (2 + w^2): 2.97 for 0.8, 2.19 for 0.1; 4/5 of three are 2.4, of two 1.6.
    [Theory]
    [InlineData("0.8", 3, true)]
    [InlineData("0.1", 3, false)]
    [InlineData("0.1", 2, true)]
    [InlineData("0.1", 0, true)]
    public void Three_pieces_need_not_weigh_the_same_where_the_agreement_asks_for_three(string weight, int asked, bool enough)
    {
        var input = Input([Comparable("A", "100", "1"), Comparable("B", "101", "1"), Comparable("C", "102", weight)], GridPolicy.Default with { SourceShare = 1 });
        var outcome = ComparablesGrid.Value(input with { Terms = input.Terms with { MinEvidence = asked } });
        Assert.Equal(enough, outcome.Value is not null);
        if (!enough) Assert.Equal(["comparables.too-few-effective at comparables"], outcome.Refusals());
    }

    [Fact]
    public void From_four_pieces_on_they_must_be_worth_three()
    {
        // Weights of 1, 1, 1, 0.1, 0.1 are worth 3.2^2 / 3.02 = 3.39; of 1, 1, 0.1, 0.1, 0.1 they are worth 2.3^2 / 2.03 = 2.61.
        Assert.NotNull(Valued("1").Value);
        Assert.Equal(["comparables.too-few-effective at comparables"], Valued("0.1").Refusals());

        static Outcome<GridFigures> Valued(string third)
        {
            var input = Input(
                [Comparable("A", "100", "1"), Comparable("B", "101", "1"), Comparable("C", "102", third), Comparable("D", "103", "0.1"), Comparable("E", "104", "0.1")],
                GridPolicy.Default with { SourceShare = 1 });
            return ComparablesGrid.Value(input with { Terms = input.Terms with { MinEvidence = 5 } });
        }
    }

    private static Gen<GridComparable[]> Cases => Gen.Select(Gen.Int[80, 120], Gen.Int[1, 100], Gen.Int[0, 3]).Array[3, 9].Select(rows =>
        rows.Select((row, i) => Comparable($"C{i}", $"{row.Item1}", $"{new Rational(row.Item2, 100)}", source: row.Item3 == 0 ? null : $"S{row.Item3}")).ToArray());

    private static string Summary(GridComparable[] items)
    {
        var outcome = ComparablesGrid.Value(Input(items, GridPolicy.Default with { MinEffective = 2 }));
        return outcome.Value is not { } figures ? string.Join(", ", outcome.Refusals()) : JsonSerializer.Serialize(figures with
        {
            Comparables = [.. figures.Comparables.Where(item => item.Weight.Sign > 0).OrderBy(item => item.Id, StringComparer.Ordinal)],
            Influences = [.. figures.Influences.OrderBy(item => item.Id, StringComparer.Ordinal)],
        });
    }

    private static GridFigures? Value(GridComparable[] items) => ComparablesGrid.Value(Input(items, Open)).Value;

    private static Evaluation Evaluate(GridComparable[] items, GridPolicy policy, IndexSeries? series = null, string? related = null) =>
        ComparablesGrid.Method.Evaluate(Input(items, policy, series, related));

    private static GridInput Input(GridComparable[] items, GridPolicy policy, IndexSeries? series = null, string? related = null) =>
        new(Given.Terms("100000000.00"), items, series is null ? [] : [series], related is null ? [] : [related], policy);

    private static GridComparable Comparable(string id, string price, string? weight = null, DateOnly? priced = null, SourceClass from = SourceClass.Invoice,
        string? source = null, string? similarity = null, string? independence = null, params GridFactor[] factors) =>
        new(id, Given.Yuan(price), priced ?? Day, from, source, [], weight is null ? null : Given.Number(weight),
            similarity is null ? null : Given.Number(similarity), independence is null ? null : Given.Number(independence), factors);
}
