using Ledger.Distribution.Domain;
using Ledger.Rules;

namespace Ledger.Distribution.Exports;

/// <summary>An entry as it is written into files of others.</summary>
/// <param name="Id">Stream of the entry.</param>
/// <param name="AgreementId">Agreement.</param>
/// <param name="Book">The book.</param>
/// <param name="Kind">What it books, kebab-case; <c>opening</c> for the balances carried into a selection.</param>
/// <param name="On">Valid date.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Reference">Reference of what it is about.</param>
/// <param name="Narrative">What a reader should know.</param>
/// <param name="Lines">At least two.</param>
internal sealed record ExportedEntry(
    Guid Id, string AgreementId, Book Book, string Kind, DateOnly On, DateTimeOffset At, string Reference, Text Narrative, IReadOnlyList<JournalLine> Lines);

/// <summary>An account of a selection.</summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="Account">The account.</param>
/// <param name="FirstOn">Valid date of its first line.</param>
/// <param name="Opening">Balance before the selection, debit less credit.</param>
/// <param name="Debit">Debits within.</param>
/// <param name="Credit">Credits within.</param>
internal sealed record ExportedAccount(string AgreementId, Account Account, DateOnly FirstOn, Money Opening, Money Debit, Money Credit)
{
    public Money Closing => Opening + Debit - Credit;
}

/// <summary>What is written: which entries, and what they add up to.</summary>
/// <param name="Consortium">Whose journal.</param>
/// <param name="From">First valid day.</param>
/// <param name="To">Last valid day.</param>
/// <param name="KnownAt">Recorded time up to which entries were known; the files' creation time.</param>
/// <param name="Accounts">Every account that was moved by the last day, by agreement, account and currency.</param>
/// <param name="Entries">How many entries.</param>
/// <param name="Chinese">Whether words are Chinese.</param>
internal sealed record ExportHead(
    string Consortium, DateOnly From, DateOnly To, DateTimeOffset KnownAt, IReadOnlyList<ExportedAccount> Accounts, long Entries, bool Chinese)
{
    /// <summary>Currencies in the order of their codes.</summary>
    public IReadOnlyList<Currency> Currencies => [.. Accounts.Select(account => account.Opening.Currency).Distinct().OrderBy(currency => currency.Code, StringComparer.Ordinal)];

    /// <summary>A sentence in the language of the file.</summary>
    public string Say(Text text) => Chinese ? text.Zh : text.En;
}

/// <summary>Writes a journal entry by entry, so that a hundred thousand of them need no more memory than one.</summary>
internal abstract class JournalFile : IDisposable
{
    /// <summary>Whether balances carried into the selection are written as an entry; files with balances of their own need none.</summary>
    public virtual bool OpensByEntry => true;

    /// <summary>Everything ahead of the entries.</summary>
    public abstract void Begin(ExportHead head);

    /// <summary>One entry.</summary>
    public abstract void Add(ExportedEntry entry);

    /// <summary>Everything behind the entries.</summary>
    public abstract void End();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
