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
        RegisterContributionRequest body, CommandContext context, Commands commands, SecretIntake intake, Reads read, CancellationToken ct)
    {
        var particulars = body.For(context.By.Organisation, out var malformed);
        if (particulars is null) return Problem.From(malformed!);
        var stream = StreamId.For(context.Tenant, "contribution", particulars.Reference);
        var (secrets, refused) = await intake.PrepareAsync(new SaidAtRegistration(particulars), body.Secrecy, stream, context, read, ct);
        if (refused is not null) return Problem.From(refused);
        var outcome = await commands.Handle(
            stream, secrets.Context("draft"), Contribution.None(stream),
            async (state, reads) => await secrets.KeepWithAsync(LifeDecider.Decide(state, new Domain.DraftContribution(
                particulars, context.By, context.At, await secrets.SecrecyAsync(state.Draft, ct))), reads, ct),
            ct);
        return await secrets.AnswerAsync(outcome, read, ct);
    }
}
