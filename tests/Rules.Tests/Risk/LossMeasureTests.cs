namespace Ledger.Rules.Tests;

public sealed class LossMeasureTests
{
    [Fact]
    public void BI1_half_of_a_turnover_of_10000_at_a_gross_profit_rate_of_60_percent()
    {
        // Public case BI1: sales 10,000, variable cost 40%, trade halves: shortage 5,000 x 60% = 3,000. The lost quantity is
        // turnover here, its margin the rate of gross profit.
        var figures = Disrupt("""{"lostHours":"5000","marginPerHour":"0.6"}""").Figures<LossFigures>();
        Assert.Equal("3000.00", figures.Net.Amount);
    }

    [Fact]
    public void Rework_adds_to_the_loss() =>
        Assert.Equal("1250.00", Disrupt("""{"lostHours":"10","marginPerHour":"100","rework":{"hours":"5","rate":"50"}}""").Figures<LossFigures>().Gross.Amount);

    [Fact]
    public void A_time_excess_takes_at_most_the_hours_lost_and_the_loss_stops_at_zero()
    {
        var figures = Disrupt("""{"lostHours":"10","marginPerHour":"100","salvage":"200.00","timeExcessHours":"40"}""").Figures<LossFigures>();
        Assert.Equal(("800.00", "0.00"), (figures.Gross.Amount, figures.Net.Amount));
        Assert.Equal("300.00", Disrupt("""{"lostHours":"10","marginPerHour":"100","scrap":{"quantity":"3","unitCost":"100"},"timeExcessHours":"40"}""")
            .Figures<LossFigures>().Net.Amount);
    }

    [Theory]
    [InlineData("""{"lostHours":"-1","marginPerHour":"100"}""", "input.negative at lostHours")]
    [InlineData("""{"lostHours":"1","marginPerHour":"-100"}""", "input.negative at marginPerHour")]
    [InlineData("""{"lostHours":"1","marginPerHour":"100","scrap":{"quantity":"-1","unitCost":"1"}}""", "input.negative at scrap.quantity")]
    [InlineData("""{"lostHours":"1","marginPerHour":"100","rework":{"hours":"1","rate":"-1"}}""", "input.negative at rework.rate")]
    [InlineData("""{"lostHours":"1","marginPerHour":"100","scrap":{"quantity":"1"}}""", "input.missing at scrap.unitCost")]
    [InlineData("""{"lostHours":"1","marginPerHour":"100","salvage":"-1.00"}""", "money.negative at salvage")]
    [InlineData("""{"lostHours":"1","marginPerHour":"100","salvage":"100.01"}""", "disruption.salvage-above-loss at salvage")]
    [InlineData("""{"lostHours":"1","marginPerHour":"100","insurance":"100.01"}""", "disruption.recovery-above-loss at insurance")]
    [InlineData("""{"lostHours":"1","marginPerHour":"100","timeExcessHours":"1","insurance":"0.01"}""", "disruption.recovery-above-loss at insurance")]
    [InlineData("""{"lostHours":"1","marginPerHour":"100","timeExcessHours":"-1"}""", "input.negative at timeExcessHours")]
    public void Bad_disruptions_are_refused(string inputs, string refusal) => Assert.Equal([refusal], Disrupt(inputs).Refusals());

    [Fact]
    public void Negative_typed_inputs_are_refused_as_well() => Assert.Equal(
        ["money.negative at salvage", "money.negative at insurance"],
        Disruption.Measure(new DisruptionInput(Given.Losses, 1, 1, null, null, Given.Yuan("-1"), null, Given.Yuan("-1"))).Refusals());

    [Theory]
    [InlineData("""{"initialValue":"900.00","lifeYears":"3","elapsedYears":"1","currencyIndex":"0.5"}""", "150.00")] // book 600, recoverable 450
    [InlineData("""{"initialValue":"900.00","lifeYears":"3","elapsedYears":"1","currencyIndex":"0"}""", "600.00")]
    [InlineData("""{"initialValue":"900.00","lifeYears":"3","elapsedYears":"4","currencyIndex":"0"}""", "0.00")] // written off already
    [InlineData("""{"initialValue":"900.00","lifeYears":"3","elapsedYears":"0","halfLifeYears":"3"}""", "0.00")]
    [InlineData("""{"initialValue":"800.00","lifeYears":"10","elapsedYears":"2","halfLifeYears":"1"}""", "440.00")] // book 640, recoverable 200
    [InlineData("""{"initialValue":"800.00","lifeYears":"10","elapsedYears":"30/12","halfLifeYears":"15/12"}""", "400.00")] // 600 - 200
    public void Only_the_loss_beyond_the_schedule_counts(string inputs, string loss) =>
        Assert.Equal(loss, Both("risk.obsolescence", inputs).Figures<LossFigures>().Net.Amount);

    [Theory]
    [InlineData("""{"initialValue":"0.00","lifeYears":"3","elapsedYears":"1","currencyIndex":"0.5"}""", "input.not-positive at initialValue")]
    [InlineData("""{"initialValue":"1.00","lifeYears":"0","elapsedYears":"1","currencyIndex":"0.5"}""", "input.not-positive at lifeYears")]
    [InlineData("""{"initialValue":"1.00","lifeYears":"3","elapsedYears":"-1","currencyIndex":"0.5"}""", "input.negative at elapsedYears")]
    [InlineData("""{"initialValue":"1.00","lifeYears":"3","elapsedYears":"1","currencyIndex":"1.5"}""", "input.out-of-range at currencyIndex")]
    [InlineData("""{"initialValue":"1.00","lifeYears":"3","elapsedYears":"1","halfLifeYears":"0"}""", "input.not-positive at halfLifeYears")]
    [InlineData("""{"initialValue":"1.00","lifeYears":"3","elapsedYears":"1","halfLifeYears":"3","currencyIndex":"1"}""", "obsolescence.one-model at halfLifeYears")]
    [InlineData("""{"initialValue":"1.00","lifeYears":"3","elapsedYears":"0.123456","halfLifeYears":"3"}""", "obsolescence.exponent at elapsedYears")]
    public void Bad_obsolescence_inputs_are_refused(string inputs, string refusal) =>
        Assert.Equal([refusal], Both("risk.obsolescence", inputs).Refusals());

    [Fact]
    public void Without_any_index_each_version_says_so_in_its_own_words()
    {
        const string inputs = """{"initialValue":"1.00","lifeYears":"3","elapsedYears":"1"}""";
        Assert.Equal(["obsolescence.one-model at halfLifeYears"], Version("risk.obsolescence", 1, inputs).Refusals());
        Assert.Equal(["obsolescence.missing-index at currencyIndex"], Version("risk.obsolescence", 2, inputs).Refusals());
    }

    [Theory]
    [InlineData("40", "0.05", "34", "20000.00")]
    [InlineData("40", "0.05", "38", "0.00")]
    [InlineData("40", "0.05", "60", "0.00")]
    [InlineData("40", "0", "39", "5000.00")]
    public void A_shortfall_beyond_the_tolerance_is_a_loss(string target, string tolerance, string actual, string loss) => Assert.Equal(loss,
        Given.Evaluate("risk.placement", $$"""{"target":"{{target}}","tolerance":"{{tolerance}}","actual":"{{actual}}","replacementCost":"5000.00"}""", Given.Losses)
            .Figures<LossFigures>().Net.Amount);

    [Theory]
    [InlineData("0", "0.05", "34", "input.not-positive at target")]
    [InlineData("40", "1.05", "34", "input.out-of-range at tolerance")]
    [InlineData("40", "0.05", "-1", "input.negative at actual")]
    public void Bad_placement_inputs_are_refused(string target, string tolerance, string actual, string refusal) => Assert.Equal([refusal],
        Given.Evaluate("risk.placement", $$"""{"target":"{{target}}","tolerance":"{{tolerance}}","actual":"{{actual}}","replacementCost":"5000.00"}""", Given.Losses).Refusals());

    private static Evaluation Disrupt(string inputs) => Both("risk.disruption", inputs);

    // What version 1 takes, version 2 takes as well and answers alike.
    private static Evaluation Both(string method, string inputs)
    {
        var (old, newer) = (Version(method, 1, inputs), Version(method, 2, inputs));
        Assert.Equal(old.Rejections.Select(no => $"{no.Code} at {no.Field}"), newer.Rejections.Select(no => $"{no.Code} at {no.Field}"));
        Assert.Equal(old.Result?.Value.GetRawText(), newer.Result?.Value.GetRawText());
        return old;
    }

    private static Evaluation Version(string method, int version, string inputs) =>
        MethodCatalogue.Find(method, version)!.Evaluate(Given.Json(inputs), Given.Losses);
}
