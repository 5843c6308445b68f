using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>One payment of a charge.</summary>
/// <param name="Party">Who receives it.</param>
/// <param name="Payer">The paying party; null when the reserve pays.</param>
/// <param name="Amount">Above zero.</param>
public sealed record ChargePayment(string Party, string? Payer, Money Amount);

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
