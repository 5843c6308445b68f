using System.Diagnostics;

namespace Ledger.Contributions.Domain;

/// <summary>An evidence file that a contribution marked: whoever downloads it needs the access that the mark asks for.</summary>
public sealed record MarkedDocument
{
    public Guid Id { get; init; }

    public string Sha256 { get; init; } = "";

    public Guid Contribution { get; init; }

    public static MarkedDocument None(Guid id) => new() { Id = id };
}

/// <summary>Folds a mark.</summary>
public static class MarkedDocumentFold
{
    public static MarkedDocument Evolve(MarkedDocument state, object fact) => fact switch
    {
        DocumentMarked f => state with { Sha256 = f.Sha256, Contribution = f.Contribution },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a marked document."),
    };
}
