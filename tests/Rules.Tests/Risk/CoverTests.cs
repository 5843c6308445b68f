using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class CoverTests
{
    private static readonly Gen<LayerClaim[]> Claims = Gen.Long[0, 100_000].Array[1, 6]
        .Select(amounts => amounts.Select((amount, i) => new LayerClaim($"C{i}", new Money(amount, Given.Cny))).ToArray());

    [Fact]
    public void Ceded_and_retained_are_the_claim_in_every_cover() => Gen.Select(Claims, Gen.Int[0, 100], Gen.Long[1, 50_000], Gen.Int[1, 9], Gen.Bool)
        .Sample((claims, percent, line, lines, inside) =>
        {
            var quota = QuotaShare.Cede(new QuotaShareInput(Given.Cny, new Rational(percent, 100), claims)).Value!;
            var surplus = Surplus.Cede(new SurplusInput(Given.Cny, new Money(line, Given.Cny), lines, inside ? LineConvention.RetentionInside : LineConvention.RetentionOnTop,
                [.. claims.Select(claim => new SurplusClaim(claim.Id, new Money(claim.Amount.Minor + 1, Given.Cny), claim.Amount))])).Value!;
            return quota.Claims.Concat(surplus.Claims).All(claim => claim.Ceded + claim.Retained == claim.Claim && claim.Ceded.Sign >= 0 && claim.Retained.Sign >= 0)
                && quota.Ceded.Minor + quota.Retained.Minor == claims.Sum(claim => claim.Amount.Minor);
        });

    [Fact]
    public void Layers_that_follow_each_other_pay_as_one_layer() => Gen.Select(Claims, Gen.Long[0, 30_000], Gen.Long[1, 30_000], Gen.Long[1, 30_000])
        .Sample((claims, from, first, second) =>
        {
            var two = Cede(claims, new Span("A", from, first), new Span("B", from + first, second));
            var one = Cede(claims, new Span("A", from, first + second));
            return two.Claims.Zip(one.Claims).All(pair => pair.First.Ceded == pair.Second.Ceded);
        });

    [Fact]
    public void An_aggregate_limit_runs_out_in_the_order_of_the_claims()
    {
        var figures = ExcessOfLoss.Cede(new ExcessOfLossInput(Given.Cny,
            [new("A", Given.Yuan("10000.00"), Given.Yuan("20000.00"), Given.Yuan("30000.00"))],
            [new("C1", Given.Yuan("35000.00")), new("C2", Given.Yuan("60000.00")), new("C3", Given.Yuan("60000.00"))])).Value!;
        Assert.Equal(["20000.00", "10000.00", "0.00"], figures.Claims.Select(claim => claim.Ceded.Amount));
        Assert.Equal("125000.00", figures.Retained.Amount);
    }

    [Theory]
    [InlineData("""[{"id":"A","attachment":"100.00","limit":"100.00"},{"id":"B","attachment":"199.99","limit":"1.00"}]""", "layers.overlap at layers[1].attachment")]
    [InlineData("""[{"id":"A","attachment":"100.00","limit":"100.00","aggregate":"99.99"}]""", "layers.aggregate-below-limit at layers[0].aggregate")]
    [InlineData("""[{"id":"A","attachment":"100.00","limit":"0.00"}]""", "money.not-positive at layers[0].limit")]
    [InlineData("""[{"id":"A","attachment":"0.00","limit":"1.00"},{"id":"A","attachment":"1.00","limit":"1.00"}]""", "input.duplicate at layers[1].id")]
    [InlineData("[]", "input.empty at layers")]
    public void Bad_layers_are_refused(string layers, string refusal) => Assert.Equal([refusal],
        Given.Evaluate("risk.excess-of-loss", $$"""{"currency":"CNY","layers":{{layers}},"claims":[{"id":"C1","amount":"1.00"}]}""").Refusals());

    [Theory]
    [InlineData("risk.quota-share", """{"currency":"CNY","rate":"1.1","claims":[{"id":"C1","amount":"1.00"}]}""", "input.out-of-range at rate")]
    [InlineData("risk.quota-share", """{"currency":"CNY","rate":"0.1","claims":[]}""", "input.empty at claims")]
    [InlineData("risk.quota-share", """{"currency":"CNY","rate":"0.1","claims":[{"id":"C1","amount":"-1.00"}]}""", "money.negative at claims[0].amount")]
    [InlineData("risk.surplus", """{"currency":"CNY","line":"0.00","lines":"5","convention":"retention-inside","claims":[{"id":"C1","sumInsured":"1.00","amount":"1.00"}]}""", "money.not-positive at line")]
    [InlineData("risk.surplus", """{"currency":"CNY","line":"1.00","lines":"0","convention":"retention-inside","claims":[{"id":"C1","sumInsured":"1.00","amount":"1.00"}]}""", "input.out-of-range at lines")]
    [InlineData("risk.surplus", """{"currency":"CNY","line":"1.00","lines":"5","convention":"either","claims":[{"id":"C1","sumInsured":"1.00","amount":"1.00"}]}""", "input.unknown-value at convention")]
    [InlineData("risk.surplus", """{"currency":"CNY","line":"1.00","lines":"5","convention":"retention-on-top","claims":[{"id":"C1","sumInsured":"1.00","amount":"1.01"}]}""", "surplus.claim-above-sum-insured at claims[0].amount")]
    [InlineData("risk.general-average", """{"currency":"CNY","values":{"a":"0.00"},"loss":"0.00"}""", "average.no-value at values")]
    [InlineData("risk.general-average", """{"currency":"CNY","values":{"a":"1.00"},"loss":"1.01"}""", "average.loss-above-values at loss")]
    [InlineData("risk.general-average", """{"currency":"CNY","values":{"a":"1.00"},"loss":"1.00","sacrificed":{"a":"0.99"}}""", "average.sacrifices-not-loss at sacrificed")]
    [InlineData("risk.general-average", """{"currency":"CNY","values":{"a":"1.00","b":"9.00"},"loss":"2.00","sacrificed":{"a":"2.00"}}""", "average.sacrifice-above-value at sacrificed.a")]
    [InlineData("risk.general-average", """{"currency":"CNY","values":{"a":"1.00"},"loss":"1.00","sacrificed":{"x":"1.00"}}""", "party.unknown at sacrificed.x")]
    [InlineData("risk.general-average", """{"currency":"CNY","values":{"a":"1.00"},"loss":"1.00","stated":{"x":"1.00"}}""", "party.unknown at stated.x")]
    public void Bad_covers_are_refused(string method, string inputs, string refusal) => Assert.Equal([refusal], Given.Evaluate(method, inputs).Refusals());

    [Fact]
    public void A_right_allocation_stated_by_somebody_else_is_taken() => Assert.Equal("0.125", Given.Evaluate("risk.general-average",
        """{"currency":"CNY","values":{"ship":"100.00","a":"60.00"},"loss":"20.00","stated":{"ship":"12.50","a":"7.50"}}""").Figures<GeneralAverageFigures>().Rate.ToString());

    private sealed record Span(string Id, long From, long Limit);

    private static ExcessOfLossFigures Cede(LayerClaim[] claims, params Span[] layers) => ExcessOfLoss.Cede(new ExcessOfLossInput(
        Given.Cny, [.. layers.Select(layer => new Layer(layer.Id, new Money(layer.From, Given.Cny), new Money(layer.Limit, Given.Cny)))], claims)).Value!;
}
