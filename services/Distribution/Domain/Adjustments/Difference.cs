using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What would have come out differently.</summary>
[JsonConverter(typeof(KebabCaseEnum<DifferenceOf>))]
public enum DifferenceOf
{
    /// <summary>A settled run.</summary>
    Run,

    /// <summary>An allocated loss.</summary>
    Loss,
}

/// <summary>
/// What is to be booked in the open period because something settled would have come out differently. Reserve and lines sum to zero:
/// nobody gets what another does not give.
/// </summary>
/// <param name="Of">What kind.</param>
/// <param name="Id">Stream of the run or of the risk event.</param>
/// <param name="Reference">Reference of the pool or of the risk event.</param>
/// <param name="Period">Settled period; for a loss the day it struck.</param>
/// <param name="Reserve">What the reserve gets; below zero, gives.</param>
/// <param name="Lines">Per party.</param>
public sealed record Difference(
    DifferenceOf Of, Guid Id, string Reference, Period Period, Money Reserve, IReadOnlyList<DifferenceLine> Lines)
{
    /// <summary>Whether it sums to zero.</summary>
    internal bool Balances => (Money.Sum(Lines.Select(line => line.Amount), Reserve.Currency) + Reserve).IsZero;
}

/// <summary>One party's part of a difference.</summary>
/// <param name="Party">The party.</param>
/// <param name="Was">As it was settled.</param>
/// <param name="WouldBe">As it would have been settled.</param>
public sealed record DifferenceLine(string Party, Money Was, Money WouldBe)
{
    /// <summary>What the party gets; below zero, gives.</summary>
    public Money Amount => WouldBe - Was;
}
