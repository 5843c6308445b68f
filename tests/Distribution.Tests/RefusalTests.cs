using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>What persons may not do with entries, closed books, adjustments and disputes, each with its stable code.</summary>
public sealed class RefusalTests
{
    private static readonly BooksNow Open = new(TaihuAgreement.Adopted.Document, Elsewhere, null, new Dictionary<string, Money> { [Account.Bank.Code] = Yuan("1000.00") });

    private static readonly EntryDraft Draft = new(
        "e", TaihuAgreement.Id, Book.Cash, new DateOnly(2026, 1, 1), new("By hand", "手工"),
        [new DraftLine(Account.Fees, Side.Debit, Yuan("1.00")), new DraftLine(Account.Bank, Side.Credit, Yuan("1.00"))]);

    private static readonly JournalEntryPending Pending = (JournalEntryPending)Entry().When(Prepare(Draft, Open)).Decision.Facts.Single();

    private static readonly CorrectionItem Item = new(
        DifferenceOf.Run, RunId, "2025", PoolId, Year2025, new("Why", "原因"), Yuan("10.00"), Yuan("0.00"),
        [new DifferenceLine("E1", Yuan("0.00"), Yuan("10.00"))], [Elsewhere], null);

    private static readonly CorrectionPrepared Prepared = new(TaihuAgreement.Id, 1, new DateOnly(2026, 3, 1), [Item], "h", Wang, At);

    [Fact]
    public void Entries_that_cannot_be_are_refused()
    {
        Entry().When(Prepare(Draft with { Lines = [Draft.Lines[0]] }, Open)).ThenRejected<TooFewLines>("journal.too-few-lines", "lines");
        Entry().When(Prepare(Draft with { Book = Book.InKind }, Open)).ThenRejected<BooksMixed>("journal.books-mixed", "lines[0].account.book");
        Entry().When(Prepare(Draft with { Lines = [new DraftLine(Account.OfPool("2025"), Side.Debit, Yuan("1.00")), Draft.Lines[1]] }, Open))
            .ThenRejected<NotManualAccount>("journal.not-manual", "lines[0].account");
        Entry().When(Prepare(Draft, Open with { Agreement = null })).ThenRejected<JournalAgreementUnknown>("journal.agreement-not-active", "agreementId");
    }

    [Fact]
    public void What_waits_and_what_is_posted_keep_their_persons()
    {
        Entry().When(state => ManualEntryDecider.Decide(state, new PostEntry(Open, Sun, At))).ThenRejected<EntryUnknown>("journal.entry-unknown");
        Entry(Pending).When(state => ManualEntryDecider.Decide(state, new VoidEntry("Not mine", false, Sun, At))).ThenRejected<NotVoidable>("journal.not-own");
        var posted = Entry(Pending, Pending.Entry).State;
        Entry().When(Reverse(Entry(Pending).State)).ThenRejected<EntryNotPosted>("journal.not-posted");
        Entry().When(Reverse(Entry(Pending.Entry with { Kind = EntryKind.BenefitsShared }).State)).ThenRejected<NotReversible>("journal.not-reversible");
        Entry().When(Reverse(posted)).Then<JournalEntryPending>(_ => { });
    }

    [Fact]
    public void Books_are_closed_forward_and_when_nothing_of_them_waits()
    {
        var close = new CloseJournal(TaihuAgreement.Id, new DateOnly(2025, 12, 31), true, null, null, Sun, At);
        var closed = new JournalClosed(TaihuAgreement.Id, new DateOnly(2025, 12, 31), 1, Sun, At);
        Books().When(state => JournalCloseDecider.Decide(state, close)).Then(closed).ThenAgainNothing();
        Books().When(state => JournalCloseDecider.Decide(state, close with { Pending = "e1" })).ThenRejected<CloseWithPending>("journal.pending-open");
        Books().When(state => JournalCloseDecider.Decide(state, close with { UpTo = DateOnly.FromDateTime(At.UtcDateTime).AddDays(1) })).ThenRejected<CloseNotOver>("journal.period-not-over", "upTo");
        Books(closed).When(state => JournalCloseDecider.Decide(state, close with { UpTo = new DateOnly(2025, 6, 30) })).ThenRejected<CloseNotAfter>("journal.closed-already", "upTo");
    }

    [Fact]
    public void Adjustments_take_two_persons_and_what_the_reserve_has()
    {
        Corrected().When(Booking("h", Sun, "10.00")).ThenRejected<CorrectionUnknown>("adjustment.unknown");
        Corrected(Prepared).When(Booking("h", Wang, "10.00")).ThenRejected<CorrectionMaker>("adjustment.maker-approves");
        Corrected(Prepared).When(Booking("h", Sun, "9.99")).ThenRejected<CorrectionOverdraws>("adjustment.reserve-overdrawn");
        Corrected(Prepared).When(Booking("h", Sun, "10.00")).Then<CorrectionBooked>(fact => Assert.Equal("-10.00", fact.Reserve.Amount));
        Corrected(Prepared, new CorrectionDropped(Wang, At)).When(Booking("h", Sun, "10.00")).ThenRejected<CorrectionIsDropped>("adjustment.dropped");
        Corrected(Prepared).When(state => CorrectionDecider.Decide(state, new PrepareCorrection(TaihuAgreement.Id, 1, Prepared.On, [Item], "h", null, Wang, At)))
            .ThenRejected<CorrectionNumberTaken>("adjustment.prepared-meanwhile");
    }

    [Fact]
    public void Disputes_are_decided_by_the_agreed_panel()
    {
        var held = new SuspenseHeld(
            RunId, PoolId, TaihuAgreement.Id, "2025", 1, "E2", "residual/fixed-points", new Dictionary<string, Money> { ["E2"] = Yuan("1.00") }, ["wang"], ["REG"], [Elsewhere], At);
        var decide = new DecideSuspense(
            new Dictionary<string, Money> { ["E2"] = Yuan("1.00") }, "By the panel.", ["E1", "E2", "S"], new DateOnly(2026, 2, 1), null, RunId, Elsewhere, Sun, At);
        GivenWhenThen.Given(SuspenseCase.None(RunId), SuspenseDecider.Evolve, held).When(state => SuspenseDecider.Decide(state, decide)).ThenRejected<SuspenseNotPanel>("suspense.not-panel");
        GivenWhenThen.Given(SuspenseCase.None(RunId), SuspenseDecider.Evolve, held).When(state => SuspenseDecider.Decide(state, decide with { By = new Actor("panel", "REG") }))
            .Then<SuspenseDecided>(_ => { });
    }

    [Fact]
    public void An_outcome_by_hand_is_decided_once_it_was_said() => GivenWhenThen.Given(ManualOutcome.None(RunId), ManualOutcomeDecider.Evolve)
        .When(state => ManualOutcomeDecider.Decide(state, new DecideOutcome(true, "h", null, null, null, null, Integration.Streams.Payments(Guid.Empty), Sun, At)))
        .ThenRejected<OutcomeUnknown>("payment.outcome-unknown");

    private static Given<JournalEntry> Entry(params object[] facts) => GivenWhenThen.Given(JournalEntry.None(RunId), JournalDecider.Evolve, facts);

    private static Given<JournalClose> Books(params object[] facts) => GivenWhenThen.Given(JournalClose.None(RunId), JournalCloseDecider.Evolve, facts);

    private static Given<Correction> Corrected(params object[] facts) => GivenWhenThen.Given(Correction.None(RunId), CorrectionDecider.Evolve, facts);

    private static Func<JournalEntry, Decision> Prepare(EntryDraft draft, BooksNow books) =>
        state => ManualEntryDecider.Decide(state, new PrepareEntry(draft, At.AddDays(1), books, Wang, At));

    private static Func<JournalEntry, Decision> Reverse(JournalEntry original) =>
        state => ManualEntryDecider.Decide(state, new ReverseEntry(original, "Wrong", new DateOnly(2026, 1, 2), At.AddDays(1), Open, Wang, At));

    private static Func<Correction, Decision> Booking(string hash, Actor by, string reserve) => state => CorrectionDecider.Decide(state, new BookCorrection(
        hash, "h", new Dictionary<string, Money> { [Account.Reserve.Code] = Yuan(reserve) }, null, [new CorrectionStreams(Guid.NewGuid(), Guid.NewGuid())], Guid.NewGuid(),
        Integration.Streams.Turn(Tenant, Turn.CorrectionsOf(TaihuAgreement.Id), 1), Elsewhere, by, At));
}
