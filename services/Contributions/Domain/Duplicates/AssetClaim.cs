using System.Diagnostics;

namespace Ledger.Contributions.Domain;

/// <summary>Who holds a key. The claim of a contribution that was withdrawn or reversed stands no longer.</summary>
public sealed record AssetClaim
{
    public Guid Id { get; init; }

    public string Key { get; init; } = "";

    public Guid Contribution { get; init; }

    public string Reference { get; init; } = "";

    public DateOnly From { get; init; }

    public DateOnly To { get; init; }

    public static AssetClaim None(Guid id) => new() { Id = id };
}

/// <summary>Folds claims.</summary>
public static class AssetClaimFold
{
    public static AssetClaim Evolve(AssetClaim state, object fact) => fact switch
    {
        AssetClaimed f => state with { Key = f.Key, Contribution = f.Contribution, Reference = f.Reference, From = f.From, To = f.To },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an asset claim."),
    };
}
