using System.Text.Json;
using Ledger.Risks.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Risks.Features;

/// <param name="Method">Rule id of the category's loss measure.</param>
/// <param name="Inputs">Inputs of the rule, without terms: currency and policy come from the agreement.</param>
/// <param name="Version">Rule version; the newest when left out.</param>
public sealed record MeasureLossRequest(string Method, JsonElement Inputs, int? Version = null);

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
        var command = new MeasureLoss(body.Method, body.Version, body.Inputs, context.By, context.At);
        var outcome = await commands.Handle(id, context, RiskEvent.None(id), state => RiskEventDecider.Decide(state, command), ct);
        return outcome.ToHttp();
    }
}
