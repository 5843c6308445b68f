using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What a person wants booked.</summary>
/// <param name="Reference">The consortium's own id of the entry; it makes posting idempotent.</param>
/// <param name="AgreementId">Under which agreement.</param>
/// <param name="Book">The book.</param>
/// <param name="On">Valid date.</param>
/// <param name="Narrative">What a reader should know.</param>
/// <param name="Lines">At least two; debits equal credits in the currency of the agreement.</param>
public sealed record EntryDraft(string Reference, string AgreementId, Book Book, DateOnly On, Text Narrative, IReadOnlyList<DraftLine> Lines)
{
    /// <summary>Whether both say the same.</summary>
    public bool Equals(EntryDraft? other) => other is not null
        && (Reference, AgreementId, Book, On, Narrative) == (other.Reference, other.AgreementId, other.Book, other.On, other.Narrative)
        && Lines.SequenceEqual(other.Lines);

    public override int GetHashCode() => HashCode.Combine(Reference, AgreementId, Book, On);

    /// <summary>The entry, every amount in the currency of the books.</summary>
    /// <exception cref="OverflowException">A converted amount is beyond 64 bits.</exception>
    internal JournalEntryPosted Entry(Currency books, Actor by, DateTimeOffset at, IReadOnlyList<Citation> sources)
    {
        var rates = Lines.Where(line => line.Rate is not null).Select(line => Conversion.Of(line.Amount, line.Rate!, books)).ToList();
        return new JournalEntryPosted(
            AgreementId, Book, EntryKind.Manual, On, Reference, Narrative,
            [.. Lines.Select(line => new JournalLine(line.Account, line.Side, line.In(books)))],
            Contribution: null, PoolId: null, RunId: null, sources, at, By: by, Rates: rates.Count == 0 ? null : rates);
    }
}

/// <summary>One line of a draft.</summary>
/// <param name="Account">Account of the entry's book.</param>
/// <param name="Side">Debit or credit.</param>
/// <param name="Amount">Above zero; in another currency than the books' only with a rate.</param>
/// <param name="Rate">The rate of a foreign amount.</param>
public sealed record DraftLine(Account Account, Side Side, Money Amount, RateGiven? Rate = null)
{
    internal Money In(Currency books) => Rate is null ? Amount : Conversion.Of(Amount, Rate, books).Amount;
}

/// <summary>What the books say of an entry that is to be made.</summary>
/// <param name="Agreement">Version in force on its day, or null.</param>
/// <param name="Adopted">Its activation, citable.</param>
/// <param name="ClosedUpTo">Last closed day, or null.</param>
/// <param name="Left">Of each account with a bound: what it can still give, less what waits.</param>
public sealed record BooksNow(
    AgreementDocument? Agreement, Citation? Adopted, DateOnly? ClosedUpTo, IReadOnlyDictionary<string, Money> Left);
