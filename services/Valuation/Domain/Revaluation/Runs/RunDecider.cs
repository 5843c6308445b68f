using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>Order a run: what it would do was calculated beforehand.</summary>
public sealed record OrderRun(RunOrder Order, RunPreview Preview, Actor By, DateTimeOffset At);

/// <summary>Confirm what was previewed.</summary>
/// <param name="PreviewHash">Of the preview that was read.</param>
/// <param name="Fresh">Hash of the preview as it comes out now.</param>
/// <param name="By">The approver.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ConfirmRun(string PreviewHash, string Fresh, Actor By, DateTimeOffset At);

/// <summary>A batch was carried out.</summary>
/// <param name="From">First line, the one after the last that was done.</param>
/// <param name="To">Last line.</param>
/// <param name="Counts">What became of them.</param>
/// <param name="AllDone">Whether no line is left.</param>
/// <param name="At">Recorded time.</param>
public sealed record RecordBatch(int From, int To, RunCounts Counts, bool AllDone, DateTimeOffset At);

/// <summary>Stop it; what is done stays.</summary>
public sealed record CancelRun(Text Reason, Actor By, DateTimeOffset At);

/// <summary>The life of a run.</summary>
public static class RunDecider
{
    public static Decision Decide(RevaluationRun state, OrderRun command)
    {
        if (state.Stage != RunStage.None)
            return state.PreviewHash == command.Preview.Hash ? Decision.Nothing : new RunExists(command.Order.Reference) { Field = "reference" };
        if (EvidenceRules.Blank("reason", command.Order.Reason) is { } blank) return blank;
        if (command.Preview.TooLarge) return new RunTooLarge(ValuationLimits.RunLines) { Field = "filter" };
        if (command.Preview.Lines.Count == 0) return new RunEmpty { Field = "filter" };
        return Decision.Accept(new RevaluationRunPreviewed(
            command.Order, command.Preview.Hash, command.Preview.Counts, command.Preview.Totals, command.By, command.At));
    }

    public static Decision Decide(RevaluationRun state, ConfirmRun command)
    {
        if (state.Stage == RunStage.None) return new RunUnknown();
        if (command.PreviewHash != state.PreviewHash) return new PreviewOther { Field = "previewHash" };
        if (state.Stage is RunStage.Running or RunStage.Finished && state.ConfirmedBy == command.By) return Decision.Nothing;
        if (state.Stage != RunStage.Previewed) return new RunNotOpen(state.Stage);
        if (command.By.Person == state.By!.Person) return new RunMakerConfirms();
        if (state.Preview is { Replaced: 0, Proposed: 0 }) return new RunRefusesAll();
        return command.Fresh == state.PreviewHash
            ? Decision.Accept(new RevaluationRunConfirmed(command.PreviewHash, command.By, command.At))
            : new PreviewStale { Field = "previewHash" };
    }

    public static Decision Decide(RevaluationRun state, RecordBatch command)
    {
        if (state.Stage != RunStage.Running || command.From != state.Done + 1) return new RunNotOpen(state.Stage);
        var batch = new RevaluationBatchDone(command.From, command.To, command.Counts, command.At);
        return command.AllDone ? Decision.Accept(batch, new RevaluationRunFinished(state.Counts + command.Counts, command.At)) : Decision.Accept(batch);
    }

    public static Decision Decide(RevaluationRun state, CancelRun command) => state.Stage switch
    {
        RunStage.None => new RunUnknown(),
        RunStage.Cancelled => Decision.Nothing,
        RunStage.Finished => new RunNotOpen(state.Stage),
        _ => EvidenceRules.Blank("reason", command.Reason) is { } blank ? blank : Decision.Accept(new RevaluationRunCancelled(command.Reason, command.By, command.At)),
    };

    public static RevaluationRun Evolve(RevaluationRun state, object fact) => fact switch
    {
        RevaluationRunPreviewed f => state with
        {
            Stage = RunStage.Previewed, Order = f.Order, PreviewHash = f.PreviewHash, Preview = f.Counts, Totals = f.Totals, By = f.By, PreviewedAt = f.At,
        },
        RevaluationRunConfirmed f => state with { Stage = RunStage.Running, ConfirmedBy = f.By, ConfirmedAt = f.At },
        RevaluationBatchDone f => state with { Done = f.To, Counts = state.Counts + f.Counts },
        RevaluationRunCancelled f => state with { Stage = RunStage.Cancelled, EndedAt = f.At, Cancelled = f.Reason },
        RevaluationRunFinished f => state with { Stage = RunStage.Finished, EndedAt = f.At },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a run."),
    };
}
