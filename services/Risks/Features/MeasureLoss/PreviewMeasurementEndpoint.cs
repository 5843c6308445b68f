using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Risks.Features;

/// <summary>What a measurement would come to. Nothing is written.</summary>
/// <param name="Gross">Loss before excess and recoveries.</param>
/// <param name="Loss">Loss to be borne.</param>
/// <param name="Losses">Per sufferer.</param>
/// <param name="Shared">What of the loss would be shared.</param>
/// <param name="Result">Rule, inputs, figures and every line.</param>
/// <param name="Admission">What is taken off, and why; absent where nothing is.</param>
public sealed record MeasurementPreview(
    Money Gross, Money Loss, IReadOnlyList<SuffererLoss> Losses, Money Shared, MethodResult Result, MethodResult? Admission);

internal static class PreviewMeasurementEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/risk-events/{id:guid}/measurement/preview", Handle)
        .RequireAuthorization(Roles.FinanceOfficer)
        .Produces<MeasurementPreview>()
        .WithSummary("What a measurement would come to now; it is calculated and nothing is written");

    private static async Task<IResult> Handle(Guid id, MeasureLossRequest body, HttpContext http, Reads reads, TimeProvider time, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var caller = http.User.Caller();
        var state = await session.Documents.LoadAsync<RiskEvent>(id, ct) ?? throw RequestRefused.NotFound();
        var decision = RiskEventDecider.Decide(state, new Domain.MeasureLoss(
            body.Method, body.Version, body.Inputs, await EventReader.MeasureAsync(state, caller.Consortium, session.Documents, ct), caller.Actor, time.GetUtcNow(),
            body.Fault, body.Insurers));
        if (decision.Rejection is { } refused) return Problem.From(refused);
        // The same measurement again decides nothing: then it is what stands.
        var measured = decision.Facts.OfType<LossMeasured>().FirstOrDefault() ?? state.Measured!;
        return Results.Ok(new MeasurementPreview(measured.Gross, measured.Loss, measured.Losses, measured.Shared, measured.Result, measured.Admission));
    }
}
