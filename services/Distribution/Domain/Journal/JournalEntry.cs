using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>One journal entry; posted once, never changed.</summary>
public sealed record JournalEntry
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    public Book Book { get; init; }

    /// <summary>Valid date.</summary>
    public DateOnly On { get; init; }

    /// <summary>Recorded time; with the id the order of the journal.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The entry; null while nothing is posted.</summary>
    public JournalEntryPosted? Posted { get; init; }

    /// <summary>
    /// The reversal of the contribution whose accepted value this entry books, or would book; null while it counts. It can be heard
    /// of before the value.
    /// </summary>
    public ContributionStruck? Struck { get; init; }

    public static JournalEntry None(Guid id) => new() { Id = id };
}
