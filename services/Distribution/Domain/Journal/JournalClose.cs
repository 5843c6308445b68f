using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>How far an agreement's books are closed.</summary>
public sealed record JournalClose
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    /// <summary>Last closed day; null while nothing is closed.</summary>
    public DateOnly? UpTo { get; init; }

    public IReadOnlyList<JournalClosed> Closed { get; init; } = [];

    public static JournalClose None(Guid id) => new() { Id = id };
}

/// <summary>Close an agreement's books up to a day, for good.</summary>
/// <param name="AgreementId">The agreement.</param>
/// <param name="UpTo">Last day to close.</param>
/// <param name="Known">Whether the agreement is known.</param>
/// <param name="OpenPool">Reference of a pool whose period ends by that day and is not settled, or null.</param>
/// <param name="Pending">Reference of an entry of these days that waits, or null.</param>
/// <param name="By">Who closes.</param>
/// <param name="At">Time of receipt.</param>
public sealed record CloseJournal(
    string AgreementId, DateOnly UpTo, bool Known, string? OpenPool, string? Pending, Actor By, DateTimeOffset At);

/// <summary>Books are closed forward only; what is closed is never opened again: what comes later is booked on an open day.</summary>
public static class JournalCloseDecider
{
    public static Decision Decide(JournalClose state, CloseJournal command)
    {
        if (!command.Known) return new JournalAgreementUnknown(command.AgreementId, command.UpTo) { Field = "agreementId" };
        if (state.UpTo is { } closed && command.UpTo <= closed) return command.UpTo == closed ? Decision.Nothing : new CloseNotAfter(closed) { Field = "upTo" };
        if (command.UpTo >= DateOnly.FromDateTime(command.At.UtcDateTime.AddHours(14))) return new CloseNotOver(command.UpTo) { Field = "upTo" };
        if (command.OpenPool is { } pool) return new CloseWithOpenPool(pool);
        return command.Pending is { } pending
            ? new CloseWithPending(pending)
            : Decision.Accept(new JournalClosed(command.AgreementId, command.UpTo, state.Closed.Count + 1, command.By, command.At));
    }

    public static JournalClose Evolve(JournalClose state, object fact) => fact switch
    {
        JournalClosed f => state with { AgreementId = f.AgreementId, UpTo = f.UpTo, Closed = [.. state.Closed, f] },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of closed books."),
    };
}
