using System.Text;
using Ledger.Cli.Commands;
using Ledger.Cli.Scenario;
using Ledger.Cli.Simulation;
using Ledger.Rules;

namespace Ledger.Cli.Tests;

/// <summary>Sample B, the Lakeside additive manufacturing center: caps, a match met exactly, a loss above all liability caps.</summary>
/// <param name="schemas">Loaded once.</param>
public sealed class LakesideTests(Schemas schemas) : IClassFixture<Schemas>
{
    private static readonly string File = Path.Combine(Sample.Folder, "lakeside.ledger.json");
    private static readonly string Text = System.IO.File.ReadAllText(File);

    [Fact]
    public void It_is_valid_by_its_schema() => Assert.Empty(schemas.Scenario.Validate(Text));

    [Fact]
    public void It_ends_with_the_figures_computed_by_hand()
    {
        var (scenario, figures) = Simulate(Text);
        Assert.Equal(["150000.00 36000.00", "47500.00 39000.00", "7800.00 2000.00", "12500.00 10000.00", "40000.00 3000.00"],
            figures.Contributions.Select(item => $"{item.Claimed.Amount} {item.Accepted.Amount}"));
        Assert.Equal("257800.00", Money.Sum(figures.Contributions.Select(item => item.Claimed), figures.Currency).Amount);
        Assert.Equal("18400.00", figures.Reserve.Funded.Amount);
        Assert.Equal(["F1 29440.00", "F2 41706.67", "U 2453.33"],
            figures.Tiers.Where(line => line.Tier == "residual/accepted-value").Select(line => $"{line.Party} {line.Amount.Amount}"));
        Assert.Equal(
            ["reserve-pays  18400.00", "party-pays F1 36000.00", "party-pays U 3000.00", "sufferer-bears retention 10000.00", "sufferer-bears own-share 51000.00", "sufferer-bears excess 1600.00"],
            figures.Losses.Single().Lines.Select(line =>
                $"{KebabCase.Name(line.Kind)} {line.Payer ?? (line.Reason is { } reason ? KebabCase.Name(reason) : "")} {line.Amount.Amount}"));
        Assert.Equal("100000.00", (Money.Sum(figures.Cash.Values, figures.Currency) + figures.Reserve.Closing).Amount);
        Assert.Empty(Expectations.Unmet(scenario, figures));
    }

    [Fact]
    public async Task Simulate_succeeds_and_shows_the_match()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(ExitCode.Success, await new SimulateCommand().RunAsync([File], output, error, TestContext.Current.CancellationToken));
        Assert.Contains("Every expected figure was met.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("应配套额", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_cent_less_of_a_contribution_fails_the_match()
    {
        // The furnace claimed at one cent less than its use charge: 2,999.99 is accepted.
        var (scenario, figures) = Simulate(Text.Replace("\"claimed\": \"40000.00\"", "\"claimed\": \"2999.99\"", StringComparison.Ordinal));
        Assert.Contains(new FigureDifference("match", "90000.00", "89999.99"), Expectations.Unmet(scenario, figures));
    }

    [Fact]
    public void One_cent_more_of_the_award_fails_the_match()
    {
        var (scenario, figures) = Simulate(Text.Replace("\"award\": \"90000.00\"", "\"award\": \"90000.01\"", StringComparison.Ordinal));
        Assert.Equal([new FigureDifference("match", "90000.01", "90000.00")], Expectations.Unmet(scenario, figures));
    }

    [Fact]
    public void The_powder_cannot_be_claimed_for_another_award_as_well()
    {
        var twice = Text.Replace("\"ratio\": \"1\"", "\"ratio\": \"1\", \"claimedElsewhere\": [{ \"reference\": \"F2-powder\", \"award\": \"AWARD-2\" }]", StringComparison.Ordinal);
        Assert.Equal(["match.counted-elsewhere at match.claimedElsewhere"],
            Simulator.Run(Parse(twice).Scenario!).Rejections.Select(rejection => $"{rejection.Code} at {rejection.Field}"));
    }

    // The 1,600.00 above all caps, decided instead of left with F2: F1 takes 1,000.00 of them, 600.00 stay. F1 pays 37,000.00, F2 bears 10,000.00 + 51,000.00 +
    // 600.00; its cash is 99,106.67 + 1,000.00, F1's -6,560.00 - 1,000.00.
    [Fact]
    public void What_lies_above_all_caps_is_borne_as_decided()
    {
        var text = Escalated().Replace("\"F1\": \"36000.00\", \"U\": \"3000.00\" }", "\"F1\": \"37000.00\", \"U\": \"3000.00\" }", StringComparison.Ordinal)
            .Replace("\"F2\": \"62600.00\"", "\"F2\": \"61600.00\"", StringComparison.Ordinal)
            .Replace("\"F1\": \"-6560.00\"", "\"F1\": \"-7560.00\"", StringComparison.Ordinal).Replace("\"F2\": \"99106.67\"", "\"F2\": \"100106.67\"", StringComparison.Ordinal);
        Assert.Empty(schemas.Scenario.Validate(text));
        var (scenario, figures) = Simulate(text);
        Assert.Empty(Expectations.Unmet(scenario, figures));
        Assert.Equal("37000.00", figures.Flatten()["losses.R1-fire.party-pays.F2.F1"]);
        Assert.Equal("100000.00", (Money.Sum(figures.Cash.Values, figures.Currency) + figures.Reserve.Closing).Amount);
        Assert.Contains(Simulator.Run(scenario).Explanations, explanation => explanation.Subject == "escalation/R1-fire");
    }

    [Theory]
    [InlineData("\"F2\": \"600.00\"", "\"F2\": \"599.99\"", "escalation.not-all at riskEvents[0].escalation.shares")]
    [InlineData("\"F2\": \"600.00\"", "\"U\": \"600.00\"", "risk.escalation-consent-missing at riskEvents[0].escalation.consentBy")]
    [InlineData("[\"hall\", \"reyes\"]", "[\"hall\"]", "risk.escalation-consent-missing at riskEvents[0].escalation.consentBy")]
    [InlineData("\"excess\": \"escalate\"", "\"excess\": \"stays\"", "escalation.nothing at riskEvents[0].escalation")]
    public void A_decision_that_is_none_is_refused(string was, string would, string refusal)
    {
        Assert.Contains(was, Escalated(), StringComparison.Ordinal);
        var text = Escalated().Replace("\"decidedBy\": \"owens\"", "\"decidedBy\": \"zhou\"", StringComparison.Ordinal)
            .Replace("\"people\": [", "\"people\": [{ \"id\": \"zhou\", \"name\": { \"en\": \"Zhou\", \"zh\": \"周\" }, \"organisation\": \"OPS\", \"roles\": [\"approver\"] },", StringComparison.Ordinal)
            .Replace(was, would, StringComparison.Ordinal);
        var parsed = Parse(text);
        Assert.True(parsed.Scenario is not null, string.Join("\n", parsed.Problems));
        Assert.Equal([refusal], Simulator.Run(parsed.Scenario).Rejections.Select(no => $"{no.Code} at {no.Field}"));
    }

    [Fact]
    public void A_file_that_leaves_the_decision_out_or_has_it_by_a_side_is_refused()
    {
        var undecided = Parse(Text.Replace("\"excess\": \"stays\"", "\"excess\": \"escalate\"", StringComparison.Ordinal)).Scenario!;
        Assert.Equal(["risk.escalation-unresolved at riskEvents[0].escalation"], Simulator.Run(undecided).Rejections.Select(no => $"{no.Code} at {no.Field}"));
        Assert.Contains(Parse(Escalated().Replace("\"decidedBy\": \"owens\"", "\"decidedBy\": \"berg\"", StringComparison.Ordinal)).Problems,
            problem => (problem.Code, problem.Path) == ("risk.escalation-interested", "$.riskEvents[0].escalation.decidedBy"));
    }

    private static string Escalated() => Text.Replace("\"excess\": \"stays\"", "\"excess\": \"escalate\"", StringComparison.Ordinal).Replace(
        "\"allocatedBy\": \"owens\"",
        "\"allocatedBy\": \"owens\", \"escalation\": { \"shares\": { \"F1\": \"1000.00\", \"F2\": \"600.00\" }, \"reason\": { \"en\": \"F1's printer\", \"zh\": \"F1的打印机\" }, \"proposedBy\": \"kim\", \"consentBy\": [\"hall\", \"reyes\"], \"decidedBy\": \"owens\" }",
        StringComparison.Ordinal);

    [Theory]
    [InlineData("\"F1\": \"36000.00\", \"U\": \"3000.00\"", "\"F1\": \"36000.01\", \"U\": \"3000.00\"", "losses.R1-fire.paid.F1")]
    [InlineData("\"F2\": \"62600.00\"", "\"F2\": \"62600.01\"", "losses.R1-fire.kept.F2")]
    [InlineData("\"reserve\": \"18400.00\"", "\"reserve\": \"18400.01\"", "losses.R1-fire.reserve")]
    [InlineData("\"F1\": \"-6560.00\"", "\"F1\": \"6560.00\"", "cash.F1")]
    public void An_unmet_expectation_is_named(string figure, string changed, string name)
    {
        Assert.Contains(figure, Text, StringComparison.Ordinal);
        var (scenario, figures) = Simulate(Text.Replace(figure, changed, StringComparison.Ordinal));
        Assert.Equal([name], Expectations.Unmet(scenario, figures).Select(difference => difference.Name));
    }

    private static ParsedScenario Parse(string text) => ScenarioParser.Parse("lakeside.ledger.json", Encoding.UTF8.GetBytes(text));

    private static (ScenarioFile Scenario, ScenarioFigures Figures) Simulate(string text)
    {
        var parsed = Parse(text);
        Assert.True(parsed.Scenario is not null, string.Join("\n", parsed.Problems));
        var simulated = Simulator.Run(parsed.Scenario);
        Assert.True(simulated.Figures is not null, string.Join("\n", simulated.Rejections.Select(no => $"{no.Code} at {no.Field}: {no.Message.En}")));
        return (parsed.Scenario, simulated.Figures);
    }
}
