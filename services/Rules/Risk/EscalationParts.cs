namespace Ledger.Rules;

/// <summary>Inputs of <see cref="Escalation"/>.</summary>
/// <param name="Allocation">The allocation (inputs of risk.allocation version 2) that leaves something above all caps and escalates it.</param>
/// <param name="Shares">Who bears how much of it; sums to it exactly.</param>
public sealed record EscalationInput(AllocationV2Input Allocation, IReadOnlyDictionary<string, Money> Shares);

/// <summary>Figures of <see cref="Escalation"/>.</summary>
/// <param name="Rest">What no cap left room for.</param>
/// <param name="Rests">Of it, each sufferer's; the parts sum to the rest.</param>
/// <param name="Shares">Who bears how much; above zero; sums to the rest.</param>
/// <param name="Consents">Parties that must agree: they bear it above their cap, or bear what others suffered. By id.</param>
/// <param name="Lines">By sufferer: other parties pay it, or it bears itself. They sum to the rest.</param>
public sealed record EscalationFigures(
    Money Rest, IReadOnlyDictionary<string, Money> Rests, IReadOnlyDictionary<string, Money> Shares, IReadOnlyList<string> Consents,
    IReadOnlyList<AllocationLine> Lines) : Figures;
