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
    public static JournalEntryPosted Ended(PaymentReleased payment, PaymentEnded ended, DateOnly? closedUpTo)
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
        return Entry(
            payment.AgreementId, kind, Open(ended.On, closedUpTo), payment.Reference, text,
            [Posting.Debit(debit, payment.Amount), Posting.Credit(credit, payment.Amount)], payment.PoolId, payment.RunId, [], ended.At);
    }

    // What the bank did in closed books is booked on the first open day; the outcome keeps the bank's own day.
    private static DateOnly Open(DateOnly day, DateOnly? closedUpTo) => closedUpTo is { } closed && day <= closed ? closed.AddDays(1) : day;

    private static JournalEntryPosted Entry(
        string agreement, EntryKind kind, DateOnly on, string reference, Text narrative, IReadOnlyList<JournalLine> lines, Guid pool, Guid run,
        IReadOnlyList<Citation> sources, DateTimeOffset at) =>
        new JournalEntryPosted(
            agreement, Book.Cash, kind, on, reference, narrative, lines, Contribution: null, pool, run, sources, at).Balanced();
}
