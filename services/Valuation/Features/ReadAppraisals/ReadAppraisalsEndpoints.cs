using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;
using Marten.Linq.MatchesSql;

namespace Ledger.Valuation.Features;

internal static class ReadAppraisalsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/appraisals/{id:guid}", async (Guid id, HttpContext http, Reads reads, CancellationToken ct) =>
            {
                var blind = await HidesAsync(id, http, reads, ct);
                return await reads.OneAsync<Appraisal, AppraisalDetails>(id, appraisal => AppraisalDetails.Of(appraisal, blind), ct);
            })
            .Produces<AppraisalDetails>()
            .WithSummary("One appraisal with the steps of its calculation");
        routes.MapGet("/appraisals", (Guid? contribution, string? state, bool? reappraisals, string? after, HttpContext http, Reads reads, CancellationToken ct) =>
                List(contribution, state, reappraisals ?? false, after, http, reads, ct))
            .Produces<Page<AppraisalSummary>>()
            .WithSummary("Appraisals of the consortium, by contribution and state; reappraisals=true lists the new ones of challenged values instead");
    }

    private static async Task<bool> HidesAsync(Guid id, HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        return await Blindness.HidesAsync(http.User.Caller(), id, session.Documents, ct);
    }

    private static async Task<Blindness> BlindnessAsync(HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        return await Blindness.OfAsync(http.User.Caller(), session.Documents, ct);
    }

    private static async Task<IResult> List(
        Guid? contribution, string? state, bool reappraisals, string? after, HttpContext http, Reads reads, CancellationToken ct)
    {
        var names = KebabCase.Names<AppraisalState>().Where(name => name != KebabCase.Name(AppraisalState.None));
        if (state is not null && !names.Contains(state)) return Problem.From(Problems.UnknownValue("state", state, names));
        var blindness = await BlindnessAsync(http, reads, ct);
        return await reads.PageAsync<Appraisal, AppraisalSummary>(
            after, Filter, appraisal => AppraisalSummary.Of(appraisal, blindness.Hides(appraisal)), ct);

        IQueryable<Appraisal> Filter(IQueryable<Appraisal> query)
        {
            query = query.Where(appraisal => appraisal.Subject != null);
            query = reappraisals ? query.Where(appraisal => appraisal.Reappraisal != null) : query.Where(appraisal => appraisal.Reappraisal == null);
            if (contribution is { } id) query = query.Where(appraisal => appraisal.Subject!.ContributionId == id);
            // An enum is stored by its kebab-case name, which the query provider does not know.
            if (state is not null) query = query.Where(appraisal => appraisal.MatchesSql("d.data ->> 'state' = ?", state));
            return query;
        }
    }
}
