using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>Side of a journal line.</summary>
[JsonConverter(typeof(KebabCaseEnum<Side>))]
public enum Side
{
    Debit,
    Credit,
}

/// <summary>What an entry books.</summary>
[JsonConverter(typeof(KebabCaseEnum<EntryKind>))]
public enum EntryKind
{
    /// <summary>A contribution at its accepted value, in the book in kind.</summary>
    ValueAccepted,

    /// <summary>A benefit pool that was received.</summary>
    PoolDeclared,

    /// <summary>A settled run: from the pool to the reserve and the participants.</summary>
    BenefitsShared,

    /// <summary>A loss: from the reserve and the parties to the sufferers.</summary>
    LossPaid,

    /// <summary>What parties owe because loss payments take more than they receive.</summary>
    OwedByParties,
}

/// <summary>One line of an entry.</summary>
/// <param name="Account">Account of the entry's book.</param>
/// <param name="Side">Debit or credit.</param>
/// <param name="Amount">At least zero.</param>
public sealed record JournalLine(Account Account, Side Side, Money Amount);

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

/// <summary>A contribution and its accepted value, as Valuation decided.</summary>
/// <param name="ContributionId">Stream of the contribution.</param>
/// <param name="AppraisalId">Stream of the appraisal.</param>
/// <param name="Reference">The contributor's own reference.</param>
/// <param name="Party">Who brought it in.</param>
/// <param name="Kind">Kind of contribution.</param>
/// <param name="AgreementVersion">Version under whose policy it was valued.</param>
/// <param name="Claimed">Value the contributor claimed.</param>
/// <param name="Accepted">Value that counts.</param>
/// <param name="Method">Rule id.</param>
/// <param name="MethodVersion">Rule version.</param>
public sealed record AcceptedContribution(
    Guid ContributionId, Guid AppraisalId, string Reference, string Party, string Kind, int AgreementVersion, Money Claimed, Money Accepted,
    string Method, int MethodVersion);
