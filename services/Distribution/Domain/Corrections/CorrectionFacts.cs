using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>
/// Something settled that would have come out otherwise: as it stands, and as it would be. It is booked as a pair, everything taken back as
/// it was and booked again as it would be; with the reserve both come to the same.
/// </summary>
/// <param name="Of">A settled run or an allocated loss.</param>
/// <param name="Id">Stream of the run or of the risk event.</param>
/// <param name="Reference">Reference of the pool or of the risk event.</param>
/// <param name="PoolId">The pool, or null.</param>
/// <param name="Period">Settled period; for a loss the day it struck.</param>
/// <param name="Reason">Why.</param>
/// <param name="ReserveWas">What went into the reserve.</param>
/// <param name="ReserveWouldBe">What would go into it.</param>
/// <param name="Lines">Per party; its share of the pool, or what it received less what it paid for the loss.</param>
/// <param name="Sources">What it rests on.</param>
/// <param name="Told">For a loss: the stream of the retroactive change that told it; else null.</param>
/// <param name="Basis">For a run: what it was computed from again; null when it is too much to tell, and in the oldest facts.</param>
public sealed record CorrectionItem(
    DifferenceOf Of, Guid Id, string Reference, Guid? PoolId, Period Period, Text Reason, Money ReserveWas, Money ReserveWouldBe,
    IReadOnlyList<DifferenceLine> Lines, IReadOnlyList<Citation> Sources, Guid? Told, RestatedBasis? Basis = null)
{
    /// <summary>Whether as it was and as it would be come to the same.</summary>
    internal bool Balances =>
        Money.Sum(Lines.Select(line => line.Was), ReserveWas.Currency) + ReserveWas == Money.Sum(Lines.Select(line => line.WouldBe), ReserveWas.Currency) + ReserveWouldBe;

    /// <summary>Whether anything differs.</summary>
    internal bool Differs => ReserveWas != ReserveWouldBe || Lines.Any(line => line.Was != line.WouldBe);
}

/// <summary>Differences of settled periods were put together, to be booked on an open day.</summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="No">Number among the corrections of the agreement, from 1.</param>
/// <param name="On">Open day.</param>
/// <param name="Items">What is corrected.</param>
/// <param name="Hash">SHA-256 of the items: what the second person approves.</param>
/// <param name="By">Who prepared it.</param>
/// <param name="At">Recorded time.</param>
public sealed record CorrectionPrepared(
    string AgreementId, int No, DateOnly On, IReadOnlyList<CorrectionItem> Items, string Hash, Actor By, DateTimeOffset At);

/// <summary>A second person approved exactly these items, and they were booked.</summary>
/// <param name="Hash">What was approved.</param>
/// <param name="Reserve">What the reserve got; below zero, gave.</param>
/// <param name="Owed">What parties owe since they had been paid more; null when nobody.</param>
/// <param name="By">Who approved.</param>
/// <param name="At">Recorded time.</param>
/// <param name="Told">What the others are told of it; null in the oldest facts.</param>
public sealed record CorrectionBooked(string Hash, Money Reserve, IReadOnlyDictionary<string, Money>? Owed, Actor By, DateTimeOffset At, BookedItems? Told = null);

/// <summary>The correction will not be booked.</summary>
public sealed record CorrectionDropped(Actor By, DateTimeOffset At);
