using Ledger.Distribution.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Distribution.Features;

/// <param name="Reason">Why, when there is something to say.</param>
public sealed record WithdrawRunRequest(string? Reason = null);

internal static class WithdrawRunEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/runs/{id:guid}/withdrawal", Handle)
        .RequireAuthorization(Roles.FinanceOfficer)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary("Take a run back before it is settled; another may then be computed");

    private static async Task<IResult> Handle(
        Guid id, WithdrawRunRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var command = new WithdrawRun(body.Reason, context.By, context.At);
        return (await commands.Handle(id, context, Run.None(id), state => RunDecider.Decide(state, command), ct)).ToHttp();
    }
}
