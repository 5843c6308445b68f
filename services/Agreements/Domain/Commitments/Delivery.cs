using System.Diagnostics;
using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>
/// What a party delivered, for comparison with what it promised, and what it is worth. Verification and accepted value are heard of
/// in any order.
/// </summary>
public sealed record Delivery
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    public string Party { get; init; } = "";

    public string Reference { get; init; } = "";

    public ContributionKind Kind { get; init; }

    /// <summary>As claimed and verified to be there; null until the verification was heard of.</summary>
    public Money? Claimed { get; init; }

    /// <summary>What it delivers toward a commitment: as claimed; where the contributor keeps its claim secret (zero), what was accepted.</summary>
    [JsonIgnore]
    public Money? Delivered => Claimed is { IsZero: true } ? Accepted ?? Claimed : Claimed;

    public DateOnly EffectiveOn { get; init; }

    /// <summary>The verification, citable.</summary>
    public Citation? Source { get; init; }

    /// <summary>The reversal of the contribution, citable; null while it counts. It can be heard of before the verification.</summary>
    public Citation? Reversal { get; init; }

    /// <summary>Verified and not reversed: it counts.</summary>
    public bool Counts() => Source is not null && Reversal is null;

    /// <summary>The value that counts: accepted on its evidence, or what replaced that; null until one was heard of.</summary>
    public Money? Accepted { get; init; }

    /// <summary>Number of the last replacement; 0 for none.</summary>
    public int Replacement { get; init; }

    /// <summary>The acceptance, citable.</summary>
    public Citation? Valuation { get; init; }

    /// <summary>
    /// Complete in evidence: the receiver confirmed it, nobody reversed it, and a value was accepted, for which the agreement's number of pieces had to
    /// be there.
    /// </summary>
    public bool IsEvidenced => Counts() && Valuation is not null;

    public static Delivery None(Guid id) => new() { Id = id };
}

/// <summary>A verification is counted once, and so is an accepted value.</summary>
public static class DeliveryDecider
{
    /// <summary>A verification heard of before changes nothing.</summary>
    public static Decision Decide(Delivery state, ContributionDelivered fact) => state.Source is null ? Decision.Accept(fact) : Decision.Nothing;

    /// <summary>A reversal heard of before changes nothing.</summary>
    public static Decision Decide(Delivery state, DeliveryReversed fact) => state.Reversal is null ? Decision.Accept(fact) : Decision.Nothing;

    /// <summary>An accepted value heard of before changes nothing.</summary>
    public static Decision Decide(Delivery state, ContributionValued fact) => state.Valuation is null ? Decision.Accept(fact) : Decision.Nothing;

    /// <summary>A replacement heard of before, or one that a later one has overtaken, changes nothing.</summary>
    public static Decision Decide(Delivery state, DeliveryRevalued fact) => fact.Number > state.Replacement ? Decision.Accept(fact) : Decision.Nothing;

    public static Delivery Evolve(Delivery state, object fact) => fact switch
    {
        ContributionDelivered f => state with
        {
            AgreementId = f.AgreementId, Party = f.Party, Reference = f.Reference, Kind = f.Kind, Claimed = f.Claimed, EffectiveOn = f.EffectiveOn,
            Source = f.Source,
        },
        DeliveryReversed f => state with { Reversal = f.Source },
        ContributionValued f => state with
        {
            AgreementId = f.AgreementId, Party = f.Party, Reference = f.Reference, Kind = f.Kind, EffectiveOn = f.EffectiveOn,
            // Different queues: a replacement can be heard of first.
            Accepted = state.Replacement > 0 ? state.Accepted : f.Accepted, Valuation = f.Source,
        },
        DeliveryRevalued f => state with { Accepted = f.Accepted, Replacement = f.Number },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a delivery."),
    };
}
