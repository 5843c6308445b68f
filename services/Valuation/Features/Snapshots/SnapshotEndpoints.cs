using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;
using Marten;

namespace Ledger.Valuation.Features;

/// <summary>
/// A proposal of an appraisal. <c>superseded</c> is there where a later proposal took its place, <c>voided</c> where it no longer counts
/// because its valuer is no longer assigned; the standing one has neither.
/// </summary>
public sealed record ProposalEntry(
    int Number, string ProposalHash, string Method, int MethodVersion, Money Value, int AgreementVersion, Actor By, DateTimeOffset At,
    SupersededBy? Superseded, VoidedBy? Voided);

/// <summary>By whom, when and why a proposal was made void.</summary>
public sealed record VoidedBy(Actor By, DateTimeOffset At, Text Reason);

/// <summary>By which proposal, whom, when and why an earlier one was superseded.</summary>
public sealed record SupersededBy(int Number, Actor By, DateTimeOffset At, Text? Reason);

/// <summary>An appraisal with what was proposed, in order.</summary>
/// <param name="Subject">What is appraised.</param>
/// <param name="Proposals">Every one, also those that no longer stand.</param>
/// <param name="Voided">Which of them are void, by their place, from 0.</param>
/// <param name="Alternatives">Other methods' values.</param>
/// <param name="Accepted">The acceptance, or null.</param>
/// <param name="Replaced">Later versions of the accepted value.</param>
internal sealed record ProposalHistory(
    Subject Subject, IReadOnlyList<ValueProposed> Proposals, IReadOnlyDictionary<int, ProposalVoided> Voided,
    IReadOnlyList<AlternativeValued> Alternatives, ValueAccepted? Accepted, IReadOnlyList<ValueReplaced> Replaced)
{
    /// <summary>From the recorded facts: they alone hold what no longer stands.</summary>
    public static async Task<ProposalHistory> ReadAsync(Guid id, IQuerySession reads, CancellationToken ct) =>
        Of([.. (await reads.Events.FetchStreamAsync(id, token: ct)).Select(recorded => recorded.Data)]) ?? throw RequestRefused.NotFound();

    /// <summary>From the facts of a stream; null where it is no appraisal that is open yet.</summary>
    public static ProposalHistory? Of(IReadOnlyList<object> facts)
    {
        var subject = facts.OfType<AppraisalOpened>().FirstOrDefault()?.Subject ?? facts.OfType<ReappraisalOpened>().FirstOrDefault()?.Subject;
        if (subject is null) return null;
        var proposals = new List<ValueProposed>();
        var voided = new Dictionary<int, ProposalVoided>();
        foreach (var fact in facts)
        {
            if (fact is ValueProposed proposed) proposals.Add(proposed);
            if (fact is ProposalVoided gone) voided[proposals.Count - 1] = gone;
        }

        return new ProposalHistory(
            subject, proposals, voided, [.. facts.OfType<AlternativeValued>()], facts.OfType<ValueAccepted>().FirstOrDefault(),
            [.. facts.OfType<ValueReplaced>()]);
    }

    public IReadOnlyList<ProposalEntry> Entries() => [.. Proposals.Select((fact, i) => new ProposalEntry(
        i + 1, fact.ProposalHash, fact.Method, fact.MethodVersion, fact.Value, fact.AgreementVersion, fact.By, fact.At,
        i + 1 < Proposals.Count && !Voided.ContainsKey(i)
            ? new SupersededBy(i + 2, Proposals[i + 1].By, Proposals[i + 1].At, Proposals[i + 1].Reason)
            : null,
        Voided.GetValueOrDefault(i) is { } gone ? new VoidedBy(gone.By, gone.At, gone.Reason) : null))];

    /// <summary>The snapshot of a version of the accepted value, or null.</summary>
    public ValuationSnapshot? Version(Guid id, int number)
    {
        if (Accepted is not null && number == 1)
            return Domain.Snapshots.Of(id, Subject, Proposals.Count, Proposals[^1]);
        return Replaced.FirstOrDefault(fact => fact.Number == number) is { } replaced
            ? Domain.Snapshots.Of(id, Proposals.Count + number - 1, replaced)
            : null;
    }
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
