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

    public static JournalEntry Evolve(JournalEntry state, object fact) => fact switch
    {
        JournalEntryPosted f => state with { AgreementId = f.AgreementId, Book = f.Book, On = f.On, At = f.At, Posted = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a journal entry."),
    };
}
