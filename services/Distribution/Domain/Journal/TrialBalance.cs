using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>Turnover and balance of one account under one agreement.</summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="Code">Readable account.</param>
/// <param name="Account">The account.</param>
/// <param name="Debit">Sum of its debit lines.</param>
/// <param name="Credit">Sum of its credit lines.</param>
/// <param name="Balance">Debit less credit; negative is a credit balance.</param>
public sealed record AccountBalance(string AgreementId, string Code, Account Account, Money Debit, Money Credit, Money Balance);

/// <summary>Debits and credits of one book in one currency; they are equal after every entry.</summary>
public sealed record BookTotal(Book Book, Money Debit, Money Credit, Money Difference);

/// <summary>Adds up entries, one at a time.</summary>
public sealed class TrialBalance
{
    private readonly SortedDictionary<(string AgreementId, string Code, string Currency), AccountBalance> _accounts = [];

    /// <summary>Balance of every account that was moved, by agreement and account.</summary>
    public IReadOnlyList<AccountBalance> Accounts => [.. _accounts.Values];

    /// <summary>Totals by book and currency.</summary>
    public IReadOnlyList<BookTotal> Totals => TotalsOf(_accounts.Values);

    /// <summary>Totals of balances by book and currency.</summary>
    public static IReadOnlyList<BookTotal> TotalsOf(IEnumerable<AccountBalance> accounts) =>
    [
        .. accounts.GroupBy(row => (row.Account.Book, row.Debit.Currency)).OrderBy(group => group.Key.Book).ThenBy(group => group.Key.Currency.Code, StringComparer.Ordinal)
            .Select(group =>
            {
                var debit = Money.Sum(group.Select(row => row.Debit), group.Key.Currency);
                var credit = Money.Sum(group.Select(row => row.Credit), group.Key.Currency);
                return new BookTotal(group.Key.Book, debit, credit, debit - credit);
            }),
    ];

    /// <summary>Adds one entry.</summary>
    public void Add(JournalEntryPosted entry)
    {
        foreach (var line in entry.Lines)
        {
            var zero = Money.Zero(line.Amount.Currency);
            var key = (entry.AgreementId, line.Account.Code, line.Amount.Currency.Code);
            var before = _accounts.TryGetValue(key, out var known)
                ? known
                : new AccountBalance(entry.AgreementId, line.Account.Code, line.Account, zero, zero, zero);
            var debit = line.Side == Side.Debit ? before.Debit + line.Amount : before.Debit;
            var credit = line.Side == Side.Credit ? before.Credit + line.Amount : before.Credit;
            _accounts[key] = before with { Debit = debit, Credit = credit, Balance = debit - credit };
        }
    }
}
