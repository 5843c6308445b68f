using Ledger.Rules;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Tests;

/// <summary>Scores against figures computed by hand; COD and PRD of the five ratios are golden case G27.</summary>
public sealed class ScoreTests
{
    private static ScoredCase Case(int i, string estimate, string claimed = "100000.00", string party = "E1", string valuer = "he", string? accepted = null, bool capped = true, params Guid[] evidence) => new(
        Guid.Parse($"00000000-0000-0000-0000-{i:D12}"), $"C-{i}", "taihu-2025", 1, party, "donated-equipment", new DateOnly(2025, 3, 1), M(claimed), M(estimate), M(accepted ?? estimate), capped,
        new Actor(valuer, "V"), new DateTimeOffset(2025, 1 + i % 12, 1, 0, 0, 0, TimeSpan.Zero), evidence);

    private static ScoredSale Sold(ScoredCase one, string price, string factor = "1", string place = "CN-32") => new(one, new LaterSaleRecorded(
        one.Id, SaleOf.Asset, "s", one.Id, Samples.Verification, M(price), Rational.Parse(factor), null, new DateOnly(2025, 6, 1), place, Samples.Approver, Samples.At));

    private static Money M(string amount) => Money.Parse(amount, Samples.Cny);

    [Fact]
    public void Five_ratios_give_the_published_dispersion()
    {
        var cases = new[] { "10.00", "15.00", "20.00", "25.00", "30.00" }.Select((estimate, i) => Case(i, estimate)).ToList();
        var score = Assert.Single(AppraiserScores.By(ScoreBy.Appraiser, cases, [.. cases.Select(one => Sold(one, "1.00"))]));
        Assert.Equal(("he", 5, 5, true), (score.Group, score.Cases, score.Sales, score.Enough));
        Assert.Equal(("0.3", "1", "20", false, true), (score.Cod.ToString(), score.Prd.ToString(), score.MedianRatio.ToString(), score.CodAcceptable!.Value, score.PrdAcceptable!.Value));
        Assert.Equal((2, 2, "1"), (score.Above!.Value, score.Below!.Value, score.Chance.ToString()));
        // A price brought to the valuation date counts, not the bare one: all ratios halve, the dispersion stays.
        var halved = Assert.Single(AppraiserScores.By(ScoreBy.Region, cases, [.. cases.Select(one => Sold(one, "1.00", "2"))]));
        Assert.Equal(("CN-32", "10", "0.3", 0), (halved.Group, halved.MedianRatio.ToString(), halved.Cod.ToString(), halved.Cases));
    }

    [Fact]
    public void Fewer_than_five_sales_say_nothing()
    {
        var cases = Enumerable.Range(0, 4).Select(i => Case(i, "100.00")).ToList();
        var score = Assert.Single(AppraiserScores.By(ScoreBy.Kind, cases, [.. cases.Select(one => Sold(one, "90.00"))]));
        Assert.Equal((4, false, null, null), (score.Sales, score.Enough, score.Cod, score.Chance));
    }

    // Two parties, one valued 20% above the market and one on it: medians 1.2 and 1, of all 1.1, bias 1/11 and -1/11.
    [Fact]
    public void A_party_that_is_valued_above_the_market_shows()
    {
        var cases = Enumerable.Range(0, 10).Select(i => Case(i, i < 5 ? "120.00" : "100.00", party: i < 5 ? "E1" : "E2")).ToList();
        var scores = AppraiserScores.By(ScoreBy.Party, cases, [.. cases.Select(one => Sold(one, "100.00"))]);
        Assert.Equal(["E1 1.2 0.09090909 5 0 0.0625", "E2 1 -0.09090909 0 5 0.0625"],
            scores.Select(score => $"{score.Group} {score.MedianRatio} {score.Bias} {score.Above} {score.Below} {score.Chance}"));
    }

    [Theory]
    [InlineData(0, 0, "1")]
    [InlineData(5, 5, "1")]
    [InlineData(0, 5, "0.0625")]   // 2 / 32
    [InlineData(1, 9, "0.021484")] // 2 (1 + 10) / 1024
    [InlineData(9, 1, "0.021484")]
    [InlineData(0, 20, "0.000002")] // 2 / 2^20 = 0.0000019
    public void The_sign_test_is_exact(int above, int below, string chance) => Assert.Equal(chance, SignTest.TwoSided(above, below).ToString());

    [Fact]
    public void Claims_are_held_against_what_was_found()
    {
        var cases = Enumerable.Range(0, 5).Select(i => Case(i, "100000.00", claimed: "150000.00")).Append(Case(5, "90000.00", claimed: "90000.00", party: "E2")).ToList();
        Assert.Equal(
            ["E1 5 True 750000.00 500000.00 5 0 1.5 0.5 0.0625", "E2 1 False 90000.00 90000.00 0 0   "],
            InflationWatch.Claims(InflationBy.Party, cases).Select(score =>
                $"{score.Group} {score.Cases} {score.Enough} {score.Claimed.Amount} {score.Estimated.Amount} {score.Above} {score.Below} {score.MedianRatio} {score.Excess} {score.Chance}"));
        Assert.Equal(["2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06"], InflationWatch.Claims(InflationBy.Month, cases).Select(score => score.Group));
    }

    // Five of seven in Jiangsu at 1.5: 2 / 2^5; the secret claim is no claim of nothing, neither in sums nor in counts.
    [Fact]
    public void Claims_are_held_against_what_was_found_by_region()
    {
        var cases = Enumerable.Range(0, 5).Select(i => Case(i, "100000.00", claimed: "150000.00") with { Region = "CN-32" })
            .Append(Case(5, "90000.00", claimed: "90000.00") with { Region = "cn" }).Append(Case(6, "80000.00", claimed: "80000.00"))
            .Append(Case(7, "70000.00") with { Region = "CN-32", Claimed = null, Capped = false }).ToList();
        Assert.Equal(
            ["CN-32 5 True 750000.00 500000.00 1.5 0.5 0.0625", "cn 1 False 90000.00 90000.00   ", "unstated 1 False 80000.00 80000.00   "],
            InflationWatch.Claims(InflationBy.Region, cases).Select(score =>
                $"{score.Group} {score.Cases} {score.Enough} {score.Claimed.Amount} {score.Estimated.Amount} {score.MedianRatio} {score.Excess} {score.Chance}"));
        Assert.Equal(7, InflationWatch.RoundNumbers(cases).Where(score => score.Figure == "claimed").Sum(score => score.Count));
        Assert.Equal((0, 2), (InflationWatch.Thresholds([.. cases.Skip(5)], new Dictionary<(string, int), Money>()).Single().Below, InflationWatch.Thresholds([.. cases.Skip(5)], new Dictionary<(string, int), Money>()).Single().Above));
    }

    [Fact]
    public void Values_that_stop_just_below_a_threshold_show()
    {
        // 19 at 490,000 and 1 at 520,000 around 500,000: 2 (1 + 20) / 2^20 = 0.00004.
        var cases = Enumerable.Range(0, 20).Select(i => Case(i, i < 19 ? "490000.00" : "520000.00", claimed: "900000.00")).Append(Case(20, "450000.00", "900000.00")).Append(Case(21, "550000.01", "900000.00")).ToList();
        var scores = InflationWatch.Thresholds(cases, new Dictionary<(string, int), Money> { [("taihu-2025", 1)] = M("500000.00"), [("other", 1)] = M("500000.00") });
        Assert.Equal(["dual-approval other 0 0 False ", "dual-approval taihu-2025 19 1 True 0.00004", "claim  0 0 False "],
            scores.Select(score => $"{score.Threshold} {score.AgreementId} {score.Below} {score.Above} {score.Enough} {score.Chance}"));
    }

    [Fact]
    public void Values_that_come_out_on_the_claim_show()
    {
        var cases = Enumerable.Range(0, 20).Select(i => Case(i, "100000.00", "100000.00")).Append(Case(20, "95000.00")).Append(Case(21, "94999.99")).Append(Case(22, "105000.00")).Append(Case(23, "105000.01"))
            .Append(Case(24, "100000.00", capped: false)).ToList();
        var claim = Assert.Single(InflationWatch.Thresholds(cases, new Dictionary<(string, int), Money>()));
        Assert.Equal(("claim", 1, 21, true), (claim.Threshold, claim.Below, claim.Above, claim.Enough));
    }

    [Fact]
    public void Round_numbers_are_counted_by_who_wrote_them()
    {
        var cases = Enumerable.Range(0, 20).Select(i => Case(i, "12345.67", i < 15 ? "120000.00" : "123000.00")).Append(Case(20, "999.00", "999.00")).ToList();
        Assert.Equal(["claimed E1 20 15 0.75", "estimated he 20 0 0"], InflationWatch.RoundNumbers(cases).Select(score => $"{score.Figure} {score.Group} {score.Count} {score.Round} {score.Share}"));
    }

    [Fact]
    public void Evidence_that_many_cases_rest_on_shows()
    {
        var (one, two) = (Guid.Parse("00000000-0000-0000-0000-0000000000a1"), Guid.Parse("00000000-0000-0000-0000-0000000000a2"));
        var cases = Enumerable.Range(0, 4).Select(i => Case(i, "1.00", party: i < 2 ? "E1" : "E2", valuer: $"v{i}", evidence: i < 3 ? [one, one] : [two])).Append(Case(5, "1.00")).ToList();
        var repeated = Assert.Single(InflationWatch.Repeated(cases));
        Assert.Equal((one, 3, 2, 3, "0.75"), (repeated.Evidence, repeated.Cases, repeated.Parties, repeated.Valuers, repeated.Share.ToString()));
    }
}
