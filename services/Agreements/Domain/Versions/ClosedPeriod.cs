using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>A settled period of an agreement, as Distribution told it.</summary>
public sealed record ClosedPeriod
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    /// <summary>Null until the settlement was heard of.</summary>
    public Period? Period { get; init; }

    /// <summary>The consortium's reference of the settled pool.</summary>
    public string PoolReference { get; init; } = "";

    /// <summary>What was settled; null when the settlement did not say.</summary>
    public SettledRun? Run { get; init; }

    /// <summary>The settlement, citable.</summary>
    public Citation? Source { get; init; }

    public static ClosedPeriod None(Guid id) => new() { Id = id };
}

/// <summary>A settlement closes its period once, whatever comes after.</summary>
public static class ClosedPeriodDecider
{
    /// <summary>A settlement heard of before changes nothing.</summary>
    public static Decision Decide(ClosedPeriod state, PeriodClosed fact) => state.Source is null ? Decision.Accept(fact) : Decision.Nothing;

    public static ClosedPeriod Evolve(ClosedPeriod state, object fact) => fact switch
    {
        PeriodClosed f => state with { AgreementId = f.AgreementId, Period = f.Period, PoolReference = f.PoolReference, Run = f.Run, Source = f.Source },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a closed period."),
    };
}
