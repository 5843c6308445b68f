using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>An allocated loss, as Risks told it.</summary>
public sealed record HeardLoss
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    /// <summary>When it struck.</summary>
    public DateOnly OccurredOn { get; init; }

    /// <summary>What was told; null until the allocation was heard of.</summary>
    public LossHeard? Heard { get; init; }

    public static HeardLoss None(Guid id) => new() { Id = id };
}

/// <summary>An allocation is kept once.</summary>
public static class HeardLossDecider
{
    /// <summary>An allocation heard of before changes nothing.</summary>
    public static Decision Decide(HeardLoss state, LossHeard fact) => state.Heard is null ? Decision.Accept(fact) : Decision.Nothing;

    public static HeardLoss Evolve(HeardLoss state, object fact) => fact switch
    {
        LossHeard f => state with { AgreementId = f.AgreementId, OccurredOn = f.OccurredOn, Heard = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an allocated loss."),
    };
}
