using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What must hold before an entry of a person may wait or be posted.</summary>
internal static class EntryRules
{
    // Kept by settlements, values and suspense decisions alone: by hand, shares would no longer sum to their pool.
    private static readonly string[] Automatic = ["suspense", "carried", "contributed", "benefited"];

    /// <summary>The first rule that a draft breaks, or null.</summary>
    public static Rejection? Broken(EntryDraft draft, BooksNow books)
    {
        if (TextRules.Broken("narrative", draft.Narrative) is { } narrative) return narrative;
        if (draft.Lines.Count < 2) return new TooFewLines { Field = "lines" };
        if (draft.Lines.Count > DistributionLimits.EntryLines) return Problems.TooMany("lines", DistributionLimits.EntryLines);
        if (books.Agreement is not { } agreement) return new JournalAgreementUnknown(draft.AgreementId, draft.On) { Field = "agreementId" };
        for (var i = 0; i < draft.Lines.Count; i++)
        {
            if (Broken(draft.Lines[i], draft.Book, agreement, $"lines[{i}]") is { } line) return line;
        }

        return Balanced(draft, agreement.Currency);
    }

    /// <summary>Whether the day is closed.</summary>
    public static Rejection? Closed(DateOnly on, DateOnly? upTo) => on <= upTo ? new BooksClosed(on, upTo.Value) { Field = "on" } : null;

    /// <summary>The first account that the lines would take beyond its bound, or null.</summary>
    public static Rejection? Beyond(IEnumerable<JournalLine> lines, IReadOnlyDictionary<string, Money> left)
    {
        foreach (var account in lines.GroupBy(line => line.Account).OrderBy(group => group.Key.Code, StringComparer.Ordinal))
        {
            if (account.Key.Never is not { } never) continue;
            var currency = account.First().Amount.Currency;
            var taken = account.Aggregate(
                Int128.Zero, (sum, line) => line.Side == never ? sum + line.Amount.Minor : sum - line.Amount.Minor);
            var available = left.GetValueOrDefault(account.Key.Code) ?? Money.Zero(currency);
            if (taken > 0 && taken > available.Minor) return new Overdrawn(account.Key.Code, available) { Field = "lines" };
        }

        return null;
    }

    private static Rejection? Broken(DraftLine line, Book book, AgreementDocument agreement, string field)
    {
        if (line.Account.Book != book) return new BooksMixed { Field = $"{field}.account.book" };
        if (!line.Account.InChart || (line.Account.Party is { } party && agreement.Party(party) is null))
            return new AccountUnknown(line.Account.Code) { Field = $"{field}.account" };
        if (line.Account.Holder is AccountHolder.Pool || Automatic.Contains(line.Account.Name))
            return new NotManualAccount(line.Account.Code) { Field = $"{field}.account" };
        if (line.Amount.Sign <= 0) return Problems.AmountNotPositive($"{field}.amount.amount", line.Amount.Amount);
        if (line.Amount.Currency == agreement.Currency)
            return line.Rate is null ? null : new WrongCurrency(line.Amount.Currency, agreement.Currency) { Field = $"{field}.rate" };
        return line.Rate is { } rate
            ? rate.Broken($"{field}.rate")
            : new CurrencyWithoutRate(line.Amount.Currency, agreement.Currency) { Field = $"{field}.amount.currency" };
    }

    private static Rejection? Balanced(EntryDraft draft, Currency currency)
    {
        try
        {
            var debits = Money.Sum(draft.Lines.Where(line => line.Side == Side.Debit).Select(line => line.In(currency)), currency);
            var credits = Money.Sum(draft.Lines.Where(line => line.Side == Side.Credit).Select(line => line.In(currency)), currency);
            return debits == credits ? null : new EntryUnbalanced(debits, credits) { Field = "lines" };
        }
        catch (OverflowException)
        {
            return Problems.AmountTooLarge("lines", draft.Lines[0].Amount.Amount);
        }
    }
}
