using CsCheck;

namespace Ledger.Rules.Tests.Games;

public sealed class AirportGameTests
{
    [Fact]
    public void It_is_the_shapley_value_of_its_game_and_in_the_core() => Gen.Int[0, 30].Array[1, 6].Sample(costs =>
    {
        var names = Sample.Names(costs.Length);
        long[] values = [.. Enumerable.Range(0, 1 << costs.Length).Select(mask => (long)costs.Where((_, i) => (mask >> i & 1) != 0).Append(0).Max())];
        var closed = AirportGame.Value(new AirportInput(names.Zip(costs).ToDictionary(entry => entry.First, entry => (Rational)entry.Second)));
        Assert.Equal(Sample.ShapleyByOrders(values), Sample.Shares(closed));
        Assert.True(Sample.InCore([.. values.Select(value => -value)], [.. closed.Value!.Shares.Values.Select(share => -share)]));
    }, iter: 100);

    [Fact]
    public void Every_increment_is_a_line()
    {
        var result = Given.Evaluate("game.airport", """{"costs":{"A":"8","B":"11","C":"13","D":"18"},"currency":"CNY"}""");
        Assert.Equal(("2", "1", "1", "5"), (result.Step("increment/A"), result.Step("increment/B"), result.Step("increment/C"), result.Step("increment/D")));
        Assert.Equal(["A 2.00", "B 3.00", "C 4.00", "D 9.00"], result.Figures<GameFigures>().Amounts!.Lines());
    }

    [Fact]
    public void Wrong_costs_are_refused()
    {
        Assert.Equal(["input.empty at costs"], Given.Evaluate("game.airport", """{"costs":{}}""").Refusals());
        Assert.Equal(["input.negative at costs.A"], Given.Evaluate("game.airport", """{"costs":{"A":"-1"}}""").Refusals());
        Assert.Equal(["money.over-precise at costs"], Given.Evaluate("game.airport", """{"costs":{"A":"0.001"},"currency":"CNY"}""").Refusals());
        var crowd = Enumerable.Range(0, RuleLimits.Players + 1).ToDictionary(i => $"P{i}", i => (Rational)i);
        Assert.Equal(["input.too-many at costs"], AirportGame.Value(new AirportInput(crowd)).Refusals());
        Assert.Equal(["input.empty at costs"], AirportGame.Value(new AirportInput(new Dictionary<string, Rational>())).Refusals());
        Assert.Equal(["input.negative at costs.A"], AirportGame.Value(new AirportInput(new Dictionary<string, Rational> { ["A"] = -1 })).Refusals());
    }
}
