using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>The differences of a retroactive change, as Agreements told them.</summary>
public sealed record NotedAdjustment
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    /// <summary>What was told; null while nothing is.</summary>
    public AdjustmentNoted? Noted { get; init; }

    public static NotedAdjustment None(Guid id) => new() { Id = id };
}

/// <summary>Somebody would get what nobody gives: the publisher made a mistake, and it is not kept.</summary>
public sealed record DifferenceUnbalanced(string Reference) : Rejection("adjustment.unbalanced", RejectionKind.Invalid, new(
    $"The differences of {Reference} do not sum to zero.", $"{Reference} 的差额之和不为零。"));

/// <summary>A retroactive change is noted once, and only if it balances.</summary>
public static class NotedAdjustmentDecider
{
    public static Decision Decide(NotedAdjustment state, AdjustmentNoted fact)
    {
        if (state.Noted is not null) return Decision.Nothing;
        return fact.Differences.FirstOrDefault(difference => !difference.Balances) is { } odd
            ? new DifferenceUnbalanced(odd.Reference)
            : Decision.Accept(fact);
    }

    public static NotedAdjustment Evolve(NotedAdjustment state, object fact) => fact switch
    {
        AdjustmentNoted f => state with { AgreementId = f.AgreementId, Noted = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an adjustment."),
    };
}
