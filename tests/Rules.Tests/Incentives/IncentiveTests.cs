using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class IncentiveTests
{
    [Fact]
    public void Only_the_part_not_bought_with_public_money_matches()
    {
        var figures = Match("""{"id":"a","party":"U","accepted":"100.01","publicShare":"1/3"},{"id":"b","party":"U","accepted":"50.00","fault":"not-in-budget"}""").Figures<MatchingFigures>();
        Assert.Equal(["a 66.67 ", "b 0.00 not-in-budget"], figures.Items.Select(item => $"{item.Id} {item.Counted.Amount} {(item.Fault is { } fault ? KebabCase.Name(fault) : "")}"));
        Assert.Equal(("66.67", "33.33", false), (figures.Counted.Amount, figures.Shortfall.Amount, figures.Met));
    }

    [Fact]
    public void A_ratio_with_a_rest_asks_for_the_next_unit_up()
    {
        // A third of 100.00 is 33.333...: 33.33 is not enough.
        var figures = Given.Evaluate("incentive.matching", """{"currency":"CNY","award":"100.00","ratio":"1/3","items":[{"id":"a","party":"U","accepted":"33.33"}]}""").Figures<MatchingFigures>();
        Assert.Equal(("33.34", false), (figures.Required.Amount, figures.Met));
    }

    [Theory]
    [InlineData("""{"id":"a","party":"U","accepted":"1.00","otherAward":"X"}""", "match.counted-elsewhere at items[0].otherAward")]
    [InlineData("""{"id":"a","party":"U","accepted":"1.00","publicShare":"1.5"}""", "input.out-of-range at items[0].publicShare")]
    [InlineData("""{"id":"a","party":"U","accepted":"1.00","fault":"ugly"}""", "input.unknown-value at items[0].fault")]
    [InlineData("""{"id":"a","party":"U","accepted":"1.00"},{"id":"a","party":"U","accepted":"1.00"}""", "input.duplicate at items[1].id")]
    [InlineData("", "input.empty at items")]
    public void Bad_matches_are_refused(string items, string refusal) => Assert.Equal([refusal], Match(items).Refusals());

    [Fact]
    public void One_unit_decides() => Gen.Select(Gen.Long[1, 1_000_000], Gen.Int[1, 12], Gen.Int[1, 12]).Sample((award, above, below) =>
    {
        var ratio = new Rational(above, below);
        var required = Test(0).Required;
        return Test(required.Minor).Met && !Test(required.Minor - 1).Met && required.Value >= new Rational(award, 100) * ratio;

        MatchingFigures Test(long offered) => Matching.Test(new MatchingInput(Given.Cny, new Money(award, Given.Cny), ratio, [new("a", "U", new Money(offered, Given.Cny))])).Value!;
    });

    [Fact]
    public void Donations_below_the_cap_are_credited_whole()
    {
        var figures = Given.Evaluate("incentive.credit-cap", """{"currency":"USD","eligibleCost":"100000.00","federalShare":"0.75","donated":"24000.00"}""").Figures<CreditCapFigures>();
        Assert.Equal(("24000.00", "0.00", "1000.00"), (figures.Credit.Amount, figures.Excess.Amount, figures.OpenShare.Amount));
        Assert.Equal(["input.out-of-range at federalShare"], Given.Evaluate("incentive.credit-cap", """{"currency":"USD","eligibleCost":"1.00","federalShare":"-0.1","donated":"1.00"}""").Refusals());
    }

    [Fact]
    public void The_oldest_donations_are_deducted_first_and_lapse_after_their_years()
    {
        // Limit 12% of 1,000,000 = 120,000: 50,000 of 2022, 60,000 of 2024, 10,000 of 2025.
        var figures = Donate("1000000", """{"year":2024,"left":"60000.00"},{"year":2022,"left":"50000.00"}""").Figures<DonationDeductionFigures>();
        Assert.Equal(("120000.00", "120000.00", "0.00"), (figures.Limit.Amount, figures.Deducted.Amount, figures.Lapsed.Amount));
        Assert.Equal(["2025 90000.00"], figures.CarriedForward.Select(entry => $"{entry.Year} {entry.Left.Amount}"));
        var poor = Donate("-5", """{"year":2022,"left":"50000.00"}""").Figures<DonationDeductionFigures>();
        Assert.Equal(("0.00", "50000.00"), (poor.Deducted.Amount, poor.Lapsed.Amount));
        Assert.Equal(["2025 100000.00"], poor.CarriedForward.Select(entry => $"{entry.Year} {entry.Left.Amount}"));
    }

    [Theory]
    [InlineData("""{"year":2021,"left":"1.00"}""", "donation.carry-expired at carried[0].year")]
    [InlineData("""{"year":2025,"left":"1.00"}""", "donation.carry-expired at carried[0].year")]
    [InlineData("""{"year":2024,"left":"1.00"},{"year":2024,"left":"1.00"}""", "input.duplicate at carried[1].year")]
    public void Bad_donations_are_refused(string carried, string refusal) => Assert.Equal([refusal], Donate("1", carried).Refusals());

    [Fact]
    public void Fields_that_one_side_lacks_are_gaps()
    {
        var figures = Given.Evaluate("skills.alignment-index", """{"supply":{"a":"1"},"demand":{"b":"1"}}""").Figures<AlignmentIndexFigures>();
        Assert.Equal(("0", "1", "-1"), (figures.Index.ToString(), figures.Gaps["a"].ToString(), figures.Gaps["b"].ToString()));
    }

    [Theory]
    [InlineData("""{"supply":{"a":"0.9"},"demand":{"a":"1"}}""", "alignment.shares-not-one at supply")]
    [InlineData("""{"supply":{"a":"1"},"demand":{"a":"0.5","b":"0.6"}}""", "alignment.shares-not-one at demand")]
    [InlineData("""{"supply":{"a":"2","b":"-1"},"demand":{"a":"1"}}""", "input.negative at supply.b")]
    [InlineData("""{"supply":{},"demand":{"a":"1"}}""", "input.empty at supply")]
    public void Bad_shares_are_refused(string inputs, string refusal) => Assert.Equal([refusal], Given.Evaluate("skills.alignment-index", inputs).Refusals());

    [Fact]
    public void The_index_is_the_share_in_common_and_the_same_from_both_sides() => Gen.Select(Gen.Int[0, 9].Array[3], Gen.Int[0, 9].Array[3]).Sample((left, right) =>
    {
        if (left.Sum() == 0 || right.Sum() == 0) return true;
        var (s, d) = (Shares(left), Shares(right));
        var index = AlignmentIndex.Compute(new AlignmentIndexInput(s, d)).Value!.Index;
        var common = s.Aggregate(Rational.Zero, (sum, entry) => sum + Rational.Min(entry.Value, d[entry.Key]));
        return index == common && index == AlignmentIndex.Compute(new AlignmentIndexInput(d, s)).Value!.Index;

        static Dictionary<string, Rational> Shares(int[] counts) => counts.Select((count, i) => (Id: $"f{i}", Share: new Rational(count, counts.Sum()))).ToDictionary(entry => entry.Id, entry => entry.Share);
    });

    private static Evaluation Match(string items) => Given.Evaluate("incentive.matching", $$"""{"currency":"CNY","award":"100.00","ratio":"1","items":[{{items}}]}""");

    private static Evaluation Donate(string profit, string carried) => Given.Evaluate("incentive.donation-deduction",
        $$"""{"currency":"CNY","year":2025,"profit":"{{profit}}","rate":"0.12","carryYears":3,"donated":"100000.00","carried":[{{carried}}]}""");
}
