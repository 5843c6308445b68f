using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Agreements.Features;

internal static class CheckAgreementEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/agreements/{id:guid}/under-profile", Handle)
        .Produces<AgreementUnderProfile>()
        .WithSummary("What-if: an agreement version, draft or active, under a profile (profile=id, version=number): what it breaks, what changes; nothing is stored");

    private static async Task<IResult> Handle(Guid id, string profile, int version, HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var tenant = http.User.Caller().Consortium;
        var agreement = await session.Documents.LoadAsync<Agreement>(id, ct) ?? throw RequestRefused.NotFound();
        var under = new RegionProfileReference(profile, version);
        if (await ProfileReads.NamedAsync(session.Documents, tenant, under, ct) is not { Merged: var other }) return Problem.From(new ProfileUnknown(profile, version));

        var document = agreement.Read();
        // An active version keeps the profile it became active under.
        var own = agreement.Profile ?? (await ProfileReads.NamedAsync(session.Documents, tenant, document.Terms.RegionProfile, ct))?.Merged;
        var compared = ProfileComparison.Between(own ?? other with { Values = new Dictionary<string, EffectiveValue>(StringComparer.Ordinal) }, other);
        return Results.Ok(new AgreementUnderProfile(
            agreement.DocumentHash, under, own?.Reference, ProfileCompliance.Check(document, other), [.. compared.Where(row => row.Order != ProfileOrder.Same)]));
    }
}
