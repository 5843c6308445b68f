using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Risks.Features;

/// <summary>What a decision would come to now. Nothing is written.</summary>
/// <param name="PreviewHash">What an approver names to decide exactly this.</param>
/// <param name="MeasurementHash">The measurement.</param>
/// <param name="Loss">The loss that is shared; payments and kept amounts sum to it.</param>
/// <param name="Payments">What would be paid to the sufferers; without payer the reserve pays.</param>
/// <param name="Kept">What would stay with them.</param>
/// <param name="Committed">What the reserve of the year is committed to before.</param>
/// <param name="ApproversNeeded">1 or 2.</param>
/// <param name="ApprovedBy">Who approved exactly this already.</param>
/// <param name="Result">Rule, inputs, figures and every line.</param>
/// <param name="Escalated">What lies above all caps and has to be decided first; absent when nothing does.</param>
public sealed record AllocationPreview(
    string PreviewHash, string MeasurementHash, Money Loss, IReadOnlyList<Payment> Payments, IReadOnlyList<KeptLoss> Kept, Money Committed,
    int ApproversNeeded, IReadOnlyList<Actor> ApprovedBy, MethodResult Result, EscalatedRest? Escalated = null);

/// <summary>What of a loss lies above all caps.</summary>
/// <param name="Rest">The rest.</param>
/// <param name="Sufferers">Of it, each sufferer's.</param>
/// <param name="ResolvedBy">The proposal by which it is decided who bears it: payments and kept amounts show it; absent while it is not.</param>
public sealed record EscalatedRest(Money Rest, IReadOnlyDictionary<string, Money> Sufferers, int? ResolvedBy)
{
    internal static EscalatedRest? Of(AllocationV2Figures figures, EscalationCase? resolution) => EscalationDecider.Escalates(figures)
        ? new EscalatedRest(
            figures.Unallocated,
            figures.Lines.Where(line => line.Kind == AllocationLineKind.Escalated).ToDictionary(line => line.Sufferer, line => line.Amount, StringComparer.Ordinal),
            resolution?.Proposed.No)
        : null;
}

internal static class PreviewAllocationEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/risk-events/{id:guid}/allocation-preview", Handle)
        .Produces<AllocationPreview>()
        .WithSummary("Who would bear the measured loss if it were decided now; nothing is written");

    private static async Task<IResult> Handle(Guid id, HttpContext http, Reads reads, TimeProvider time, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var caller = http.User.Caller();
        var state = await session.Documents.LoadAsync<RiskEvent>(id, ct) ?? throw RequestRefused.NotFound();
        if (state.Measured is not { } measured) return Problem.From(new NotMeasured());
        if (state.Allocated is not null) return Problem.From(new AlreadyAllocated());
        var hash = PayloadHash.Of(measured);
        var command = await EventReader.AllocationAsync(state, hash, null, caller.Consortium, caller.Actor, time.GetUtcNow(), session.Documents, ct);
        if (command.Agreement is not { } agreement)
            return Problem.From(new RiskAgreementNotActive(state.Reported!.Report.AgreementId, state.Reported.Report.OccurredOn));
        var result = Allocation.Evaluate(state, agreement, command, out var refused);
        if (result is null) return Problem.From(refused!);

        var figures = result.FiguresAs<AllocationV2Figures>();
        var resolution = EscalationDecider.Resolution(state, hash, result.InputsHash);
        var lines = Allocation.Lines(figures, resolution?.Proposed.Result.FiguresAs<EscalationFigures>());
        var two = agreement.Risk.Allocation.Approval?.DualAbove is { } most && measured.Shared > most;
        return Results.Ok(new AllocationPreview(
            result.InputsHash, hash, figures.Loss, Allocation.Payments(lines), Allocation.Kept(lines),
            command.Reserve.Committed ?? Money.Zero(agreement.Currency), two ? 2 : 1,
            [.. state.Approvals.Where(approval => approval.PreviewHash == result.InputsHash).Select(approval => approval.By)], result,
            EscalatedRest.Of(figures, resolution)));
    }
}
