namespace Ledger.Rules.Tests;

public sealed class ObsolescenceV2Tests
{
    [Fact]
    public void The_index_is_the_weighted_share_of_units_still_in_demand()
    {
        // Weights 2 and 1, demanded 50% and 20%: (1 + 0.2) / 3 = 0.4. Book 600, recoverable 900 x 0.4 = 360, loss 240.
        var evaluation = Measure("""
            {"initialValue":"900.00","lifeYears":"3","elapsedYears":"1","skillUnits":[{"id":"cam","weight":"2","demanded":"0.5"},{"id":"axis","weight":"1","demanded":"0.2"}]}
            """);
        Assert.Equal("0.4000000000", evaluation.Step("index"));
        Assert.Equal(("240.00", "240.00"), Amounts(evaluation));
    }

    [Theory]
    [InlineData("250.50", "349.50")]
    [InlineData("0", "600.00")]
    [InlineData("-100", "600.00")] // a negative recoverable value counts as nothing
    [InlineData("700", "0.00")] // recoverable above the book value is no loss and no gain
    public void A_stated_recoverable_value_is_compared_with_the_book_value(string recoverable, string loss) =>
        Assert.Equal((loss, loss), Amounts(Measure($$"""{"initialValue":"900.00","lifeYears":"3","elapsedYears":"1","recoverable":"{{recoverable}}"}""")));

    [Fact]
    public void What_was_charged_before_is_not_charged_again()
    {
        const string inputs = """{"initialValue":"900.00","lifeYears":"3","elapsedYears":"1","currencyIndex":"0.5","alreadyCharged":"100.00"}""";
        Assert.Equal(("150.00", "50.00"), Amounts(Measure(inputs)));
        Assert.Equal(["obsolescence.charged-above-loss at alreadyCharged"], Measure(inputs.Replace("100.00", "150.01", StringComparison.Ordinal)).Refusals());
    }

    [Fact]
    public void Decay_and_planned_write_down_are_never_both_charged()
    {
        // Two years of four and a half-life of two years: both halve the value, so nothing is lost beyond the schedule.
        Assert.Equal(("0.00", "0.00"), Amounts(Measure("""{"initialValue":"800.00","lifeYears":"4","elapsedYears":"2","halfLifeYears":"2"}""")));
    }

    [Theory]
    [InlineData("""[{"id":"a","weight":"0","demanded":"1"}]""", "input.not-positive at skillUnits[0].weight")]
    [InlineData("""[{"id":"a","weight":"1","demanded":"1.1"}]""", "input.out-of-range at skillUnits[0].demanded")]
    [InlineData("""[{"id":"a","weight":"1","demanded":"1"},{"id":"a","weight":"1","demanded":"1"}]""", "input.duplicate at skillUnits[1].id")]
    [InlineData("""[{"id":"a","weight":"1"}]""", "input.missing at skillUnits[0].demanded")]
    [InlineData("[]", "obsolescence.missing-index at currencyIndex")]
    public void Bad_skill_units_are_refused(string units, string refusal) =>
        Assert.Equal([refusal], Measure($$"""{"initialValue":"1.00","lifeYears":"3","elapsedYears":"1","skillUnits":{{units}}}""").Refusals());

    [Fact]
    public void Two_ways_to_the_recoverable_value_are_refused() => Assert.Equal(["obsolescence.one-model at halfLifeYears"],
        Measure("""{"initialValue":"1.00","lifeYears":"3","elapsedYears":"1","currencyIndex":"1","recoverable":"1"}""").Refusals());

    [Theory]
    [InlineData("12000.00", "5000.00", "12000.00", "5000.00")] // the gap is the lower one: the rest is improvement
    [InlineData("3000.00", "5000.00", "3000.00", "3000.00")]
    [InlineData("3000.00", "-1", "3000.00", "3000.00")]
    [InlineData("3000.00", "70000", "3000.00", "0.00")]
    public void Refresh_cost_counts_up_to_the_gap(string cost, string gapOrRecoverable, string gross, string net)
    {
        var recoverable = gapOrRecoverable is "-1" or "70000" ? gapOrRecoverable : "55000";
        var figures = Given.Evaluate("risk.refresh-cost",
            $$"""{"bookValue":"60000.00","recoverable":"{{recoverable}}","costs":[{"id":"all","amount":"{{cost}}"}]}""", Given.Losses).Figures<LossFigures>();
        Assert.Equal((gross, net), (figures.Gross.Amount, figures.Net.Amount));
    }

    [Theory]
    [InlineData("""{"bookValue":"-1.00","recoverable":"0","costs":[{"id":"a","amount":"1.00"}]}""", "money.negative at bookValue")]
    [InlineData("""{"bookValue":"1.00","recoverable":"0","costs":[]}""", "input.empty at costs")]
    [InlineData("""{"bookValue":"1.00","recoverable":"0","costs":[{"id":"a","amount":"1.00"},{"id":"a","amount":"1.00"}]}""", "input.duplicate at costs[1].id")]
    public void Bad_refresh_costs_are_refused(string inputs, string refusal) =>
        Assert.Equal([refusal], Given.Evaluate("risk.refresh-cost", inputs, Given.Losses).Refusals());

    private static Evaluation Measure(string inputs) => MethodCatalogue.Find("risk.obsolescence", 2)!.Evaluate(Given.Json(inputs), Given.Losses);

    private static (string Gross, string Net) Amounts(Evaluation evaluation)
    {
        var figures = evaluation.Figures<LossFigures>();
        return (figures.Gross.Amount, figures.Net.Amount);
    }
}
