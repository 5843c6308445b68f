using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>An allocated loss, as Risks told it. Allocations and their reversals can arrive in any order.</summary>
public sealed record HeardLoss
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    /// <summary>When it struck.</summary>
    public DateOnly OccurredOn { get; init; }

    /// <summary>The allocation that holds; null while none was heard of, and when the last one was undone.</summary>
    public LossHeard? Heard { get; init; }

    /// <summary>Every allocation that was heard of.</summary>
    public IReadOnlyList<LossHeard> Allocations { get; init; } = [];

    /// <summary>Numbers of those undone.</summary>
    public IReadOnlyList<int> Undone { get; init; } = [];

    /// <summary>Every recovery that was heard of.</summary>
    public IReadOnlyList<LossRecoveryHeard> Recoveries { get; init; } = [];

    /// <summary>Recoveries of the allocation that holds, in the order in which they were shared: each leaves less of the loss.</summary>
    internal IReadOnlyList<LossRecoveryHeard> Returned => [.. Recoveries.Where(recovery => recovery.AllocationNo == Heard?.No).OrderByDescending(recovery => recovery.LossLeft)];

    public static HeardLoss None(Guid id) => new() { Id = id };
}

/// <summary>Each allocation and each reversal is kept once.</summary>
public static class HeardLossDecider
{
    /// <summary>An allocation heard of before changes nothing.</summary>
    public static Decision Decide(HeardLoss state, LossHeard fact) =>
        Known(state).Any(known => known.No == fact.No) ? Decision.Nothing : Decision.Accept(fact);

    /// <summary>A reversal heard of before changes nothing.</summary>
    public static Decision Decide(HeardLoss state, LossAllocationUndone fact) =>
        state.Undone.Contains(fact.No) ? Decision.Nothing : Decision.Accept(fact);

    /// <summary>A recovery heard of before changes nothing.</summary>
    public static Decision Decide(HeardLoss state, LossRecoveryHeard fact) =>
        state.Recoveries.Any(known => known.No == fact.No) ? Decision.Nothing : Decision.Accept(fact);

    public static HeardLoss Evolve(HeardLoss state, object fact) => fact switch
    {
        LossHeard f => Holding(state with { AgreementId = f.AgreementId, OccurredOn = f.OccurredOn, Allocations = [.. Known(state), f] }),
        LossAllocationUndone f => Holding(state with { Allocations = Known(state), Undone = [.. state.Undone, f.No] }),
        LossRecoveryHeard f => state with { Recoveries = [.. state.Recoveries, f] },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an allocated loss."),
    };

    // States written before allocations had numbers hold the one that was heard of.
    private static IReadOnlyList<LossHeard> Known(HeardLoss state) =>
        state.Allocations.Count > 0 || state.Heard is null ? state.Allocations : [state.Heard];

    private static HeardLoss Holding(HeardLoss state) => state with
    {
        Heard = state.Allocations.Where(allocation => !state.Undone.Contains(allocation.No)).MaxBy(allocation => allocation.No),
    };
}
