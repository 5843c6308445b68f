using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>The adopted profile that an agreement names.</summary>
/// <param name="Merged">With its base under it.</param>
/// <param name="Rules">The days on which that version rules.</param>
public sealed record NamedProfile(EffectiveProfile Merged, Period Rules);

/// <summary>An agreement that names a profile keeps within it; one that names none is free.</summary>
internal static class ProfileRules
{
    /// <summary>Null when the version can be put to the parties.</summary>
    public static Rejection? CheckProposal(AgreementDocument document, NamedProfile? profile)
    {
        if (CheckActivation(document, profile) is { } rejection) return rejection;
        if (document.Terms.RegionProfile is not { } named || profile!.Rules.Contains(document.Effective.From)) return null;
        return new ProfileNotInForce(named.Id, named.Version, document.Effective.From) { Field = "document.regionProfile" };
    }

    /// <summary>Null when the version can become active: a successor that came since the proposal does not matter, the version keeps the one it names.</summary>
    public static Rejection? CheckActivation(AgreementDocument document, NamedProfile? profile)
    {
        if (document.Terms.RegionProfile is not { } named) return null;
        if (profile is null) return new ProfileUnknown(named.Id, named.Version) { Field = "document.regionProfile" };
        return ProfileCompliance.Check(document, profile.Merged).FirstOrDefault(finding => finding.Kind == FindingKind.Breaks) is { } broken
            ? new AgreementAgainstProfile(broken) { Field = $"document.{broken.Field}" }
            : null;
    }
}
