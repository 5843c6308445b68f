using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Risks.Features;

internal static class LossSnapshotEndpoint
{
    /// <summary>Header that carries the hash of an exported snapshot.</summary>
    public const string HashHeader = "Ledger-Snapshot-Hash";

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/risk-events/{id:guid}/snapshots/{number:int}", Handle)
        .Produces<LossSnapshot>()
        .WithSummary("The frozen inputs and results of a measurement, and of its allocation, as canonical JSON")
        .WithDescription($"Canonical bytes (RFC 8785); their SHA-256 stands in {HashHeader}. `rules reperform FILE` calculates them again.");

    private static async Task<IResult> Handle(Guid id, int number, HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        // From the recorded facts: they alone hold what no longer stands.
        var facts = (await session.Documents.Events.FetchStreamAsync(id, token: ct)).Select(recorded => recorded.Data).ToList();
        var measured = facts.OfType<LossMeasured>().ToList();
        if (number < 1 || number > measured.Count) throw RequestRefused.NotFound();
        var reported = facts.OfType<RiskEventReported>().First();
        var agreement = (await EventReader.AgreementAsync(session.Documents, reported, ct))?.Document;
        var snapshot = Of(id, reported, agreement, facts, measured[number - 1], number);
        http.Response.Headers[HashHeader] = snapshot.Hash;
        return Results.Bytes(snapshot.Bytes(), "application/json; charset=utf-8");
    }

    /// <summary>The snapshot of one measurement.</summary>
    internal static LossSnapshot Of(
        Guid id, RiskEventReported reported, AgreementDocument? agreement, IReadOnlyList<object> facts, LossMeasured measured, int number)
    {
        var hash = PayloadHash.Of(measured);
        var allocated = facts.OfType<LossAllocated>().LastOrDefault(fact => fact.MeasurementHash == hash);
        var documents = facts.TakeWhile(fact => !ReferenceEquals(fact, measured)).OfType<RiskEvidenceAttached>().Select(fact => fact.Document);
        return new LossSnapshot(
            LossSnapshot.FormatName, id, reported.Report.Reference, number, hash,
            new SnapshotAgreement(reported.Report.AgreementId, reported.AgreementVersion, reported.Agreement, agreement?.DocumentHash, agreement?.Terms.RegionProfile),
            measured.Gross, measured.Loss, measured.Shared, measured.Result, measured.Admission,
            allocated?.Result,
            [.. documents.Select(document => new SnapshotDocument(document.Item, document.Reference, document.Sha256))],
            allocated?.Escalated?.Result);
    }
}
