using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Hand a file in.</summary>
/// <param name="Order">What is to be done.</param>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="Open">Imports of the consortium that have not ended.</param>
/// <param name="By">Who hands it in.</param>
/// <param name="At">Time of receipt.</param>
public sealed record RequestImport(ImportOrder Order, int Attempt, int Open, Actor By, DateTimeOffset At);

/// <summary>Cancel what has not begun.</summary>
public sealed record CancelImport(Actor By, DateTimeOffset At);

/// <summary>The life of an import: requested, started, finished; or cancelled before it started.</summary>
public static class ImportDecider
{
    public static Decision Decide(Import state, RequestImport command)
    {
        if (state.Stage != ImportStage.None) return Decision.Nothing;
        return command.Open >= ContributionLimits.ImportsOpen
            ? new ImportsTooMany()
            : Decision.Accept(new ImportRequested(command.Order, command.Attempt, command.By, command.At));
    }

    public static Decision Decide(Import state, CancelImport command) => state.Stage switch
    {
        ImportStage.None => new ImportUnknown(),
        _ when state.By!.Organisation != command.By.Organisation => new ImportUnknown(),
        ImportStage.Waiting => Decision.Accept(new ImportCancelled(command.By, command.At)),
        ImportStage.Cancelled => Decision.Nothing,
        _ => new ImportBegun(),
    };

    /// <summary>How an import ended whose rows were all judged.</summary>
    public static ImportOutcome OutcomeOf(ImportOrder order, ImportCounts counts) => counts switch
    {
        _ when order.DryRun => ImportOutcome.Checked,
        { Refused: 0 } => ImportOutcome.Imported,
        _ when order.Mode == ImportMode.AllOrNothing => ImportOutcome.Refused,
        { Valid: 0 } => ImportOutcome.Refused,
        _ => ImportOutcome.ImportedInPart,
    };

    public static Import Evolve(Import state, object fact) => fact switch
    {
        ImportRequested f => state with
        {
            Stage = ImportStage.Waiting, Order = f.Order, Name = f.Order.NameFor(f.By.Organisation), Attempt = f.Attempt, By = f.By,
            RequestedAt = f.At,
        },
        ImportStarted f => state with { Stage = ImportStage.Running, StartedAt = f.At },
        ImportCancelled f => state with { Stage = ImportStage.Cancelled, EndedAt = f.At },
        ImportFinished f => state with { Stage = ImportStage.Finished, Outcome = f.Outcome, Counts = f.Counts, EndedAt = f.At, Marked = f.Marked ?? false },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an import."),
    };
}
