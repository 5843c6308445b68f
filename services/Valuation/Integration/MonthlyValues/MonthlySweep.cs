using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;
using Marten;

namespace Ledger.Valuation.Integration;

/// <summary>What became of the months that are over.</summary>
/// <param name="AsOf">Months that ended before this day were valued.</param>
/// <param name="Accounts">Contributions with hours.</param>
/// <param name="Valued">Months valued for the first time.</param>
/// <param name="Corrected">Months valued anew.</param>
/// <param name="Refused">Contributions whose hours cannot be valued, with the reason; at most a page of them.</param>
internal sealed record MonthsResult(DateOnly AsOf, int Accounts, int Valued, int Corrected, IReadOnlyList<UnvaluedAccount> Refused);

/// <summary>A contribution whose hours cannot be valued yet.</summary>
internal sealed record UnvaluedAccount(Guid Contribution, string Code, Text Message);

/// <summary>Values every month that is over, of every contribution with hours. Done twice it changes nothing.</summary>
internal sealed class MonthlySweep(TenantSessions sessions, BulkWrites bulk)
{
    private const int Tries = 5;

    public async Task<MonthsResult> RunAsync(string tenant, Actor by, string cause, DateOnly asOf, DateTimeOffset at, CancellationToken ct)
    {
        var result = new MonthsResult(asOf, 0, 0, 0, []);
        var refused = new List<UnvaluedAccount>();
        for (var cursor = Guid.Empty; ;)
        {
            IReadOnlyList<UseAccount> page;
            List<Guid> open = [];
            await using (var session = await sessions.OpenAsync(tenant, ct))
            {
                page = await session.Documents.Query<UseAccount>().Where(account => account.Id > cursor).OrderBy(account => account.Id)
                    .Take(ValuationLimits.SweepPage).ToListAsync(ct);
                var appraisals = await AppraisalsAsync(page, session.Documents, ct);
                foreach (var account in page)
                {
                    var decision = UseAccountDecider.Decide(account, new CloseMonths(Of(account, appraisals), asOf, at));
                    if (decision.Facts.Count > 0) open.Add(account.Id);
                    else if (decision.Rejection is { } why && refused.Count < ServiceDefaults.Limits.PageSize)
                        refused.Add(new UnvaluedAccount(account.Contribution, why.Code, why.Message));
                }
            }

            result = result with { Accounts = result.Accounts + page.Count, Refused = refused };
            if (open.Count > 0)
            {
                var (valued, corrected) = await WriteAsync(tenant, by, cause, open, asOf, at, ct);
                result = result with { Valued = result.Valued + valued, Corrected = result.Corrected + corrected };
            }

            if (page.Count < ValuationLimits.SweepPage) return result;
            cursor = page[^1].Id;
        }
    }

    private async Task<(int Valued, int Corrected)> WriteAsync(
        string tenant, Actor by, string cause, IReadOnlyList<Guid> open, DateOnly asOf, DateTimeOffset at, CancellationToken ct)
    {
        for (var number = 1; ; number++)
        {
            try
            {
                await using var unit = await bulk.BeginAsync(tenant, by, cause, ct);
                var (valued, corrected) = (0, 0);
                foreach (var id in open)
                {
                    var stream = await unit.Documents.Events.FetchForWriting<UseAccount>(id, ct);
                    var appraisal = await unit.Documents.LoadAsync<Appraisal>(WhenContributionVerified.StreamOf(stream.Aggregate!.Contribution), ct);
                    var decision = UseAccountDecider.Decide(stream.Aggregate, new CloseMonths(appraisal, asOf, at));
                    if (decision.Facts.Count == 0) continue;
                    unit.Append(stream, decision.Facts);
                    valued += decision.Facts.Count(fact => fact is UseMonthValued { Version: 1 });
                    corrected += decision.Facts.Count(fact => fact is UseMonthValued { Version: > 1 });
                }

                await unit.CommitAsync(ct);
                return (valued, corrected);
            }
            catch (Exception race) when (number < Tries && BulkWrites.LostRace(race))
            {
                // Hours came in meanwhile: look again.
            }
        }
    }

    private static async Task<Dictionary<Guid, Appraisal>> AppraisalsAsync(IReadOnlyList<UseAccount> accounts, IQuerySession reads, CancellationToken ct)
    {
        var found = await reads.LoadManyAsync<Appraisal>(ct, [.. accounts.Select(account => WhenContributionVerified.StreamOf(account.Contribution))]);
        return found.ToDictionary(appraisal => appraisal.Id);
    }

    private static Appraisal? Of(UseAccount account, Dictionary<Guid, Appraisal> appraisals) =>
        appraisals.GetValueOrDefault(WhenContributionVerified.StreamOf(account.Contribution));
}
