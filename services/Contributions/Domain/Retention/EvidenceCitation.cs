using System.Diagnostics;

namespace Ledger.Contributions.Domain;

/// <summary>A record of another service that rests on files of the store.</summary>
public sealed record EvidenceCitation
{
    public Guid Id { get; init; }

    /// <summary>What was told; null while nothing is.</summary>
    public EvidenceCitedElsewhere? Cited { get; init; }

    public static EvidenceCitation None(Guid id) => new() { Id = id };
}

/// <summary>A citation is kept once; its record never changes what it rests on.</summary>
public static class EvidenceCitationDecider
{
    public static Ledger.Rules.Decision Decide(EvidenceCitation state, EvidenceCitedElsewhere fact) =>
        state.Cited is null ? Ledger.Rules.Decision.Accept(fact) : Ledger.Rules.Decision.Nothing;

    public static EvidenceCitation Evolve(EvidenceCitation state, object fact) => fact switch
    {
        EvidenceCitedElsewhere f => state with { Cited = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a citation."),
    };
}
