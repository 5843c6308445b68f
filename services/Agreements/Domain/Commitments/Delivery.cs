using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>What a party delivered, for comparison with what it promised.</summary>
public sealed record Delivery
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    public string Party { get; init; } = "";

    public string Reference { get; init; } = "";

    public ContributionKind Kind { get; init; }

    /// <summary>As claimed and verified to be there; null until the verification was heard of.</summary>
    public Money? Claimed { get; init; }

    public DateOnly EffectiveOn { get; init; }

    /// <summary>The verification, citable.</summary>
    public Citation? Source { get; init; }

    /// <summary>The reversal of the contribution, citable; null while it counts. It can be heard of before the verification.</summary>
    public Citation? Reversal { get; init; }

    /// <summary>Verified and not reversed: it counts.</summary>
    public bool Counts() => Source is not null && Reversal is null;

    public static Delivery None(Guid id) => new() { Id = id };
}

/// <summary>A verification is counted once.</summary>
public static class DeliveryDecider
{
    /// <summary>A verification heard of before changes nothing.</summary>
    public static Decision Decide(Delivery state, ContributionDelivered fact) => state.Source is null ? Decision.Accept(fact) : Decision.Nothing;

    /// <summary>A reversal heard of before changes nothing.</summary>
    public static Decision Decide(Delivery state, DeliveryReversed fact) => state.Reversal is null ? Decision.Accept(fact) : Decision.Nothing;

    public static Delivery Evolve(Delivery state, object fact) => fact switch
    {
        ContributionDelivered f => state with
        {
            AgreementId = f.AgreementId, Party = f.Party, Reference = f.Reference, Kind = f.Kind, Claimed = f.Claimed, EffectiveOn = f.EffectiveOn,
            Source = f.Source,
        },
        DeliveryReversed f => state with { Reversal = f.Source },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a delivery."),
    };
}
