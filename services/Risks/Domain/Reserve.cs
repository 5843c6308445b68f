using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>
/// The reserve of an agreement was committed to pay. Draws of one agreement and calendar year are numbered without gaps, so
/// that two allocations at the same time cannot both take what is left.
/// </summary>
/// <param name="AgreementId">Agreement whose reserve it is.</param>
/// <param name="Year">Calendar year of the loss: the period of the limit.</param>
/// <param name="No">From 1.</param>
/// <param name="RiskEventId">The event that draws.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="Committed">All draws of the year, this one included; never above the limit.</param>
/// <param name="Limit">The most the reserve pays in a year, by the agreement version of the event.</param>
/// <param name="At">Recorded time.</param>
public sealed record ReserveDrawn(
    string AgreementId, int Year, int No, Guid RiskEventId, string Reference, Money Amount, Money Committed, Money Limit, DateTimeOffset At);

/// <summary>One draw on the reserve.</summary>
public sealed record ReserveDraw
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    public int Year { get; init; }

    public int No { get; init; }

    public ReserveDrawn? Drawn { get; init; }

    public static ReserveDraw None(Guid id) => new() { Id = id };
}

/// <summary>Folds a reserve draw; it is started by an allocation (<see cref="RiskEventDecider"/>).</summary>
public static class ReserveDrawDecider
{
    public static ReserveDraw Evolve(ReserveDraw state, object fact) => fact switch
    {
        ReserveDrawn f => state with { AgreementId = f.AgreementId, Year = f.Year, No = f.No, Drawn = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a reserve draw."),
    };
}

/// <summary>A settled distribution moved the reserve: what was funded, what was paid, where it stands.</summary>
/// <param name="AgreementId">Agreement whose reserve it is.</param>
/// <param name="PoolReference">The pool that was settled.</param>
/// <param name="Period">Its period.</param>
/// <param name="Funded">Put into the reserve.</param>
/// <param name="Drawn">Paid to sufferers.</param>
/// <param name="Closing">Reserve after the settlement.</param>
/// <param name="Source">The settlement, as recorded by Distribution.</param>
public sealed record ReserveSettled(
    string AgreementId, string PoolReference, Period Period, Money Funded, Money Drawn, Money Closing, Citation Source);

/// <summary>What one settlement did to the reserve.</summary>
public sealed record ReserveSettlement
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    public ReserveSettled? Settled { get; init; }

    public static ReserveSettlement None(Guid id) => new() { Id = id };
}

/// <summary>A settlement is recorded once.</summary>
public static class ReserveSettlementDecider
{
    public static Decision Decide(ReserveSettlement state, ReserveSettled settled) =>
        state.Settled is null ? Decision.Accept(settled) : Decision.Nothing;

    public static ReserveSettlement Evolve(ReserveSettlement state, object fact) => fact switch
    {
        ReserveSettled f => state with { AgreementId = f.AgreementId, Settled = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a settled reserve."),
    };
}
