using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class SettleRunTests
{
    [Fact]
    public void An_approved_run_is_settled_once() => GivenRun(Computed, Proposed, Approved).When(Deciding(Settle))
        .Then(Settled)
        .ThenState(state => Assert.Equal(RunStage.Settled, state.Stage))
        .ThenAgainNothing();

    [Fact]
    public void Pool_and_losses_are_closed_and_booked_in_streams_that_can_start_once()
    {
        var started = GivenRun(Computed, Proposed, Approved).When(Deciding(Settle)).Decision.NewStreams;
        var charges = new[] { DisruptionLoss, PlacementLoss, ObsolescenceLoss }.Select(loss => Streams.Charge(loss.RiskEventId)).ToList();
        Assert.Equal(
            [
                (typeof(PoolSettlement), Streams.PoolSettlement(PoolId)),
                .. charges.Select(charge => (typeof(SettledCharge), Streams.SettledCharge(charge))),
                (typeof(JournalEntry), Settle.Streams.Shares),
                // The loss of nothing is settled and books nothing.
                (typeof(JournalEntry), Settle.Streams.Charges[charges[0]].Entry),
                (typeof(JournalEntry), Settle.Streams.Charges[charges[1]].Entry),
            ],
            started.Select(stream => (stream.State, stream.Id)));
        Assert.Equal([new PoolSettled(PoolId, RunId, TaihuAgreement.Id, Year2025.To, Settle.At)], started[0].Facts);
        Assert.Equal([new ChargeSettled(charges[1], RunId, PoolId, Settle.At)], started[2].Facts);
    }

    [Fact]
    public void The_pool_goes_to_the_reserve_and_the_participants()
    {
        var entry = Entries(GivenRun(Computed, Proposed, Approved))[0];
        Assert.Equal((EntryKind.BenefitsShared, Book.Cash, "2025", Year2025.To), (entry.Kind, entry.Book, entry.Reference, entry.On));
        Assert.Equal(
            [
                new JournalLine(Account.OfPool("2025"), Side.Debit, Yuan("600000.00")),
                new JournalLine(Account.Reserve, Side.Credit, Yuan("60000.00")),
                new JournalLine(Account.Payable("E1"), Side.Credit, Yuan("252995.31")),
                new JournalLine(Account.Payable("E2"), Side.Credit, Yuan("90169.08")),
                new JournalLine(Account.Payable("S"), Side.Credit, Yuan("196835.61")),
            ],
            entry.Lines);
        Assert.Equal(((Guid?)PoolId, (Guid?)RunId), (entry.PoolId, entry.RunId));
        Assert.Equal(Settle.Basis, entry.Sources);
    }

    [Fact]
    public void The_reserve_pays_the_sufferers()
    {
        var entry = Entries(GivenRun(Computed, Proposed, Approved))[2];
        Assert.Equal((EntryKind.LossPaid, "R2-placement"), (entry.Kind, entry.Reference));
        Assert.Equal(
            [
                new JournalLine(Account.Reserve, Side.Debit, Yuan("10000.00")),
                new JournalLine(Account.Reserve, Side.Debit, Yuan("10000.00")),
                new JournalLine(Account.Payable("E1"), Side.Credit, Yuan("10000.00")),
                new JournalLine(Account.Payable("E2"), Side.Credit, Yuan("10000.00")),
            ],
            entry.Lines);
        Assert.Equal([PlacementLoss.Source, .. Settle.Basis], entry.Sources);
    }

    [Fact]
    public void What_a_party_owes_is_moved_to_an_account_that_says_so()
    {
        var charge = Inputs.Lists.Charges[0] with { Payments = [new ChargePayment("E1", "E2", Yuan("100000.00"))] };
        var computed = (RunComputed)RunDecider.Decide(Run.None(RunId), Compute with
        {
            Inputs = new HashedInputs(Inputs with { Lists = Inputs.Lists with { Charges = [charge] } }, ""),
        }).Facts.Single();
        var entries = Entries(GivenRun(computed, Proposed, Approved));
        Assert.Equal([EntryKind.BenefitsShared, EntryKind.LossPaid, EntryKind.OwedByParties], entries.Select(entry => entry.Kind));
        Assert.Equal(
            [
                new JournalLine(Account.Receivable("E2"), Side.Debit, Yuan("9830.92")),
                new JournalLine(Account.Payable("E2"), Side.Credit, Yuan("9830.92")),
            ],
            entries[2].Lines);
    }

    [Fact]
    public void Before_the_window_ends_nothing_is_settled()
    {
        var early = Settle with { At = Proposed.WindowEndsAt.AddMicroseconds(-1) };
        Assert.Equal(Proposed.WindowEndsAt, GivenRun(Computed, Proposed).When(Deciding(early)).ThenRejected<ObjectionWindowOpen>("run.objection-window-open").EndsAt);
    }

    [Fact]
    public void Without_approval_nothing_is_settled()
    {
        GivenRun(Computed).When(Deciding(Settle)).ThenRejected<NotApproved>("run.not-approved");
        GivenRun(Computed, Proposed).When(Deciding(Settle)).ThenRejected<NotApproved>("run.not-approved");
    }

    [Fact]
    public void The_approver_does_not_settle()
    {
        var refused = GivenRun(Computed, Proposed, Approved).When(Deciding(Settle with { By = Sun })).ThenRejected<ApproverSettles>("run.approver-settles");
        Assert.Equal((RejectionKind.Forbidden, "sun"), (refused.Kind, refused.Person));
        GivenRun(Computed, Proposed, Approved).When(Deciding(Settle with { By = Fang })).Then<RunSettled>(_ => { });
    }

    [Fact]
    public void A_pool_is_settled_once() => Assert.Equal("2025", GivenRun(Computed, Proposed, Approved)
        .When(Deciding(Settle with { PoolSettled = true })).ThenRejected<PoolIsSettled>("pool.settled").Reference);

    [Fact]
    public void A_loss_is_settled_once() => Assert.Equal("R2-placement", GivenRun(Computed, Proposed, Approved)
        .When(Deciding(Settle with { SettledCharges = new HashSet<Guid> { Streams.Charge(PlacementLoss.RiskEventId) } }))
        .ThenRejected<ChargeAlreadySettled>("run.charge-settled").Reference);

    [Fact]
    public void There_must_be_a_run_that_stands()
    {
        GivenRun().When(Deciding(Settle)).ThenRejected<RunUnknown>("run.unknown");
        GivenRun(Computed, Proposed, Approved, new RunWithdrawn(null, Wang, At)).When(Deciding(Settle)).ThenRejected<RunIsWithdrawn>("run.withdrawn");
    }

    [Fact]
    public void A_run_whose_cash_does_not_sum_to_the_pool_is_a_defect_and_books_nothing()
    {
        var lines = Computed.Lines.ToArray();
        lines[0] = lines[0] with { Cash = lines[0].Cash + Fen(1) };
        Assert.Throws<InvalidOperationException>(() => RunDecider.Decide(GivenRun(Computed with { Lines = lines }, Proposed, Approved).State, Settle));
    }

    private static List<JournalEntryPosted> Entries(Given<Run> given) =>
        [.. given.When(Deciding(Settle)).Decision.NewStreams.SelectMany(stream => stream.Facts).OfType<JournalEntryPosted>()];

    private static Func<Run, Decision> Deciding(SettleRun command) => state => RunDecider.Decide(state, command);
}
