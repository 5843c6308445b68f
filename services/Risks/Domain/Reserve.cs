using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>One draw on the reserve, or one return to it.</summary>
public sealed record ReserveDraw
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    public int Year { get; init; }

    public int No { get; init; }

    public ReserveDrawn? Drawn { get; init; }

    /// <summary>Set instead of <see cref="Drawn"/> where the commitment goes down.</summary>
    public ReserveReturned? Returned { get; init; }

    /// <summary>What the reserve of the year is committed to after it.</summary>
    public Money? Committed() => Drawn?.Committed ?? Returned?.Committed;

    public static ReserveDraw None(Guid id) => new() { Id = id };
}

/// <summary>Folds a reserve draw; it is started by an allocation (<see cref="RiskEventDecider"/>).</summary>
public static class ReserveDrawDecider
{
    public static ReserveDraw Evolve(ReserveDraw state, object fact) => fact switch
    {
        ReserveDrawn f => state with { AgreementId = f.AgreementId, Year = f.Year, No = f.No, Drawn = f },
        ReserveReturned f => state with { AgreementId = f.AgreementId, Year = f.Year, No = f.No, Returned = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a reserve draw."),
    };
}

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

/// <summary>What one correction did to the reserve.</summary>
public sealed record ReserveCorrection
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    public ReserveCorrected? Corrected { get; init; }

    public static ReserveCorrection None(Guid id) => new() { Id = id };
}

/// <summary>A correction is recorded once, and only when the reserve moved.</summary>
public static class ReserveCorrectionDecider
{
    public static Decision Decide(ReserveCorrection state, ReserveCorrected corrected) =>
        state.Corrected is null && !corrected.Amount.IsZero ? Decision.Accept(corrected) : Decision.Nothing;

    public static ReserveCorrection Evolve(ReserveCorrection state, object fact) => fact switch
    {
        ReserveCorrected f => state with { AgreementId = f.AgreementId, Corrected = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a corrected reserve."),
    };
}
