using Ledger.Agreements.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Agreements.Features;

internal static class ProposeAgreementEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/agreements/{id:guid}/proposal", Handle)
        .RequireAuthorization(Roles.Administrator)
        .WithMetadata(new ChangesWhatWasRead())
        .WithSummary("Put a draft to the parties for signature");

    private static async Task<IResult> Handle(Guid id, CommandContext context, Commands commands, CancellationToken ct)
    {
        var command = new Domain.ProposeAgreement(context.By, context.At);
        var outcome = await commands.Handle(id, context, Agreement.None(id), state => AgreementDecider.Decide(state, command), ct);
        return outcome.ToHttp();
    }
}
