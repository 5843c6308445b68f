using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests.Paying;

/// <summary>Batches by given, when, then; amounts are Sample A's.</summary>
public sealed class PaymentBatchTests
{
    private static readonly Guid BatchId = Streams.PaymentBatch(Tenant, "B1");
    private static readonly DateTimeOffset Now = Settle.At.AddDays(1);
    private static readonly BankAccount Host = Account("G", BankAccountUse.Pay);
    private static readonly BankAccount[] Accounts = [Host, Account("E1"), Account("E2"), Account("S")];
    private static readonly Run SettledRun = GivenRun(Computed, Proposed, Approved, SampleA.Settled).State;

    private static readonly PreparePaymentBatch Prepare = new(
        "B1", SettledRun, null, new DateOnly(2026, 1, 25), Host,
        [new("E1", Yuan("262995.31")), new("E2", Yuan("105469.08")), new("S", Yuan("196835.61")), new("G", Yuan("0.00"))], Accounts, null,
        Streams.Payments(BatchId), TurnOf(Streams.PaymentsOf(RunId), 1), Wang, Now);

    private static readonly PaymentBatchPrepared Prepared = (PaymentBatchPrepared)PaymentBatchDecider.Decide(PaymentBatch.None(BatchId), Prepare).Facts.Single();

    private static readonly ApprovePaymentBatch Approve = new(
        PayloadHash.Of(Prepared), PayloadHash.Of(Prepared), PoolId, Prepare.Payables, Accounts.ToDictionary(account => account.Id), [Cite(Prepared)], null,
        Streams.Payments(BatchId), TurnOf(Streams.PaymentsOf(RunId), 2), Sun, Now.AddHours(1));

    private static readonly PaymentBatchApproved ApprovedBatch = new(Approve.BatchHash, Sun, Approve.At);

    [Fact]
    public void A_batch_pays_what_is_payable_to_the_accounts_approved_last()
    {
        var later = Account("E1", BankAccountUse.Receive, "new", Now.AddMinutes(-1));
        Given().When(Deciding(Prepare with { Accounts = [.. Accounts, later] })).Then<PaymentBatchPrepared>(batch =>
        {
            Assert.Equal(["1 E1 262995.31 CNY", "2 E2 105469.08 CNY", "3 S 196835.61 CNY"], batch.Lines.Select(line => $"{line.No} {line.Party} {line.Amount}"));
            Assert.Equal((Yuan("565300.00"), later.Id), (batch.Total, batch.Lines[0].AccountId));
            Assert.Equal(32, Payment.EndToEndId(batch.Lines[0].PaymentId).Length);
        }).ThenAgainNothing();
    }

    [Fact]
    public void What_cannot_be_prepared()
    {
        Given().When(Deciding(Prepare with { Run = null })).ThenRejected<PaymentRunUnknown>("payment.run-unknown", "run");
        Given().When(Deciding(Prepare with { Run = GivenRun(Computed).State })).ThenRejected<PaymentRunNotSettled>("payment.run-not-settled", "run");
        Given().When(Deciding(Prepare with { Payables = [] })).ThenRejected<NothingPayable>("payment.nothing-payable");
        Given().When(Deciding(Prepare with { Parties = ["G"] })).ThenRejected<PartyNotPayable>("payment.party-not-payable", "parties");
        Given().When(Deciding(Prepare with { Open = "B0" })).ThenRejected<PaymentBatchOpen>("payment.batch-open");
        Given().When(Deciding(Prepare with { ExecuteOn = new DateOnly(2026, 1, 1) })).ThenRejected<PaymentDayUnfit>("payment.execution-day", "executeOn");
        Given().When(Deciding(Prepare with { ExecuteOn = new DateOnly(2027, 6, 1) })).ThenRejected<PaymentDayUnfit>("payment.execution-day", "executeOn");
        Given().When(Deciding(Prepare with { Payer = null })).ThenRejected<PaymentPayerMissing>("payment.payer-missing", "payer");
        Given().When(Deciding(Prepare with { Payer = Accounts[1] })).ThenRejected<PaymentPayerUnusable>("payment.payer-unusable", "payer");
        Given().When(Deciding(Prepare with { Payer = Host with { Registered = Host.Registered! with { Currency = Usd } } }))
            .ThenRejected<WrongCurrency>("money.wrong-currency", "payer");
        Given().When(Deciding(Prepare with { Accounts = [Host, Accounts[1], Accounts[3] with { Approved = null }] }))
            .ThenRejected<PaymentAccountMissing>("payment.account-missing", "parties");
        Given(Prepared).When(Deciding(Prepare with { ExecuteOn = new DateOnly(2026, 1, 26) })).ThenRejected<PaymentBatchExists>("payment.batch-exists", "reference");
        var many = Enumerable.Range(0, DistributionLimits.PaymentsPerBatch + 1).Select(i => new PartyPayable($"P{i}", Fen(1))).ToList();
        Given().When(Deciding(Prepare with { Payables = many })).ThenRejected<InputRejection>("input.too-many", "parties");
    }

    [Fact]
    public void A_second_person_puts_exactly_this_batch_in_transit()
    {
        var decision = Given(Prepared).When(Deciding(Approve)).Then(ApprovedBatch).ThenAgainNothing().Decision;
        var entry = Assert.Single(decision.NewStreams.SelectMany(stream => stream.Facts).OfType<JournalEntryPosted>());
        Assert.Equal(
            ["debit cash:party:E1:payable 262995.31", "debit cash:party:E2:payable 105469.08", "debit cash:party:S:payable 196835.61",
             "credit cash:party:E1:in-transit 262995.31", "credit cash:party:E2:in-transit 105469.08", "credit cash:party:S:in-transit 196835.61"],
            entry.Lines.Select(Said));
        Assert.Equal(3, decision.NewStreams.Count(stream => stream.State == typeof(Payment)));
        Assert.Equal(Prepared.Lines.Select(line => line.PaymentId), decision.NewStreams.Where(stream => stream.State == typeof(Payment)).Select(stream => stream.Id));
    }

    [Fact]
    public void Closed_books_are_left_alone()
    {
        var decision = Given(Prepared).When(Deciding(Approve with { ClosedUpTo = new DateOnly(2026, 3, 31) })).Decision;
        Assert.Equal(new DateOnly(2026, 4, 1), decision.NewStreams.SelectMany(stream => stream.Facts).OfType<JournalEntryPosted>().Single().On);
    }

    [Fact]
    public void What_cannot_be_approved()
    {
        Given().When(Deciding(Approve)).ThenRejected<PaymentBatchUnknown>("payment.batch-unknown");
        Given(Prepared).When(Deciding(Approve with { By = new Actor("wang", "G") })).ThenRejected<PaymentSamePerson>("payment.same-person");
        Given(Prepared).When(Deciding(Approve with { BatchHash = "x" })).ThenRejected<PaymentBatchChanged>("payment.batch-changed");
        Given(Prepared, ApprovedBatch).When(Deciding(Approve with { By = Guo })).ThenRejected<PaymentBatchNotPrepared>("payment.batch-not-prepared");
        Given(Prepared, new PaymentBatchWithdrawn("x", Wang, Now)).When(Deciding(Approve)).ThenRejected<PaymentBatchNotPrepared>();
        Given(Prepared).When(Deciding(Approve with { Payables = [.. Approve.Payables.Select(payable => payable with { Amount = Fen(1) })] }))
            .ThenRejected<NoLongerPayable>("payment.no-longer-payable");
        var retired = Accounts[2] with { Retired = new BankAccountRetired("Closed", Zhao, Now) };
        Given(Prepared).When(Deciding(Approve with { Accounts = Accounts.Select(account => account.Id == retired.Id ? retired : account).ToDictionary(account => account.Id) }))
            .ThenRejected<PaymentAccountChanged>("payment.account-changed");
    }

    [Fact]
    public void A_batch_is_taken_back_by_whoever_may()
    {
        var withdraw = new WithdrawPaymentBatch("Wrong day", PoolId, AnyEnded: false, null, Approver: false, Streams.Payments(BatchId), Wang, Now.AddDays(1));
        Assert.Empty(Given(Prepared).When(Deciding(withdraw)).Then(new PaymentBatchWithdrawn("Wrong day", Wang, withdraw.At)).ThenAgainNothing().Decision.NewStreams);
        Given(Prepared).When(Deciding(withdraw with { Reason = " " })).ThenRejected<InputRejection>("input.blank", "reason");
        Given(Prepared, ApprovedBatch).When(Deciding(withdraw)).ThenRejected<WithdrawalTakesApprover>("payment.withdrawal-approver");
        Given(Prepared, ApprovedBatch).When(Deciding(withdraw with { Approver = true })).ThenRejected<PaymentSamePerson>();
        Given(Prepared, ApprovedBatch).When(Deciding(withdraw with { Approver = true, By = Sun, AnyEnded = true })).ThenRejected<BankHasAnswered>("payment.bank-answered");
        var decision = Given(Prepared, ApprovedBatch).When(Deciding(withdraw with { Approver = true, By = Sun })).Decision;
        var trial = new TrialBalance();
        foreach (var entry in Given(Prepared).When(Deciding(Approve)).Decision.NewStreams.Concat(decision.NewStreams).SelectMany(stream => stream.Facts).OfType<JournalEntryPosted>())
            trial.Add(entry);
        Assert.All(trial.Accounts, account => Assert.True(account.Balance.IsZero));
        Assert.Equal(3, decision.NewStreams.Count(stream => stream.State == typeof(EndedPayment)));
    }

    [Fact]
    public void Facts_of_payments_can_be_stored_read_and_hashed()
    {
        StoredFacts.Endures(Host.Registered!);
        StoredFacts.Endures(Host.Approved!);
        StoredFacts.Endures(new BankAccountRetired("x", Lin, Now));
        StoredFacts.Endures(Prepared);
        StoredFacts.Endures(ApprovedBatch);
        StoredFacts.Endures(new PaymentBatchWithdrawn("x", Lin, Now));
        StoredFacts.Endures(new PaymentFileFetched(BatchId, "csv", Lin, Now));
        StoredFacts.Endures(new PaymentEnded(BatchId, BatchId, PaymentOutcome.Failed, Year2025.To, null, "AC04", BatchId, Lin, Now));
        StoredFacts.Endures(new BankResultsImported("x", "csv", null, [new(1, new("x", BankStatus.Paid, Fen(1), Year2025.To, "B", null), EntryMatch.AmountDiffers, BatchId, Fen(2))], 1, Lin, Now));
        foreach (var released in Given(Prepared).When(Deciding(Approve)).Decision.NewStreams.SelectMany(stream => stream.Facts).OfType<PaymentReleased>())
            StoredFacts.Endures(released);
    }

    internal static string Said(JournalLine line) => $"{KebabCase.Name(line.Side)} {line.Account.Code} {line.Amount.Amount}";

    private static BankAccount Account(string party, BankAccountUse use = BankAccountUse.Receive, string reference = "main", DateTimeOffset? approved = null)
    {
        var id = Streams.BankAccount(Tenant, party, reference);
        return new BankAccount
        {
            Id = id,
            Registered = new BankAccountRegistered(reference, party, use, Cny, BankScheme.Cnaps, $"digest-{party}-{reference}", new Actor($"s-{party}", party), At),
            Approved = new BankAccountApproved($"digest-{party}-{reference}", Sun, approved ?? At),
        };
    }

    private static Given<PaymentBatch> Given(params object[] facts) => GivenWhenThen.Given(PaymentBatch.None(BatchId), PaymentBatchDecider.Evolve, facts);

    private static Func<PaymentBatch, Decision> Deciding(PreparePaymentBatch command) => state => PaymentBatchDecider.Decide(state, command);

    private static Func<PaymentBatch, Decision> Deciding(ApprovePaymentBatch command) => state => PaymentBatchDecider.Decide(state, command);

    private static Func<PaymentBatch, Decision> Deciding(WithdrawPaymentBatch command) => state => PaymentBatchDecider.Decide(state, command);
}
