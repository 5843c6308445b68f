using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>Book a contribution at its accepted value.</summary>
/// <param name="AgreementId">Agreement under which it was brought in.</param>
/// <param name="Contribution">What was accepted.</param>
/// <param name="EffectiveOn">From when it counts.</param>
/// <param name="Source">The acceptance, as recorded by Valuation.</param>
/// <param name="At">When it was accepted.</param>
public sealed record PostAcceptedValue(
    string AgreementId, AcceptedContribution Contribution, DateOnly EffectiveOn, Citation Source, DateTimeOffset At);

/// <summary>Take a reversed contribution out of the book in kind.</summary>
/// <param name="Struck">The reversal.</param>
/// <param name="Entry">Id of the entry that takes it out.</param>
public sealed record StrikeContribution(ContributionStruck Struck, Guid Entry);

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
            return standing.Contribution == accepted && standing.On == command.EffectiveOn && standing.AgreementId == command.AgreementId
                ? Decision.Nothing
                : new PostedOtherwise(accepted.Reference);
        }

        if (state.Struck is not null) return new BookedAfterReversal(accepted.Reference);
        if (accepted.Accepted.Sign < 0) return Problems.NegativeAmount("accepted", accepted.Accepted.Amount);
        return Decision.Accept(new JournalEntryPosted(
            command.AgreementId, Book.InKind, EntryKind.ValueAccepted, command.EffectiveOn, accepted.Reference,
            new($"Accepted value of {accepted.Reference} of {accepted.Party}", $"{accepted.Party} 的投入 {accepted.Reference} 的认定价值"),
            [
                Posting.Debit(Account.Resources, accepted.Accepted),
                Posting.Credit(Account.Contributed(accepted.Party), accepted.Accepted),
            ],
            accepted, PoolId: null, RunId: null, [command.Source], command.At).Balanced());
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
            posted.AgreementId, Book.InKind, EntryKind.ContributionReversed, command.Struck.On, booked.Reference,
            new($"Reversal of {booked.Reference} of {booked.Party}", $"撤销 {booked.Party} 的投入 {booked.Reference}"),
            [
                Posting.Debit(Account.Contributed(booked.Party), booked.Accepted),
                Posting.Credit(Account.Resources, booked.Accepted),
            ],
            Contribution: null, PoolId: null, RunId: null, [.. posted.Sources, command.Struck.Source], command.Struck.At).Balanced()]));
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
        ContributionValueChanged f => state with { Changes = [.. state.Changes, f] },
        ContributionStruck f => state with { Struck = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a journal entry."),
    };
}
