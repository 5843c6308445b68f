using Ledger.Contributions.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Contributions.Features;

internal static class DraftContributionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/contributions/drafts", Handle)
        .RequireAuthorization(Roles.Contributor)
        .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
        .WithSummary("Keep a contribution that is to be registered later")
        .WithDescription("The body is that of a registration; evidence may be empty. The same reference again replaces the draft; registering it ends the draft.");

    private static async Task<IResult> Handle(
        RegisterContributionRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var particulars = body.For(context.By.Organisation, out var malformed);
        if (particulars is null) return Problem.From(malformed!);
        var stream = StreamId.For(context.Tenant, "contribution", particulars.Reference);
        var command = new Domain.DraftContribution(particulars, context.By, context.At);
        var outcome = await commands.Handle(stream, context, Contribution.None(stream), state => LifeDecider.Decide(state, command), ct);
        return outcome.ToHttp();
    }
}
