using Ledger.Agreements.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Agreements.Features;

/// <param name="Reason">Why the proposal is taken back.</param>
public sealed record WithdrawAgreementRequest(string Reason);

internal static class WithdrawAgreementEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/agreements/{id:guid}/withdrawal", Handle)
        .RequireAuthorization(Roles.Administrator)
        .WithMetadata(new ChangesWhatWasRead())
        .WithSummary("Take back a proposal that not every party has signed");

    private static async Task<IResult> Handle(
        Guid id, WithdrawAgreementRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var command = new Domain.WithdrawAgreement(body.Reason, context.By, context.At);
        var outcome = await commands.Handle(id, context, Agreement.None(id), state => AgreementDecider.Decide(state, command), ct);
        return outcome.ToHttp();
    }
}
