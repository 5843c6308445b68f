using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Risks.Features;

/// <param name="Reason">Why.</param>
public sealed record ReasonRequest(Text Reason);

/// <param name="Upheld">Whether the allocation is reversed; else it stands.</param>
/// <param name="Reason">Why.</param>
public sealed record SettleDisputeRequest(bool Upheld, Text Reason);

internal static class DisputeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/risk-events/{id:guid}/disputes", DisputeAsync)
            .RequireAuthorization(Roles.Contributor)
            .WithMetadata(new ChangesWhatWasRead())
            .Produces<Outcome.Receipt>()
            .WithSummary("Dispute an allocation within the agreement's objection window");
        routes.MapPost("/risk-events/{id:guid}/disputes/{no:int}/withdrawal", WithdrawAsync)
            .RequireAuthorization(Roles.Contributor)
            .Produces<Outcome.Receipt>()
            .WithSummary("Take an own dispute back");
        routes.MapPost("/risk-events/{id:guid}/disputes/{no:int}/settlement", DecideAsync)
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("Dismiss a dispute, or uphold it: then the allocation is reversed and the event opened again");
    }

    private static async Task<IResult> DisputeAsync(Guid id, ReasonRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, RiskEvent.None(id),
            async (state, reads) => DisputeDecider.Decide(state, new Domain.DisputeAllocation(
                body.Reason, (await EventReader.AgreementAsync(reads, state.Reported, ct))?.Document, context.By, context.At)),
            ct);
        return outcome.ToHttp();
    }

    private static Task<IResult> WithdrawAsync(Guid id, int no, ReasonRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
        SettleAsync(id, no, DisputeOutcome.Withdrawn, body.Reason, context, commands, ct);

    private static Task<IResult> DecideAsync(Guid id, int no, SettleDisputeRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
        SettleAsync(id, no, body.Upheld ? DisputeOutcome.Upheld : DisputeOutcome.Dismissed, body.Reason, context, commands, ct);

    private static async Task<IResult> SettleAsync(
        Guid id, int no, DisputeOutcome how, Text reason, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, RiskEvent.None(id),
            async (state, reads) => DisputeDecider.Decide(state, new SettleDispute(
                no, how, reason, await EventReader.ReserveAsync(reads, context.Tenant, state.Reported, ct), context.By, context.At)),
            ct);
        return outcome.ToHttp();
    }
}
