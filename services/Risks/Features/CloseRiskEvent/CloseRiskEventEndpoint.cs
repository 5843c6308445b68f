using Ledger.Risks.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Risks.Features;

internal static class CloseRiskEventEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/risk-events/{id:guid}/closing", Handle)
        .RequireAuthorization(Roles.FinanceOfficer)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary("Close an allocated event after its objection window");

    private static async Task<IResult> Handle(Guid id, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, RiskEvent.None(id),
            async (state, reads) => LifeDecider.Decide(state, new Domain.CloseRiskEvent(
                (await EventReader.AgreementAsync(reads, state.Reported, ct))?.Document, context.By, context.At)),
            ct);
        return outcome.ToHttp();
    }
}
