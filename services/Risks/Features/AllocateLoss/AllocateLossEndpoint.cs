using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Risks.Features;

/// <param name="MeasurementHash">Hash of the measurement that the approver has read (<c>measurement.hash</c> of the event).</param>
public sealed record AllocateLossRequest(string MeasurementHash);

internal static class AllocateLossEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/risk-events/{id:guid}/allocation", Handle)
        .RequireAuthorization(Roles.Approver)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary("Decide by the agreement's terms who bears the measured loss");

    private static async Task<IResult> Handle(
        Guid id, AllocateLossRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, RiskEvent.None(id),
            async (state, reads) => RiskEventDecider.Decide(state, await CommandAsync(state, body, context, reads, ct)), ct);
        return outcome.ToHttp();
    }

    private static async Task<AllocateLoss> CommandAsync(
        RiskEvent state, AllocateLossRequest body, CommandContext context, IQuerySession reads, CancellationToken ct)
    {
        var standing = state.Measured is { } measured ? PayloadHash.Of(measured) : null;
        var agreement = state.Reported is { } reported ? await AgreementAsync(reads, reported, ct) : null;
        return new AllocateLoss(
            body.MeasurementHash, standing, agreement, await ReserveAsync(reads, context.Tenant, state.Reported, ct),
            agreement?.Risk.Allocation.ByAcceptedValue ?? false ? await AcceptedAsync(reads, state.Reported!.Report, ct) : [],
            context.By, context.At);
    }

    private static async Task<AgreementDocument?> AgreementAsync(IQuerySession reads, RiskEventReported reported, CancellationToken ct) =>
        (await reads.Query<AdoptedAgreement>()
            .Where(agreement => agreement.AgreementId == reported.Report.AgreementId && agreement.AgreementVersion == reported.AgreementVersion)
            .SingleOrDefaultAsync(ct))?.Document;

    private static async Task<ReserveStanding> ReserveAsync(
        IQuerySession reads, string tenant, RiskEventReported? reported, CancellationToken ct)
    {
        if (reported is null) return new ReserveStanding(null, 0, Guid.Empty);
        var (agreement, year) = (reported.Report.AgreementId, reported.Report.OccurredOn.Year);
        var last = await reads.Query<ReserveDraw>()
            .Where(draw => draw.AgreementId == agreement && draw.Year == year)
            .OrderByDescending(draw => draw.No).FirstOrDefaultAsync(ct);
        var no = last?.No ?? 0;
        return new ReserveStanding(last?.Drawn!.Committed, no, StreamId.For(tenant, "reserve-draw", $"{agreement}/{year}/{no + 1}"));
    }

    private static async Task<IReadOnlyList<AcceptedBasis>> AcceptedAsync(IQuerySession reads, RiskReport report, CancellationToken ct)
    {
        var values = await reads.Query<AcceptedValue>().Where(value => value.AgreementId == report.AgreementId).ToListAsync(ct);
        return
        [
            .. values.Where(value => value.Counts()).Select(value => value.Copied!)
                .Where(value => value.EffectiveOn <= report.OccurredOn)
                .OrderBy(value => value.Party, StringComparer.Ordinal).ThenBy(value => value.Reference, StringComparer.Ordinal)
                .Select(value => new AcceptedBasis(value.Party, value.Reference, value.Value, value.Source)),
        ];
    }
}
