using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What became of a contribution after its verification: whether its use is over, and what its value counts in then.</summary>
public sealed record ContributionUse
{
    public Guid Id { get; init; }

    /// <summary>In the order in which they were told: a use can end, and the thing be given back after that.</summary>
    public IReadOnlyList<ContributionUseEnded> Ends { get; init; } = [];

    public static ContributionUse None(Guid id) => new() { Id = id };

    /// <summary>
    /// Whether its accepted value counts in a period. A lasting claim ends when the thing was given back: it counts in no period that
    /// begins later. Every other claim is settled once or until it is paid, whatever became of the thing; and where no claim type was
    /// said, what was brought in was brought in.
    /// </summary>
    public bool CountsIn(Period period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return !Ends.Any(end => end is { Ending: UseEnding.Returned, Claim: BenefitClaim.Lasting } && period.From > end.On);
    }
}

/// <summary>Keeps every end once.</summary>
public static class ContributionUseDecider
{
    public static Decision Decide(ContributionUse state, ContributionUseEnded fact) =>
        state.Ends.Any(end => end.Source == fact.Source) ? Decision.Nothing : Decision.Accept(fact);

    public static ContributionUse Evolve(ContributionUse state, object fact) => fact switch
    {
        ContributionUseEnded f => state with { Ends = [.. state.Ends, f] },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a contribution's use."),
    };
}
