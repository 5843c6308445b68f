using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <summary>
/// The draw of an appraisal. <c>draw</c> holds everything needed to draw again: <c>rules eval appraiser.draw</c> takes its inputs.
/// </summary>
public sealed record AssignmentView(
    Guid Appraisal, int Round, AssignmentStep Step, IReadOnlyList<Candidate> Candidates, IReadOnlyList<Exclusion> Exclusions,
    string Commitment, Actor CommittedBy, DateTimeOffset RevealUntil, Money? Fee, string? GivenNonce, Candidate? Valuer, DateTimeOffset? DrawnAt,
    MethodResult? Draw, IReadOnlyList<PastRound> Past, IReadOnlyList<string> Barred, Review? Review)
{
    internal static AssignmentView Of(Appraisal appraisal)
    {
        var standing = appraisal.Assignment ?? throw RequestRefused.NotFound();
        return new AssignmentView(
            appraisal.Id, standing.Round, standing.Step, standing.Candidates, standing.Exclusions, standing.Commitment, standing.CommittedBy!,
            standing.RevealUntil, standing.Fee, standing.GivenNonce, standing.Valuer, standing.DrawnAt, standing.Draw, standing.Past,
            standing.Barred, appraisal.Review);
    }
}

internal static class ReadAssignmentEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/appraisals/{id:guid}/assignment", (Guid id, Reads reads, CancellationToken ct) =>
                reads.OneAsync<Appraisal, AssignmentView>(id, AssignmentView.Of, ct))
            .Produces<AssignmentView>()
            .WithSummary("The draw of an appraisal: candidates, exclusions with reasons, seed, result, earlier rounds");
        routes.MapGet("/appraisals/{id:guid}/assignment/candidates", CandidatesAsync)
            .RequireAuthorization(Roles.Administrator)
            .Produces<CandidateList>()
            .WithSummary("Who could be drawn today, and who not and why");
    }

    private static async Task<IResult> CandidatesAsync(Guid id, HttpContext http, TimeProvider clock, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var appraisal = await session.Documents.LoadAsync<Appraisal>(id, ct) ?? throw RequestRefused.NotFound();
        var subject = appraisal.Subject ?? throw RequestRefused.NotFound();
        var agreement = await InForce.ForAsync(appraisal, session.Documents, ct);
        var known = await Knowledge.LoadAsync(http.User.Caller().Consortium, agreement, session.Documents, ct);
        var methods = agreement?.Document?.PolicyOf(subject.Kind)?.Methods ?? [];
        return Results.Ok(CandidateRules.Sort(
            subject, methods, appraisal.Assignment?.Past ?? [], DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), known, appraisal.Reappraisal));
    }
}
