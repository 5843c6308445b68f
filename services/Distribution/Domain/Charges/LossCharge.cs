using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>A loss was allocated and waits to be settled with the next distribution of its agreement.</summary>
/// <param name="RiskEventId">Stream of the risk event.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="AgreementId">Agreement whose terms allocated it.</param>
/// <param name="AgreementVersion">Its version.</param>
/// <param name="Category">Risk category.</param>
/// <param name="OccurredOn">When the loss struck (valid date).</param>
/// <param name="Loss">The loss, whoever bears it.</param>
/// <param name="Payments">What is paid to the sufferers; empty when the loss is nil or stays where it fell.</param>
/// <param name="Source">The allocation, as recorded by Risks.</param>
/// <param name="At">When it was allocated.</param>
public sealed record LossCharged(
    Guid RiskEventId, string Reference, string AgreementId, int AgreementVersion, string Category, DateOnly OccurredOn, Money Loss,
    IReadOnlyList<ChargePayment> Payments, Citation Source, DateTimeOffset At);

/// <summary>One payment of a charge.</summary>
/// <param name="Party">Who receives it.</param>
/// <param name="Payer">The paying party; null when the reserve pays.</param>
/// <param name="Amount">Above zero.</param>
public sealed record ChargePayment(string Party, string? Payer, Money Amount);

/// <summary>A charge was settled by a run: never again by another.</summary>
/// <param name="ChargeId">Stream of the charge.</param>
/// <param name="RunId">The run that settled it.</param>
/// <param name="PoolId">Its pool.</param>
/// <param name="At">Recorded time.</param>
public sealed record ChargeSettled(Guid ChargeId, Guid RunId, Guid PoolId, DateTimeOffset At);

/// <summary>An allocated loss to be settled.</summary>
public sealed record LossCharge
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    /// <summary>When the loss struck.</summary>
    public DateOnly OccurredOn { get; init; }

    /// <summary>The charge; null while nothing is recorded.</summary>
    public LossCharged? Charged { get; init; }

    public static LossCharge None(Guid id) => new() { Id = id };
}

/// <summary>That a charge is settled; its id follows from the charge, so that there can be one only.</summary>
public sealed record SettledCharge
{
    public Guid Id { get; init; }

    public Guid ChargeId { get; init; }

    public Guid RunId { get; init; }

    public static SettledCharge None(Guid id) => new() { Id = id };
}

/// <summary>A charge is recorded once; a payment is above zero.</summary>
public static class LossChargeDecider
{
    public static Decision Decide(LossCharge state, LossCharged charge)
    {
        if (state.Charged is not null) return Decision.Nothing;
        return charge.Payments.FirstOrDefault(payment => payment.Amount.Sign <= 0) is { } bad
            ? Problems.AmountNotPositive("payments", bad.Amount.Amount)
            : Decision.Accept(charge);
    }

    public static LossCharge Evolve(LossCharge state, object fact) => fact switch
    {
        LossCharged f => state with { AgreementId = f.AgreementId, OccurredOn = f.OccurredOn, Charged = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a charge."),
    };
}

/// <summary>Folds a settled charge; it is started by the settlement of a run.</summary>
public static class SettledChargeDecider
{
    public static SettledCharge Evolve(SettledCharge state, object fact) => fact switch
    {
        ChargeSettled f => state with { ChargeId = f.ChargeId, RunId = f.RunId },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a settled charge."),
    };
}
