using CsCheck;

namespace Ledger.Rules.Tests.Games;

public sealed class RiskCorrectedShapleyTests
{
    private const string Paper = """
        {"factors":[{"id":"risk","weight":"1","values":{"company":"0.723","securities":"0.272","university":"0.005"}}],
         "shares":{"company":"4.890","securities":"1.956","university":"12.714"}
        """;

    [Fact]
    public void The_guard_names_whom_the_correction_pushes_below_its_stand_alone_value()
    {
        // The university of the published case loses 6.4222 of 12.714; had it 8 alone, it would fall short by 1.7082.
        var evaluation = Given.Evaluate("game.shapley-risk-corrected", Paper + ""","standAlone":{"university":"8","company":"1"}}""");
        var figures = evaluation.Figures<RiskCorrectedFigures>();
        Assert.False(figures.Guarded);
        Assert.Equal([new StandAlone("university", 8, Given.Number("6.2918"))], figures.Properties.BelowStandAlone);
        Assert.Equal("1.7082", evaluation.Step("below/university"));
        Assert.Equal(Given.Number("-6.4222"), figures.Correction["university"]);
        Assert.Equal("no", evaluation.Step("guard"));
    }

    [Fact]
    public void Without_stand_alone_values_the_guard_says_that_it_did_not_look()
    {
        var evaluation = Given.Evaluate("game.shapley-risk-corrected", Paper + "}");
        Assert.Null(evaluation.Figures<RiskCorrectedFigures>().Guarded);
        Assert.Equal("not-checked", evaluation.Step("guard"));
    }

    [Fact]
    public void The_rule_is_efficient_and_equal_factors_change_nothing() => Gen.Select(Sample.Any(4), Gen.Int[1, 9].Array[4], Gen.Int[1, 9].Array[4]).Sample((values, risk, input) =>
    {
        var names = Sample.Names(Sample.Players(values));
        var factors = new[] { Factor("risk", "1/4", risk), Factor("input", "3/4", input) };
        var figures = RiskCorrectedShapley.Value(new RiskCorrectedInput(factors, Sample.Game(values))).Value!;
        Assert.Equal(values[^1], Sample.Sum(figures.Shares.Values));
        Assert.All(names, (name, i) => Assert.Equal(
            figures.Shapley[name] + (values[^1] * ((factors[0].Values[name] / 4) + (factors[1].Values[name] * 3 / 4) - new Rational(1, names.Count))), figures.Shares[name]));
        Assert.Equal(figures.Shares.All(entry => entry.Value >= values[1 << names.ToList().IndexOf(entry.Key)]), figures.Guarded);

        var same = RiskCorrectedShapley.Value(new RiskCorrectedInput([Factor("risk", "1", [1, 1, 1, 1])], Sample.Game(values))).Value!;
        Assert.Equal(ShapleyValue.Of(values), same.Shares.Values);

        CorrectionFactor Factor(string id, string weight, int[] parts)
        {
            var sum = parts.Take(names.Count).Sum();
            return new CorrectionFactor(id, Given.Number(weight), names.Select((name, i) => (name, i)).ToDictionary(entry => entry.name, entry => new Rational(parts[entry.i], sum)));
        }
    }, iter: 60);

    [Theory]
    [InlineData("""{"factors":[{"id":"r","weight":"1","values":{"A":"0.5","B":"0.4"}}],"shares":{"A":"1","B":"2"}}""", "game.factor-not-one at factors[0].values")]
    [InlineData("""{"factors":[{"id":"r","weight":"0.9","values":{"A":"0.5","B":"0.5"}}],"shares":{"A":"1","B":"2"}}""", "game.weights-not-one at factors")]
    [InlineData("""{"factors":[{"id":"r","weight":"1","values":{"A":"1"}}],"shares":{"A":"1","B":"2"}}""", "game.missing-player at factors[0].values")]
    [InlineData("""{"factors":[{"id":"r","weight":"1","values":{"A":"1"}}]}""", "input.missing at game")]
    [InlineData("""{"factors":[{"id":"r","weight":"1","values":{"A":"1"}}],"shares":{}}""", "game.no-players at shares")]
    [InlineData("""{"factors":[{"id":"r","weight":"1","values":{"A":"1"}}],"shares":{"A":"1"},"standAlone":{"B":"1"}}""", "game.unknown-player at standAlone.B")]
    [InlineData("""{"factors":[{"id":"r","weight":"1","values":{"A":"1","B":"0"}}],"shares":{"A":"1"}}""", "game.unknown-player at factors[0].values.B")]
    [InlineData("""{"factors":[{"id":"r","weight":"1","values":{"A":"1"}}],"shares":{"A":"1"},"game":{"players":["A"],"kind":"surplus","values":{"A":"1"}}}""", "game.shares-and-game at shares")]
    [InlineData("""{"factors":[{"id":"r","weight":"1","values":{"A":"1"}}],"game":{"players":["A"],"kind":"cost","values":{"A":"1"}}}""", "game.cost-not-corrected at game.kind")]
    public void Wrong_corrections_are_refused(string inputs, string refusal) => Assert.Equal([refusal], Given.Evaluate("game.shapley-risk-corrected", inputs).Refusals());
}
