using Ledger.Distribution.Domain;
using Ledger.Rules;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>An entry that may not be posted is a defect of this service, so it throws and nothing is stored.</summary>
public sealed class PostingTests
{
    [Fact]
    public void Debits_equal_credits()
    {
        var entry = Entry(Debit("3.00"), Credit("1.00"), Credit("2.00"));
        Assert.Same(entry, entry.Balanced());
        Unpostable(Debit("3.00"), Credit("3.01"));
        Unpostable(Debit("3.00"), Debit("3.00"));
        Unpostable(Credit("3.00"), Credit("3.00"));
    }

    [Fact]
    public void An_entry_has_two_lines()
    {
        Unpostable();
        Unpostable(Debit("0.00"));
    }

    [Fact]
    public void An_entry_stays_in_one_book() => Unpostable(Debit("1.00"), Posting.Credit(Account.Contributed("E1"), Yuan("1.00")));

    [Fact]
    public void An_amount_is_not_negative() => Unpostable(Debit("-1.00"), Credit("-1.00"));

    [Fact]
    public void An_entry_has_one_currency() => Unpostable(Debit("1.00"), Posting.Credit(Account.OfPool("2025"), Money.Parse("1.00", Usd)));

    private static JournalLine Debit(string amount) => Posting.Debit(Account.Bank, Yuan(amount));

    private static JournalLine Credit(string amount) => Posting.Credit(Account.OfPool("2025"), Yuan(amount));

    private static void Unpostable(params JournalLine[] lines) => Assert.Throws<InvalidOperationException>(() => Entry(lines).Balanced());

    private static JournalEntryPosted Entry(params JournalLine[] lines) => new(
        "taihu-2025", Book.Cash, EntryKind.PoolDeclared, Year2025.To, "2025", new Text("Pool", "收益池"), lines, null, null, null, [Elsewhere], At);
}
