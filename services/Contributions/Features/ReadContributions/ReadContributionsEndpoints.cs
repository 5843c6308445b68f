using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten.Linq.MatchesSql;

namespace Ledger.Contributions.Features;

internal static class ReadContributionsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/contributions/{id:guid}", (Guid id, Reads reads, CancellationToken ct) =>
                reads.OneAsync<Contribution, ContributionDetails>(id, ContributionDetails.Of, ct))
            .Produces<ContributionDetails>()
            .WithSummary("One contribution with its evidence, verification, claimed and accepted value");
        routes.MapGet("/contributions", (string? party, string? state, string? after, Reads reads, CancellationToken ct) =>
                List(party, state, after, reads, ct))
            .Produces<Page<ContributionSummary>>()
            .WithSummary("Contributions of the consortium, by party and state");
    }

    private static async Task<IResult> List(string? party, string? state, string? after, Reads reads, CancellationToken ct)
    {
        var names = KebabCase.Names<ContributionState>().Where(name => name != KebabCase.Name(ContributionState.None));
        if (state is not null && !names.Contains(state)) return Problem.From(Problems.UnknownValue("state", state, names));
        return await reads.PageAsync<Contribution, ContributionSummary>(after, Filter, ContributionSummary.Of, ct);

        IQueryable<Contribution> Filter(IQueryable<Contribution> query)
        {
            if (party is not null) query = query.Where(contribution => contribution.Particulars!.Party == party);
            // An enum is stored by its kebab-case name, which the query provider does not know.
            if (state is not null) query = query.Where(contribution => contribution.MatchesSql("d.data ->> 'state' = ?", state));
            return query;
        }
    }
}
