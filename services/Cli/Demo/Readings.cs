using Ledger.Cli.Connection;
using Ledger.Cli.Scenario;
using Ledger.Rules;

namespace Ledger.Cli.Demo;

/// <summary>Everything that the services say at the end of the story, each part read from the service that owns it.</summary>
/// <param name="Contributions">In the order of the scenario.</param>
/// <param name="RiskEvents">In the order of the scenario.</param>
/// <param name="Runs">Settled, in the order of the pools.</param>
/// <param name="Statements">Of every party with a line, by pool and party.</param>
/// <param name="Reserve">By year.</param>
/// <param name="TrialBalance">Of the agreement.</param>
public sealed record Readings(
    IReadOnlyList<ContributionView> Contributions, IReadOnlyList<RiskEventView> RiskEvents, IReadOnlyList<RunView> Runs,
    IReadOnlyList<StatementView> Statements, IReadOnlyList<ReserveYearView> Reserve, TrialBalanceView TrialBalance)
{
    /// <summary>Reads everything; waits where the last fact still has to travel.</summary>
    /// <param name="stage">The demo.</param>
    /// <param name="contributions">Their streams, by reference.</param>
    /// <param name="riskEvents">Their streams, by reference.</param>
    /// <param name="settled">The settled pools.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="ConnectionException">Something did not arrive in time.</exception>
    public static async Task<Readings> ReadAsync(
        Stage stage, IReadOnlyDictionary<string, Guid> contributions, IReadOnlyDictionary<string, Guid> riskEvents,
        IReadOnlyList<SettledRun> settled, CancellationToken cancel)
    {
        var (scenario, client) = (stage.Scenario, stage.Client);
        var valued = new List<ContributionView>();
        foreach (var item in scenario.Contributions)
            valued.Add(await ValuedAsync(stage, item, contributions[item.Reference], cancel));

        var events = new List<RiskEventView>();
        foreach (var item in scenario.RiskEvents)
            events.Add((await client.GetAsync<RiskEventView>(item.MeasuredBy, $"risk-events/{riskEvents[item.Reference]}", cancel)).Value);

        var runs = new List<RunView>();
        var statements = new List<StatementView>();
        foreach (var (pool, poolId, runId) in settled)
        {
            var run = (await client.GetAsync<RunView>(pool.SettledBy, $"runs/{runId}", cancel)).Value;
            runs.Add(run);
            foreach (var line in run.Lines)
            {
                statements.Add((await client.GetAsync<StatementView>(
                    ReaderOf(scenario, line.Party, pool), $"statements/{Uri.EscapeDataString(line.Party)}?pool={poolId}", cancel)).Value);
            }
        }

        var officer = scenario.Pools.Count > 0 ? scenario.Pools[^1].SettledBy : scenario.Handling.DraftedBy;
        var agreement = Uri.EscapeDataString(stage.AgreementId);
        var reserve = await ReserveAsync(stage, officer, agreement, runs, cancel);
        var balance = (await client.GetAsync<TrialBalanceView>(officer, $"journal/trial-balance?agreement={agreement}", cancel)).Value;
        return new Readings(valued, events, runs, statements, reserve, balance);
    }

    private static Task<ContributionView> ValuedAsync(Stage stage, ScenarioContribution item, Guid stream, CancellationToken cancel) =>
        stage.UntilAsync($"contributions to hear of the accepted value of {item.Reference}", async () =>
        {
            var seen = (await stage.Client.GetAsync<ContributionView>(item.RegisteredBy, $"contributions/{stream}", cancel)).Value;
            return seen.Accepted is null ? null : seen;
        }, cancel);

    // Settlements are booked by Risks when they arrive there, and nobody can see how many did but by their sum.
    private static Task<IReadOnlyList<ReserveYearView>> ReserveAsync(
        Stage stage, string officer, string agreement, List<RunView> runs, CancellationToken cancel)
    {
        var currency = stage.Scenario.Agreement.Currency;
        var funded = Money.Sum(runs.Select(run => run.Reserve.Funded), currency);
        return stage.UntilAsync($"risks to hear that the reserve was funded with {funded.Amount}", async () =>
        {
            var years = await stage.Client.ListAsync<ReserveYearView>(officer, $"reserve?agreement={agreement}", cancel);
            return Money.Sum(years.Select(year => year.Funded), currency) >= funded && (runs.Count == 0 || years.Any(year => year.Closing is not null))
                ? years
                : null;
        }, cancel);
    }

    // A party reads its own statement where somebody of it is at hand.
    private static string ReaderOf(ScenarioFile scenario, string party, ScenarioPool pool) =>
        scenario.People.FirstOrDefault(person => person.Organisation == party && person.Roles.Count > 0)?.Id ?? pool.SettledBy;
}
