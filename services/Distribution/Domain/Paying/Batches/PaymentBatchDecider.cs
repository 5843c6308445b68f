using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>
/// A batch is prepared from what the journal says is payable, approved by a second person, and then with the bank. Whoever prepares or
/// approves takes a turn of the run, so that of two at once only one pays.
/// </summary>
public static class PaymentBatchDecider
{
    public static Decision Decide(PaymentBatch state, PreparePaymentBatch command)
    {
        if (command.Run is not { } run) return new PaymentRunUnknown { Field = "run" };
        if (state.Prepared is { } standing)
        {
            return standing.RunId == run.Id && standing.ExecuteOn == command.ExecuteOn && standing.By == command.By
                && (command.Parties is null || command.Parties.Order(StringComparer.Ordinal).SequenceEqual(standing.Lines.Select(line => line.Party)))
                ? Decision.Nothing
                : new PaymentBatchExists(command.Reference) { Field = "reference" };
        }

        if (run.Settled is not { } settled) return new PaymentRunNotSettled { Field = "run" };
        var today = DateOnly.FromDateTime(command.At.UtcDateTime);
        if (command.ExecuteOn < today.AddDays(-1) || command.ExecuteOn > today.AddDays(DistributionLimits.ExecuteAhead))
            return new PaymentDayUnfit(command.ExecuteOn) { Field = "executeOn" };
        if (command.Open is { } open) return new PaymentBatchOpen(open);
        var payables = command.Payables.Where(payable => payable.Amount.Sign > 0).OrderBy(payable => payable.Party, StringComparer.Ordinal).ToList();
        if (command.Parties is { } named)
        {
            if (named.FirstOrDefault(party => payables.All(payable => payable.Party != party)) is { } nothing)
                return new PartyNotPayable(nothing) { Field = "parties" };
            payables = [.. payables.Where(payable => named.Contains(payable.Party, StringComparer.Ordinal))];
        }

        if (payables.Count == 0) return new NothingPayable();
        if (payables.Count > DistributionLimits.PaymentsPerBatch) return Problems.TooMany("parties", DistributionLimits.PaymentsPerBatch);
        var currency = payables[0].Amount.Currency;
        if (command.Payer is not { Registered: { } payer }) return new PaymentPayerMissing(currency) { Field = "payer" };
        if (!command.Payer.Usable || payer.Use != BankAccountUse.Pay) return new PaymentPayerUnusable { Field = "payer" };
        if (payer.Currency != currency) return new WrongCurrency(payer.Currency, currency) { Field = "payer" };
        var lines = new List<PaymentLine>();
        foreach (var payable in payables)
        {
            if (BankAccount.Current(command.Accounts, BankAccountUse.Receive, payable.Party, currency) is not { } account)
                return new PaymentAccountMissing(payable.Party, currency) { Field = "parties" };
            lines.Add(new PaymentLine(
                lines.Count + 1, command.Streams.Payment(lines.Count + 1), payable.Party, payable.Amount, account.Id, account.Registered!.Digest));
        }

        return Decision.Accept(new PaymentBatchPrepared(
                command.Reference, run.AgreementId, run.Id, settled.Pool.Reference, command.ExecuteOn, command.Payer.Id, payer.Digest, lines,
                Money.Sum(lines.Select(line => line.Amount), currency), command.By, command.At))
            .AndStart(command.Turn.TakenBy(command.Reference));
    }

    public static Decision Decide(PaymentBatch state, ApprovePaymentBatch command)
    {
        if (state.Prepared is not { } batch) return new PaymentBatchUnknown();
        if (command.BatchHash != command.ActualHash) return new PaymentBatchChanged { Field = "batchHash" };
        if (state.Approved is { } standing && state.Withdrawn is null && standing.By == command.By) return Decision.Nothing;
        if (state.Stage != BatchStage.Prepared) return new PaymentBatchNotPrepared();
        if (batch.By.Person == command.By.Person) return new PaymentSamePerson();
        if (Changed(batch, command) is { } changed) return changed;
        return Decision.Accept(new PaymentBatchApproved(command.BatchHash, command.By, command.At)).AndStart(
        [
            command.Turn.TakenBy(batch.Reference),
            new NewStream(typeof(JournalEntry), command.Streams.InTransit, [PaymentEntries.InTransit(batch, command.PoolId, command.Basis, command.ClosedUpTo, command.At)]),
            .. batch.Lines.Select(line => new NewStream(typeof(Payment), line.PaymentId, [Released(state.Id, batch, line, command.PoolId, command.At)])),
        ]);
    }

    public static Decision Decide(PaymentBatch state, WithdrawPaymentBatch command)
    {
        if (state.Prepared is not { } batch) return new PaymentBatchUnknown();
        if (state.Withdrawn is not null) return Decision.Nothing;
        if (TextRules.Broken("reason", command.Reason) is { } broken) return broken;
        var withdrawn = Decision.Accept(new PaymentBatchWithdrawn(command.Reason, command.By, command.At));
        if (state.Approved is not { } approved) return withdrawn;
        if (!command.Approver) return new WithdrawalTakesApprover();
        if (batch.By.Person == command.By.Person) return new PaymentSamePerson();
        if (command.AnyEnded) return new BankHasAnswered();
        // The first outcome of every payment is taken, so that an answer of the bank that comes at the same time loses or wins the whole.
        return withdrawn.AndStart([.. batch.Lines.SelectMany(line => PaymentEnds.First(
            line.PaymentId, Released(state.Id, batch, line, command.PoolId, approved.At), command.Streams,
            new PaymentEnded(
                line.PaymentId, state.Id, PaymentOutcome.Failed, DateOnly.FromDateTime(command.At.UtcDateTime), null, command.Reason, null, command.By,
                command.At),
            command.ClosedUpTo))]);
    }

    public static PaymentBatch Evolve(PaymentBatch state, object fact) => fact switch
    {
        PaymentBatchPrepared f => state with { Stage = BatchStage.Prepared, RunId = f.RunId, Prepared = f },
        PaymentBatchApproved f => state with { Stage = BatchStage.Approved, Approved = f },
        PaymentBatchWithdrawn f => state with { Stage = BatchStage.Withdrawn, Withdrawn = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a payment batch."),
    };

    // Between the two persons a correction may have taken from a payable, or an owner may have retired an account.
    private static Rejection? Changed(PaymentBatchPrepared batch, ApprovePaymentBatch command)
    {
        foreach (var line in batch.Lines)
        {
            var payable = command.Payables.FirstOrDefault(payable => payable.Party == line.Party);
            if (payable is null || payable.Amount < line.Amount) return new NoLongerPayable(line.Party);
            if (!Same(line.AccountId, line.AccountDigest)) return new PaymentAccountChanged(line.Party);
        }

        return Same(batch.PayerAccountId, batch.PayerDigest) ? null : new PaymentPayerUnusable();

        bool Same(Guid id, string digest) => command.Accounts.GetValueOrDefault(id) is { Usable: true, Registered: { } registered } && registered.Digest == digest;
    }

    private static PaymentReleased Released(Guid id, PaymentBatchPrepared batch, PaymentLine line, Guid pool, DateTimeOffset at) => new(
        id, batch.Reference, line.No, batch.AgreementId, batch.RunId, pool, line.Party, line.Amount, line.AccountId, batch.ExecuteOn, at);
}

/// <summary>Streams that the end of a payment starts: the outcome and its entry.</summary>
internal static class PaymentEnds
{
    public static IReadOnlyList<NewStream> First(
        Guid payment, PaymentReleased released, PaymentStreams streams, PaymentEnded ended, DateOnly? closedUpTo) =>
        Of(streams.First(payment), streams.FirstEntry(payment), released, ended, null, closedUpTo);

    public static IReadOnlyList<NewStream> Second(
        Guid payment, PaymentReleased released, PaymentStreams streams, PaymentEnded ended, PaymentEnded? first, DateOnly? closedUpTo) =>
        Of(streams.Second(payment), streams.SecondEntry(payment), released, ended, first, closedUpTo);

    private static IReadOnlyList<NewStream> Of(
        Guid outcome, Guid entry, PaymentReleased released, PaymentEnded ended, PaymentEnded? first, DateOnly? closedUpTo) =>
    [
        new NewStream(typeof(EndedPayment), outcome, [ended]),
        new NewStream(typeof(JournalEntry), entry, [PaymentEntries.Ended(released, ended, first, closedUpTo)]),
    ];
}
