using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Agreements.Features;

internal static class ReadProfilesEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/profiles", (string? after, Reads reads, CancellationToken ct) =>
                reads.PageAsync<RegionProfile, ProfileSummary>(after, query => query, ProfileSummary.Of, ct))
            .Produces<Page<ProfileSummary>>()
            .WithSummary("Region policy profiles that the consortium adopted, with their versions");
        routes.MapGet("/profiles/{profileId}/versions/{version:int}", OneAsync)
            .Produces<ProfileVersionView>()
            .WithSummary("One version as its authority signed it");
        routes.MapGet("/profiles/{profileId}/effective", EffectiveAsync)
            .Produces<ProfileOnADay>()
            .WithSummary("The profile that rules on a day (on=yyyy-MM-dd), merged over its base, each value with origin, legal source and certainty mark");
        routes.MapGet("/profiles/comparison", CompareAsync)
            .Produces<ProfilesSideBySide>()
            .WithSummary("Two regions side by side on a day (left=id, right=id, on=yyyy-MM-dd), with the tighter side of each key");
    }

    private static async Task<IResult> OneAsync(string profileId, int version, HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var profile = await ProfileReads.OfAsync(session.Documents, http.User.Caller().Consortium, profileId, ct);
        if (profile?.Find(version) is not { } found) return Problem.From(new ProfileUnknown(profileId, version));
        return Results.Ok(new ProfileVersionView(ProfileVersionSummary.Of(profile, found), found.Document, found.Signature, found.By, found.At));
    }

    private static async Task<IResult> EffectiveAsync(string profileId, DateOnly on, HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var tenant = http.User.Caller().Consortium;
        if (await OnAsync(session.Documents, tenant, profileId, on, ct) is not { } merged) throw RequestRefused.NotFound();
        var below = merged.Layers.Count > 1 ? merged.Layers[^2] : null;
        var now = below is null ? null : (await ProfileReads.OfAsync(session.Documents, tenant, below.Id, ct))?.InForce(on);
        var replaced = now is null || now.No == below!.Version ? null : new RegionProfileReference(below.Id, now.No);
        return Results.Ok(new ProfileOnADay(
            on, merged, replaced, [.. merged.Values.Where(value => value.Value.Mark != SourceMark.Found).Select(value => value.Key)]));
    }

    private static async Task<IResult> CompareAsync(string left, string right, DateOnly on, HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var tenant = http.User.Caller().Consortium;
        if (await OnAsync(session.Documents, tenant, left, on, ct) is not { } one || await OnAsync(session.Documents, tenant, right, on, ct) is not { } other)
            throw RequestRefused.NotFound();
        return Results.Ok(new ProfilesSideBySide(on, one.Reference, other.Reference, ProfileComparison.Between(one, other)));
    }

    private static async Task<EffectiveProfile?> OnAsync(IQuerySession session, string tenant, string profileId, DateOnly on, CancellationToken ct) =>
        (await ProfileReads.OfAsync(session, tenant, profileId, ct))?.InForce(on) is { } version
            ? await ProfileReads.MergeAsync(session, tenant, version, ct)
            : null;
}
