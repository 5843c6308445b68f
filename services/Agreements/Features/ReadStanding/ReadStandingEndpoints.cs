using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Agreements.Features;

/// <summary>A version in the line of its agreement, on a day.</summary>
/// <param name="Id">Its stream.</param>
/// <param name="AgreementVersion">From 1.</param>
/// <param name="DocumentHash">What was signed, or is to be.</param>
/// <param name="Standing">Where it stands on the day.</param>
public sealed record VersionOnADay(Guid Id, int AgreementVersion, string DocumentHash, AgreementStanding Standing);

internal static class ReadStandingEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/agreements/{id:guid}/standing", One)
            .Produces<AgreementStanding>()
            .WithSummary("Where a version stands on a day (on=yyyy-MM-dd), which days it rules, which version takes over");
        routes.MapGet("/agreements/{id:guid}/signatures", Signatures)
            .Produces<SignatureStanding>()
            .WithSummary("Whose signatures a version needs, which majority, and which are missing on a day (on=yyyy-MM-dd)");
        routes.MapGet("/agreements/by-id/{agreementId}/versions", Line)
            .Produces<IReadOnlyList<VersionOnADay>>()
            .WithSummary("All versions of one agreement with their standing on a day (on=yyyy-MM-dd)");
    }

    private static async Task<IResult> One(Guid id, DateOnly on, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var agreement = await session.Documents.LoadAsync<Agreement>(id, ct) ?? throw RequestRefused.NotFound();
        var versions = await AgreementVersions.OfAsync(session.Documents, agreement.AgreementId, ct);
        return Results.Ok(AgreementStanding.Of(agreement, versions, on));
    }

    private static async Task<IResult> Signatures(Guid id, DateOnly on, HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var agreement = await session.Documents.LoadAsync<Agreement>(id, ct) ?? throw RequestRefused.NotFound();
        var around = await AgreementVersions.AroundAsync(session.Documents, http.User.Caller().Consortium, agreement, ct);
        return Results.Ok(SignatureRule.Of(agreement, agreement.Read(), around, on));
    }

    private static async Task<IResult> Line(string agreementId, DateOnly on, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var versions = await AgreementVersions.OfAsync(session.Documents, agreementId, ct);
        if (versions.Count == 0) throw RequestRefused.NotFound();
        return Results.Ok(versions
            .Select(version => new VersionOnADay(version.Id, version.AgreementVersion, version.DocumentHash, AgreementStanding.Of(version, versions, on)))
            .ToList());
    }
}
