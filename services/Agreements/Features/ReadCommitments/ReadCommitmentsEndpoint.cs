using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Agreements.Features;

/// <summary>The obligations under one agreement on a day.</summary>
/// <param name="AgreementVersion">The version whose commitments count on the day; null when none rules.</param>
/// <param name="On">The day.</param>
/// <param name="Obligations">By due date.</param>
public sealed record ObligationsOnADay(int? AgreementVersion, DateOnly On, IReadOnlyList<Obligation> Obligations);

internal static class ReadCommitmentsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/agreements/by-id/{agreementId}/obligations", Handle)
        .Produces<ObligationsOnADay>()
        .WithSummary("Planned against delivered under the version that rules on a day (on=yyyy-MM-dd), of all parties or one (party=)");

    private static async Task<IResult> Handle(string agreementId, DateOnly on, string? party, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var versions = await AgreementVersions.OfAsync(session.Documents, agreementId, ct);
        if (versions.Count == 0) throw RequestRefused.NotFound();
        if (AgreementStanding.InForce(versions, on) is not { } ruling) return Results.Ok(new ObligationsOnADay(null, on, []));

        var deliveries = await session.Documents.Query<Delivery>().Where(delivery => delivery.AgreementId == agreementId).ToListAsync(ct);
        var all = ObligationCalendar.Of(ruling.Read(), deliveries, on);
        return Results.Ok(new ObligationsOnADay(
            ruling.AgreementVersion, on, party is null ? all : [.. all.Where(obligation => obligation.Party == party)]));
    }
}
