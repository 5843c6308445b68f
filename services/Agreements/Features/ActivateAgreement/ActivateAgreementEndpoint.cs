using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Agreements.Features;

internal static class ActivateAgreementEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/agreements/{id:guid}/activation", Handle)
        .RequireAuthorization(Roles.Administrator)
        .WithMetadata(new ChangesWhatWasRead())
        .WithSummary("Let a version become active whose signatures suffice without a further one, or learn which are missing");

    private static async Task<IResult> Handle(Guid id, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(id, context, Agreement.None(id), async (state, session) =>
        {
            var around = await AgreementVersions.AroundAsync(session, context.Tenant, state, ct);
            return AgreementDecider.Decide(state, new Domain.ActivateAgreement(around, context.At));
        }, ct);
        return outcome.ToHttp();
    }
}
