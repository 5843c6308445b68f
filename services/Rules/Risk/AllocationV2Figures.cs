namespace Ledger.Rules;

/// <summary>Figures of <see cref="RiskAllocationV2"/>. The lines sum to the net loss exactly, also per sufferer.</summary>
/// <param name="Gross">Before deductions.</param>
/// <param name="Loss">Net loss allocated.</param>
/// <param name="SuffererLosses">The loss of each sufferer.</param>
/// <param name="Retained">Retention, the causer's part included.</param>
/// <param name="RetainedByCauser">Of it, taken over by the party at fault.</param>
/// <param name="ReservePays">Drawn from the reserve.</param>
/// <param name="Shared">The rest, divided by the key.</param>
/// <param name="Key">Mixed key over the parties that had acceded; sums to one.</param>
/// <param name="Borne">Share of the rest per party of the key, a sufferer's own included; within the caps.</param>
/// <param name="Unallocated">Of the rest, what no party could take.</param>
/// <param name="Excess">Whether that stays with the sufferers or is escalated.</param>
/// <param name="Excluded">Parties left out because they had not acceded.</param>
/// <param name="Receives">Per sufferer: from the reserve and from other parties.</param>
/// <param name="Bears">Per party: all it ends up bearing, its payments to others included.</param>
/// <param name="Lines">By sufferer, then reserve, payers by id, own bearing, escalated.</param>
public sealed record AllocationV2Figures(
    Money Gross,
    Money Loss,
    IReadOnlyDictionary<string, Money> SuffererLosses,
    Money Retained,
    Money RetainedByCauser,
    Money ReservePays,
    Money Shared,
    IReadOnlyDictionary<string, Rational> Key,
    IReadOnlyDictionary<string, Money> Borne,
    Money Unallocated,
    ExcessRule Excess,
    IReadOnlyList<string> Excluded,
    IReadOnlyDictionary<string, Money> Receives,
    IReadOnlyDictionary<string, Money> Bears,
    IReadOnlyList<AllocationLine> Lines) : Figures;
