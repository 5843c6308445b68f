using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Agreements.Integration;

/// <summary>Adopted profiles, merged over their bases, read in the unit of work of a decision.</summary>
internal static class ProfileReads
{
    /// <summary>Every profile has one stream.</summary>
    public static Guid Stream(string tenant, string profileId) => StreamId.For(tenant, "region-profile", profileId);

    /// <summary>The adopted versions of a profile, or null when there are none.</summary>
    public static Task<RegionProfile?> OfAsync(IQuerySession session, string tenant, string profileId, CancellationToken ct) =>
        session.LoadAsync<RegionProfile>(Stream(tenant, profileId), ct);

    /// <summary>The version that an agreement or an override names, or null when it is not adopted.</summary>
    public static async Task<NamedProfile?> NamedAsync(IQuerySession session, string tenant, RegionProfileReference? named, CancellationToken ct)
    {
        if (named is null || await OfAsync(session, tenant, named.Id, ct) is not { } profile || profile.Find(named.Version) is not { } version) return null;
        return new NamedProfile(await MergeAsync(session, tenant, version, ct), profile.RulingPeriod(version));
    }

    /// <summary>A version over its base. Both were checked when the version was adopted, and neither can change.</summary>
    public static async Task<EffectiveProfile> MergeAsync(IQuerySession session, string tenant, ProfileVersion version, CancellationToken ct)
    {
        var basis = version.Base is { } named ? (await BaseAsync(session, tenant, named, ct))?.Merged : null;
        return ProfileMerge.Merge(basis, version.Read()).Value
            ?? throw new InvalidOperationException($"The adopted profile version {version.No} ({version.DocumentHash}) no longer fits its base.");
    }

    /// <summary>The base that a document names, or null when it is not adopted.</summary>
    public static async Task<ProfileBase?> BaseAsync(IQuerySession session, string tenant, RegionProfileReference? named, CancellationToken ct)
    {
        if (named is null || (await OfAsync(session, tenant, named.Id, ct))?.Find(named.Version) is not { } version) return null;
        return new ProfileBase(await MergeAsync(session, tenant, version, ct), version.Effective);
    }
}
