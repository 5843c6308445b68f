using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>A file that was erased: its hash stays where it was cited, and says nothing any more.</summary>
public sealed record ErasedFile
{
    public Guid Id { get; init; }

    public string Sha256 { get; init; } = "";

    /// <summary>Why; null while it is not erased.</summary>
    public Text? Ground { get; init; }

    public DateTimeOffset At { get; init; }

    public static ErasedFile None(Guid id) => new() { Id = id };
}

/// <summary>Folds the facts of an erased file.</summary>
public static class ErasedFileFold
{
    public static ErasedFile Evolve(ErasedFile state, object fact) => fact switch
    {
        EvidenceErased f => state with { Sha256 = f.Sha256, Ground = f.Ground, At = f.At },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an erased file."),
    };
}
