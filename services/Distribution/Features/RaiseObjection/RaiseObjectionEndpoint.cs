using Ledger.Distribution.Domain;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Distribution.Features;

/// <param name="Line">What is objected to: a tier, a party, or a line of the calculation (<c>residual/accepted-value/E1</c>).</param>
/// <param name="Reason">Why.</param>
public sealed record RaiseObjectionRequest(string Line, string Reason);

// No If-Match: objections of several parties do not exclude each other.
internal static class RaiseObjectionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/runs/{id:guid}/objections", Handle)
        .RequireSpokesperson()
        .Produces<Outcome.Receipt>()
        .WithSummary("Object to a line of a proposed run for the own organisation");

    private static async Task<IResult> Handle(
        Guid id, RaiseObjectionRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var command = new RaiseObjection(body.Line, body.Reason, context.By, context.At);
        return (await commands.Handle(id, context, Run.None(id), state => RunDecider.Decide(state, command), ct)).ToHttp();
    }
}
