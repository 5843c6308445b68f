using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;
using Marten;

namespace Ledger.Valuation.Features;

internal static class CaseEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/appraisals/{id:guid}/case", Handle)
        .Produces<CaseView>()
        .WithSummary("A case opened: grid, weights, outliers, cross-checks, interval, influence, alternatives, and the way from claimed to accepted");

    private static async Task<IResult> Handle(Guid id, HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var appraisal = await session.Documents.LoadAsync<Appraisal>(id, ct) ?? throw RequestRefused.NotFound();
        if (await Blindness.RefusesAsync(http.User.Caller(), id, session.Documents, ct) is { } blind) return Problem.From(blind);
        var stream = await session.Documents.Events.FetchStreamStateAsync(id, ct) ?? throw RequestRefused.NotFound();
        var history = await ProposalHistory.ReadAsync(id, session.Documents, ct);
        var used = (appraisal.Proposal?.Basis?.Evidence ?? []).Select(item => item.Id).ToArray();
        var items = used.Length == 0 ? [] : await session.Documents.LoadManyAsync<MarketEvidence>(ct, used);
        http.Response.Headers.ETag = ETags.Of(stream.Version);
        return Results.Ok(CaseView.Of(appraisal, history, items.ToDictionary(item => item.Id)));
    }
}
