using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Evidence that must not be erased, whatever its period.</summary>
public sealed record LegalHold(string CaseId, HoldScope Scope, Text Ground, HoldAuthority Authority, Actor By, DateTimeOffset At);

/// <summary>In which right a hold is placed or lifted.</summary>
[JsonConverter(typeof(KebabCaseEnum<HoldAuthority>))]
public enum HoldAuthority
{
    /// <summary>For the consortium.</summary>
    Administrator,

    /// <summary>For the regulator, which no administrator can undo.</summary>
    Regulator,
}

/// <summary>What a hold covers: everything of the consortium, or one contribution with its papers, or one file.</summary>
/// <param name="Contribution">A contribution, or null.</param>
/// <param name="Sha256">A file, or null.</param>
public sealed record HoldScope(Guid? Contribution = null, string? Sha256 = null)
{
    public bool Covers(string sha256, IEnumerable<EvidenceUse> uses) =>
        (Contribution is null && Sha256 is null) || Sha256 == sha256 || (Contribution is { } held && uses.Any(use => use.Contribution == held));
}
