using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Risks.Features;

/// <param name="Reason">Why.</param>
/// <param name="Withdraw">Whether the event is taken back for good instead of being measured anew.</param>
public sealed record ReopenRiskEventRequest(Text Reason, bool Withdraw = false);

internal static class ReopenRiskEventEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/risk-events/{id:guid}/reopening", Handle)
        .RequireAuthorization(Roles.Approver)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary("Open a withdrawn, allocated or closed event again: an allocation is reversed");

    private static async Task<IResult> Handle(Guid id, ReopenRiskEventRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, RiskEvent.None(id),
            async (state, reads) => LifeDecider.Decide(state, new Domain.ReopenRiskEvent(
                body.Reason, body.Withdraw, await EventReader.ReserveAsync(reads, context.Tenant, state.Reported, ct), context.By, context.At)),
            ct);
        return outcome.ToHttp();
    }
}
