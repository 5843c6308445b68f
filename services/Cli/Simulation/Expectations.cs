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
        List<FigureDifference> unmet = [.. MatchTest.Unmet(scenario, figures)];
        if (scenario.Expected is not { } expected) return unmet;
        unmet.AddRange(
        [
            .. Compare("accepted", expected.Accepted, figures.Accepted),
            .. Compare("shares", expected.Shares, figures.Shares),
            .. Compare("cash", expected.Cash, figures.Cash),
            .. expected.Losses.SelectMany(entry => Compare(entry.Key, entry.Value, figures)),
        ]);
        if (expected.Reserve is { } reserve && reserve != figures.Reserve.Closing)
            unmet.Add(new FigureDifference("reserve", reserve.Amount, figures.Reserve.Closing.Amount));
        return unmet;
    }

    private static List<FigureDifference> Compare(string reference, ExpectedLoss expected, ScenarioFigures figures)
    {
        var loss = figures.Losses.First(item => item.Reference == reference);
        var name = $"losses.{reference}";
        List<FigureDifference> unmet =
        [
            .. Compare($"{name}.paid", expected.Paid, Sums(loss, line => line.Payer, figures.Currency)),
            .. Compare($"{name}.kept", expected.Kept, Sums(loss, line => line.Kind == AllocationLineKind.SuffererBears ? line.Sufferer : null, figures.Currency)),
        ];
        if (expected.Reserve is { } reserve && reserve != loss.ReservePays)
            unmet.Add(new FigureDifference($"{name}.reserve", reserve.Amount, loss.ReservePays.Amount));
        return unmet;
    }

    private static Dictionary<string, Money> Sums(LossFigure loss, Func<AllocationLine, string?> party, Currency currency) => loss.Lines
        .Where(line => party(line) is not null)
        .GroupBy(line => party(line)!, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => Money.Sum(group.Select(line => line.Amount), currency), StringComparer.Ordinal);

    private static IEnumerable<FigureDifference> Compare(string name, IReadOnlyDictionary<string, Money> expected, IReadOnlyDictionary<string, Money> actual) =>
        expected
            .Where(entry => actual.GetValueOrDefault(entry.Key) != entry.Value)
            .Select(entry => new FigureDifference($"{name}.{entry.Key}", entry.Value.Amount, actual.GetValueOrDefault(entry.Key)?.Amount));
}
