using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>One past each limit that no other test passes.</summary>
public sealed class LimitsTests
{
    private static readonly BooksNow Open = new(TaihuAgreement.Adopted.Document, Elsewhere, null, new Dictionary<string, Money> { [Account.Bank.Code] = Yuan("1000.00") });

    private static readonly EntryDraft Draft = new(
        "e", TaihuAgreement.Id, Book.Cash, new DateOnly(2026, 1, 1), new("By hand", "手工"),
        [new DraftLine(Account.Fees, Side.Debit, Yuan("1.00")), new DraftLine(Account.Bank, Side.Credit, Yuan("1.00"))]);

    [Fact]
    public void Lines_of_an_entry_and_the_days_it_waits() => Given().When(Prepare(Draft with { Lines = [.. Enumerable.Repeat(Draft.Lines[0], DistributionLimits.EntryLines + 1)] }))
        .ThenRejected<InputRejection>("input.too-many", "lines");

    [Fact]
    public void Days_for_which_an_entry_waits()
    {
        Given().When(Prepare(Draft, DistributionLimits.PendingDays)).Then<JournalEntryPending>(_ => { });
        Given().When(Prepare(Draft, DistributionLimits.PendingDays + 1)).ThenRejected<PendingTooLong>("journal.pending-too-long", "expiresAt");
        Given().When(Prepare(Draft, 0)).ThenRejected<PendingTooLong>("journal.pending-too-long", "expiresAt");
    }

    [Fact]
    public void An_entry_out_of_time_is_void_without_anybody_doing_anything()
    {
        var pending = (JournalEntryPending)Given().When(Prepare(Draft, 1)).Decision.Facts.Single();
        Given(pending).When(state => ManualEntryDecider.Decide(state, new PostEntry(Open, Sun, pending.ExpiresAt))).ThenRejected<EntryExpired>("journal.pending-expired");
        Given(pending).When(state => ManualEntryDecider.Decide(state, new PostEntry(Open, Sun, pending.ExpiresAt.AddMicroseconds(-1)))).Then<JournalEntryPosted>(_ => { });
    }

    [Fact]
    public void Values_that_a_state_holds_and_days_that_a_settlement_tells()
    {
        var values = Enumerable.Range(0, DistributionLimits.BasisDays + 1)
            .Select(i => Inputs.Lists.Values[0] with { ContributionId = new Guid(i, 0, 0, new byte[8]), EffectiveOn = new DateOnly(1990, 1, 1).AddDays(i), Accepted = Yuan("1.00") }).ToList();
        var facts = RunDecider.Decide(Run.None(RunId), Compute with { Inputs = new HashedInputs(Inputs with { Lists = new InputLists(values, [], []) }, "") }).Facts;
        var run = GivenRun([.. facts, Proposed, Approved]).State;
        Assert.Equal((0, values.Count, true), (run.Lists.Values.Count, run.ValueCount, run.ValuesElsewhere));
        Assert.Equal(values.Count, run.Accepted.Count);
        var settled = (RunSettled)RunDecider.Decide(run, Settle with { Streams = Integration.Streams.Settlement(run) }).Facts[0];
        Assert.Null(settled.Inputs);
    }

    [Fact]
    public void Items_of_a_correction()
    {
        var item = new CorrectionItem(
            DifferenceOf.Run, RunId, "2025", PoolId, Year2025, new("Why", "原因"), Yuan("0.00"), Yuan("0.00"), [new DifferenceLine("E1", Yuan("1.00"), Yuan("2.00"))], [Elsewhere], null);
        var command = new PrepareCorrection(TaihuAgreement.Id, 1, new DateOnly(2026, 3, 1), [.. Enumerable.Repeat(item, DistributionLimits.CorrectionItems + 1)], "h", null, Wang, At);
        GivenWhenThen.Given(Correction.None(RunId), CorrectionDecider.Evolve).When(state => CorrectionDecider.Decide(state, command)).ThenRejected<InputRejection>("input.too-many", "items");
    }

    [Fact]
    public void Contributions_that_a_project_names()
    {
        var named = Enumerable.Range(0, DistributionLimits.CoalitionContributions + 1).Select(i => new CoalitionContribution("E1", $"c{i}")).ToList();
        GivenPool().When(state => PoolDecider.Decide(state, Declare with { Declaration = Declaration with { Coalition = new Coalition("cnc", ["E1"], named) } }))
            .ThenRejected<InputRejection>("input.too-many", "coalition.contributions");
    }

    private static Func<JournalEntry, Decision> Prepare(EntryDraft draft, int days = 1) =>
        state => ManualEntryDecider.Decide(state, new PrepareEntry(draft, At.AddDays(days), Open, Wang, At));

    private static Given<JournalEntry> Given(params object[] facts) => GivenWhenThen.Given(JournalEntry.None(RunId), JournalDecider.Evolve, facts);
}
