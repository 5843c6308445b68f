using Ledger.Distribution.Domain;
using Ledger.Rules;

namespace Ledger.Distribution.Features;

/// <summary>
/// What happened to one party between two days: from opening balances through contributions, values, losses and shares to payout. Every
/// figure leads to its entries, every entry to the facts it rests on, every share to the rule that gives it.
/// </summary>
/// <param name="Party">Whose statement.</param>
/// <param name="AgreementId">Under which agreement.</param>
/// <param name="Period">First and last valid day.</param>
/// <param name="KnownAt">As the books were known at that time.</param>
/// <param name="Accounts">Its accounts, in the book in kind and in the cash book.</param>
/// <param name="Summary">What a reader looks for first, in the cash book; null when nothing was ever booked there.</param>
/// <param name="Settlements">Runs settled in the period: which rule gave which line, by which inputs and evidence.</param>
/// <param name="Lines">A page of lines, oldest first.</param>
/// <param name="LineCount">Lines of the whole period.</param>
/// <param name="Next">Cursor of the next page of lines, or null.</param>
public sealed record PeriodStatement(
    string Party, string AgreementId, Period Period, DateTimeOffset KnownAt, IReadOnlyList<StatementAccount> Accounts, CashSummary? Summary,
    IReadOnlyList<SettlementPart> Settlements, IReadOnlyList<BookedLine> Lines, long LineCount, string? Next);

/// <summary>One account of the party: opening and movements are closing. Above zero the party has it, below it owes it.</summary>
/// <param name="Account">Code, as in the trial balance.</param>
/// <param name="Book">The book.</param>
/// <param name="Purpose">payable, in-transit, receivable, contributed, ...</param>
/// <param name="Opening">Before the period.</param>
/// <param name="Movements">What moved it, by kind.</param>
/// <param name="Closing">After the period.</param>
public sealed record StatementAccount(string Account, Book Book, string Purpose, Money Opening, IReadOnlyList<StatementMovement> Movements, Money Closing);

/// <summary>Entries of one kind on an account.</summary>
/// <param name="Kind">What they book.</param>
/// <param name="Name">The same in words.</param>
/// <param name="Lines">How many lines.</param>
/// <param name="Amount">Their sum.</param>
public sealed record StatementMovement(string Kind, Text Name, long Lines, Money Amount);

/// <summary>Cash of the party: opening + shares + losses + other - paid = closing.</summary>
/// <param name="Opening">What it was to get before, less what it owed.</param>
/// <param name="Shares">Shares of benefits.</param>
/// <param name="Losses">Received for losses, less paid for losses of others.</param>
/// <param name="Other">Adjustments, set-offs and what persons booked.</param>
/// <param name="PaidOut">What left the bank for it, less what came back.</param>
/// <param name="Closing">What it is to get now, less what it owes; what is with the bank is still in it.</param>
public sealed record CashSummary(Money Opening, Money Shares, Money Losses, Money Other, Money PaidOut, Money Closing);

/// <summary>One settled run for the party.</summary>
/// <param name="Statement">Lines by rule, contributions with their evidence, losses with their allocation.</param>
/// <param name="Recompute">Where the rule's inputs are, in the form that <c>./ledger rules eval</c> takes.</param>
public sealed record SettlementPart(Statement Statement, string Recompute);

/// <summary>One line of an entry on an account of the party.</summary>
/// <param name="Entry">Stream of the entry.</param>
/// <param name="No">Line of the entry, from 1.</param>
/// <param name="On">Valid day.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Account">Account code.</param>
/// <param name="Kind">What the entry books.</param>
/// <param name="Reference">Contribution, pool, risk event or batch.</param>
/// <param name="Narrative">What a reader should know.</param>
/// <param name="Amount">Above zero for the party, below against it.</param>
/// <param name="RunId">The settled run, or null.</param>
/// <param name="Contribution">For an accepted value: claimed, accepted, method and version.</param>
/// <param name="Sources">The facts it rests on.</param>
public sealed record BookedLine(
    Guid Entry, int No, DateOnly On, DateTimeOffset RecordedAt, string Account, string Kind, string Reference, Text Narrative, Money Amount,
    Guid? RunId, AcceptedContribution? Contribution, IReadOnlyList<Citation> Sources);

/// <summary>A statement of another party.</summary>
public sealed record StatementOfAnother(string Party) : Rejection("statement.other-party", RejectionKind.Forbidden, new(
    $"Only {Party} itself and whoever pays, checks or supervises reads its statement.", $"只有 {Party} 本身以及财务、复核和监管人员可以查看其对账单。"));

/// <summary>No such agreement here.</summary>
public sealed record StatementAgreementUnknown() : Rejection("statement.agreement-unknown", RejectionKind.NotFound, new(
    "There is no such agreement in this consortium, or there are several: name one.", "该联合体中没有此协议，或有多个协议而未指定。"));

/// <summary>No such party under the agreement.</summary>
public sealed record StatementPartyUnknown(string Party) : Rejection("statement.party-unknown", RejectionKind.NotFound, new(
    $"{Party} is no party of this agreement.", $"{Party} 不是该协议的成员。"));

/// <summary>No such period.</summary>
public sealed record StatementPeriodUnknown() : Rejection("statement.period-unknown", RejectionKind.NotFound, new(
    "Name the period by its first and last day, or by the reference of a pool of this agreement.", "请以首尾日期或该协议收益池的编号指定期间。"));
