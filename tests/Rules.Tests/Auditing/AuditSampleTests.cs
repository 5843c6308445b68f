using System.Globalization;
using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class AuditSampleTests
{
    // Golden case M1: 2,500,000 over 93 money units, interval 26,882.
    [Fact]
    public void The_interval_of_the_published_case()
    {
        var figures = Draw("monetary-unit", "\"size\":93", Enumerable.Range(0, 100).Select(i => ($"V{i}", "25000.00"))).Figures<AuditSampleFigures>();
        Assert.Equal(("2500000.00", "26882.00", 100, 93), (figures.Total.Amount, figures.Interval!.Amount, figures.Count, figures.Drawn.Sum(item => item.Hits)));
    }

    // SplitMix64 from 0 gives 0xE220A8397B1DCDAF first (published by its authors): as a start below 1,000 smallest units it is 535 (…175 mod 1000).
    [Fact]
    public void Money_units_are_hit_from_the_start_that_the_seed_gives()
    {
        var start = (long)(0xE220A8397B1DCDAF % 1000);
        var evaluation = Draw("monetary-unit", "\"size\":2", [("a", "2.00"), ("b", "3.00"), ("c", "5.00")], seed: "0");
        Assert.Equal(start.ToString(CultureInfo.InvariantCulture), evaluation.Step("start"));
        // Units floor(r / 2) and floor((r + 1000) / 2) of 1,000: 0 to 199 lie in a, 200 to 499 in b, the rest in c.
        string[] expected = [.. new[] { start / 2, (start + 1000) / 2 }.Select(unit => unit < 200 ? "a" : unit < 500 ? "b" : "c").Distinct().Order()];
        Assert.Equal(expected, evaluation.Figures<AuditSampleFigures>().Drawn.Select(item => item.Id));
    }

    [Fact]
    public void Items_of_at_least_the_interval_are_always_drawn_and_nothing_is_drawn_of_nothing() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 20], Gen.Long[1, 5000].List[1, 20]).Sample((seed, size, amounts) =>
        {
            var items = amounts.Select((minor, i) => ($"i{i}", new Money(minor, Given.Cny).Amount)).Append(("zero", "0.00"));
            var figures = Draw("monetary-unit", $"\"size\":{size}", items, seed.ToString("x", CultureInfo.InvariantCulture)).Figures<AuditSampleFigures>();
            var drawn = figures.Drawn.ToDictionary(item => item.Id, item => item.Hits);
            Assert.Equal(size, drawn.Values.Sum());
            Assert.DoesNotContain("zero", drawn.Keys);
            for (var i = 0; i < amounts.Count; i++)
            {
                // Hits of an item differ from its share of the units by less than one.
                var share = new Rational(amounts[i] * size, amounts.Sum());
                Assert.True(drawn.GetValueOrDefault($"i{i}") - share < 1 && share - drawn.GetValueOrDefault($"i{i}") < 1);
            }
        }, iter: 200);

    [Fact]
    public void The_same_seed_draws_the_same_whatever_the_order_of_the_items() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 10], Gen.OneOfConst("monetary-unit", "random")).Sample((seed, size, plan) =>
        {
            var items = Enumerable.Range(0, 12).Select(i => ($"i{i}", $"{i + 1}.00")).ToList();
            var one = Draw(plan, $"\"size\":{size}", items, seed.ToString("x", CultureInfo.InvariantCulture)).Result!.Value.GetRawText();
            items.Reverse();
            Assert.Equal(one, Draw(plan, $"\"size\":{size}", items, seed.ToString("x", CultureInfo.InvariantCulture)).Result!.Value.GetRawText());
        }, iter: 100);

    [Fact]
    public void A_random_sample_has_its_size_and_none_twice()
    {
        var figures = Draw("random", "\"size\":5", Enumerable.Range(0, 9).Select(i => ($"i{i}", "1.00"))).Figures<AuditSampleFigures>();
        Assert.Equal(5, figures.Drawn.Select(item => item.Id).Distinct().Count());
        Assert.Null(figures.Interval);
    }

    [Fact]
    public void Strata_are_drawn_each_by_itself_and_a_small_one_whole()
    {
        var items = Enumerable.Range(0, 20).Select(i => ($"s{i:00}", "10.00")).Concat([("t1", "1000.00"), ("t2", "5000.00")]);
        var figures = Draw("stratified", """ "strata":[{"from":"0","size":4},{"from":"1000.00","size":3}] """, items).Figures<AuditSampleFigures>();
        Assert.Equal([4, 2], figures.Drawn.GroupBy(item => item.Stratum).OrderBy(group => group.Key).Select(group => group.Count()));
        Assert.Equal(["t1", "t2"], figures.Drawn.Where(item => item.Stratum == 2).Select(item => item.Id));
    }

    [Theory]
    [InlineData("random", "\"size\":4", "sample.larger-than-population at size")]
    [InlineData("random", "", "sample.size-missing at size")]
    [InlineData("monetary-unit", "", "sample.size-missing at size")]
    [InlineData("stratified", "", "sample.strata-missing at strata")]
    [InlineData("stratified", """ "strata":[{"from":"1.00","size":1}] """, "sample.strata-missing at strata")]
    [InlineData("stratified", """ "strata":[{"from":"0","size":1},{"from":"0","size":1}] """, "sample.strata-not-rising at strata[1].from")]
    public void Bad_plans_are_refused(string plan, string more, string refusal) =>
        Assert.Equal([refusal], Draw(plan, more, [("a", "1.00"), ("b", "1.00"), ("c", "1.00")]).Refusals());

    [Fact]
    public void Bad_seeds_and_populations_are_refused()
    {
        Assert.Equal(["sample.seed-malformed at seed"], Draw("random", "\"size\":1", [("a", "1.00")], seed: "XY").Refusals());
        Assert.Equal(["input.duplicate at items[1].id"], Draw("random", "\"size\":1", [("a", "1.00"), ("a", "1.00")]).Refusals());
        Assert.Equal(["money.not-positive at items"], Draw("monetary-unit", "\"size\":1", [("a", "0.00")]).Refusals());
        Assert.Equal(["input.too-many at items"], Draw("random", "\"size\":1", Enumerable.Range(0, RuleLimits.AuditItems + 1).Select(i => ($"i{i}", "1.00"))).Refusals());
        Assert.Contains("input.too-many at strata", Draw("stratified", $"\"strata\":[{string.Join(',', Enumerable.Range(0, RuleLimits.AuditStrata + 1).Select(i => $$"""{"from":"{{i}}","size":1}"""))}]", [("a", "1.00")]).Refusals());
    }

    private static Evaluation Draw(string plan, string more, IEnumerable<(string Id, string Amount)> items, string seed = "2025") => Given.Evaluate("audit.sample",
        $$"""
        {"currency":"CNY","plan":"{{plan}}","seed":"{{seed}}"{{(more.Length == 0 ? "" : "," + more)}},
         "items":[{{string.Join(',', items.Select(item => $$"""{"id":"{{item.Id}}","amount":"{{item.Amount}}"}"""))}}]}
        """);
}
