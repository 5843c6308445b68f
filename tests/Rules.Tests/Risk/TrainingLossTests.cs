namespace Ledger.Rules.Tests;

public sealed class TrainingLossTests
{
    [Theory]
    [InlineData("4", "2000.00")] // one year of five not served
    [InlineData("5", "0.00")]
    [InlineData("7", "0.00")]
    [InlineData("0", "10000.00")]
    public void The_unserved_part_of_the_training_cost_is_lost(string served, string loss) =>
        Assert.Equal(loss, Retention($$"""{"id":"L1","trainingCost":"10000.00","agreedYears":"5","servedYears":"{{served}}"}""").Figures<LossFigures>().Net.Amount);

    [Fact]
    public void Agreed_damages_count_at_most_up_to_the_unserved_part()
    {
        const string leaver = """{"id":"L1","trainingCost":"10000.00","agreedYears":"5","servedYears":"1","agreedDamages":"30000.00"}""";
        Assert.Equal("8000.00", Retention(leaver).Figures<LossFigures>().Net.Amount);
        Assert.Equal("3000.00", Retention(leaver.Replace("30000", "3000", StringComparison.Ordinal)).Figures<LossFigures>().Net.Amount);
    }

    [Fact]
    public void Leavers_add_up()
    {
        var figures = Retention("""{"id":"L1","trainingCost":"10000.00","agreedYears":"5","servedYears":"1"},{"id":"L2","trainingCost":"100.00","agreedYears":"3","servedYears":"1"}""").Figures<LossFigures>();
        Assert.Equal(("10100.00", "8066.67"), (figures.Gross.Amount, figures.Net.Amount));
    }

    [Theory]
    [InlineData("", "input.empty at leavers")]
    [InlineData("""{"id":"L1","trainingCost":"1.00","agreedYears":"0","servedYears":"0"}""", "input.not-positive at leavers[0].agreedYears")]
    [InlineData("""{"id":"L1","trainingCost":"1.00","agreedYears":"1","servedYears":"-1"}""", "input.negative at leavers[0].servedYears")]
    [InlineData("""{"id":"L1","trainingCost":"-1.00","agreedYears":"1","servedYears":"0"}""", "money.negative at leavers[0].trainingCost")]
    [InlineData("""{"id":"L1","trainingCost":"1.00","agreedYears":"1","servedYears":"0"},{"id":"L1","trainingCost":"1.00","agreedYears":"1","servedYears":"0"}""", "input.duplicate at leavers[1].id")]
    public void Bad_leavers_are_refused(string leavers, string refusal) => Assert.Equal([refusal], Retention(leavers).Refusals());

    [Fact]
    public void A_net_benefit_is_shown_apart_and_is_no_loss()
    {
        var figures = Given.Evaluate("risk.intern-net-cost", """{"grossCost":"100.00","productiveOutput":"130.00","count":"2"}""", Given.Losses).Figures<TrainingCostFigures>();
        Assert.Equal(("200.00", "0.00", "60.00"), (figures.Gross.Amount, figures.Net.Amount, figures.Benefit.Amount));
    }

    [Fact]
    public void Several_contracts_multiply()
    {
        var figures = Given.Evaluate("risk.early-dissolution", """{"grossToDate":"16218.00","returnsToDate":"9392.00","contracts":"3"}""", Given.Losses).Figures<TrainingCostFigures>();
        Assert.Equal("20478.00", figures.Net.Amount);
        Assert.Null(figures.Expected);
    }

    [Theory]
    [InlineData("risk.intern-net-cost", """{"grossCost":"1.00","productiveOutput":"1.00","count":"0"}""", "input.not-positive at count")]
    [InlineData("risk.early-dissolution", """{"grossToDate":"1.00","returnsToDate":"1.00","contracts":"-1"}""", "input.not-positive at contracts")]
    [InlineData("risk.early-dissolution", """{"grossToDate":"1.00","returnsToDate":"1.00","dissolutionRate":"1.2"}""", "input.out-of-range at dissolutionRate")]
    [InlineData("risk.quality-shortfall", """{"assessed":"10","failed":"11","retrainingCost":"1.00"}""", "quality.failed-above-assessed at failed")]
    [InlineData("risk.quality-shortfall", """{"assessed":"10","failed":"1","tolerance":"2","retrainingCost":"1.00"}""", "input.out-of-range at tolerance")]
    [InlineData("risk.equipment-damage", """{"repairCost":"100.00","valueNow":"90.00","salvage":"90.01"}""", "damage.salvage-above-loss at salvage")]
    [InlineData("risk.equipment-damage", """{"repairCost":"100.00","valueNow":"90.00","salvage":"50.00","insurance":"40.01"}""", "damage.recovery-above-loss at insurance")]
    [InlineData("risk.equipment-damage", """{"repairCost":"-1.00","valueNow":"90.00"}""", "money.negative at repairCost")]
    public void Bad_measures_are_refused(string method, string inputs, string refusal) => Assert.Equal([refusal], Given.Evaluate(method, inputs, Given.Losses).Refusals());

    [Theory]
    [InlineData("5", "0.05", "3600.00")] // 40 assessed, 2 tolerated, 3 x 1,200
    [InlineData("2", "0.05", "0.00")]
    [InlineData("5", "0", "6000.00")]
    public void Failures_beyond_the_tolerance_cost_their_retraining(string failed, string tolerance, string net) => Assert.Equal(net, Given.Evaluate(
        "risk.quality-shortfall", $$"""{"assessed":"40","failed":"{{failed}}","tolerance":"{{tolerance}}","retrainingCost":"1200.00"}""", Given.Losses).Figures<LossFigures>().Net.Amount);

    [Theory]
    [InlineData("\"repairCost\":\"70.00\",", "60.00")]
    [InlineData("\"repairCost\":\"100.00\",", "80.00")] // dearer than the thing: total loss
    [InlineData("", "80.00")]
    public void Damage_is_the_lower_of_repair_and_value(string repair, string net) => Assert.Equal(net, Given.Evaluate(
        "risk.equipment-damage", $$"""{{{repair}}"valueNow":"90.00","salvage":"4.00","insurance":"6.00"}""", Given.Losses).Figures<LossFigures>().Net.Amount);

    private static Evaluation Retention(string leavers) => Given.Evaluate("risk.retention-shortfall", $$"""{"leavers":[{{leavers}}]}""", Given.Losses);
}
