using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>What a line of an allocation does.</summary>
[JsonConverter(typeof(KebabCaseEnum<AllocationLineKind>))]
public enum AllocationLineKind
{
    /// <summary>The reserve pays the sufferer.</summary>
    ReservePays,

    /// <summary>Another party pays the sufferer.</summary>
    PartyPays,

    /// <summary>The sufferer bears it itself.</summary>
    SuffererBears,

    /// <summary>Nobody bears it yet: the body that the agreement names decides. Only from version 2 of the rule.</summary>
    Escalated,
}

/// <summary>Why a sufferer bears something itself.</summary>
[JsonConverter(typeof(KebabCaseEnum<BearingReason>))]
public enum BearingReason
{
    /// <summary>The agreed retention of each event.</summary>
    Retention,

    /// <summary>Its own share by the key.</summary>
    OwnShare,

    /// <summary>All parties are at their caps: it stays where it fell.</summary>
    Excess,
}

/// <summary>One line of an allocation; no line has the amount 0.</summary>
/// <param name="Kind">Who bears it.</param>
/// <param name="Sufferer">Whose loss it covers.</param>
/// <param name="Amount">Above 0.</param>
/// <param name="Payer">The paying party, for party-pays; else null.</param>
/// <param name="Reason">For sufferer-bears; from version 2 also "retention" for a causer's part of the retention, and "excess" for what it took on above all caps; else null.</param>
public sealed record AllocationLine(AllocationLineKind Kind, string Sufferer, Money Amount, string? Payer = null, BearingReason? Reason = null);

/// <summary>Figures of <see cref="RiskAllocation"/>. The lines sum to the loss exactly, also per sufferer.</summary>
/// <param name="Loss">Allocated.</param>
/// <param name="SuffererLosses">The loss of each sufferer.</param>
/// <param name="Retained">Retention kept by the sufferers.</param>
/// <param name="ReservePays">Drawn from the reserve.</param>
/// <param name="Shared">The rest, divided by the key.</param>
/// <param name="Borne">Share of the rest per party of the key, a sufferer's own included; within the caps.</param>
/// <param name="Unallocated">Of the rest, what no party could take; stays with the sufferers.</param>
/// <param name="Lines">By sufferer, then reserve, payers by id, own bearing.</param>
public sealed record AllocationFigures(
    Money Loss,
    IReadOnlyDictionary<string, Money> SuffererLosses,
    Money Retained,
    Money ReservePays,
    Money Shared,
    IReadOnlyDictionary<string, Money> Borne,
    Money Unallocated,
    IReadOnlyList<AllocationLine> Lines) : Figures
{
    /// <summary>What a party receives, from the reserve and from other parties.</summary>
    public Money ReceivedBy(string party) => Sum(Lines.Where(line => line.Kind != AllocationLineKind.SuffererBears && line.Sufferer == party));

    /// <summary>What a party pays to sufferers.</summary>
    public Money PaidBy(string party) => Sum(Lines.Where(line => line.Payer == party));

    private Money Sum(IEnumerable<AllocationLine> lines) => Money.Sum(lines.Select(line => line.Amount), Loss.Currency);
}
