using Ledger.Distribution.Domain;
using Ledger.Rules;

namespace Ledger.Distribution.Features;

/// <summary>One journal entry.</summary>
public sealed record JournalEntryView(
    Guid Id, string AgreementId, Book Book, EntryKind Kind, DateOnly On, DateTimeOffset At, string Reference, Text Narrative,
    IReadOnlyList<JournalLineView> Lines, AcceptedContribution? Contribution, Guid? PoolId, Guid? RunId, IReadOnlyList<Citation> Sources,
    DateOnly? CountsFrom, Guid? Reverses, Actor? By, IReadOnlyList<Conversion>? Rates, string State, DateTimeOffset? ExpiresAt, Actor? PreparedBy, JournalEntryVoided? Voided)
{
    internal static JournalEntryView Of(JournalEntry entry)
    {
        var posted = entry.Posted ?? entry.Pending!.Entry;
        return new JournalEntryView(
            entry.Id, posted.AgreementId, posted.Book, posted.Kind, posted.On, posted.At, posted.Reference, posted.Narrative,
            [.. posted.Lines.Select(line => new JournalLineView(line.Account.Code, line.Account, line.Side, line.Amount))], posted.Contribution,
            posted.PoolId, posted.RunId, posted.Sources, posted.CountsFrom, posted.Reverses, posted.By, posted.Rates,
            entry.Posted is not null ? "posted" : entry.Voided is not null ? "void" : "pending", entry.Pending?.ExpiresAt, entry.Pending?.By, entry.Voided);
    }
}

/// <summary>One line, with its account as text and in parts.</summary>
public sealed record JournalLineView(string Code, Account Account, Side Side, Money Amount);

/// <summary>Balances of the accounts and the proof that debits equal credits in each book and currency.</summary>
public sealed record TrialBalanceView(IReadOnlyList<AccountBalance> Accounts, IReadOnlyList<BookTotal> Totals);
