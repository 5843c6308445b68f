using Ledger.Risks.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Risks.Features;

internal static class WithdrawRiskEventEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/risk-events/{id:guid}/withdrawal", Handle)
        .RequireAuthorization(Roles.Contributor)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary("Take back an event that is not allocated");

    private static async Task<IResult> Handle(Guid id, ReasonRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var command = new Domain.WithdrawRiskEvent(body.Reason, context.By, context.At);
        return (await commands.Handle(id, context, RiskEvent.None(id), state => LifeDecider.Decide(state, command), ct)).ToHttp();
    }
}
