using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>
/// The place of an active version in the line of its agreement. Each place can be taken once: of two versions that become active
/// at the same moment, one loses the race and is decided again beside the other.
/// </summary>
public sealed record EnteredVersion
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    public int AgreementVersion { get; init; }

    public string DocumentHash { get; init; } = "";

    /// <summary>Its term; null before it entered.</summary>
    public Period? Effective { get; init; }

    /// <summary>The version it replaces; null for none.</summary>
    public int? Supersedes { get; init; }

    public static EnteredVersion None(Guid id) => new() { Id = id };
}

/// <summary>Folds the one fact of an entered version.</summary>
public static class EnteredVersionFold
{
    public static EnteredVersion Evolve(EnteredVersion state, object fact) => fact switch
    {
        VersionEntered f => state with
        {
            AgreementId = f.AgreementId, AgreementVersion = f.AgreementVersion, DocumentHash = f.DocumentHash, Effective = f.Effective, Supersedes = f.Supersedes,
        },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an entered version."),
    };
}
