using System.Text.Json;
using Ledger.Risks.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Risks.Features;

/// <param name="Method">Rule id of the category's loss measure.</param>
/// <param name="Inputs">
/// Inputs of the rule, without terms: currency and policy come from the agreement, and what other events counted from the platform.
/// </param>
/// <param name="Version">Rule version; the newest when left out.</param>
/// <param name="Fault">Who was at fault; left out for nobody.</param>
/// <param name="Insurers">What the insurers of the agreement answered: without an answer, what they cover is not shared.</param>
public sealed record MeasureLossRequest(
    string Method, JsonElement Inputs, int? Version = null, StatedFault? Fault = null, IReadOnlyList<InsurerAnswer>? Insurers = null);

internal static class MeasureLossEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/risk-events/{id:guid}/measurement", Handle)
        .RequireAuthorization(Roles.FinanceOfficer)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary("Measure the loss of a risk event, or measure it again before it is allocated");

    private static async Task<IResult> Handle(
        Guid id, MeasureLossRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, RiskEvent.None(id),
            async (state, reads) => RiskEventDecider.Decide(state, new Domain.MeasureLoss(
                body.Method, body.Version, body.Inputs, await EventReader.MeasureAsync(state, context.Tenant, reads, ct), context.By, context.At,
                body.Fault, body.Insurers)),
            ct);
        return outcome.ToHttp();
    }
}
