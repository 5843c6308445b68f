using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>Book by hand: the entry waits until a second person posts it.</summary>
/// <param name="Draft">What the caller says.</param>
/// <param name="ExpiresAt">Until when it waits.</param>
/// <param name="Books">What the books say.</param>
/// <param name="By">Who makes it.</param>
/// <param name="At">Time of receipt.</param>
public sealed record PrepareEntry(EntryDraft Draft, DateTimeOffset ExpiresAt, BooksNow Books, Actor By, DateTimeOffset At);

/// <summary>Post what waits.</summary>
/// <param name="Books">What the books say, this entry's own hold left out.</param>
/// <param name="By">Who posts.</param>
/// <param name="At">Time of receipt.</param>
public sealed record PostEntry(BooksNow Books, Actor By, DateTimeOffset At);

/// <summary>Give up what waits.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Approver">Whether the caller may approve.</param>
/// <param name="By">Who voids it.</param>
/// <param name="At">Time of receipt.</param>
public sealed record VoidEntry(string Reason, bool Approver, Actor By, DateTimeOffset At);

/// <summary>Take a posted entry back by another: that one is prepared, and posted by a second person.</summary>
/// <param name="Original">The posted entry.</param>
/// <param name="Reason">Why.</param>
/// <param name="On">Open day on which it is taken back.</param>
/// <param name="ExpiresAt">Until when the mirror waits to be posted.</param>
/// <param name="Books">What the books say.</param>
/// <param name="By">Who prepares it.</param>
/// <param name="At">Time of receipt.</param>
public sealed record ReverseEntry(JournalEntry? Original, string Reason, DateOnly On, DateTimeOffset ExpiresAt, BooksNow Books, Actor By, DateTimeOffset At);

/// <summary>Entries of persons: made by one, posted by another, void when nobody posts them in time, taken back by a mirror only.</summary>
public static class ManualEntryDecider
{
    public static Decision Decide(JournalEntry state, PrepareEntry command)
    {
        var draft = command.Draft;
        if ((state.Pending?.Entry ?? state.Posted) is { } standing) return Same(standing, command) ? Decision.Nothing : new EntryExists(draft.Reference) { Field = "reference" };
        if (EntryRules.Broken(draft, command.Books) is { } broken) return broken;
        if (EntryRules.Closed(draft.On, command.Books.ClosedUpTo) is { } closed) return closed;
        if (TooLong(command.At, command.ExpiresAt) is { } patience) return patience;
        var entry = draft.Entry(command.Books.Agreement!.Currency, command.By, command.At, [command.Books.Adopted!]);
        return EntryRules.Beyond(entry.Lines, command.Books.Left)
            ?? Decision.Accept(new JournalEntryPending(entry.Balanced(), command.ExpiresAt, command.By));
    }

    public static Decision Decide(JournalEntry state, PostEntry command)
    {
        if (state.Posted is { } posted) return state.Pending is not null && posted.By == command.By ? Decision.Nothing : new EntryIsPosted();
        if (state.Pending is not { } pending) return new EntryUnknown();
        if (state.Voided is not null) return new EntryIsVoid();
        if (command.At >= pending.ExpiresAt) return new EntryExpired(pending.ExpiresAt);
        if (pending.By.Person == command.By.Person) return new MakerPosts(command.By.Person);
        if (EntryRules.Closed(pending.Entry.On, command.Books.ClosedUpTo) is { } closed) return closed;
        return EntryRules.Beyond(pending.Entry.Lines, command.Books.Left)
            ?? Decision.Accept(pending.Entry with { At = command.At, By = command.By });
    }

    public static Decision Decide(JournalEntry state, VoidEntry command)
    {
        if (state.Posted is not null) return new EntryIsPosted();
        if (state.Pending is not { } pending) return new EntryUnknown();
        if (state.Voided is not null) return Decision.Nothing;
        if (pending.By.Person != command.By.Person && !command.Approver) return new NotVoidable();
        return TextRules.Broken("reason", command.Reason)
            ?? Decision.Accept(new JournalEntryVoided(command.Reason, command.By, command.At));
    }

    /// <summary>Decides on the stream of the mirror; there can be one only, since its id follows from the entry.</summary>
    public static Decision Decide(JournalEntry mirror, ReverseEntry command)
    {
        if (command.Original is not { Posted: { } posted } original)
            return command.Original?.Pending is not null ? new EntryNotPosted() : new EntryUnknown();
        if (posted.Reverses is not null) return new ReversalOfReversal();
        if (posted.Kind != EntryKind.Manual) return new NotReversible(posted.Kind);
        if (mirror.Posted is not null || mirror.Waits(command.At)) return new EntryReversed();
        if (TextRules.Broken("reason", command.Reason) is { } reason) return reason;
        if (EntryRules.Closed(command.On, command.Books.ClosedUpTo) is { } closed) return closed;
        if (TooLong(command.At, command.ExpiresAt) is { } patience) return patience;
        var entry = posted.Mirror(original.Id, EntryKind.Reversal, command.On, new(command.Reason, command.Reason), command.At) with { By = command.By };
        return EntryRules.Beyond(entry.Lines, command.Books.Left)
            ?? Decision.Accept(new JournalEntryPending(entry.Balanced(), command.ExpiresAt, command.By));
    }

    private static PendingTooLong? TooLong(DateTimeOffset at, DateTimeOffset until) =>
        until <= at || until > at.AddDays(DistributionLimits.PendingDays) ? new PendingTooLong(DistributionLimits.PendingDays) { Field = "expiresAt" } : null;

    private static bool Same(JournalEntryPosted standing, PrepareEntry command)
    {
        if (command.Books.Agreement is not { } agreement || EntryRules.Broken(command.Draft, command.Books) is not null) return false;
        var said = command.Draft.Entry(agreement.Currency, command.By, command.At, []);
        return (standing.AgreementId, standing.Book, standing.On, standing.Narrative) == (said.AgreementId, said.Book, said.On, said.Narrative)
            && standing.Lines.SequenceEqual(said.Lines);
    }
}
