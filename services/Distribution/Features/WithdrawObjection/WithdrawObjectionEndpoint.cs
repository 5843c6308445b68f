using Ledger.Distribution.Domain;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Distribution.Features;

internal static class WithdrawObjectionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/runs/{id:guid}/objections/{no:int}/withdrawal", Handle)
        .RequireSpokesperson()
        .Produces<Outcome.Receipt>()
        .WithSummary("Take an objection of the own organisation back");

    private static async Task<IResult> Handle(Guid id, int no, CommandContext context, Commands commands, CancellationToken ct)
    {
        var command = new WithdrawObjection(no, context.By, context.At);
        return (await commands.Handle(id, context, Run.None(id), state => RunDecider.Decide(state, command), ct)).ToHttp();
    }
}
