using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Valuation.Features;

/// <summary>What is not as it was recorded.</summary>
/// <param name="Code">Stable code, as <c>rules reperform</c> says it.</param>
/// <param name="Field">Where in the snapshot.</param>
/// <param name="Message">In both languages.</param>
public sealed record SnapshotDifference(string Code, string? Field, Text Message);

/// <summary>A snapshot calculated again from its own inputs.</summary>
/// <param name="Number">Of the proposal.</param>
/// <param name="Hash">SHA-256 of the snapshot's canonical bytes.</param>
/// <param name="Size">How many bytes.</param>
/// <param name="Same">Whether every byte came out the same.</param>
/// <param name="Differences">Empty when it did.</param>
public sealed record Reperformance(int Number, string Hash, int Size, bool Same, IReadOnlyList<SnapshotDifference> Differences);

internal static class ReperformanceEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/appraisals/{id:guid}/snapshots/{number:int}/reperformance", Handle)
        .Produces<Reperformance>()
        .WithSummary("Calculates a snapshot again and compares every byte, as `rules reperform` does without a server");

    private static async Task<IResult> Handle(Guid id, int number, HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        if (await Blindness.RefusesAsync(http.User.Caller(), id, session.Documents, ct) is { } blind) return Problem.From(blind);
        var history = await ProposalHistory.ReadAsync(id, session.Documents, ct);
        if (number < 1 || number > history.Proposals.Count) throw RequestRefused.NotFound();
        var snapshot = Domain.Snapshots.Of(id, history.Subject, number, history.Proposals[number - 1]);
        var again = SnapshotReperformance.Of(snapshot);
        return Results.Ok(new Reperformance(
            number, snapshot.Hash, snapshot.Bytes().Length, again.Same,
            [.. again.Differences.Select(difference => new SnapshotDifference(difference.Code, difference.Field, difference.Message))]));
    }
}
