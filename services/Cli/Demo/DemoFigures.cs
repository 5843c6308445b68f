using Ledger.Cli.Scenario;
using Ledger.Cli.Simulation;
using Ledger.Rules;

namespace Ledger.Cli.Demo;

/// <summary>
/// The figures of a case as the running services give them, in the shape that the offline calculation fills too. Nothing is
/// calculated here but sums over contributions and pools.
/// </summary>
public static class DemoFigures
{
    private const string ReserveTier = "reserve";

    /// <summary>Fills the figures.</summary>
    /// <param name="scenario">For the parties, and the order.</param>
    /// <param name="read">What the services answered.</param>
    public static ScenarioFigures Of(ScenarioFile scenario, Readings read)
    {
        var currency = scenario.Agreement.Currency;
        var zero = Money.Zero(currency);
        var participants = scenario.Agreement.Benefit.Participants;
        return new ScenarioFigures(
            scenario.Consortium.Id, currency,
            PerParty(scenario, party => Contributed(read.TrialBalance, party) ?? zero),
            PerParty(scenario, party => Money.Sum(
                read.Contributions.Where(item => item.Party == party && item.Kind != ContributionKind.Cash).Select(item => item.Accepted!), currency)),
            [.. read.Contributions.Select(item => new ContributionFigure(
                item.Reference, item.Party, item.Kind, item.Value?.Method ?? "", item.Claimed, item.Accepted!))],
            [.. read.RiskEvents.Select(Loss)],
            [.. read.Runs.SelectMany(run => Tiers(run, read.Statements))],
            Sums([.. participants, .. read.Statements.Where(statement => !statement.Share.IsZero).Select(statement => statement.Party)],
                read.Statements, statement => statement.Share, currency),
            Sums([.. participants, .. read.Statements.Select(statement => statement.Party)], read.Statements, statement => statement.Cash, currency),
            Reserve(read, zero));
    }

    private static SortedDictionary<string, Money> PerParty(ScenarioFile scenario, Func<string, Money> amount) =>
        new(scenario.Agreement.Parties.ToDictionary(party => party.Id, party => amount(party.Id)), StringComparer.Ordinal);

    // The book in kind credits the contributor.
    private static Money? Contributed(TrialBalanceView balance, string party) =>
        balance.Accounts.FirstOrDefault(row => row.Account.Book == "in-kind" && row.Account.Party == party) is { } row ? -row.Balance : null;

    private static LossFigure Loss(RiskEventView item)
    {
        var allocation = item.Allocation ?? throw new InvalidOperationException($"{item.Reference} is not allocated.");
        var figures = allocation.Result.FiguresAs<AllocationV2Figures>();
        return new LossFigure(item.Reference, item.Category, allocation.Loss, figures.ReservePays, Lines(figures, allocation.Escalated));
    }

    private static IReadOnlyList<AllocationLine> Lines(AllocationV2Figures figures, EscalatedView? escalated) => escalated is null
        ? figures.Lines
        : [.. figures.Lines.Where(line => line.Kind != AllocationLineKind.Escalated), .. escalated.Result.FiguresAs<EscalationFigures>().Lines];

    // A line's id is its tier, with the key of a residual, and its party.
    private static IEnumerable<TierFigure> Tiers(RunView run, IReadOnlyList<StatementView> statements)
    {
        var reserve = run.Tiers.Any(tier => tier.Tier == ReserveTier)
            ? new[] { new TierFigure(run.Pool.Reference, ReserveTier, null, run.Reserve.Funded) }
            : [];
        var lines = from statement in statements
                    where statement.Run.RunId == run.Id
                    from line in statement.Lines
                    select new TierFigure(run.Pool.Reference, line.Line[..^(statement.Party.Length + 1)], statement.Party, line.Amount);
        return [.. reserve, .. lines];
    }

    private static SortedDictionary<string, Money> Sums(
        IEnumerable<string> parties, IReadOnlyList<StatementView> statements, Func<StatementView, Money> amount, Currency currency) =>
        new(parties.Distinct(StringComparer.Ordinal).ToDictionary(
            party => party, party => Money.Sum(statements.Where(statement => statement.Party == party).Select(amount), currency)), StringComparer.Ordinal);

    private static ReserveFigures Reserve(Readings read, Money zero) => new(
        read.Runs.Count > 0 ? read.Runs[0].Reserve.Opening : zero,
        Money.Sum(read.Reserve.Select(year => year.Funded), zero.Currency),
        Money.Sum(read.Reserve.Select(year => year.Drawn), zero.Currency),
        read.Reserve.Where(year => year.Closing is not null).MaxBy(year => year.Year)?.Closing ?? zero);
}
