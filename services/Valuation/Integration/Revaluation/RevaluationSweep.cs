using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;
using Ledger.Valuation.Features;
using Marten;

namespace Ledger.Valuation.Integration;

/// <summary>What a sweep found.</summary>
/// <param name="AsOf">The day that was judged.</param>
/// <param name="Examined">Accepted values looked at.</param>
/// <param name="Due">Values that fell due by it.</param>
/// <param name="Unjudged">Values whose index could not be read, with the reason; at most a page of them.</param>
internal sealed record SweepResult(DateOnly AsOf, int Examined, int Due, IReadOnlyList<Unjudged> Unjudged);

/// <summary>A value whose index could not be read.</summary>
internal sealed record Unjudged(Guid Appraisal, string Reference, string Code, Text Message);

/// <summary>Judges every accepted value of a consortium as of a day. Done twice it changes nothing.</summary>
internal sealed class RevaluationSweep(TenantSessions sessions, BulkWrites bulk)
{
    private const int Tries = 5;

    public async Task<SweepResult> RunAsync(string tenant, Actor by, string cause, DateOnly asOf, DateTimeOffset at, CancellationToken ct)
    {
        var (examined, due) = (0, 0);
        var unjudged = new List<Unjudged>();
        for (var cursor = Guid.Empty; ;)
        {
            IReadOnlyList<Appraisal> page;
            List<Guid> fallen = [];
            SweepTerms terms;
            await using (var session = await sessions.OpenAsync(tenant, ct))
            {
                terms = await SweepTerms.OfAsync(tenant, session.Documents, ct);
                page = await AppraisalPages.ReadAsync(session.Documents, new RunFilter(), cursor, ValuationLimits.SweepPage, ct);
            }

            foreach (var appraisal in page)
            {
                if (RevaluationDecider.Decide(appraisal, terms.For(appraisal, asOf, at)).Facts.Count > 0) fallen.Add(appraisal.Id);
                else if (unjudged.Count < ServiceDefaults.Limits.PageSize && terms.Unread(appraisal, asOf) is { } unread)
                    unjudged.Add(new Unjudged(appraisal.Id, appraisal.Subject!.Reference, unread.Code, unread.Message));
            }

            examined += page.Count;
            if (fallen.Count > 0) due += await WriteAsync(tenant, by, cause, fallen, terms, asOf, at, ct);
            if (page.Count < ValuationLimits.SweepPage) return new SweepResult(asOf, examined, due, unjudged);
            cursor = page[^1].Id;
        }
    }

    // Decided again on what the transaction sees: a value that was replaced meanwhile is not due.
    private async Task<int> WriteAsync(
        string tenant, Actor by, string cause, IReadOnlyList<Guid> fallen, SweepTerms terms, DateOnly asOf, DateTimeOffset at, CancellationToken ct)
    {
        for (var number = 1; ; number++)
        {
            try
            {
                await using var unit = await bulk.BeginAsync(tenant, by, cause, ct);
                var due = 0;
                foreach (var id in fallen)
                {
                    var stream = await unit.Documents.Events.FetchForWriting<Appraisal>(id, ct);
                    var decision = RevaluationDecider.Decide(stream.Aggregate!, terms.For(stream.Aggregate!, asOf, at));
                    if (decision.Facts.Count == 0) continue;
                    unit.Append(stream, decision.Facts);
                    due++;
                }

                await unit.CommitAsync(ct);
                return due;
            }
            catch (Exception race) when (number < Tries && BulkWrites.LostRace(race))
            {
                // Somebody wrote to one of them: look again.
            }
        }
    }
}

/// <summary>Agreements and index series of a consortium, by which values are judged.</summary>
internal sealed class SweepTerms
{
    private readonly AgreementVersions agreements;
    private readonly IReadOnlyDictionary<string, KnownIndex> series;

    private SweepTerms(AgreementVersions agreements, IReadOnlyDictionary<string, KnownIndex> series) => (this.agreements, this.series) = (agreements, series);

    public static async Task<SweepTerms> OfAsync(string tenant, IQuerySession reads, CancellationToken ct)
    {
        var ids = (await reads.Query<PriceIndex>().ToListAsync(ct)).Select(index => index.Header?.Series).OfType<string>().ToList();
        return new SweepTerms(await AgreementVersions.OfAsync(reads, ct), await RegisterReader.SeriesAsync(ids, tenant, reads, ct));
    }

    public JudgeByTime For(Appraisal appraisal, DateOnly asOf, DateTimeOffset at) =>
        new(appraisal.Subject is { } subject ? agreements.InForce(subject.AgreementId, asOf) : null, series, asOf, at);

    public Rejection? Unread(Appraisal appraisal, DateOnly asOf)
    {
        if (appraisal.Subject is not { } subject || agreements.InForce(subject.AgreementId, asOf) is not { } agreement) return null;
        TriggerRules.ByTime(appraisal, agreement, series, asOf, out var unread);
        return unread;
    }
}
