using Ledger.Distribution.Domain;
using Ledger.Rules;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class TrialBalanceTests
{
    [Fact]
    public void Turnover_and_balance_are_kept_by_agreement_account_and_currency()
    {
        var trial = new TrialBalance();
        trial.Add(Entry("a", Posting.Debit(Account.Bank, Yuan("10.00")), Posting.Credit(Account.OfPool("p"), Yuan("10.00"))));
        trial.Add(Entry("a", Posting.Debit(Account.OfPool("p"), Yuan("4.00")), Posting.Credit(Account.Reserve, Yuan("4.00"))));
        var dollars = Money.Parse("7.00", Usd);
        trial.Add(Entry("b", Posting.Debit(Account.Bank, dollars), Posting.Credit(Account.OfPool("p"), dollars)));
        Assert.Equal(
            [
                "a cash:consortium:bank 10.00 0.00 10.00 CNY", "a cash:pool:p 4.00 10.00 -6.00 CNY", "a cash:reserve 0.00 4.00 -4.00 CNY",
                "b cash:consortium:bank 7.00 0.00 7.00 USD", "b cash:pool:p 0.00 7.00 -7.00 USD",
            ],
            trial.Accounts.Select(row => $"{row.AgreementId} {row.Code} {row.Debit.Amount} {row.Credit.Amount} {row.Balance}"));
    }

    [Fact]
    public void Books_and_currencies_are_totalled_apart()
    {
        var trial = new TrialBalance();
        trial.Add(Entry("a", Posting.Debit(Account.Bank, Yuan("10.00")), Posting.Credit(Account.OfPool("p"), Yuan("10.00"))));
        trial.Add(Entry("b", Posting.Debit(Account.Resources, Yuan("3.00")), Posting.Credit(Account.Contributed("E1"), Yuan("3.00"))) with { Book = Book.InKind });
        var dollars = Money.Parse("7.00", Usd);
        trial.Add(Entry("b", Posting.Debit(Account.Bank, dollars), Posting.Credit(Account.OfPool("p"), dollars)));
        Assert.Equal(
            [
                new BookTotal(Book.Cash, Yuan("10.00"), Yuan("10.00"), Yuan("0.00")),
                new BookTotal(Book.Cash, dollars, dollars, Money.Zero(Usd)),
                new BookTotal(Book.InKind, Yuan("3.00"), Yuan("3.00"), Yuan("0.00")),
            ],
            trial.Totals);
    }

    // The proof is no proof if it cannot fail: this entry could never be posted.
    [Fact]
    public void A_difference_is_shown()
    {
        var trial = new TrialBalance();
        trial.Add(Entry("a", Posting.Debit(Account.Bank, Yuan("10.00")), Posting.Credit(Account.OfPool("p"), Yuan("9.99"))));
        Assert.Equal("0.01", Assert.Single(trial.Totals).Difference.Amount);
    }

    [Fact]
    public void Without_entries_there_is_nothing()
    {
        Assert.Empty(new TrialBalance().Accounts);
        Assert.Empty(new TrialBalance().Totals);
    }

    private static JournalEntryPosted Entry(string agreement, params JournalLine[] lines) => new(
        agreement, Book.Cash, EntryKind.PoolDeclared, Year2025.To, "p", new Text("Pool", "收益池"), lines, null, null, null, [Elsewhere], At);
}
