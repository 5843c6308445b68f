using System.Text.Json;
using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Agreements.Features;

internal static class SimulateAgreementEndpoint
{
    // No Idempotency-Key: nothing is stored, and the same data give the same figures.
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/agreements/{id:guid}/simulation", Handle)
        .Produces<MethodResult>()
        .WithSummary("What a pool would come to under a version, draft or not: pool, accepted, costClaims, scores; nothing is stored");

    private static async Task<IResult> Handle(Guid id, JsonElement body, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var agreement = await session.Documents.LoadAsync<Agreement>(id, ct) ?? throw RequestRefused.NotFound();
        var evaluation = AgreementSimulation.Run(agreement.Read(), body);
        return evaluation.Rejection is { } rejection ? Problem.From(rejection) : Results.Ok(evaluation.Result);
    }
}
