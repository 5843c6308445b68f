using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten.Linq.MatchesSql;

namespace Ledger.Risks.Features;

internal static class ReadRiskEventsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/risk-events/{id:guid}", One)
            .Produces<RiskEventDetails>()
            .WithSummary("One risk event with evidence and what is missing, measurement, allocation, disputes, recoveries");
        routes.MapGet("/risk-events", (string? agreement, string? stage, string? after, Reads reads, CancellationToken ct) =>
                List(agreement, stage, after, reads, ct))
            .Produces<Page<RiskEventSummary>>()
            .WithSummary("Risk events of the consortium, by agreement and stage");
    }

    private static async Task<IResult> One(Guid id, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var known = await session.Documents.LoadAsync<RiskEvent>(id, ct);
        var agreement = (await EventReader.AgreementAsync(session.Documents, known?.Reported, ct))?.Document;
        return await reads.OneAsync<RiskEvent, RiskEventDetails>(id, risk => RiskEventDetails.Of(risk, agreement), ct);
    }

    private static async Task<IResult> List(string? agreement, string? stage, string? after, Reads reads, CancellationToken ct)
    {
        var names = KebabCase.Names<RiskStage>().Where(name => name != KebabCase.Name(RiskStage.None));
        if (stage is not null && !names.Contains(stage)) return Problem.From(Problems.UnknownValue("stage", stage, names));
        return await reads.PageAsync<RiskEvent, RiskEventSummary>(after, Filter, RiskEventSummary.Of, ct);

        IQueryable<RiskEvent> Filter(IQueryable<RiskEvent> query)
        {
            if (agreement is not null) query = query.Where(risk => risk.Reported!.Report.AgreementId == agreement);
            // An enum is stored by its kebab-case name, which the query provider does not know.
            if (stage is not null) query = query.Where(risk => risk.MatchesSql("d.data ->> 'stage' = ?", stage));
            return query;
        }
    }
}
