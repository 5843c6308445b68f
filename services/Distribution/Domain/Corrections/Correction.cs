using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>A correction of what was settled.</summary>
public sealed record Correction
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    public CorrectionPrepared? Prepared { get; init; }

    public CorrectionBooked? Booked { get; init; }

    public CorrectionDropped? Dropped { get; init; }

    public static Correction None(Guid id) => new() { Id = id };
}

/// <summary>Put together what is to be corrected.</summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="No">The next number.</param>
/// <param name="On">Open day.</param>
/// <param name="Items">Everything that differs now.</param>
/// <param name="Hash">Their hash.</param>
/// <param name="ClosedUpTo">Last closed day, or null.</param>
/// <param name="By">Who prepares.</param>
/// <param name="At">Time of receipt.</param>
public sealed record PrepareCorrection(
    string AgreementId, int No, DateOnly On, IReadOnlyList<CorrectionItem> Items, string Hash, DateOnly? ClosedUpTo, Actor By, DateTimeOffset At);

/// <summary>Approve and book it.</summary>
/// <param name="Hash">What the approver read.</param>
/// <param name="HashNow">Hash of what differs now.</param>
/// <param name="Left">What payables and the reserve can give, by account code.</param>
/// <param name="ClosedUpTo">Last closed day, or null.</param>
/// <param name="Streams">Ids of the pair of entries of each item, in order.</param>
/// <param name="Owed">Id of the entry of what parties owe.</param>
/// <param name="Turn">The next turn among the corrections of the agreement.</param>
/// <param name="Source">The preparation, citable.</param>
/// <param name="By">Who approves.</param>
/// <param name="At">Time of receipt.</param>
public sealed record BookCorrection(
    string Hash, string HashNow, IReadOnlyDictionary<string, Money> Left, DateOnly? ClosedUpTo, IReadOnlyList<CorrectionStreams> Streams, Guid Owed,
    NextTurn Turn, Citation? Source, Actor By, DateTimeOffset At);

/// <summary>Ids of a pair of entries.</summary>
/// <param name="Reversed">As it was, taken back.</param>
/// <param name="Rebilled">As it would be.</param>
public sealed record CorrectionStreams(Guid Reversed, Guid Rebilled);

/// <summary>Give it up.</summary>
public sealed record DropCorrection(Actor By, DateTimeOffset At);

public sealed record CorrectionUnknown() : Rejection("adjustment.unknown", RejectionKind.NotFound, new(
    "There is no such adjustment.", "没有此调整。"));

public sealed record NothingToCorrect() : Rejection("adjustment.nothing", RejectionKind.Conflict, new(
    "Nothing that was settled under this agreement would come out otherwise.", "该协议下已结算事项均无差异。"));

public sealed record CorrectionNumberTaken() : Rejection("adjustment.prepared-meanwhile", RejectionKind.Conflict, new(
    "Another adjustment was prepared meanwhile. Try again.", "其间已有其他调整，请重试。"));

public sealed record CorrectionChanged() : Rejection("adjustment.changed", RejectionKind.Conflict, new(
    "What differs is no longer what was prepared, or the hash is of something else: prepare the adjustment anew.",
    "差异已不同于所编制的调整，或哈希不符，请重新编制。"));

public sealed record CorrectionIsBooked() : Rejection("adjustment.booked", RejectionKind.Conflict, new(
    "The adjustment is booked; it is corrected by a further one, never taken back.", "该调整已入账，只能以后续调整更正，不能撤销。"));

public sealed record CorrectionIsDropped() : Rejection("adjustment.dropped", RejectionKind.Conflict, new(
    "The adjustment was given up.", "该调整已放弃。"));

public sealed record CorrectionMaker(string Person) : Rejection("adjustment.maker-approves", RejectionKind.Forbidden, new(
    $"{Person} prepared this adjustment and cannot approve it.", $"{Person} 是该调整的经办人，不能复核。"));

public sealed record CorrectionOverdraws(Money Needed, Money Left) : Rejection("adjustment.reserve-overdrawn", RejectionKind.Conflict, new(
    $"The adjustment takes {Needed} out of the reserve, which holds {Left}.", $"该调整须从风险准备金支出 {Needed}，而余额为 {Left}。"));

/// <summary>Corrections are prepared by one person, approved and booked by another, on an open day, exactly as they were read.</summary>
public static class CorrectionDecider
{
    public static Decision Decide(Correction state, PrepareCorrection command)
    {
        if (state.Prepared is not null) return new CorrectionNumberTaken();
        if (command.Items.Count == 0) return new NothingToCorrect();
        if (command.Items.Count > DistributionLimits.CorrectionItems) return Problems.TooMany("items", DistributionLimits.CorrectionItems);
        return EntryRules.Closed(command.On, command.ClosedUpTo)
            ?? Decision.Accept(new CorrectionPrepared(command.AgreementId, command.No, command.On, command.Items, command.Hash, command.By, command.At));
    }

    public static Decision Decide(Correction state, BookCorrection command)
    {
        if (state.Prepared is not { } prepared) return new CorrectionUnknown();
        if (state.Booked is { } booked) return booked.By.Person == command.By.Person && booked.Hash == command.Hash ? Decision.Nothing : new CorrectionIsBooked();
        if (state.Dropped is not null) return new CorrectionIsDropped();
        if (prepared.By.Person == command.By.Person) return new CorrectionMaker(command.By.Person);
        if (command.Hash != prepared.Hash) return new CorrectionChanged { Field = "hash" };
        if (command.HashNow != prepared.Hash) return new CorrectionChanged();
        if (EntryRules.Closed(prepared.On, command.ClosedUpTo) is { } closed) return closed;
        var currency = prepared.Items[0].ReserveWas.Currency;
        var zero = Money.Zero(currency);
        var reserve = Money.Sum(prepared.Items.Select(item => item.ReserveWouldBe - item.ReserveWas), currency);
        var holds = command.Left.GetValueOrDefault(Account.Reserve.Code) ?? zero;
        if (reserve.Sign < 0 && holds < -reserve) return new CorrectionOverdraws(-reserve, holds);
        var owed = Owed(prepared.Items, command.Left, currency);
        var entries = prepared.Items.Zip(command.Streams).SelectMany(pair => Pair(prepared, pair.First, pair.Second, command)).ToList();
        if (owed.Count > 0)
        {
            entries.Add(new NewStream(typeof(JournalEntry), command.Owed, [Entry(prepared, command, EntryKind.OwedByParties, $"adjustment-{prepared.No}",
                new($"Owed by parties after adjustment {prepared.No}", $"第 {prepared.No} 次调整后成员应付款"), null, null, null,
                [
                    .. owed.Select(entry => Posting.Debit(Account.Receivable(entry.Key), entry.Value)),
                    .. owed.Select(entry => Posting.Credit(Account.Payable(entry.Key), entry.Value)),
                ])]));
        }

        return Decision.Accept(new CorrectionBooked(prepared.Hash, reserve, owed.Count == 0 ? null : owed, command.By, command.At,
                new BookedItems(prepared.AgreementId, prepared.No, prepared.On, [.. prepared.Items.Select(item => item with { Sources = [] })])))
            .AndStart([command.Turn.TakenBy($"adjustment-{prepared.No}"), .. entries]);
    }

    public static Decision Decide(Correction state, DropCorrection command)
    {
        if (state.Prepared is null) return new CorrectionUnknown();
        if (state.Booked is not null) return new CorrectionIsBooked();
        return state.Dropped is not null ? Decision.Nothing : Decision.Accept(new CorrectionDropped(command.By, command.At));
    }

    public static Correction Evolve(Correction state, object fact) => fact switch
    {
        CorrectionPrepared f => state with { AgreementId = f.AgreementId, Prepared = f },
        CorrectionBooked f => state with { Booked = f },
        CorrectionDropped f => state with { Dropped = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a correction."),
    };

    // What a party has been paid already it owes back; what is still payable is simply less.
    private static SortedDictionary<string, Money> Owed(IReadOnlyList<CorrectionItem> items, IReadOnlyDictionary<string, Money> left, Currency currency)
    {
        var owed = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var party in items.SelectMany(item => item.Lines).GroupBy(line => line.Party, StringComparer.Ordinal))
        {
            var change = Money.Sum(party.Select(line => line.Amount), currency);
            var payable = Money.Max(left.GetValueOrDefault(Account.Payable(party.Key).Code) ?? Money.Zero(currency), Money.Zero(currency));
            if (change.Sign < 0 && -change > payable) owed[party.Key] = -change - payable;
        }

        return owed;
    }

    private static IEnumerable<NewStream> Pair(CorrectionPrepared prepared, CorrectionItem item, CorrectionStreams streams, BookCorrection command)
    {
        var counter = item.Of == DifferenceOf.Run ? Account.OfPool(item.Reference) : Account.Clearing;
        var (runId, poolId) = item.Of == DifferenceOf.Run ? (item.Id, item.PoolId) : ((Guid?)null, (Guid?)null);
        var was = item.Lines.Select(line => (Account.Payable(line.Party), line.Was)).Append((Account.Reserve, item.ReserveWas)).ToList();
        var would = item.Lines.Select(line => (Account.Payable(line.Party), line.WouldBe)).Append((Account.Reserve, item.ReserveWouldBe)).ToList();
        if (Lines(was, counter, Side.Debit) is { Count: > 1 } reversed)
        {
            yield return new NewStream(typeof(JournalEntry), streams.Reversed, [Entry(prepared, command, EntryKind.SettlementReversed, item.Reference,
                new($"{item.Reference} as it was settled, taken back: {item.Reason.En}", $"冲回 {item.Reference} 原结算：{item.Reason.Zh}"), poolId, runId, item.Id, reversed, item.Sources)]);
        }

        if (Lines(would, counter, Side.Credit) is { Count: > 1 } rebilled)
        {
            yield return new NewStream(typeof(JournalEntry), streams.Rebilled, [Entry(prepared, command, EntryKind.SettlementRebilled, item.Reference,
                new($"{item.Reference} as it would have been settled: {item.Reason.En}", $"{item.Reference} 应为的结算：{item.Reason.Zh}"), poolId, runId, null, rebilled, item.Sources)]);
        }
    }

    private static List<JournalLine> Lines(List<(Account Account, Money Amount)> amounts, Account counter, Side side)
    {
        var other = side == Side.Debit ? Side.Credit : Side.Debit;
        var lines = amounts.Where(entry => !entry.Amount.IsZero)
            .Select(entry => entry.Amount.Sign > 0 ? new JournalLine(entry.Account, side, entry.Amount) : new JournalLine(entry.Account, other, -entry.Amount)).ToList();
        var sum = Money.Sum(amounts.Select(entry => entry.Amount), amounts[0].Amount.Currency);
        if (!sum.IsZero) lines.Insert(0, sum.Sign > 0 ? new JournalLine(counter, other, sum) : new JournalLine(counter, side, -sum));
        return lines;
    }

    private static JournalEntryPosted Entry(
        CorrectionPrepared prepared, BookCorrection command, EntryKind kind, string reference, Text narrative, Guid? poolId, Guid? runId, Guid? reverses,
        IReadOnlyList<JournalLine> lines, IReadOnlyList<Citation>? sources = null) => new JournalEntryPosted(
            prepared.AgreementId, Book.Cash, kind, prepared.On, reference, narrative, lines, Contribution: null, poolId, runId,
            [command.Source!, .. (sources ?? []).Take(DistributionLimits.InputsPerFact)], command.At, Reverses: reverses, By: command.By).Balanced();
}
