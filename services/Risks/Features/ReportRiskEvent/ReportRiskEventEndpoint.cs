using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Risks.Features;

/// <param name="Reference">The reporter's own id: letters, digits, dots, underscores, hyphens.</param>
/// <param name="AgreementId">Agreement under whose terms the loss shall be borne.</param>
/// <param name="Category">Category of the agreement.</param>
/// <param name="Title">What happened.</param>
/// <param name="OccurredOn">The day on which it struck; not in the future.</param>
/// <param name="Sufferers">Who suffers the loss, by weight above zero: {"E1":"1","E2":"1"}.</param>
/// <param name="Description">More about it, when there is more to say.</param>
/// <param name="Risk">Reference of the registered risk that struck; left out when it was not foreseen.</param>
public sealed record ReportRiskEventRequest(
    string Reference, string AgreementId, string Category, Text Title, DateOnly OccurredOn, IReadOnlyDictionary<string, Rational> Sufferers,
    Text? Description = null, string? Risk = null);

internal static class ReportRiskEventEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/risk-events", Handle)
        .RequireAuthorization(Roles.Contributor)
        .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
        .WithSummary("Report that a shared risk struck");

    private static async Task<IResult> Handle(
        ReportRiskEventRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        if (References.Check(body.Reference) is { } malformed) return Problem.From(malformed);
        if (body.Risk is { } risk && References.Check(risk, "risk") is { } unknown) return Problem.From(unknown);

        var report = new RiskReport(
            body.Reference, body.AgreementId, body.Category, body.Title, body.Description, body.OccurredOn, body.Sufferers,
            body.Risk);
        var stream = StreamId.For(context.Tenant, "risk-event", body.Reference);
        var outcome = await commands.Handle(
            stream, context, RiskEvent.None(stream),
            async (state, reads) => RiskEventDecider.Decide(
                state, new Domain.ReportRiskEvent(
                    report, await EventReader.InForceAsync(reads, report.AgreementId, report.OccurredOn, ct), context.By, context.At,
                    report.Risk is { } named ? await reads.LoadAsync<RegisteredRisk>(RegisterStreams.Of(context.Tenant, named), ct) : null)),
            ct);
        return outcome.ToHttp();
    }
}
