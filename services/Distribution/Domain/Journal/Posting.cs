using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>Makes lines and proves entries before they become facts.</summary>
internal static class Posting
{
    public static JournalLine Debit(Account account, Money amount) => new(account, Side.Debit, amount);

    public static JournalLine Credit(Account account, Money amount) => new(account, Side.Credit, amount);

    /// <summary>The other side.</summary>
    public static Side Other(this Side side) => side == Side.Debit ? Side.Credit : Side.Debit;

    /// <summary>The entry, if it may be posted at all.</summary>
    /// <exception cref="InvalidOperationException">
    /// Debits and credits differ, books or currencies mix, or an amount is negative: a defect here, never a user's mistake.
    /// </exception>
    public static JournalEntryPosted Balanced(this JournalEntryPosted entry)
    {
        if (entry.Lines.Count < 2) throw new InvalidOperationException("An entry has at least two lines.");
        if (entry.Lines.Any(line => line.Account.Book != entry.Book)) throw new InvalidOperationException("An entry stays in one book.");
        if (entry.Lines.Any(line => line.Amount.Sign < 0)) throw new InvalidOperationException("An amount is negative.");

        // Money of another currency throws in the sum: an entry has one currency.
        var currency = entry.Lines[0].Amount.Currency;
        var debits = Sum(entry, Side.Debit, currency);
        var credits = Sum(entry, Side.Credit, currency);
        return debits == credits ? entry : throw new InvalidOperationException($"Debits are {debits}, credits {credits}.");
    }

    /// <summary>The same entry with its sides changed: it takes the other back on a day of its own.</summary>
    public static JournalEntryPosted Mirror(
        this JournalEntryPosted entry, Guid id, EntryKind kind, DateOnly on, Text narrative, DateTimeOffset at) => entry with
    {
        Kind = kind, On = on, Narrative = narrative, At = at, Reverses = id, Contribution = null, CountsFrom = null,
        Lines = [.. entry.Lines.Select(line => line with { Side = line.Side.Other() })],
    };

    private static Money Sum(JournalEntryPosted entry, Side side, Currency currency) =>
        Money.Sum(entry.Lines.Where(line => line.Side == side).Select(line => line.Amount), currency);
}
