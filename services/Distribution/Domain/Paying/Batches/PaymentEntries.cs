using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>Accounts that payments go through.</summary>
public static class PaymentAccounts
{
    /// <summary>What is on its way to a party: with the bank, and neither paid nor refused yet.</summary>
    public static Account InTransit(string party) => new(Book.Cash, AccountHolder.Party, Party: party, Name: "in-transit");
}

/// <summary>Books payments: payable, in transit, then paid or back.</summary>
internal static class PaymentEntries
{
    /// <summary>A whole batch from payable to in transit.</summary>
    public static JournalEntryPosted InTransit(PaymentBatchPrepared batch, Guid pool, IReadOnlyList<Citation> basis, DateOnly? closedUpTo, DateTimeOffset at) => Entry(
        batch.AgreementId, EntryKind.PaymentSent, Open(DateOnly.FromDateTime(at.UtcDateTime), closedUpTo), batch.Reference,
        new($"Payments {batch.Reference} sent to the bank", $"付款批次 {batch.Reference} 已提交银行"),
        [
            .. batch.Lines.Select(line => Posting.Debit(Account.Payable(line.Party), line.Amount)),
            .. batch.Lines.Select(line => Posting.Credit(PaymentAccounts.InTransit(line.Party), line.Amount)),
        ],
        pool, batch.RunId, basis, at);

    /// <summary>What an outcome does.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="ended">The outcome.</param>
    /// <param name="first">The outcome before it: what can come back is what arrived by it; null for a first one.</param>
    /// <param name="closedUpTo">Last closed day, or null.</param>
    public static JournalEntryPosted Ended(PaymentReleased payment, PaymentEnded ended, PaymentEnded? first, DateOnly? closedUpTo)
    {
        var name = $"{payment.Reference}/{payment.No}";
        var (kind, text, debit, credit) = ended.Outcome switch
        {
            PaymentOutcome.Paid => (EntryKind.PaymentPaid,
                new Text($"Payment {name} to {payment.Party} paid", $"向 {payment.Party} 的付款 {name} 已支付"),
                PaymentAccounts.InTransit(payment.Party), Account.Bank),
            PaymentOutcome.Failed => (EntryKind.PaymentReturned,
                new Text($"Payment {name} to {payment.Party} failed", $"向 {payment.Party} 的付款 {name} 失败"),
                PaymentAccounts.InTransit(payment.Party), Account.Payable(payment.Party)),
            _ => (EntryKind.PaymentReturned,
                new Text($"Payment {name} to {payment.Party} returned", $"向 {payment.Party} 的付款 {name} 被退回"),
                Account.Bank, Account.Payable(payment.Party)),
        };
        var whole = first?.Arrived(payment) ?? payment.Amount;
        return Entry(
            payment.AgreementId, kind, Open(ended.On, closedUpTo), payment.Reference, text,
            [.. Lines(payment.Party, ended, whole, debit, credit).Where(line => !line.Amount.IsZero)], payment.PoolId, payment.RunId, [], ended.At);
    }

    // A fee that the party bears is part of what left the bank. Of one that the consortium bears, what did not arrive is still payable.
    private static IEnumerable<JournalLine> Lines(string party, PaymentEnded ended, Money whole, Account debit, Account credit)
    {
        if (ended.ByHand is not { } hand || (hand.PartyBearsFee && ended.Outcome == PaymentOutcome.Paid)) return [Posting.Debit(debit, whole), Posting.Credit(credit, whole)];
        return ended.Outcome switch
        {
            PaymentOutcome.Paid =>
            [
                Posting.Debit(debit, whole), Posting.Debit(Account.Fees, hand.Fee),
                Posting.Credit(credit, hand.Received + hand.Fee), Posting.Credit(Account.Payable(party), whole - hand.Received),
            ],
            PaymentOutcome.Returned => [Posting.Debit(debit, hand.Received), Posting.Debit(Account.Fees, hand.Fee), Posting.Credit(credit, whole)],
            _ => [Posting.Debit(debit, whole), Posting.Debit(Account.Fees, hand.Fee), Posting.Credit(credit, whole), Posting.Credit(Account.Bank, hand.Fee)],
        };
    }

    // What the bank did in closed books is booked on the first open day; the outcome keeps the bank's own day.
    private static DateOnly Open(DateOnly day, DateOnly? closedUpTo) => closedUpTo is { } closed && day <= closed ? closed.AddDays(1) : day;

    private static JournalEntryPosted Entry(
        string agreement, EntryKind kind, DateOnly on, string reference, Text narrative, IReadOnlyList<JournalLine> lines, Guid pool, Guid run,
        IReadOnlyList<Citation> sources, DateTimeOffset at) =>
        new JournalEntryPosted(
            agreement, Book.Cash, kind, on, reference, narrative, lines, Contribution: null, pool, run, sources, at).Balanced();
}
