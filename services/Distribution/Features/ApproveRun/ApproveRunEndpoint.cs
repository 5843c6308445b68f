using Ledger.Distribution.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Distribution.Features;

/// <param name="ProposalHash">Hash of the proposal that the approver has read (<c>proposal.hash</c> of the run).</param>
public sealed record ApproveRunRequest(string ProposalHash);

internal static class ApproveRunEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/runs/{id:guid}/approval", Handle)
        .RequireAuthorization(Roles.Approver)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary("Approve a proposed run as a second person");

    private static async Task<IResult> Handle(
        Guid id, ApproveRunRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, Run.None(id),
            async (state, reads) => RunDecider.Decide(state, new ApproveRun(
                body.ProposalHash, context.By, context.At, state.Stage == RunStage.Proposed ? await RunStale.WhyAsync(reads, state, ct) : null)), ct);
        return outcome.ToHttp();
    }
}
