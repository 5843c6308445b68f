namespace Ledger.Rules.Tests;

/// <summary>The plain valuation methods: their public golden cases and their refusals.</summary>
public sealed class ValuationMethodsTests
{
    [Theory]
    [InlineData("year-end", "74605.56")]
    [InlineData("mid-year", "78246.97")]
    public void G24_relief_from_royalty(string timing, string value)
    {
        var evaluation = Given.Evaluate("income.royalty-relief",
            $$"""{"revenues":["1000000","1000000","1000000"],"royaltyRate":"0.04","taxRate":"0.25","discountRate":"0.1","timing":"{{timing}}"}""",
            Given.Terms("100000.00"));
        Assert.Equal(value, evaluation.Figures<ValuationFigures>().Value.Amount);
        Assert.Equal("30000", evaluation.Step("royalty/1"));
        if (timing == "year-end") Assert.Equal("2.486852", evaluation.Step("annuity"));
    }

    [Fact]
    public void Royalty_without_discount_is_the_plain_sum() => Assert.Equal("6.00", Given.Evaluate("income.royalty-relief",
        """{"revenues":["10","20","30"],"royaltyRate":"0.1","taxRate":"0","discountRate":"0","timing":"mid-year"}""",
        Given.Terms("100.00")).Figures<ValuationFigures>().Value.Amount);

    [Theory]
    [InlineData("""{"revenues":[],"royaltyRate":"0.04","taxRate":"0.25","discountRate":"0.1","timing":"year-end"}""", "input.empty at revenues")]
    [InlineData("""{"revenues":["-1"],"royaltyRate":"0.04","taxRate":"0.25","discountRate":"0.1","timing":"year-end"}""", "input.negative at revenues[0]")]
    [InlineData("""{"revenues":["1"],"royaltyRate":"1.04","taxRate":"0.25","discountRate":"0.1","timing":"year-end"}""", "input.out-of-range at royaltyRate")]
    [InlineData("""{"revenues":["1"],"royaltyRate":"0.04","taxRate":"-0.25","discountRate":"0.1","timing":"year-end"}""", "input.out-of-range at taxRate")]
    [InlineData("""{"revenues":["1"],"royaltyRate":"0.04","taxRate":"0.25","discountRate":"-1","timing":"year-end"}""", "input.out-of-range at discountRate")]
    [InlineData("""{"revenues":["1"],"royaltyRate":"0.04","taxRate":"0.25","discountRate":"0.1","timing":"never"}""", "input.unknown-value at timing")]
    [InlineData("""{"revenues":["1"],"royaltyRate":0.04,"taxRate":"0.25","discountRate":"0.1","timing":"year-end"}""", "input.wrong-type at royaltyRate")]
    public void Bad_royalty_inputs_are_refused(string inputs, string refusal) =>
        Assert.Contains(refusal, Given.Evaluate("income.royalty-relief", inputs, Given.Terms("1.00")).Refusals());

    [Fact]
    public void A_forecast_beyond_the_limit_is_refused()
    {
        var years = string.Join(",", Enumerable.Repeat("\"1\"", RuleLimits.ForecastYears + 1));
        var inputs = "{\"revenues\":[" + years + "],\"royaltyRate\":\"0.04\",\"taxRate\":\"0\",\"discountRate\":\"0\",\"timing\":\"year-end\"}";
        Assert.Contains("input.too-many at revenues", Given.Evaluate("income.royalty-relief", inputs, Given.Terms("1.00")).Refusals());
    }

    [Fact]
    public void G15_donated_labour_with_fringe()
    {
        // 25.34 x (1 + 11% + 7.65% + 15%) = 33.86691; half-up 33.87 (the source truncates to 33.86).
        var evaluation = Given.Evaluate("labour.rate", """{"hours":"1","rate":"25.34","fringe":"0.3365"}""", Given.Terms("100.00"));
        Assert.Equal("33.86691", evaluation.Step("rate"));
        Assert.Equal("33.87", evaluation.Figures<ValuationFigures>().Value.Amount);
    }

    [Theory]
    [InlineData("""{"hours":"0","rate":"120","fringe":"0.35"}""", "input.not-positive at hours")]
    [InlineData("""{"hours":"400","rate":"-120","fringe":"0.35"}""", "input.not-positive at rate")]
    [InlineData("""{"hours":"400","rate":"120","fringe":"35"}""", "input.out-of-range at fringe")]
    [InlineData("""{"hours":"400","rate":"120"}""", "input.missing at fringe")]
    public void Bad_labour_inputs_are_refused(string inputs, string refusal) =>
        Assert.Equal([refusal], Given.Evaluate("labour.rate", inputs, Given.Terms("1.00")).Refusals());

    [Fact]
    public void Rent_takes_the_median_of_the_quotes_and_the_log()
    {
        var evaluation = Given.Evaluate("rent.quotes", """
            {"quotes":[{"id":"Q1","perMonth":"4000.00","quotedOn":"2025-01-01"},{"id":"Q2","perMonth":"5000.00","quotedOn":"2025-01-01"}],
             "months":"9","use":{"used":"1","available":"3","unit":"h"}}
            """, Given.Terms("100000.00", minEvidence: 2));
        Assert.Equal("4500", evaluation.Step("median"));
        Assert.Equal("1/3", evaluation.Step("use"));
        Assert.Equal("13500.00", evaluation.Figures<ValuationFigures>().Value.Amount);
    }

    [Theory]
    [InlineData("""{"quotes":[],"months":"1","use":{"used":"1","available":"1","unit":"h"}}""", "input.empty at quotes")]
    [InlineData("""{"quotes":[{"id":"Q","perMonth":"1.00","quotedOn":"2025-03-02"}],"months":"1","use":{"used":"1","available":"1","unit":"h"}}""", "valuation.evidence-after-date at quotes[0].quotedOn")]
    [InlineData("""{"quotes":[{"id":"Q","perMonth":"0.00","quotedOn":"2025-01-01"}],"months":"1","use":{"used":"1","available":"1","unit":"h"}}""", "money.not-positive at quotes[0].perMonth")]
    [InlineData("""{"quotes":[{"id":"Q","perMonth":"1.00","quotedOn":"2025-01-01"}],"months":"0","use":{"used":"1","available":"1","unit":"h"}}""", "input.not-positive at months")]
    [InlineData("""{"quotes":[{"id":"Q","perMonth":"1.00","quotedOn":"2025-01-01"}],"months":"1","use":{"used":"2","available":"1","unit":"h"}}""", "rent.use-above-available at use.used")]
    [InlineData("""{"quotes":[{"id":"Q","perMonth":"1.00","quotedOn":"2025-01-01"}],"months":"1","use":{"used":"0","available":"0","unit":"h"}}""", "input.not-positive at use.available")]
    [InlineData("""{"quotes":[{"id":"Q","perMonth":"1.00","quotedOn":"2025-01-01"}],"months":"1"}""", "input.missing at use")]
    public void Bad_rent_inputs_are_refused(string inputs, string refusal) =>
        Assert.Contains(refusal, Given.Evaluate("rent.quotes", inputs, Given.Terms("1.00")).Refusals());

    [Fact]
    public void A_repeated_quote_is_refused() => Assert.Equal(["input.duplicate at quotes[1].id"], Given.Evaluate("rent.quotes", """
        {"quotes":[{"id":"Q","perMonth":"1.00","quotedOn":"2025-01-01"},{"id":"Q","perMonth":"1.00","quotedOn":"2025-01-01"}],"months":"1","use":{"used":"1","available":"1","unit":"h"}}
        """, Given.Terms("1.00")).Refusals());

    [Theory]
    [InlineData("""{"quantity":"300","unit":"m2","rate":"20","periods":"12","periodUnit":"month"}""", "72000.00")]
    [InlineData("""{"quantity":"1000","unit":"h","rate":"80"}""", "80000.00")]
    [InlineData("""{"quantity":"1/3","unit":"h","rate":"0.05"}""", "0.02")]
    public void A_quantity_at_market_rate(string inputs, string value) =>
        Assert.Equal(value, Given.Evaluate("market.unit-rate", inputs, Given.Terms("100000.00")).Figures<ValuationFigures>().Value.Amount);

    [Theory]
    [InlineData("""{"quantity":"0","unit":"h","rate":"80"}""", "input.not-positive at quantity")]
    [InlineData("""{"quantity":"1","unit":"h","rate":"0"}""", "input.not-positive at rate")]
    [InlineData("""{"quantity":"1","unit":"h","rate":"80","periods":"12"}""", "unit-rate.period-without-unit at periodUnit")]
    [InlineData("""{"quantity":"1","unit":"h","rate":"80","periodUnit":"month"}""", "unit-rate.period-without-unit at periodUnit")]
    [InlineData("""{"quantity":"1","unit":"h","rate":"80","periods":"-1","periodUnit":"month"}""", "input.not-positive at periods")]
    public void Bad_unit_rate_inputs_are_refused(string inputs, string refusal) =>
        Assert.Contains(refusal, Given.Evaluate("market.unit-rate", inputs, Given.Terms("1.00")).Refusals());

    [Fact]
    public void Cash_counts_at_its_face()
    {
        var figures = Given.Evaluate("cash.face", """{"received":"200000.00","evidence":["bank"]}""", Given.Terms("200000.00", minEvidence: 1)).Figures<ValuationFigures>();
        Assert.Equal(("200000.00", "200000.00", "0.00"), (figures.Value.Amount, figures.Accepted.Amount, figures.Excess.Amount));
    }

    [Theory]
    [InlineData("""{"received":"0.00","evidence":["bank"]}""", "money.not-positive at received")]
    [InlineData("""{"received":"-5.00","evidence":["bank"]}""", "money.negative at received")]
    [InlineData("""{"received":"5.005","evidence":["bank"]}""", "money.over-precise at received")]
    [InlineData("""{"received":"5.00","currency":"USD","evidence":["bank"]}""", "cash.currency-mismatch at currency")]
    [InlineData("""{"received":"5.00","currency":"RMB","evidence":["bank"]}""", "currency.unknown at currency")]
    [InlineData("""{"received":"5.00"}""", "valuation.too-few-evidence at evidence")]
    [InlineData("""{"received":"5.00","evidence":["bank","bank"]}""", "input.duplicate at evidence[1]")]
    public void Bad_cash_inputs_are_refused(string inputs, string refusal) =>
        Assert.Equal(refusal, Given.Evaluate("cash.face", inputs, Given.Terms("5.00", minEvidence: 1)).Refusals()[0]);

    [Theory]
    [InlineData("labour.rate", """{"hours":"1","rate":"1","fringe":"0"}""")]
    [InlineData("market.unit-rate", """{"quantity":"1","unit":"h","rate":"1"}""")]
    [InlineData("income.royalty-relief", """{"revenues":["1"],"royaltyRate":"1","taxRate":"0","discountRate":"0","timing":"year-end"}""")]
    [InlineData("cash.face", """{"received":"1.00"}""")]
    public void A_method_without_market_items_counts_cited_evidence(string method, string inputs)
    {
        Assert.Equal(["valuation.too-few-evidence at evidence"], Given.Evaluate(method, inputs, Given.Terms("1.00", minEvidence: 1)).Refusals());
        var cited = inputs.TrimEnd('}') + ",\"evidence\":[\"sheet-1\"]}";
        Assert.Equal("1.00", Given.Evaluate(method, cited, Given.Terms("1.00", minEvidence: 1)).Figures<ValuationFigures>().Value.Amount);
    }

    [Theory]
    [InlineData("150.00", true, "100.00", "100.00", "50.00")]
    [InlineData("80.00", true, "100.00", "80.00", "0.00")]
    [InlineData("80.00", false, "100.00", "100.00", "0.00")]
    [InlineData("100.00", true, "100.00", "100.00", "0.00")]
    public void The_claim_caps_the_value_and_an_excess_is_shown(string claimed, bool cap, string value, string accepted, string excess)
    {
        var figures = Given.Evaluate("market.unit-rate", """{"quantity":"1","unit":"h","rate":"100"}""", Given.Terms(claimed, capAtClaim: cap)).Figures<ValuationFigures>();
        Assert.Equal((value, accepted, excess), (figures.Value.Amount, figures.Accepted.Amount, figures.Excess.Amount));
    }
}
