using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>A version of a profile that the consortium adopted.</summary>
/// <param name="No">Its version, from 1.</param>
/// <param name="Document">As it was signed.</param>
/// <param name="DocumentHash">SHA-256 of the canonical document.</param>
/// <param name="Effective">The days for which it was issued.</param>
/// <param name="Supersedes">The version that it replaces; null for none.</param>
/// <param name="Base">The version of another profile that it overrides; null for a national base.</param>
/// <param name="Signature">The authority's.</param>
/// <param name="By">Who adopted it.</param>
/// <param name="At">Recorded time.</param>
public sealed record ProfileVersion(
    int No, JsonElement Document, string DocumentHash, Period Effective, int? Supersedes, RegionProfileReference? Base,
    AuthoritySignature Signature, Actor By, DateTimeOffset At)
{
    /// <summary>The document, read; it was checked when it was adopted.</summary>
    public ProfileDocument Read() => ProfileDocument.Parse(Document).Value
        ?? throw new InvalidOperationException($"The recorded document of profile version {No} cannot be read.");
}

/// <summary>The adopted versions of one region policy profile (地区政策参数).</summary>
public sealed record RegionProfile
{
    public Guid Id { get; init; }

    public string ProfileId { get; init; } = "";

    public IReadOnlyList<ProfileVersion> Versions { get; init; } = [];

    public static RegionProfile None(Guid id) => new() { Id = id };

    /// <summary>The version of this number, or null.</summary>
    public ProfileVersion? Find(int version) => Versions.FirstOrDefault(other => other.No == version);

    /// <summary>The version that replaces this one, or null.</summary>
    public ProfileVersion? SuccessorOf(ProfileVersion version) => Versions.FirstOrDefault(other => other.Supersedes == version.No);

    /// <summary>The days on which a version rules: from its first day to the day before its successor's, or to its last.</summary>
    public Period RulingPeriod(ProfileVersion version) => SuccessorOf(version) is { } next && next.Effective.From <= version.Effective.To
        ? new Period(version.Effective.From, next.Effective.From.AddDays(-1))
        : version.Effective;

    /// <summary>The version that rules on a day, or null.</summary>
    public ProfileVersion? InForce(DateOnly day) => Versions.FirstOrDefault(version => RulingPeriod(version).Contains(day));
}
