using Ledger.Cli.Scenario;
using Ledger.Rules;

namespace Ledger.Cli.Simulation;

/// <summary>The matching test of a scenario, on accepted values from wherever they come: calculated offline or told by the services.</summary>
public static class MatchTest
{
    /// <summary>Tests.</summary>
    /// <param name="match">What must be matched.</param>
    /// <param name="contributions">Every contribution with its accepted value.</param>
    public static Evaluation Evaluate(ScenarioMatch match, IReadOnlyList<ContributionFigure> contributions)
    {
        ArgumentNullException.ThrowIfNull(match);
        ArgumentNullException.ThrowIfNull(contributions);
        var elsewhere = match.ClaimedElsewhere.ToDictionary(entry => entry.Reference, entry => entry.Award, StringComparer.Ordinal);
        return Matching.Method.Evaluate(new MatchingInput(match.Award.Currency, match.Award, match.Ratio,
            [.. contributions.Select(item => new MatchItem(item.Reference, item.Party, item.Accepted, OtherAward: elsewhere.GetValueOrDefault(item.Reference)))]));
    }

    /// <summary>The match that is not met, as a figure; none when the file has no match or it is met.</summary>
    public static IEnumerable<FigureDifference> Unmet(ScenarioFile scenario, ScenarioFigures figures)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(figures);
        if (scenario.Match is not { } match || Evaluate(match, figures.Contributions).Result?.FiguresAs<MatchingFigures>() is not { Met: false } tested) return [];
        return [new FigureDifference("match", tested.Required.Amount, tested.Counted.Amount)];
    }
}
