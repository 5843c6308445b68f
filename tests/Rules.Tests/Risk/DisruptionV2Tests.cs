namespace Ledger.Rules.Tests;

public sealed class DisruptionV2Tests
{
    [Fact]
    public void Supervision_counts_where_it_is_agreed() => Assert.Equal(("1180.00", "1180.00"),
        Amounts(Measure("""{"lostHours":"10","marginPerHour":"100","supervision":{"hours":"4","rate":"45"}}""")));

    [Fact]
    public void Hours_beyond_the_indemnity_period_do_not_count()
    {
        // 100 h lost, 8 h excess, 60 h indemnified: 60 h x 50 = 3,000.
        Assert.Equal(("5000.00", "3000.00"), Amounts(Measure("""{"lostHours":"100","marginPerHour":"50","timeExcessHours":"8","maximumHours":"60"}""")));
        Assert.Equal(("5000.00", "4600.00"), Amounts(Measure("""{"lostHours":"100","marginPerHour":"50","timeExcessHours":"8","maximumHours":"92"}""")));
    }

    [Fact]
    public void The_log_of_two_machines_makes_up_the_lost_hours() => Assert.Equal(("500.00", "500.00"), Amounts(Measure("""
        {"lostHours":"10","marginPerHour":"50","log":[{"machine":"M1","from":"100","to":"106"},{"machine":"M2","from":"100","to":"104"}],
         "counted":[{"event":"R0","machine":"M1","from":"90","to":"100"},{"event":"R0","machine":"M3","from":"100","to":"104"}]}
        """)));

    [Theory]
    [InlineData("""[{"machine":"M1","from":"100","to":"105"}]""", "[]", "disruption.log-not-lost-hours at lostHours")]
    [InlineData("""[{"machine":"M1","from":"110","to":"100"}]""", "[]", "disruption.log-not-ordered at log[0].to")]
    [InlineData("""[{"machine":"M1","from":"100","to":"105"},{"machine":"M1","from":"104","to":"109"}]""", "[]", "disruption.hours-counted-twice at log[1]")]
    [InlineData("""[{"machine":"M1","from":"100","to":"110"}]""", """[{"event":"R0","machine":"M1","from":"109","to":"120"}]""", "disruption.hours-counted-twice at log[0]")]
    [InlineData("""[{"machine":"M1","from":"-10","to":"0"}]""", "[]", "input.negative at log[0].from")]
    [InlineData("""[{"machine":"M1","from":"100","to":"110"}]""", """[{"machine":"M1","from":"1","to":"2"}]""", "input.missing at counted[0].event")]
    public void Bad_logs_are_refused(string log, string counted, string refusal) => Assert.Equal([refusal],
        Measure($$"""{"lostHours":"10","marginPerHour":"50","log":{{log}},"counted":{{counted}}}""").Refusals());

    [Theory]
    [InlineData("\"maximumHours\":\"-1\"", "input.negative at maximumHours")]
    [InlineData("\"supervision\":{\"hours\":\"-1\",\"rate\":\"1\"}", "input.negative at supervision.hours")]
    [InlineData("\"maximumHours\":\"5\",\"insurance\":\"250.01\"", "disruption.recovery-above-loss at insurance")]
    public void Bad_terms_are_refused(string member, string refusal) =>
        Assert.Equal([refusal], Measure($$"""{"lostHours":"10","marginPerHour":"50",{{member}}}""").Refusals());

    private static Evaluation Measure(string inputs) => MethodCatalogue.Find("risk.disruption", 2)!.Evaluate(Given.Json(inputs), Given.Losses);

    private static (string Gross, string Net) Amounts(Evaluation evaluation)
    {
        var figures = evaluation.Figures<LossFigures>();
        return (figures.Gross.Amount, figures.Net.Amount);
    }
}
