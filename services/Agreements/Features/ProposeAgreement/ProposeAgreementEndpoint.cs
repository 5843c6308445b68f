using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Agreements.Features;

internal static class ProposeAgreementEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/agreements/{id:guid}/proposal", Handle)
        .RequireAuthorization(Roles.Administrator)
        .WithMetadata(new ChangesWhatWasRead())
        .WithSummary("Put a draft to the parties for signature, once its own tests pass and no other version stands in its way");

    private static async Task<IResult> Handle(Guid id, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(id, context, Agreement.None(id), async (state, session) =>
        {
            var around = await AgreementVersions.AroundAsync(session, context.Tenant, state, ct);
            return AgreementDecider.Decide(state, new Domain.ProposeAgreement(around, context.By, context.At));
        }, ct);
        return outcome.ToHttp();
    }
}
