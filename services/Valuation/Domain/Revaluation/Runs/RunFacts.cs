using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>A valuer asked what a run would do; no value was touched.</summary>
/// <param name="Order">What it is to do.</param>
/// <param name="PreviewHash">Binds order and lines; see <see cref="RunPreview.Hash"/>.</param>
/// <param name="Counts">Lines by what would become of them.</param>
/// <param name="Totals">Sums of the lines that are not refused, by currency.</param>
/// <param name="By">The valuer.</param>
/// <param name="At">Recorded time.</param>
public sealed record RevaluationRunPreviewed(
    RunOrder Order, string PreviewHash, RunCounts Counts, IReadOnlyList<RunTotal> Totals, Actor By, DateTimeOffset At);

/// <summary>A second person confirmed the preview with this hash: the one approval of every value below the agreement's threshold.</summary>
public sealed record RevaluationRunConfirmed(string PreviewHash, Actor By, DateTimeOffset At);

/// <summary>A batch was carried out; the values stand in the same transaction.</summary>
/// <param name="From">First line.</param>
/// <param name="To">Last line; refused lines of the preview are passed over.</param>
/// <param name="Counts">What became of them.</param>
/// <param name="At">Recorded time.</param>
public sealed record RevaluationBatchDone(int From, int To, RunCounts Counts, DateTimeOffset At);

/// <summary>It was cancelled. Batches that were carried out stay.</summary>
public sealed record RevaluationRunCancelled(Text Reason, Actor By, DateTimeOffset At);

/// <summary>Every line was carried out.</summary>
public sealed record RevaluationRunFinished(RunCounts Counts, DateTimeOffset At);
