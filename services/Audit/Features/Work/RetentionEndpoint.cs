using Ledger.Audit.Desk;
using Ledger.Audit.Search;
using Ledger.Audit.Work;
using Ledger.ServiceDefaults.Access;

namespace Ledger.Audit.Features;

/// <summary>How long the log is kept, and what was erased outside of it.</summary>
/// <param name="Classes">Classes of records.</param>
/// <param name="Unclassed">Kinds of events in this consortium's log that no class names: they are kept as the longest class.</param>
/// <param name="Holds">Places in the log of legal holds and their lifting, newest first.</param>
/// <param name="Erasures">Places in the log of shredded keys and erased files, newest first.</param>
public sealed record RetentionView(IReadOnlyList<RetentionClass> Classes, IReadOnlyList<string> Unclassed, IReadOnlyList<long> Holds, IReadOnlyList<long> Erasures);

internal static class RetentionEndpoint
{
    private static readonly string[] HoldKinds = ["legal_hold_placed.v1", "legal_hold_lifted.v1", "key_hold_placed.v1", "key_hold_lifted.v1"];
    private static readonly string[] ErasureKinds = ["subject_key_shredded.v1", "evidence_erased.v1"];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/audit/retention", (Readings readings, HttpContext http, CancellationToken ct) => readings.AnswerAsync(http, "retention", [], async reader =>
        {
            reader.Whole();
            var search = new LogSearch(reader.Connection, reader.Caller.Consortium);
            var holds = await search.FindAsync(new LogQuestion(Kinds: HoldKinds), null, AuditLimits.SearchPage, ct);
            var erasures = await search.FindAsync(new LogQuestion(Kinds: ErasureKinds), null, AuditLimits.SearchPage, ct);
            var kinds = await reader.Log.KindsAsync(ct);
            return new Reply(new RetentionView(
                RetentionClasses.All, [.. kinds.Where(kind => RetentionClasses.Of(kind) is null)],
                [.. holds.Take(AuditLimits.SearchPage)], [.. erasures.Take(AuditLimits.SearchPage)]), holds.Count + erasures.Count);
        }, ct))
        .Produces<RetentionView>()
        .WithSummary("Retention classes of the log, kinds without one, legal holds, and erasures of what lay outside of the log");
}
