using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>A settlement left a disputed line in suspense; the rest of the run was settled.</summary>
/// <param name="RunId">The run.</param>
/// <param name="PoolId">Its pool.</param>
/// <param name="AgreementId">Its agreement.</param>
/// <param name="Reference">Reference of the pool.</param>
/// <param name="ObjectionNo">The objection.</param>
/// <param name="Objector">Who objects.</param>
/// <param name="Line">The line in dispute.</param>
/// <param name="Amounts">What is held, by party; above zero.</param>
/// <param name="Makers">Persons who made the run: they do not decide.</param>
/// <param name="Panel">Who decides under the agreement, or null.</param>
/// <param name="Basis">Computation, proposal and approval of the run.</param>
/// <param name="At">Recorded time.</param>
public sealed record SuspenseHeld(
    Guid RunId, Guid PoolId, string AgreementId, string Reference, int ObjectionNo, string Objector, string Line,
    IReadOnlyDictionary<string, Money> Amounts, IReadOnlyList<string> Makers, IReadOnlyList<string>? Panel, IReadOnlyList<Citation> Basis, DateTimeOffset At);

/// <summary>The dispute was decided: what was held goes to these parties.</summary>
/// <param name="Shares">By party; they sum to what was held.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">Recorded time.</param>
public sealed record SuspenseDecided(IReadOnlyDictionary<string, Money> Shares, string Reason, Actor By, DateTimeOffset At);

/// <summary>A disputed line in suspense.</summary>
public sealed record SuspenseCase
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    public SuspenseHeld? Held { get; init; }

    public SuspenseDecided? Decided { get; init; }

    public static SuspenseCase None(Guid id) => new() { Id = id };
}

/// <summary>Decide a dispute.</summary>
/// <param name="Shares">What each party gets of what is held.</param>
/// <param name="Reason">Why.</param>
/// <param name="Parties">Parties of the agreement.</param>
/// <param name="On">Open day on which it is booked.</param>
/// <param name="ClosedUpTo">Last closed day, or null.</param>
/// <param name="Entry">Stream of its journal entry.</param>
/// <param name="Source">That it was held, citable.</param>
/// <param name="By">Who decides.</param>
/// <param name="At">Time of receipt.</param>
public sealed record DecideSuspense(
    IReadOnlyDictionary<string, Money> Shares, string Reason, IReadOnlyList<string> Parties, DateOnly On, DateOnly? ClosedUpTo, Guid Entry, Citation? Source,
    Actor By, DateTimeOffset At);

public sealed record SuspenseUnknown() : Rejection("suspense.unknown", RejectionKind.NotFound, new(
    "There is nothing of this in suspense.", "没有此项挂账。"));

public sealed record SuspenseIsDecided() : Rejection("suspense.decided", RejectionKind.Conflict, new(
    "The dispute is decided; what is wrong with the decision is corrected by an adjustment.", "该争议已有决定；更正须通过调整。"));

public sealed record SuspenseNotAll(Money Given, Money Held) : Rejection("suspense.not-all", RejectionKind.Invalid, new(
    $"The shares come to {Given}, but {Held} is held.", $"各份合计 {Given}，而挂账金额为 {Held}。"));

public sealed record SuspenseInterested(string Organisation) : Rejection("suspense.interested", RejectionKind.Forbidden, new(
    $"{Organisation} is a side of this dispute, or made the run, and does not decide it.", $"{Organisation} 是争议一方或经办方，不能作出决定。"));

public sealed record SuspenseNotPanel(string Organisation) : Rejection("suspense.not-panel", RejectionKind.Forbidden, new(
    $"The agreement has disputes decided by its panel, to which {Organisation} does not belong.", $"协议规定由专门小组裁决争议，{Organisation} 不在其中。"));

/// <summary>What is in suspense is decided once, by somebody who is no side of it.</summary>
public static class SuspenseDecider
{
    public static Decision Decide(SuspenseCase state, DecideSuspense command)
    {
        if (state.Held is not { } held) return new SuspenseUnknown();
        if (state.Decided is { } decided)
        {
            return decided.By.Person == command.By.Person && decided.Reason == command.Reason && Same(decided.Shares, command.Shares)
                ? Decision.Nothing
                : new SuspenseIsDecided();
        }

        var organisation = command.By.Organisation;
        if (organisation == held.Objector || held.Amounts.ContainsKey(organisation) || held.Makers.Contains(command.By.Person))
            return new SuspenseInterested(organisation);
        if (held.Panel is { } panel && !panel.Contains(organisation)) return new SuspenseNotPanel(organisation);
        if (TextRules.Broken("reason", command.Reason) is { } reason) return reason;
        var currency = held.Amounts.Values.First().Currency;
        foreach (var (party, amount) in command.Shares)
        {
            if (!command.Parties.Contains(party)) return Problems.UnknownParty($"shares.{party}", party);
            if (amount.Currency != currency) return new WrongCurrency(amount.Currency, currency) { Field = $"shares.{party}.currency" };
            if (amount.Sign < 0) return Problems.NegativeAmount($"shares.{party}.amount", amount.Amount);
        }

        var all = Money.Sum(held.Amounts.Values, currency);
        Money given;
        try
        {
            given = Money.Sum(command.Shares.Values, currency);
        }
        catch (OverflowException)
        {
            return Problems.AmountTooLarge("shares", command.Shares.Values.First().Amount);
        }

        if (given != all) return new SuspenseNotAll(given, all) { Field = "shares" };
        if (EntryRules.Closed(command.On, command.ClosedUpTo) is { } closed) return closed;
        var shares = new SortedDictionary<string, Money>(
            command.Shares.Where(entry => !entry.Value.IsZero).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal), StringComparer.Ordinal);
        return Decision.Accept(new SuspenseDecided(shares, command.Reason, command.By, command.At)).AndStart(
            new NewStream(typeof(JournalEntry), command.Entry, [new JournalEntryPosted(
                held.AgreementId, Book.Cash, EntryKind.SuspenseReleased, command.On, held.Reference,
                new($"Dispute {held.ObjectionNo} of pool {held.Reference} decided", $"收益池 {held.Reference} 第 {held.ObjectionNo} 项争议的决定"),
                [
                    .. held.Amounts.Select(entry => Posting.Debit(Account.Suspense(entry.Key), entry.Value)),
                    .. shares.Select(entry => Posting.Credit(Account.Payable(entry.Key), entry.Value)),
                ],
                Contribution: null, held.PoolId, held.RunId, [command.Source!], command.At, By: command.By).Balanced()]));
    }

    public static SuspenseCase Evolve(SuspenseCase state, object fact) => fact switch
    {
        SuspenseHeld f => state with { AgreementId = f.AgreementId, Held = f },
        SuspenseDecided f => state with { Decided = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a suspense."),
    };

    private static bool Same(IReadOnlyDictionary<string, Money> one, IReadOnlyDictionary<string, Money> other) =>
        one.All(entry => other.GetValueOrDefault(entry.Key) == entry.Value) && other.All(entry => entry.Value.IsZero || one.ContainsKey(entry.Key));
}
