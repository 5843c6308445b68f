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
        .WithSummary("Accept the standing proposal as a second person");

    private static async Task<IResult> Handle(
        Guid id, AcceptValueRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, Appraisal.None(id),
            async (state, reads) => AppraisalDecider.Decide(state, new Domain.AcceptValue(
                body.ProposalHash, await InForce.ForAsync(state, reads, ct), context.By, context.At)),
            ct);
        return outcome.ToHttp();
    }
}
