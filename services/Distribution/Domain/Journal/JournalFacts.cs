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
/// <param name="CountsFrom">For an accepted value whose day lies in closed books: that day; the entry itself stands on the first open day.</param>
/// <param name="Reverses">The entry that this one takes back, or null.</param>
/// <param name="By">Who booked it, for entries of persons; else null.</param>
/// <param name="Rates">Rates at which foreign amounts came into the currency of the entry; null when there were none.</param>
public sealed record JournalEntryPosted(
    string AgreementId, Book Book, EntryKind Kind, DateOnly On, string Reference, Text Narrative, IReadOnlyList<JournalLine> Lines,
    AcceptedContribution? Contribution, Guid? PoolId, Guid? RunId, IReadOnlyList<Citation> Sources, DateTimeOffset At,
    DateOnly? CountsFrom = null, Guid? Reverses = null, Actor? By = null, IReadOnlyList<Conversion>? Rates = null);

/// <summary>An entry waits to be posted. Until then it holds what it would take from its accounts; out of time, it is void.</summary>
/// <param name="Entry">What would be posted.</param>
/// <param name="ExpiresAt">From this moment on it is void.</param>
/// <param name="By">Who made it.</param>
public sealed record JournalEntryPending(JournalEntryPosted Entry, DateTimeOffset ExpiresAt, Actor By);

/// <summary>An entry that waited will not be posted.</summary>
/// <param name="Reason">Why.</param>
/// <param name="By">Who voided it.</param>
/// <param name="At">Recorded time.</param>
public sealed record JournalEntryVoided(string Reason, Actor By, DateTimeOffset At);

/// <summary>
/// Valuation replaced the accepted value of a contribution. The book in kind shows it as a pair on an open day: the old value taken back,
/// the new one booked; no earlier day shows other balances than it did.
/// </summary>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="Number">Number of the value: 1 was the acceptance.</param>
/// <param name="Accepted">What counts now.</param>
/// <param name="Method">Rule id.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="CountsFrom">For pools that end on this day or later; earlier ones keep what counted before.</param>
/// <param name="ReplacedOn">Day of the decision.</param>
/// <param name="Reason">Why.</param>
/// <param name="Source">The replacement, as recorded by Valuation.</param>
/// <param name="At">When it was replaced.</param>
public sealed record CountedValueReplaced(
    Guid ContributionId, int Number, Money Accepted, string Method, int MethodVersion, DateOnly CountsFrom, DateOnly ReplacedOn, Text Reason,
    Citation Source, DateTimeOffset At);

/// <summary>The books of an agreement were closed up to a day, for good.</summary>
/// <param name="AgreementId">The agreement.</param>
/// <param name="UpTo">Last closed day.</param>
/// <param name="No">From 1 for each agreement.</param>
/// <param name="By">Who closed them.</param>
/// <param name="At">Recorded time.</param>
public sealed record JournalClosed(string AgreementId, DateOnly UpTo, int No, Actor By, DateTimeOffset At);

/// <summary>The contribution was reversed: its value is in no run to come. Settled runs stay, and their differences are pending.</summary>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="On">Day of the reversal.</param>
/// <param name="Reason">Why it was reversed.</param>
/// <param name="Source">The reversal, as recorded by Contributions.</param>
/// <param name="At">When it was reversed.</param>
public sealed record ContributionStruck(Guid ContributionId, DateOnly On, Text Reason, Citation Source, DateTimeOffset At);
