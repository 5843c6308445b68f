using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <summary>A version of the accepted value; <c>cause</c>, <c>case</c> and <c>reason</c> say why it replaced the one before.</summary>
/// <param name="Number">1 is the acceptance.</param>
/// <param name="Value">What counts.</param>
/// <param name="Method">Rule id.</param>
/// <param name="MethodVersion">Rule version.</param>
/// <param name="ProposalHash">Binds value, calculation and basis.</param>
/// <param name="ValidFrom">First day for which it is the right one.</param>
/// <param name="Stands">Whether it is the one that counts.</param>
/// <param name="By">Who accepted it, or concluded the case.</param>
/// <param name="At">When.</param>
/// <param name="Cause">Absent for the acceptance.</param>
/// <param name="Case">Which case; absent for the acceptance.</param>
/// <param name="Reason">Absent for the acceptance.</param>
public sealed record ValueView(
    int Number, Money Value, string Method, int MethodVersion, string ProposalHash, DateOnly ValidFrom, bool Stands, Actor By, DateTimeOffset At,
    ReplacementCause? Cause, string? Case, Text? Reason);

internal static class ReadValuesEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/appraisals/{id:guid}/values", ValuesAsync)
            .Produces<IReadOnlyList<ValueView>>()
            .WithSummary("Every version of the accepted value; the last one counts unless the contribution was reversed");
        routes.MapGet("/appraisals/{id:guid}/values/{number:int}/snapshot", SnapshotAsync)
            .Produces<ValuationSnapshot>()
            .WithSummary("The frozen inputs and result of a version of the accepted value as canonical JSON")
            .WithDescription($"Canonical bytes (RFC 8785); their SHA-256 stands in {SnapshotEndpoints.HashHeader}. `rules reperform FILE` calculates and compares them.");
    }

    private static async Task<IResult> ValuesAsync(Guid id, HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var state = await session.Documents.LoadAsync<Appraisal>(id, ct) ?? throw RequestRefused.NotFound();
        if (await Blindness.RefusesAsync(http.User.Caller(), id, session.Documents, ct) is { } blind) return Problem.From(blind);
        return Results.Ok(state.Versions.Select(one => new ValueView(
            one.Number, one.Value, one.Method, one.MethodVersion, one.ProposalHash, one.ValidFrom, one.Number == state.Standing?.Number, one.By, one.At,
            one.Cause, one.Case, one.Reason)).ToList());
    }

    private static async Task<IResult> SnapshotAsync(Guid id, int number, HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        if (await Blindness.RefusesAsync(http.User.Caller(), id, session.Documents, ct) is { } blind) return Problem.From(blind);
        var history = await ProposalHistory.ReadAsync(id, session.Documents, ct);
        return history.Version(id, number) is { } snapshot ? SnapshotEndpoints.Export(snapshot, http) : throw RequestRefused.NotFound();
    }
}
