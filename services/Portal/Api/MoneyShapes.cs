using System.Text.Json;
using Ledger.Portal.Web;

namespace Ledger.Portal.Api;

// What the pages of the finance desk read: pools, what-if, disputes, corrections, books, payments, terms.

/// <summary>A paper behind a pool or a benefit.</summary>
public sealed record PoolPaper(string Reference, string Sha256);

/// <summary>What a pool holds of one kind.</summary>
public sealed record KindAmount(string Kind, Money Amount);

/// <summary>A benefit in an open pool.</summary>
public sealed record Benefit(
    string Reference, string Kind, DateOnly On, Money Amount, Text Title, IReadOnlyList<PoolPaper> Evidence, ForeignAmount? Conversion, string? LateFor,
    string? Party, Actor By, DateTimeOffset At);

/// <summary>How a foreign amount was converted.</summary>
public sealed record ForeignAmount(Money Foreign, string Rate, DateOnly On, string Source, Money Amount);

/// <summary>Scores of a measure.</summary>
public sealed record Scores(string Measure, IReadOnlyDictionary<string, string> Values, IReadOnlyList<PoolPaper> Evidence, Actor By, DateTimeOffset At);

/// <summary>The project whose parties share a pool.</summary>
public sealed record Coalition(string Project, IReadOnlyList<string> Parties);

/// <summary>One pool with all that is recorded in it; without amount while nothing is.</summary>
public sealed record PoolWhole(
    Guid Id, string Reference, string AgreementId, int? AgreementVersion, Period Period, Money? Amount, Text Title, string? Kind,
    IReadOnlyList<PoolPaper> Evidence, Actor DeclaredBy, DateTimeOffset DeclaredAt, IReadOnlyList<ClassedClaim> CostClaims, IReadOnlyList<PoolRun> Runs,
    Guid? SettledBy, bool Open, bool Empty, Coalition? Coalition, IReadOnlyList<KindAmount> ByKind, IReadOnlyList<Benefit> Benefits,
    IReadOnlyList<Scores> Scores);

/// <summary>A cost claim with its priority class.</summary>
public sealed record ClassedClaim(string Reference, string Party, Money Amount, Text Title, Actor By, DateTimeOffset At, string? Class = null);

/// <summary>A pool in a list; without amount while nothing is recorded.</summary>
public sealed record PoolSummary(
    Guid Id, string Reference, string AgreementId, Period Period, Money? Amount, Text Title, int CostClaims, bool Open, string? Project);

/// <summary>A run beside another.</summary>
public sealed record RunDifference(
    Guid? Before, string? BeforeReference, int? BeforeNo, AmountPair Pool, AmountPair Reserve, IReadOnlyList<PartyPair> Parties,
    IReadOnlyList<TierPair> Tiers, IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Changed);

/// <summary>An amount before and now.</summary>
public sealed record AmountPair(Money Was, Money Now, Money Difference);

/// <summary>A party before and now.</summary>
public sealed record PartyPair(string Party, AmountPair Share, AmountPair Cash);

/// <summary>A tier before and now.</summary>
public sealed record TierPair(string Tier, AmountPair Amount);

/// <summary>What a run would come to.</summary>
public sealed record DryRun(
    IReadOnlyList<ShareLine> Lines, ReserveMovement Reserve, IReadOnlyList<Deduction> Deductions, IReadOnlyList<Tier> Tiers, string InputsHash,
    MethodResult Result, RunDifference Difference);

/// <summary>What is taken of a share after the waterfall.</summary>
public sealed record Deduction(string Kind, string Party, string? To, Money Amount, string Formula);

/// <summary>Loss payments between two parties, net.</summary>
public sealed record NetPayment(string From, string To, Money Gross, Money Back, Money Net);

/// <summary>What of a run its disputes and approvals show.</summary>
public sealed record RunProcedure(
    string Stage, IReadOnlyList<Disputed> Objections, IReadOnlyList<Approval> Approvals, string? MissingApproval, IReadOnlyList<Deduction> Deductions,
    int ValueCount, RunProposal? Proposal);

/// <summary>An objection with its clock and what became of it.</summary>
public sealed record Disputed(
    int No, string Party, string Line, string Reason, bool Standing, Actor By, DateTimeOffset At, DateTimeOffset AnswerDueAt, Answered? Answer, Held? Held);

/// <summary>What the finance office answered.</summary>
public sealed record Answered(string Answer, Actor By, DateTimeOffset At);

/// <summary>That a line is left in suspense.</summary>
public sealed record Held(Actor By, DateTimeOffset At);

/// <summary>A line in suspense.</summary>
public sealed record Suspense(Guid Id, SuspenseHeld Held, SuspenseDecided? Decided);

/// <summary>What is held.</summary>
public sealed record SuspenseHeld(
    Guid RunId, Guid PoolId, string AgreementId, string Reference, int ObjectionNo, string Objector, string Line,
    IReadOnlyDictionary<string, Money> Amounts, IReadOnlyList<string>? Panel, DateTimeOffset At);

/// <summary>Where it goes.</summary>
public sealed record SuspenseDecided(IReadOnlyDictionary<string, Money> Shares, string Reason, Actor By, DateTimeOffset At);

/// <summary>What is to be booked in an open period.</summary>
public sealed record PendingAdjustments(IReadOnlyList<CorrectionItem> Pending, IReadOnlyList<NotRestated> Refused, string Hash);

/// <summary>Something settled that would come out otherwise.</summary>
public sealed record CorrectionItem(
    string Of, Guid Id, string Reference, Guid? PoolId, Period Period, Text Reason, Money ReserveWas, Money ReserveWouldBe, IReadOnlyList<DifferenceLine> Lines);

/// <summary>A party's amount as it was and would be.</summary>
public sealed record DifferenceLine(string Party, Money Was, Money WouldBe, Money Amount);

/// <summary>A settled run that cannot be computed again.</summary>
public sealed record NotRestated(Guid RunId, string Reference, Text Why);

/// <summary>A correction.</summary>
public sealed record Correction(Guid Id, string AgreementId, CorrectionPrepared? Prepared, CorrectionBooked? Booked, Held? Dropped);

/// <summary>What was put together.</summary>
public sealed record CorrectionPrepared(
    string AgreementId, int No, DateOnly On, IReadOnlyList<CorrectionItem> Items, string Hash, Actor By, DateTimeOffset At);

/// <summary>What was booked.</summary>
public sealed record CorrectionBooked(string Hash, Money Reserve, IReadOnlyDictionary<string, Money>? Owed, Actor By, DateTimeOffset At);

/// <summary>An entry with everything known of it.</summary>
public sealed record WholeEntry(
    Guid Id, string AgreementId, string Book, string Kind, DateOnly On, DateTimeOffset At, string Reference, Text Narrative,
    IReadOnlyList<JournalLine> Lines, Guid? PoolId, Guid? RunId, DateOnly? CountsFrom, Guid? Reverses, Actor? By, string State, DateTimeOffset? ExpiresAt,
    Actor? PreparedBy, EntryVoided? Voided, CountedValue? Contribution = null);

/// <summary>Why an entry was given up.</summary>
public sealed record EntryVoided(string? Reason, Actor? By, DateTimeOffset At);

/// <summary>The contribution whose value an entry books.</summary>
public sealed record CountedValue(Guid? ContributionId);

/// <summary>A line of an account with the balance after it.</summary>
public sealed record AccountLine(
    Guid EntryId, int No, DateOnly On, DateTimeOffset At, string Kind, string Reference, string Side, Money Amount, Money Balance, Guid? PoolId, Guid? RunId);

/// <summary>Books closed up to a day.</summary>
public sealed record JournalClose(string AgreementId, DateOnly UpTo, int No, Actor By, DateTimeOffset At);

/// <summary>What is to be paid to a party of one settlement.</summary>
public sealed record Payable(string AgreementId, string Party, Guid? RunId, Guid? PoolId, DateOnly On, Money Amount);

/// <summary>A payment batch in a list.</summary>
public sealed record BatchLine(
    Guid Id, string Reference, string Stage, Guid RunId, string PoolReference, DateOnly ExecuteOn, int Payments, Money Total, Actor PreparedBy);

/// <summary>One batch.</summary>
public sealed record Batch(
    Guid Id, string Reference, string Stage, string AgreementId, Guid RunId, string PoolReference, DateOnly ExecuteOn, Guid PayerAccountId, Money Total,
    string Hash, IReadOnlyList<Payment> Payments, BatchTotals Totals, Actor PreparedBy, DateTimeOffset PreparedAt, Approval? Approval,
    BatchWithdrawn? Withdrawal, IReadOnlyList<FileFetched> Fetched);

/// <summary>One payment.</summary>
public sealed record Payment(
    Guid PaymentId, int No, string Party, Money Amount, Guid AccountId, string EndToEndId, string State, PaymentEnd? First, PaymentEnd? Second);

/// <summary>How a payment ended.</summary>
public sealed record PaymentEnd(string Outcome, DateOnly On, string? BankReference, string? Reason, Actor By, DateTimeOffset At);

/// <summary>Sums by where payments stand.</summary>
public sealed record BatchTotals(Money Prepared, Money InTransit, Money Paid, Money Failed, Money Returned, Money Withdrawn);

/// <summary>Why a batch was taken back.</summary>
public sealed record BatchWithdrawn(string Reason, Actor By, DateTimeOffset At);

/// <summary>Who fetched the file.</summary>
public sealed record FileFetched(Actor By, DateTimeOffset At, string? Format = null);

/// <summary>A bank's file.</summary>
public sealed record BankResults(
    Guid Id, string Format, string? MessageId, string Sha256, BankCounts Counts, IReadOnlyList<BankMatch> Entries, Actor By, DateTimeOffset At);

/// <summary>How many entries ended how.</summary>
public sealed record BankCounts(int Matched, int Pending, int AlreadyKnown, int AmountDiffers, int Contradicts, int Unmatched, int Ignored);

/// <summary>An entry beside what we know of it.</summary>
public sealed record BankMatch(int No, BankEntry Entry, string Match, Guid? PaymentId, Money? Expected);

/// <summary>An entry as the bank gave it.</summary>
public sealed record BankEntry(string EndToEndId, string Status, Money? Amount, DateOnly? On, string? BankReference, string? Reason);

/// <summary>The books against the bank.</summary>
public sealed record Reconciliation(
    IReadOnlyList<Money> InTransit, IReadOnlyList<Money> Booked, bool Agrees, IReadOnlyList<WaitingPayment> Waiting, IReadOnlyList<OpenEntry> ToLookAt);

/// <summary>A payment that the bank has not ended.</summary>
public sealed record WaitingPayment(Guid PaymentId, string EndToEndId, string Batch, string Party, Money Amount, DateOnly ExecuteOn);

/// <summary>An entry that was not booked.</summary>
public sealed record OpenEntry(Guid Results, DateTimeOffset At, BankMatch Entry);

/// <summary>A bank account.</summary>
public sealed record BankAccount(
    Guid Id, string Reference, string Party, string Use, string Currency, string Scheme, string Digest, bool Usable, Actor Registered,
    AccountApproved? Approved, AccountRetired? Retired, BankDetails? Details = null);

/// <summary>Who approved an account.</summary>
public sealed record AccountApproved(string Digest, Actor By, DateTimeOffset At);

/// <summary>Why an account is used no more.</summary>
public sealed record AccountRetired(string Reason, Actor By, DateTimeOffset At);

/// <summary>What a reader may see of its numbers.</summary>
public sealed record BankDetails(string Holder, string Account, string? Bank, string? BankName);

/// <summary>Terms of settlement.</summary>
public sealed record Terms(Guid Id, string AgreementId, IReadOnlyList<TermsProposed> Proposed, IReadOnlyList<TermsConsent> Consents, IReadOnlyList<TermsApproved> Approved);

/// <summary>A version of the terms.</summary>
public sealed record TermsProposed(string AgreementId, int No, TermsText Terms, Actor By, DateTimeOffset At);

/// <summary>What it says.</summary>
public sealed record TermsText(
    DateOnly From, IReadOnlyList<Withholding> Withholding, Money? MinimumPayout, IReadOnlyList<Carry> Carries, IReadOnlyList<Overdraft> Overdrafts);

/// <summary>What is withheld of a share.</summary>
public sealed record Withholding(string Party, string Rate, Text Basis);

/// <summary>Who carries whom.</summary>
public sealed record Carry(string Carried, IReadOnlyDictionary<string, string> Carriers, Money Costs, string Penalty);

/// <summary>How far an account may go beyond its bound.</summary>
public sealed record Overdraft(JsonElement Account, Money Limit);

/// <summary>A carried party's consent.</summary>
public sealed record TermsConsent(int No, string Party, Actor By, DateTimeOffset At);

/// <summary>A second person's approval.</summary>
public sealed record TermsApproved(int No, Actor By, DateTimeOffset At);

/// <summary>A party's statement of a period.</summary>
public sealed record PeriodStatement(
    string Party, string AgreementId, Period Period, DateTimeOffset KnownAt, IReadOnlyList<StatementAccount> Accounts, CashSummary? Summary,
    IReadOnlyList<BookedLine> Lines, long LineCount, string? Next);

/// <summary>One account of a party in a period.</summary>
public sealed record StatementAccount(string Account, string Book, string Purpose, Money Opening, IReadOnlyList<Movement> Movements, Money Closing);

/// <summary>Entries of one kind.</summary>
public sealed record Movement(string Kind, Text Name, long Lines, Money Amount);

/// <summary>Cash of a period.</summary>
public sealed record CashSummary(Money Opening, Money Shares, Money Losses, Money Other, Money PaidOut, Money Closing);

/// <summary>One line of a statement.</summary>
public sealed record BookedLine(
    Guid Entry, int No, DateOnly On, DateTimeOffset RecordedAt, string Account, string Kind, string Reference, Text Narrative, Money Amount, Guid? RunId);
