using System.Diagnostics;
using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>One payment of a charge.</summary>
/// <param name="Party">Who receives it; <see cref="Reserve"/> when money goes back into the reserve.</param>
/// <param name="Payer">The paying party; null when the reserve pays.</param>
/// <param name="Amount">Above zero.</param>
public sealed record ChargePayment(string Party, string? Payer, Money Amount)
{
    /// <summary>The reserve's name where a party's could stand; no party has it.</summary>
    public const string Reserve = "reserve";

    /// <summary>Whether the reserve receives it.</summary>
    [JsonIgnore]
    public bool ToReserve => Party == Reserve;
}

/// <summary>An allocated loss to be settled.</summary>
public sealed record LossCharge
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    /// <summary>When the loss struck.</summary>
    public DateOnly OccurredOn { get; init; }

    /// <summary>The charge; null while nothing is recorded.</summary>
    public LossCharged? Charged { get; init; }

    /// <summary>Disputes of the allocation, open and settled ones; either can be heard of first.</summary>
    public IReadOnlyList<ChargeDisputed> Disputes { get; init; } = [];

    public IReadOnlyList<ChargeDisputeSettled> Settlements { get; init; } = [];

    /// <summary>Whether a dispute is open: the charge waits.</summary>
    [JsonIgnore]
    public bool Waits => Disputes.Any(dispute => Settlements.All(settled => settled.DisputeNo != dispute.DisputeNo));

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

/// <summary>A payment of a charge in another currency than the loss: the publisher made a mistake, and it is not kept.</summary>
public sealed record ChargeCurrencyMixed(Currency Found, Currency Loss) : Rejection("charge.currency-mixed", RejectionKind.Invalid, new(
    $"The loss is in {Loss.Code}, but a payment is in {Found.Code}.", $"损失以 {Loss.Code} 计，但有一笔付款为 {Found.Code}。"));

/// <summary>The reserve would pay itself.</summary>
public sealed record ChargePaysItself() : Rejection("charge.pays-itself", RejectionKind.Invalid, new(
    "A payment goes from the reserve to itself.", "有一笔付款由风险准备金付给自身。"));

/// <summary>A charge is recorded once; a payment is above zero and in the currency of the loss.</summary>
public static class LossChargeDecider
{
    public static Decision Decide(LossCharge state, LossCharged charge)
    {
        if (state.Charged is not null) return Decision.Nothing;
        if (charge.Payments.FirstOrDefault(payment => payment.Amount.Currency != charge.Loss.Currency) is { } foreign)
            return new ChargeCurrencyMixed(foreign.Amount.Currency, charge.Loss.Currency) { Field = "payments" };
        if (charge.Payments.Any(payment => payment is { Payer: null, ToReserve: true })) return new ChargePaysItself { Field = "payments" };
        return charge.Payments.FirstOrDefault(payment => payment.Amount.Sign <= 0) is { } bad
            ? Problems.AmountNotPositive("payments", bad.Amount.Amount)
            : Decision.Accept(charge);
    }

    public static Decision Decide(LossCharge state, ChargeDisputed dispute) =>
        state.Disputes.Any(known => known.DisputeNo == dispute.DisputeNo) ? Decision.Nothing : Decision.Accept(dispute);

    public static Decision Decide(LossCharge state, ChargeDisputeSettled settled) =>
        state.Settlements.Any(known => known.DisputeNo == settled.DisputeNo) ? Decision.Nothing : Decision.Accept(settled);

    public static LossCharge Evolve(LossCharge state, object fact) => fact switch
    {
        LossCharged f => state with { AgreementId = f.AgreementId, OccurredOn = f.OccurredOn, Charged = f },
        ChargeDisputed f => state with { AgreementId = f.AgreementId, Disputes = [.. state.Disputes, f] },
        ChargeDisputeSettled f => state with { AgreementId = f.AgreementId, Settlements = [.. state.Settlements, f] },
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
