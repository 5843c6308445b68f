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

    /// <summary>Values that took the place of the posted one, by number. They can be heard of before it.</summary>
    public IReadOnlyList<CountedValueReplaced> Changes { get; init; } = [];

    /// <summary>The entry while it waits, and afterwards what it waited as; null for one that was posted at once.</summary>
    public JournalEntryPending? Pending { get; init; }

    /// <summary>Set when the waiting entry was voided.</summary>
    public JournalEntryVoided? Voided { get; init; }

    /// <summary>What counts for the contribution now.</summary>
    internal Money? Counts => Changes.Count > 0 ? Changes[^1].Accepted : Posted?.Contribution?.Accepted;

    /// <summary>Whether it waits still.</summary>
    public bool Waits(DateTimeOffset at) => Pending is { } pending && Posted is null && Voided is null && at < pending.ExpiresAt;

    public static JournalEntry None(Guid id) => new() { Id = id };
}
