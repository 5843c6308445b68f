using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;
using Marten.Linq.MatchesSql;

namespace Ledger.Valuation.Features;

internal static class ReadAppraisalsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/appraisals/{id:guid}", (Guid id, Reads reads, CancellationToken ct) =>
                reads.OneAsync<Appraisal, AppraisalDetails>(id, AppraisalDetails.Of, ct))
            .Produces<AppraisalDetails>()
            .WithSummary("One appraisal with the steps of its calculation");
        routes.MapGet("/appraisals", (Guid? contribution, string? state, string? after, Reads reads, CancellationToken ct) =>
                List(contribution, state, after, reads, ct))
            .Produces<Page<AppraisalSummary>>()
            .WithSummary("Appraisals of the consortium, by contribution and state");
    }

    private static async Task<IResult> List(Guid? contribution, string? state, string? after, Reads reads, CancellationToken ct)
    {
        var names = KebabCase.Names<AppraisalState>().Where(name => name != KebabCase.Name(AppraisalState.None));
        if (state is not null && !names.Contains(state)) return Problem.From(Problems.UnknownValue("state", state, names));
        return await reads.PageAsync<Appraisal, AppraisalSummary>(after, Filter, AppraisalSummary.Of, ct);

        IQueryable<Appraisal> Filter(IQueryable<Appraisal> query)
        {
            query = query.Where(appraisal => appraisal.Subject != null);
            if (contribution is { } id) query = query.Where(appraisal => appraisal.Subject!.ContributionId == id);
            // An enum is stored by its kebab-case name, which the query provider does not know.
            if (state is not null) query = query.Where(appraisal => appraisal.MatchesSql("d.data ->> 'state' = ?", state));
            return query;
        }
    }
}
