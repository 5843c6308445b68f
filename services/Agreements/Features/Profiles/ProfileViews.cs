using System.Text.Json;
using Ledger.Agreements.Domain;
using Ledger.Rules;

namespace Ledger.Agreements.Features;

/// <summary>A version in a list, without its document.</summary>
/// <param name="Version">From 1.</param>
/// <param name="DocumentHash">What was signed.</param>
/// <param name="Rules">Days on which it rules.</param>
/// <param name="Base">The version that it overrides; absent in a national base.</param>
/// <param name="Authority">Who signed.</param>
public sealed record ProfileVersionSummary(int Version, string DocumentHash, Period Rules, RegionProfileReference? Base, string Authority)
{
    public static ProfileVersionSummary Of(RegionProfile profile, ProfileVersion version) =>
        new(version.No, version.DocumentHash, profile.RulingPeriod(version), version.Base, version.Signature.Authority);
}

/// <summary>A profile with its versions.</summary>
public sealed record ProfileSummary(string ProfileId, IReadOnlyList<ProfileVersionSummary> Versions)
{
    public static ProfileSummary Of(RegionProfile profile) =>
        new(profile.ProfileId, [.. profile.Versions.Select(version => ProfileVersionSummary.Of(profile, version))]);
}

/// <summary>One version with its document, its signature and who adopted it.</summary>
public sealed record ProfileVersionView(
    ProfileVersionSummary Summary, JsonElement Document, AuthoritySignature Signature, Actor By, DateTimeOffset At);

/// <summary>The profile that rules on a day.</summary>
/// <param name="On">The day.</param>
/// <param name="Profile">Merged over its base, each value with its origin.</param>
/// <param name="BaseSupersededBy">The version that by this day has replaced the base it was laid over: its authority has to issue it anew. Absent when the base rules still.</param>
/// <param name="Uncertain">Keys whose value nobody has found in a legal text.</param>
public sealed record ProfileOnADay(DateOnly On, EffectiveProfile Profile, RegionProfileReference? BaseSupersededBy, IReadOnlyList<string> Uncertain);

/// <summary>Two regions side by side on a day.</summary>
public sealed record ProfilesSideBySide(DateOnly On, RegionProfileReference Left, RegionProfileReference Right, IReadOnlyList<ComparedKey> Keys);

/// <summary>An agreement under another profile.</summary>
/// <param name="Agreement">Hash of the agreement's document.</param>
/// <param name="Under">The profile asked for.</param>
/// <param name="Own">The profile that the agreement stands under; absent when it names none.</param>
/// <param name="Findings">What it breaks, and what people must look at.</param>
/// <param name="Changes">Keys that differ from its own profile, its own one to the left; all keys when it names none.</param>
public sealed record AgreementUnderProfile(
    string Agreement, RegionProfileReference Under, RegionProfileReference? Own, IReadOnlyList<ProfileFinding> Findings, IReadOnlyList<ComparedKey> Changes);
