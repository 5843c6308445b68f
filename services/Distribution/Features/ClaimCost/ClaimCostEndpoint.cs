using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Marten;

namespace Ledger.Distribution.Features;

/// <param name="Reference">The claimant's own id, unique within the pool: letters, digits, hyphens.</param>
/// <param name="Amount">What is claimed, in the agreement's currency, above zero.</param>
/// <param name="Title">What it was for.</param>
/// <param name="Party">The claimant; it can only be the caller's organisation, which stands when this is left out.</param>
/// <param name="Class">Priority class, when the agreement's cost-recovery tier has classes.</param>
public sealed record ClaimCostRequest(string Reference, Money Amount, Text Title, string? Party = null, string? Class = null);

// No If-Match: claims of several participants do not exclude each other.
internal static class ClaimCostEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/pools/{id:guid}/cost-claims", Handle)
        .RequireAuthorization(Roles.Contributor)
        .Produces<Outcome.Receipt>()
        .WithSummary("Claim a cost of the own organisation against a pool, until a run of it is proposed");

    private static async Task<IResult> Handle(Guid id, ClaimCostRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, Pool.None(id), async (state, reads) => PoolDecider.Decide(state, await CommandAsync(state, body, context, reads, ct)), ct);
        return outcome.ToHttp();
    }

    private static async Task<ClaimCost> CommandAsync(
        Pool pool, ClaimCostRequest body, CommandContext context, IQuerySession reads, CancellationToken ct)
    {
        var turn = await reads.NextTurnAsync(context.Tenant, Turn.Of(pool.Id), ct);
        var agreement = pool.Exists ? await reads.InForceAsync(pool.AgreementId, pool.Period.To, ct) : null;
        return new ClaimCost(
            body.Reference, body.Party, body.Amount, body.Title, agreement?.Document, (await reads.StagesOfAsync(pool.Id, ct)).Any(run => run.Stands),
            turn, context.By, context.At, body.Class);
    }
}
