using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>Book a contribution at its accepted value.</summary>
/// <param name="AgreementId">Agreement under which it was brought in.</param>
/// <param name="Contribution">What was accepted.</param>
/// <param name="EffectiveOn">From when it counts.</param>
/// <param name="Source">The acceptance, as recorded by Valuation.</param>
/// <param name="At">When it was accepted.</param>
/// <param name="ClosedUpTo">Last closed day of the agreement's books, or null.</param>
/// <param name="Replaced">Id of the pair of entries of a value by its number, for replacements heard of before.</param>
public sealed record PostAcceptedValue(
    string AgreementId, AcceptedContribution Contribution, DateOnly EffectiveOn, Citation Source, DateTimeOffset At, DateOnly? ClosedUpTo = null,
    Func<int, ReplacementStreams>? Replaced = null);

/// <summary>Book that another value counts for a contribution.</summary>
/// <param name="Change">What counts now.</param>
/// <param name="ClosedUpTo">Last closed day of the agreement's books, or null.</param>
/// <param name="Streams">Ids of the pair of entries of a value by its number.</param>
public sealed record ReplaceCountedValue(CountedValueReplaced Change, DateOnly? ClosedUpTo, Func<int, ReplacementStreams> Streams);

/// <summary>Ids of the entries of a replaced value.</summary>
/// <param name="Reversal">The old value, taken back.</param>
/// <param name="Rebill">The new value.</param>
public sealed record ReplacementStreams(Guid Reversal, Guid Rebill);

/// <summary>Take a reversed contribution out of the book in kind.</summary>
/// <param name="Struck">The reversal.</param>
/// <param name="Entry">Id of the entry that takes it out.</param>
/// <param name="ClosedUpTo">Last closed day of the agreement's books, or null.</param>
public sealed record StrikeContribution(ContributionStruck Struck, Guid Entry, DateOnly? ClosedUpTo = null);

/// <summary>The value came after the reversal: it is not booked.</summary>
public sealed record BookedAfterReversal(string Reference) : Rejection("journal.contribution-reversed", RejectionKind.Conflict, new(
    $"The contribution {Reference} was reversed; its value is not booked.", $"投入 {Reference} 已被撤销，其认定价值不予入账。"));

/// <summary>Another value is booked for the contribution: correcting it takes an entry of its own, not a second posting.</summary>
public sealed record PostedOtherwise(string Reference) : Rejection("journal.posted-otherwise", RejectionKind.Conflict, new(
    $"Another accepted value is booked for {Reference}.", $"投入 {Reference} 已按另一认定价值入账。"));

/// <summary>An entry is posted once. Entries of pools and runs are started by their deciders.</summary>
public static class JournalDecider
{
    public static Decision Decide(JournalEntry state, PostAcceptedValue command)
    {
        var accepted = command.Contribution;
        if (state.Posted is { } standing)
        {
            return standing.Contribution == accepted && (standing.CountsFrom ?? standing.On) == command.EffectiveOn && standing.AgreementId == command.AgreementId
                ? Decision.Nothing
                : new PostedOtherwise(accepted.Reference);
        }

        if (state.Struck is not null) return new BookedAfterReversal(accepted.Reference);
        if (accepted.Accepted.Sign < 0) return Problems.NegativeAmount("accepted", accepted.Accepted.Amount);
        var on = OpenDay(command.EffectiveOn, command.ClosedUpTo);
        var posted = new JournalEntryPosted(
            command.AgreementId, Book.InKind, EntryKind.ValueAccepted, on, accepted.Reference,
            new($"Accepted value of {accepted.Reference} of {accepted.Party}", $"{accepted.Party} 的投入 {accepted.Reference} 的认定价值"),
            [
                Posting.Debit(Account.Resources, accepted.Accepted),
                Posting.Credit(Account.Contributed(accepted.Party), accepted.Accepted),
            ],
            accepted, PoolId: null, RunId: null, [command.Source], command.At, CountsFrom: on == command.EffectiveOn ? null : command.EffectiveOn).Balanced();
        var decision = Decision.Accept(posted);
        var (before, after) = (accepted.Accepted, state with { Posted = posted });
        foreach (var change in state.Changes)
        {
            if (change.Accepted.Currency != before.Currency) continue;
            decision = decision.AndStart(Pair(after, before, change, command.ClosedUpTo, command.Replaced!(change.Number)));
            before = change.Accepted;
        }

        return decision;
    }

    /// <summary>
    /// Each number once and in any order: what counts is the highest known. After a reversal nothing is booked; before the acceptance is
    /// heard of, the entries wait for it.
    /// </summary>
    public static Decision Decide(JournalEntry state, ReplaceCountedValue command)
    {
        var change = command.Change;
        if (state.Struck is not null || state.Changes.Any(known => known.Number == change.Number)) return Decision.Nothing;
        if (change.Accepted.Sign < 0) return Problems.NegativeAmount("accepted", change.Accepted.Amount);
        if (state.Posted?.Contribution is not { } posted) return Decision.Accept(change);
        if (change.Accepted.Currency != posted.Accepted.Currency) return new WrongCurrency(change.Accepted.Currency, posted.Accepted.Currency) { Field = "accepted.currency" };
        var decision = Decision.Accept(change);
        // A number that comes after a higher one changes no balance any more.
        return state.Changes.Any(known => known.Number > change.Number)
            ? decision
            : decision.AndStart(Pair(state, state.Counts!, change, command.ClosedUpTo, command.Streams(change.Number)));
    }

    /// <summary>
    /// Booked on the day of the reversal, by an entry of its own: no day before it shows other balances than it did. A reversal heard
    /// of before changes nothing.
    /// </summary>
    public static Decision Decide(JournalEntry state, StrikeContribution command)
    {
        if (state.Struck is not null) return Decision.Nothing;
        var decision = Decision.Accept(command.Struck);
        if (state.Posted is not { Contribution: { } booked } posted) return decision;
        return decision.AndStart(new NewStream(typeof(JournalEntry), command.Entry, [new JournalEntryPosted(
            posted.AgreementId, Book.InKind, EntryKind.ContributionReversed, OpenDay(command.Struck.On, command.ClosedUpTo), booked.Reference,
            new($"Reversal of {booked.Reference} of {booked.Party}", $"撤销 {booked.Party} 的投入 {booked.Reference}"),
            [
                Posting.Debit(Account.Contributed(booked.Party), state.Counts!),
                Posting.Credit(Account.Resources, state.Counts!),
            ],
            Contribution: null, PoolId: null, RunId: null, [.. posted.Sources, command.Struck.Source], command.Struck.At).Balanced()]));
    }

    /// <summary>The first open day on or after a day.</summary>
    internal static DateOnly OpenDay(DateOnly day, DateOnly? closed) => closed is { } upTo && day <= upTo ? upTo.AddDays(1) : day;

    private static NewStream[] Pair(JournalEntry state, Money before, CountedValueReplaced change, DateOnly? closed, ReplacementStreams streams)
    {
        var (posted, of) = (state.Posted!, state.Posted!.Contribution!);
        var on = OpenDay(change.ReplacedOn, closed);
        return
        [
            new NewStream(typeof(JournalEntry), streams.Reversal, [new JournalEntryPosted(
                posted.AgreementId, Book.InKind, EntryKind.ValueReversed, on, of.Reference,
                new($"Value of {of.Reference} of {of.Party} replaced: the old one taken back", $"{of.Party} 的投入 {of.Reference} 价值更替：冲回原值"),
                [Posting.Debit(Account.Contributed(of.Party), before), Posting.Credit(Account.Resources, before)],
                Contribution: null, PoolId: null, RunId: null, [.. posted.Sources, change.Source], change.At, Reverses: state.Id).Balanced()]),
            new NewStream(typeof(JournalEntry), streams.Rebill, [new JournalEntryPosted(
                posted.AgreementId, Book.InKind, EntryKind.ValueRebilled, on, of.Reference,
                new($"Value {change.Number} of {of.Reference} of {of.Party}", $"{of.Party} 的投入 {of.Reference} 的第 {change.Number} 次认定价值"),
                [Posting.Debit(Account.Resources, change.Accepted), Posting.Credit(Account.Contributed(of.Party), change.Accepted)],
                Contribution: null, PoolId: null, RunId: null, [change.Source], change.At).Balanced()]),
        ];
    }

    public static JournalEntry Evolve(JournalEntry state, object fact) => fact switch
    {
        JournalEntryPosted f => state with { AgreementId = f.AgreementId, Book = f.Book, On = f.On, At = f.At, Posted = f },
        JournalEntryPending f => state with
        {
            // A reversal that ran out of time may be made again.
            AgreementId = f.Entry.AgreementId, Book = f.Entry.Book, On = f.Entry.On, At = f.Entry.At, Pending = f, Voided = null,
        },
        JournalEntryVoided f => state with { Voided = f },
        CountedValueReplaced f => state with { Changes = [.. state.Changes.Append(f).OrderBy(change => change.Number)] },
        ContributionStruck f => state with { Struck = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a journal entry."),
    };
}
