using Ledger.Risks.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Risks.Features;

/// <param name="MeasurementHash">Hash of the measurement that the approver has read (<c>measurement.hash</c> of the event).</param>
/// <param name="PreviewHash">Hash of the preview that the approver has read; left out, whatever the rule gives now is decided.</param>
public sealed record AllocateLossRequest(string MeasurementHash, string? PreviewHash = null);

internal static class AllocateLossEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/risk-events/{id:guid}/allocation", Handle)
        .RequireAuthorization(Roles.Approver)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary("Decide by the agreement's terms who bears the measured loss; where two approvals are needed, the second one decides");

    private static async Task<IResult> Handle(
        Guid id, AllocateLossRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, RiskEvent.None(id),
            async (state, reads) => RiskEventDecider.Decide(state, await EventReader.AllocationAsync(
                state, body.MeasurementHash, body.PreviewHash, context.Tenant, context.By, context.At, reads, ct)),
            ct);
        return outcome.ToHttp();
    }
}
