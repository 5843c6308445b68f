using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>An entry was posted. Within it, debits equal credits in one book and one currency.</summary>
/// <param name="AgreementId">Agreement under which it is booked.</param>
/// <param name="Book">The book.</param>
/// <param name="Kind">What it books.</param>
/// <param name="On">Valid date.</param>
/// <param name="Reference">Contribution, pool or risk event by its own reference.</param>
/// <param name="Narrative">What a reader should know.</param>
/// <param name="Lines">At least two.</param>
/// <param name="Contribution">For an accepted value: what was accepted; else null.</param>
/// <param name="PoolId">The pool concerned, or null.</param>
/// <param name="RunId">The settled run, or null.</param>
/// <param name="Sources">The facts it rests on.</param>
/// <param name="At">Recorded time.</param>
public sealed record JournalEntryPosted(
    string AgreementId, Book Book, EntryKind Kind, DateOnly On, string Reference, Text Narrative, IReadOnlyList<JournalLine> Lines,
    AcceptedContribution? Contribution, Guid? PoolId, Guid? RunId, IReadOnlyList<Citation> Sources, DateTimeOffset At);

/// <summary>The contribution was reversed: its value is in no run to come. Settled runs stay, and their differences are pending.</summary>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="On">Day of the reversal.</param>
/// <param name="Reason">Why it was reversed.</param>
/// <param name="Source">The reversal, as recorded by Contributions.</param>
/// <param name="At">When it was reversed.</param>
public sealed record ContributionStruck(Guid ContributionId, DateOnly On, Text Reason, Citation Source, DateTimeOffset At);
