using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;
using Marten;

namespace Ledger.Valuation.Features;

/// <summary>A proposal of an appraisal; <c>superseded</c> is absent for the standing one.</summary>
public sealed record ProposalEntry(
    int Number, string ProposalHash, string Method, int MethodVersion, Money Value, int AgreementVersion, Actor By, DateTimeOffset At,
    SupersededBy? Superseded);

/// <summary>By which proposal, whom, when and why an earlier one was superseded.</summary>
public sealed record SupersededBy(int Number, Actor By, DateTimeOffset At, Text? Reason);

/// <summary>An appraisal with what was proposed, in order.</summary>
internal sealed record ProposalHistory(Subject Subject, IReadOnlyList<ValueProposed> Proposals, IReadOnlyList<AlternativeValued> Alternatives)
{
    /// <summary>From the recorded facts: they alone hold what no longer stands.</summary>
    public static async Task<ProposalHistory> ReadAsync(Guid id, IQuerySession reads, CancellationToken ct)
    {
        var facts = (await reads.Events.FetchStreamAsync(id, token: ct)).Select(recorded => recorded.Data).ToList();
        return facts.OfType<AppraisalOpened>().FirstOrDefault() is { } opened
            ? new ProposalHistory(opened.Subject, [.. facts.OfType<ValueProposed>()], [.. facts.OfType<AlternativeValued>()])
            : throw RequestRefused.NotFound();
    }

    public IReadOnlyList<ProposalEntry> Entries() => [.. Proposals.Select((fact, i) => new ProposalEntry(
        i + 1, fact.ProposalHash, fact.Method, fact.MethodVersion, fact.Value, fact.AgreementVersion, fact.By, fact.At,
        i + 1 < Proposals.Count ? new SupersededBy(i + 2, Proposals[i + 1].By, Proposals[i + 1].At, Proposals[i + 1].Reason) : null))];
}

internal static class SnapshotEndpoints
{
    /// <summary>Header that carries the hash of an exported snapshot.</summary>
    public const string HashHeader = "Ledger-Snapshot-Hash";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/appraisals/{id:guid}/proposals", ProposalsAsync)
            .Produces<IReadOnlyList<ProposalEntry>>()
            .WithSummary("Every proposal of an appraisal, with who superseded it when and why");
        routes.MapGet("/appraisals/{id:guid}/snapshots/{number:int}", SnapshotAsync)
            .Produces<ValuationSnapshot>()
            .WithSummary("The frozen inputs and result of a proposal as canonical JSON")
            .WithDescription($"Canonical bytes (RFC 8785); their SHA-256 stands in {HashHeader}. `rules eval METHOD FILE` calculates them, `rules reperform FILE` compares.");
    }

    /// <summary>The canonical bytes with their hash.</summary>
    internal static IResult Export(ValuationSnapshot snapshot, HttpContext http)
    {
        http.Response.Headers[HashHeader] = snapshot.Hash;
        return Results.Bytes(snapshot.Bytes(), "application/json; charset=utf-8");
    }

    private static async Task<IResult> ProposalsAsync(Guid id, HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        if (await Blindness.RefusesAsync(http.User.Caller(), id, session.Documents, ct) is { } blind) return Problem.From(blind);
        return Results.Ok((await ProposalHistory.ReadAsync(id, session.Documents, ct)).Entries());
    }

    private static async Task<IResult> SnapshotAsync(Guid id, int number, HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        if (await Blindness.RefusesAsync(http.User.Caller(), id, session.Documents, ct) is { } blind) return Problem.From(blind);
        var history = await ProposalHistory.ReadAsync(id, session.Documents, ct);
        if (number < 1 || number > history.Proposals.Count) throw RequestRefused.NotFound();
        return Export(Domain.Snapshots.Of(id, history.Subject, number, history.Proposals[number - 1]), http);
    }
}
