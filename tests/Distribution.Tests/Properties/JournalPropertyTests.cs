using CsCheck;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>Two pools of any consortium, settled one after the other; the books tell the same story as the runs.</summary>
public sealed class JournalPropertyTests
{
    [Fact]
    public void Debits_equal_credits_at_every_prefix_and_balances_are_what_was_settled() => Case.Any.Sample(any =>
    {
        var books = any.Record();
        var settled = new List<RunSettled>();
        for (var no = 1; no <= 2; no++)
        {
            var pool = no == 1 ? Streams.Pool(Tenant, "p1") : any.Declare(books, 2);
            if (books.Compute(pool).Rejection is ReserveOverdrawn) break;
            settled.Add(books.Distribute(pool).Settled!);
            Assert.True(books.Balance(Account.OfPool($"p{no}")).IsZero);
            Assert.Equal(settled[^1].Movement.Closing, -books.Balance(Account.Reserve));
        }

        // Trial() asserts that debits equal credits after every entry.
        var trial = books.Trial();
        foreach (var party in any.Terms.Parties)
        {
            var cash = Money.Sum(settled.SelectMany(run => run.Lines).Where(line => line.Party == party).Select(line => line.Cash), Cny);
            var payable = books.Balance(Account.Payable(party));
            Assert.True(payable.Sign <= 0, "A payable never ends on the debit side.");
            Assert.True(books.Balance(Account.Receivable(party)).Sign >= 0);
            Assert.Equal(-cash, payable + books.Balance(Account.Receivable(party)));
        }

        Assert.Equal(
            Money.Sum(any.Values.Select(value => Fen(value.Amount)), Cny), trial.Accounts.Single(row => row.Account == Account.Resources).Balance);
    }, iter: 60);

    [Fact]
    public void Every_loss_is_settled_once_by_the_pool_of_its_time() => Case.Any.Sample(any =>
    {
        var books = any.Record();
        var first = Streams.Pool(Tenant, "p1");
        if (books.Compute(first).Rejection is not null) return;
        books.Distribute(first);
        var second = any.Declare(books, 2);
        if (books.Compute(second).Rejection is not null) return;
        books.Distribute(second);
        var expected = any.Losses.Select((loss, i) => (loss, i)).Where(entry => entry.loss.Payments.Count > 0)
            .Select(entry => $"l{entry.i} {Case.PeriodOf(1 + (entry.i % 2)).To:yyyy-MM-dd}").Order();
        Assert.Equal(
            expected,
            books.Journal.Where(entry => entry.Kind == EntryKind.LossPaid).Select(entry => $"{entry.Reference} {entry.On:yyyy-MM-dd}").Order());
    }, iter: 60);

    [Fact]
    public void An_entry_is_posted_only_when_it_balances() =>
        Gen.Select(Gen.Long[0, 5].Array[2, 6], Gen.Int[0, 63]).Sample((amounts, sides) =>
        {
            JournalLine[] lines =
            [
                .. amounts.Select((amount, i) => new JournalLine(Account.Payable($"P{i}"), (sides >> i & 1) == 0 ? Side.Debit : Side.Credit, Fen(amount))),
            ];
            var entry = new JournalEntryPosted(
                "any", Book.Cash, EntryKind.LossPaid, Year2025.To, "x", new Text("Loss", "损失"), lines, null, null, null, [Elsewhere], At);
            var difference = amounts.Select((amount, i) => (sides >> i & 1) == 0 ? amount : -amount).Sum();
            if (difference == 0) Assert.Same(entry, entry.Balanced());
            else Assert.Throws<InvalidOperationException>(() => entry.Balanced());
        }, iter: 500);
}
