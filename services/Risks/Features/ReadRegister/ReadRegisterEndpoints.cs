using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Risks.Features;

/// <summary>A registered risk as it stands; expected: likelihood x strikes x mean cost of a year; overdue: its review is.</summary>
public sealed record RegisteredRiskView(
    Guid Id, RiskEntry Entry, Money Expected, bool Overdue, int Reviews, RiskReviewed? LastReview, RiskRetired? Retired)
{
    internal static RegisteredRiskView Of(RegisteredRisk risk, DateOnly today) => new(
        risk.Id, risk.Entry!, HeatMap.ExpectedOf(risk.Entry!), risk.IsOverdue(today), risk.Reviews, risk.LastReview, risk.Retired);
}

internal static class ReadRegisterEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/risk-register", ListAsync)
            .Produces<Page<RegisteredRiskView>>()
            .WithSummary("The risk register, by agreement and category; overdue=true: only risks whose review is overdue; retired=true: retired ones");
        routes.MapGet("/risk-register/{id:guid}", (Guid id, Reads reads, TimeProvider time, CancellationToken ct) =>
                reads.OneAsync<RegisteredRisk, RegisteredRiskView>(id, risk => RegisteredRiskView.Of(risk, Today(time)), ct))
            .Produces<RegisteredRiskView>()
            .WithSummary("One registered risk");
        routes.MapGet("/risk-register/heat-map", HeatAsync)
            .Produces<HeatMap>()
            .WithSummary("The register of an agreement by likelihood and impact");
    }

    private static async Task<IResult> ListAsync(
        string? agreement, string? category, bool? overdue, bool? retired, string? after, Reads reads, TimeProvider time, CancellationToken ct)
    {
        var today = Today(time);
        return await reads.PageAsync<RegisteredRisk, RegisteredRiskView>(after, Filter, risk => RegisteredRiskView.Of(risk, today), ct);

        IQueryable<RegisteredRisk> Filter(IQueryable<RegisteredRisk> query)
        {
            if (agreement is not null) query = query.Where(risk => risk.AgreementId == agreement);
            if (category is not null) query = query.Where(risk => risk.Entry!.Category == category);
            query = retired == true ? query.Where(risk => risk.Retired != null) : query.Where(risk => risk.Retired == null);
            return overdue == true ? query.Where(risk => risk.Entry!.NextReviewOn < today) : query;
        }
    }

    private static async Task<IResult> HeatAsync(string agreement, Reads reads, TimeProvider time, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var version = await EventReader.InForceAsync(session.Documents, agreement, Today(time), ct);
        if (version?.Document is not { } document) return Problem.From(new RiskAgreementNotActive(agreement, Today(time)) { Field = "agreement" });
        var register = await session.Documents.Query<RegisteredRisk>().Where(risk => risk.AgreementId == agreement).ToListAsync(ct);
        return Results.Ok(HeatMap.Of(document, register));
    }

    private static DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
}
