using Ledger.Cli.Simulation;
using Ledger.Rules;

namespace Ledger.Cli.Demo;

/// <summary>What must hold between the answers of the services whatever the figures are: the books balance and agree with the statements.</summary>
public static class Proofs
{
    /// <summary>Every figure that does not fit the others; empty when all agree.</summary>
    /// <param name="figures">Filled from <paramref name="read"/>.</param>
    /// <param name="read">What the services answered.</param>
    public static IReadOnlyList<FigureDifference> Broken(ScenarioFigures figures, Readings read)
    {
        var zero = Money.Zero(figures.Currency);
        List<FigureDifference> found = [];
        foreach (var total in read.TrialBalance.Totals) Check($"journal.{total.Book}.debit-less-credit", zero, total.Difference);
        foreach (var (party, cash) in figures.Cash)
            Check($"journal.cash.{party}", cash, CreditOf(row => row is { Book: "cash", Holder: "party" } && row.Party == party));
        Check("journal.cash.reserve", figures.Reserve.Closing, CreditOf(row => row is { Book: "cash", Holder: "reserve" }));

        var pools = Money.Sum(read.Runs.Select(run => run.Pool.Amount), figures.Currency);
        Check("sum.cash-and-reserve", pools + figures.Reserve.Opening, Money.Sum(figures.Cash.Values, figures.Currency) + figures.Reserve.Closing);
        return found;

        Money CreditOf(Func<AccountView, bool> which) =>
            -Money.Sum(read.TrialBalance.Accounts.Where(row => which(row.Account)).Select(row => row.Balance), figures.Currency);

        void Check(string name, Money expected, Money actual)
        {
            if (expected != actual) found.Add(new FigureDifference(name, expected.Amount, actual.Amount));
        }
    }
}
