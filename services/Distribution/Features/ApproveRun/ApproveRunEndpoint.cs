using Ledger.Distribution.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Distribution.Features;

/// <param name="ProposalHash">Hash of the proposal that the approver has read (<c>proposal.hash</c> of the run).</param>
/// <param name="Signature">
/// The approver's own, ES256 over <c>ledger-approval/v1 LF consortium LF id of the run LF proposal hash LF</c>, base64 of r and s; needed of
/// whoever has a signing key.
/// </param>
public sealed record ApproveRunRequest(string ProposalHash, string? Signature = null);

internal static class ApproveRunEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/runs/{id:guid}/approval", Handle)
        .RequireAuthorization(Roles.Approver)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary("Approve a proposed run as a second person, by one's own signature");

    private static async Task<IResult> Handle(
        Guid id, ApproveRunRequest body, CommandContext context, Commands commands, SigningRule signing, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, Run.None(id),
            async (state, reads) => RunDecider.Decide(state, new ApproveRun(
                body.ProposalHash, context.By, context.At, state.Stage == RunStage.Proposed ? await RunStale.WhyAsync(reads, state, ct) : null,
                await signing.OfAsync(reads, context, body.Signature, ct))), ct);
        return outcome.ToHttp();
    }
}
