using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Somebody handed in a file of rows.</summary>
/// <param name="Order">What is to be done with which file.</param>
/// <param name="Attempt">From 1; an order that came to nothing can be handed in again.</param>
/// <param name="By">Who handed it in.</param>
/// <param name="At">Recorded time.</param>
public sealed record ImportRequested(ImportOrder Order, int Attempt, Actor By, DateTimeOffset At);

/// <summary>Its rows are being read; it can no longer be cancelled.</summary>
public sealed record ImportStarted(DateTimeOffset At);

/// <summary>Somebody of the same organisation cancelled it before it began.</summary>
public sealed record ImportCancelled(Actor By, DateTimeOffset At);

/// <summary>It ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Counts">Rows by what became of them.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Marked">True when rows marked fields: the file, which has them in clear, is erased.</param>
public sealed record ImportFinished(ImportOutcome Outcome, ImportCounts Counts, DateTimeOffset At, bool? Marked = null);
