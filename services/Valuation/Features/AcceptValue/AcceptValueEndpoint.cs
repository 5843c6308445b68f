using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <param name="ProposalHash">Of the proposal that the approver has read.</param>
public sealed record AcceptValueRequest(string ProposalHash);

// No If-Match: the proposal hash binds what is accepted more closely than a version does.
internal static class AcceptValueEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/appraisals/{id:guid}/acceptance", Handle)
        .RequireAuthorization(Roles.Approver)
        .Produces<Outcome.Receipt>()
        .WithSummary("Accept the standing proposal as a second person; where two approvals are needed, the second one accepts");

    private static async Task<IResult> Handle(
        Guid id, AcceptValueRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, Appraisal.None(id),
            async (state, reads) =>
            {
                var agreement = await InForce.ForAsync(state, reads, ct);
                var known = state.Assignment is null ? null : await Knowledge.LoadAsync(context.Tenant, agreement, reads, ct);
                return AppraisalDecider.Decide(state, new Domain.AcceptValue(body.ProposalHash, agreement, context.By, context.At, known));
            },
            ct);
        return outcome.ToHttp();
    }
}
