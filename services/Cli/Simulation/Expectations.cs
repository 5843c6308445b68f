using Ledger.Cli.Scenario;
using Ledger.Rules;

namespace Ledger.Cli.Simulation;

/// <summary>Compares figures with those a scenario file expects.</summary>
public static class Expectations
{
    /// <summary>Every expected figure that was not met; figures the file does not list are not compared.</summary>
    public static IReadOnlyList<FigureDifference> Unmet(ScenarioFile scenario, ScenarioFigures figures)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(figures);
        if (scenario.Expected is not { } expected) return [];
        List<FigureDifference> unmet =
        [
            .. Compare("accepted", expected.Accepted, figures.Accepted),
            .. Compare("shares", expected.Shares, figures.Shares),
            .. Compare("cash", expected.Cash, figures.Cash),
        ];
        if (expected.Reserve is { } reserve && reserve != figures.Reserve.Closing)
            unmet.Add(new FigureDifference("reserve", reserve.Amount, figures.Reserve.Closing.Amount));
        return unmet;
    }

    private static IEnumerable<FigureDifference> Compare(string name, IReadOnlyDictionary<string, Money> expected, IReadOnlyDictionary<string, Money> actual) =>
        expected
            .Where(entry => actual.GetValueOrDefault(entry.Key) != entry.Value)
            .Select(entry => new FigureDifference($"{name}.{entry.Key}", entry.Value.Amount, actual.GetValueOrDefault(entry.Key)?.Amount));
}
