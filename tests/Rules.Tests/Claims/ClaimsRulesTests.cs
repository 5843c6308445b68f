namespace Ledger.Rules.Tests;

public sealed class ClaimsRulesTests
{
    private const string Problem = """{"currency":"CNY","estate":"100.00","claims":{"A":"100.00","B":"200.00","C":"300.00"}}""";

    [Fact]
    public void Rounding_gives_the_cent_left_over_to_the_first_of_equal_remainders_and_says_so()
    {
        var evaluation = Given.Evaluate("claims.talmud", Problem);
        var figures = evaluation.Figures<ClaimsFigures>();
        Assert.Equal(["A 33.34", "B 33.33", "C 33.33"], figures.Awards.Lines());
        Assert.Equal(["A 66.66", "B 166.67", "C 266.67"], figures.Losses.Lines());
        Assert.Equal([new ResidualNote("awards", "A", Given.Number("0.333333333333"))], evaluation.Result!.Residual);
    }

    [Fact]
    public void Half_of_all_claims_is_half_of_every_claim_under_the_talmud_piniles_and_random_arrival()
    {
        // 300 of 600: published for the Talmud rule; self-dual rules cannot give anything else.
        foreach (var rule in new[] { "claims.talmud", "claims.piniles", "claims.random-arrival", "claims.reverse-talmud", "claims.adjusted-proportional" })
            Assert.Equal(["A 50.00", "B 100.00", "C 150.00"], Altered.Evaluate(rule, Problem, "estate", "\"300.00\"").Figures<ClaimsFigures>().Awards.Lines());
    }

    [Fact]
    public void All_claims_are_met_when_the_estate_suffices_and_none_when_there_is_nothing() => Assert.All(ClaimsRules.All, rule =>
    {
        const string two = """{"currency":"CNY","estate":"0.03","claims":{"A":"0.01","B":"0.02"}}""";
        Assert.Equal(["A 0.01", "B 0.02"], Given.Evaluate(rule.Id, two).Figures<ClaimsFigures>().Awards.Lines());
        Assert.Equal(["A 0.00", "B 0.00"], Altered.Evaluate(rule.Id, two, "estate", "\"0\"").Figures<ClaimsFigures>().Awards.Lines());
        Assert.Equal(["A 0.00", "B 0.00"], Given.Evaluate(rule.Id, """{"currency":"CNY","estate":"0","claims":{"A":"0","B":"0"}}""").Figures<ClaimsFigures>().Awards.Lines());
    });

    public static TheoryData<string, string, string?, string> Faults => new()
    {
        { "claims.talmud", "estate", "\"600.01\"", "claims.estate-above-claims at estate" },
        { "claims.talmud", "estate", "\"-1.00\"", "money.negative at estate" },
        { "claims.talmud", "claims.B", "\"-1.00\"", "money.negative at claims.B" },
        { "claims.talmud", "claims", "{}", "input.empty at claims" },
        { "claims.talmud", "claims", null, "input.missing at claims" },
        { "claims.talmud", "rule", "\"x\"", "input.unknown-member at rule" },
        { "claims.contested-garment", "claims.D", "\"1.00\"", "claims.too-many-claimants at claims" },
        { "claims.contested-garment", "claims", "{\"A\":\"100.00\"}", "claims.too-few-claimants at claims" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named(string rule, string path, string? value, string refusal) =>
        Assert.Contains(refusal, Altered.Evaluate(rule, Problem, path, value).Refusals());

    [Fact]
    public void Typed_inputs_meet_the_same_checks() => Assert.Equal(
        ["money.negative at claims.A"],
        ClaimsRules.Proportional.Evaluate(new ClaimsInput(Given.Cny, Given.Yuan("1.00"), Given.Amounts(("A", "-1.00"), ("B", "2.00")))).Refusals());

    [Fact]
    public void Random_arrival_takes_as_many_claimants_as_it_says_and_no_more()
    {
        // Equal claims: whatever the order, everybody gets the same on average.
        var most = Enumerable.Range(0, RuleLimits.ArrivalClaimants).ToDictionary(i => $"P{i:00}", _ => Given.Yuan("7.00"));
        var figures = ClaimsRules.RandomArrival.Evaluate(new ClaimsInput(Given.Cny, Given.Yuan("30.00"), most)).Figures<ClaimsFigures>();
        Assert.All(figures.Exact.Values, share => Assert.Equal(new Rational(3, 2), share));
        most["P99"] = Given.Yuan("7.00");
        Assert.Equal(["claims.too-many-claimants at claims"], ClaimsRules.RandomArrival.Evaluate(new ClaimsInput(Given.Cny, Given.Yuan("30.00"), most)).Refusals());
    }
}
