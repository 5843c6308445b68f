using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>An outcome of one payment by hand.</summary>
public sealed record ManualOutcome
{
    public Guid Id { get; init; }

    /// <summary>What was proposed last; null while nothing was.</summary>
    public PaymentOutcomeProposed? Proposed { get; init; }

    /// <summary>Set when it was confirmed.</summary>
    public PaymentOutcomeConfirmed? Confirmed { get; init; }

    /// <summary>Set when the last proposal was refused.</summary>
    public PaymentOutcomeRefused? Refused { get; init; }

    public static ManualOutcome None(Guid id) => new() { Id = id };

    /// <summary>Whether it waits for a second person.</summary>
    public bool Waits() => Proposed is not null && Confirmed is null && Refused is null;
}

/// <summary>Put an outcome before a second person.</summary>
/// <param name="Draft">What is said.</param>
/// <param name="Payment">The payment with its outcomes so far; null when there is no such payment.</param>
/// <param name="By">Who says it.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ProposeOutcome(ManualOutcomeDraft Draft, KnownPayment? Payment, Actor By, DateTimeOffset At);

/// <summary>Confirm or refuse it.</summary>
/// <param name="Confirms">Whether it is booked.</param>
/// <param name="Hash">Hash of the proposal that the second person has read.</param>
/// <param name="HashNow">Its hash.</param>
/// <param name="Reason">Why it is refused; null when it is confirmed.</param>
/// <param name="Payment">The payment with its outcomes so far.</param>
/// <param name="BankLeft">What the bank account can still give, agreed overdraft included.</param>
/// <param name="Streams">Ids of what outcomes start.</param>
/// <param name="By">Who decides.</param>
/// <param name="At">Time of receipt.</param>
public sealed record DecideOutcome(
    bool Confirms, string Hash, string? HashNow, string? Reason, KnownPayment? Payment, Money? BankLeft, PaymentStreams Streams, Actor By, DateTimeOffset At);

public sealed record PaymentUnknown() : Rejection("payment.unknown", RejectionKind.NotFound, new(
    "There is no such payment in this consortium.", "该联合体中没有此付款。"));

public sealed record OutcomeContradicts(string Said) : Rejection("payment.outcome-contradicts", RejectionKind.Conflict, new(
    $"The payment cannot have become '{Said}': it does not fit what is booked of it.", $"该付款的状态不能为“{Said}”，与已记账的结果矛盾。"));

public sealed record OutcomeAmountUnfit(string Amount) : Rejection("payment.outcome-amount", RejectionKind.Conflict, new(
    $"Amounts and fee do not fit the payment of {Amount}: a paid one arrives with at most it, and with it less the fee where the party bears the fee; a returned one comes back with it less the fee; a failed one with nothing.",
    $"金额与手续费不符合付款 {Amount}：已付的到账额不得超过该金额，由成员承担手续费时须等于该金额减手续费；退回的须等于该金额减手续费；失败的应为零。"));

public sealed record OutcomeDayUnfit(DateOnly Day) : Rejection("payment.outcome-day", RejectionKind.Invalid, new(
    $"{Day:yyyy-MM-dd} has not come, or lies before the payment was released.", $"{Day:yyyy-MM-dd} 尚未到来，或早于付款放行日。"));

public sealed record OutcomeWaits() : Rejection("payment.outcome-waits", RejectionKind.Conflict, new(
    "Another outcome of this payment waits for a second person.", "该付款已有另一结果待复核。"));

public sealed record OutcomeUnknown() : Rejection("payment.outcome-unknown", RejectionKind.NotFound, new(
    "No outcome of this payment was put forward by hand.", "该付款没有手工提交的结果。"));

public sealed record OutcomeDecided() : Rejection("payment.outcome-decided", RejectionKind.Conflict, new(
    "The outcome was decided before.", "该结果已有决定。"));

public sealed record OutcomeChanged() : Rejection("payment.outcome-changed", RejectionKind.Conflict, new(
    "The hash is not that of what was put forward: read it again.", "哈希与所提交的结果不符，请重新查看。"));

public sealed record OutcomeMaker(string Person) : Rejection("payment.outcome-maker", RejectionKind.Forbidden, new(
    $"{Person} put this outcome forward; somebody else decides.", $"{Person} 是该结果的经办人，须由他人复核。"));

/// <summary>
/// Beside the bank's files a person can say how a payment ended, with a paper: when the amount differs, a fee was taken or no file comes.
/// A second person confirms exactly that. The bank may say it first: then nothing is booked twice.
/// </summary>
public static class ManualOutcomeDecider
{
    public static Decision Decide(ManualOutcome state, ProposeOutcome command)
    {
        if (command.Payment is not { } payment) return new PaymentUnknown();
        if (state.Waits()) return state.Proposed!.Draft == command.Draft ? Decision.Nothing : new OutcomeWaits();
        if (Unfit(command.Draft, payment, command.At) is { } unfit) return unfit;
        return Decision.Accept(new PaymentOutcomeProposed(command.Draft, payment.Released.AgreementId, payment.Released.Party, command.By, command.At));
    }

    public static Decision Decide(ManualOutcome state, DecideOutcome command)
    {
        if (state.Proposed is not { } proposed || command.Payment is not { } payment) return new OutcomeUnknown();
        if (state.Confirmed is { } confirmed) return command.Confirms && confirmed.By.Person == command.By.Person && confirmed.Hash == command.Hash ? Decision.Nothing : new OutcomeDecided();
        if (state.Refused is { } refused) return !command.Confirms && refused.By.Person == command.By.Person ? Decision.Nothing : new OutcomeDecided();
        if (proposed.By.Person == command.By.Person) return new OutcomeMaker(command.By.Person);
        if (command.Hash != command.HashNow) return new OutcomeChanged { Field = "hash" };
        if (!command.Confirms)
        {
            if (command.Reason is not { } reason) return Problems.Missing("reason");
            return TextRules.Broken("reason", reason) ?? Decision.Accept(new PaymentOutcomeRefused(reason, command.By, command.At));
        }

        var draft = proposed.Draft;
        if (Unfit(draft, payment, command.At) is { } unfit) return unfit;
        var ended = new PaymentEnded(
            payment.Id, payment.Released.BatchId, draft.Outcome, draft.On, draft.Evidence.Reference, draft.Outcome == PaymentOutcome.Paid ? null : draft.Reason,
            Import: null, command.By, command.At, new PaymentByHand(draft.Received, draft.Fee, draft.PartyBearsFee, state.Id));
        var started = draft.Outcome == PaymentOutcome.Returned
            ? PaymentEnds.Second(payment.Id, payment.Released, command.Streams, ended, payment.First, payment.ClosedUpTo)
            : PaymentEnds.First(payment.Id, payment.Released, command.Streams, ended, payment.ClosedUpTo);
        var lines = started.SelectMany(stream => stream.Facts).OfType<JournalEntryPosted>().SelectMany(entry => entry.Lines).Where(line => line.Account == Account.Bank);
        if (command.BankLeft is { } left && EntryRules.Beyond(lines, new Dictionary<string, Money> { [Account.Bank.Code] = left }) is { } beyond) return beyond;
        return Decision.Accept(new PaymentOutcomeConfirmed(command.Hash, command.By, command.At)).AndStart(started);
    }

    public static ManualOutcome Evolve(ManualOutcome state, object fact) => fact switch
    {
        PaymentOutcomeProposed f => state with { Proposed = f, Refused = null },
        PaymentOutcomeConfirmed f => state with { Confirmed = f },
        PaymentOutcomeRefused f => state with { Refused = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an outcome by hand."),
    };

    private static Rejection? Unfit(ManualOutcomeDraft draft, KnownPayment payment, DateTimeOffset at)
    {
        if (TextRules.Broken("reason", draft.Reason) is { } reason) return reason;
        if (PoolRules.Papers([draft.Evidence]) is { } papers) return papers with { Field = papers.Field?.Replace("evidence[0]", "evidence", StringComparison.Ordinal) };
        var fits = (draft.Outcome, payment.First?.Outcome, payment.Second) switch
        {
            (PaymentOutcome.Paid or PaymentOutcome.Failed, null, _) => true,
            (PaymentOutcome.Returned, PaymentOutcome.Paid, null) => true,
            _ => false,
        };
        if (!fits) return new OutcomeContradicts(KebabCase.Name(draft.Outcome)) { Field = "outcome" };
        if (draft.On < DateOnly.FromDateTime(payment.Released.At.UtcDateTime) || draft.On > DateOnly.FromDateTime(at.UtcDateTime.AddHours(14)))
            return new OutcomeDayUnfit(draft.On) { Field = "on" };
        var currency = payment.Released.Amount.Currency;
        if (draft.Received.Currency != currency) return new WrongCurrency(draft.Received.Currency, currency) { Field = "received.currency" };
        if (draft.Fee.Currency != currency) return new WrongCurrency(draft.Fee.Currency, currency) { Field = "fee.currency" };
        if (draft.Received.Sign < 0) return Problems.NegativeAmount("received.amount", draft.Received.Amount);
        if (draft.Fee.Sign < 0) return Problems.NegativeAmount("fee.amount", draft.Fee.Amount);
        var whole = payment.First?.Arrived(payment.Released) ?? payment.Released.Amount;
        var right = draft.Outcome switch
        {
            PaymentOutcome.Paid when draft.PartyBearsFee => draft.Received.Sign > 0 && draft.Received + draft.Fee == whole,
            PaymentOutcome.Paid => draft.Received.Sign > 0 && draft.Received <= whole,
            PaymentOutcome.Returned => !draft.PartyBearsFee && draft.Received + draft.Fee == whole,
            _ => !draft.PartyBearsFee && draft.Received.IsZero,
        };
        return right ? null : new OutcomeAmountUnfit(whole.Amount) { Field = "received" };
    }
}
