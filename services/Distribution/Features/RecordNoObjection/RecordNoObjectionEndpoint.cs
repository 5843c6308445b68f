using Ledger.Distribution.Domain;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Distribution.Features;

/// <param name="ProposalHash">Hash of the proposal that the caller has read (<c>proposal.hash</c> of the run).</param>
public sealed record RecordNoObjectionRequest(string ProposalHash);

// No If-Match: declarations of several parties do not exclude each other, and the hash binds what is declared.
internal static class RecordNoObjectionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/runs/{id:guid}/no-objection", Handle)
        .RequireSpokesperson()
        .Produces<Outcome.Receipt>()
        .WithSummary("Declare for the own organisation that it does not object");

    private static async Task<IResult> Handle(
        Guid id, RecordNoObjectionRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var command = new RecordNoObjection(body.ProposalHash, context.By, context.At);
        return (await commands.Handle(id, context, Run.None(id), state => RunDecider.Decide(state, command), ct)).ToHttp();
    }
}
