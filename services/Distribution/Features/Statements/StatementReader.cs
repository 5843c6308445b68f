using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Distribution.Features;

/// <summary>Which statement is asked for.</summary>
/// <param name="Agreement">Agreement; may be left out where the consortium has one.</param>
/// <param name="From">First valid day.</param>
/// <param name="To">Last valid day.</param>
/// <param name="Pool">Reference of a pool instead: its period, and the days after it on which it was paid.</param>
/// <param name="RecordedAt">As the books were known at that time.</param>
/// <param name="After">Cursor of the page before.</param>
internal sealed record StatementRequest(
    [FromQuery] string? Agreement = null, [FromQuery] DateOnly? From = null, [FromQuery] DateOnly? To = null, [FromQuery] string? Pool = null,
    [FromQuery] DateTimeOffset? RecordedAt = null, [FromQuery] string? After = null);

/// <summary>Puts statements together.</summary>
internal static class StatementReader
{
    /// <summary>The query that answers a request, or why there is none.</summary>
    public static async Task<(StatementQuery? Query, Rejection? Refused)> QueryAsync(
        IQuerySession reads, string tenant, string party, StatementRequest request, DateTimeOffset now, CancellationToken ct)
    {
        var known = await reads.Query<AdoptedAgreement>().ToListAsync(ct);
        var agreements = known.Where(agreement => request.Agreement is null || agreement.AgreementId == request.Agreement)
            .GroupBy(agreement => agreement.AgreementId).ToList();
        if (agreements is not [var versions]) return (null, new StatementAgreementUnknown { Field = "agreement" });
        if (!versions.Any(version => version.Document!.Parties.Any(each => each.Id == party))) return (null, new StatementPartyUnknown(party) { Field = "party" });
        Period period;
        if (request is { From: { } from, To: { } to, Pool: null })
        {
            if (from > to) return (null, Problems.DatesNotOrdered("to", from, to));
            period = new Period(from, to);
        }
        else if (request is { From: null, To: null, Pool: { } reference })
        {
            var pool = (await reads.PoolsOfAsync(versions.Key, ct)).FirstOrDefault(pool => pool.Reference == reference);
            if (pool is null) return (null, new StatementPeriodUnknown { Field = "pool" });
            period = pool.Period;
        }
        else
        {
            return (null, new StatementPeriodUnknown { Field = request.Pool is null ? "from" : "pool" });
        }

        return (new StatementQuery(tenant, party, versions.Key, period, request.RecordedAt ?? Timestamps.Truncate(now)), null);
    }

    /// <summary>The statement with one page of lines.</summary>
    public static async Task<PeriodStatement> ReadAsync(TenantSession session, StatementQuery query, string? after, CancellationToken ct)
    {
        var (accounts, count) = await query.AccountsAsync(session.Connection, ct);
        var found = await query.PageAsync(session.Connection, LineCursor.Read(after), DistributionLimits.StatementLines + 1, ct);
        var page = Page.Of(found, DistributionLimits.StatementLines, LineCursor.Of);
        var entries = (await session.Documents.LoadManyAsync<JournalEntry>(ct, [.. page.Items.Select(line => line.Entry).Distinct()]))
            .ToDictionary(entry => entry.Id, entry => entry.Posted!);
        var runs = await session.Documents.LoadManyAsync<Run>(ct, [.. await query.RunsAsync(session.Connection, ct)]);
        return new PeriodStatement(
            query.Party, query.AgreementId, query.Period, query.KnownAt, accounts, Summary(accounts),
            [
                .. runs.Where(run => run.Settled is not null).OrderBy(run => run.Settled!.At)
                    .Select(run => Statements.Of(run, query.Party)).OfType<Statement>()
                    .Select(statement => new SettlementPart(statement, $"/api/v1/consortia/{query.Tenant}/statements/{query.Party}/recompute?run={statement.Run.RunId}")),
            ],
            [.. page.Items.Select(line => Line(line, entries.GetValueOrDefault(line.Entry)))], count, page.Next);
    }

    private static BookedLine Line(StoredLine line, JournalEntryPosted? entry) => new(
        line.Entry, line.No, line.On, line.RecordedAt, line.Account, line.Kind, line.Reference, entry?.Narrative ?? KindWords.Of(line.Kind), line.Amount,
        line.RunId, entry?.Contribution, entry?.Sources ?? []);

    // What is with the bank has not reached the party: only what left the bank was paid.
    private static CashSummary? Summary(IReadOnlyList<StatementAccount> accounts)
    {
        var cash = accounts.Where(account => account.Book == Book.Cash).ToList();
        if (cash.Count == 0) return null;
        var currency = cash[0].Opening.Currency;
        if (cash.Any(account => account.Opening.Currency != currency)) return null;
        var shares = Of("benefits-shared");
        var losses = Of("loss-paid");
        // A payment that came back was booked against the bank; one that failed moves between two accounts of the party and sums to nothing.
        var paid = -(Of("payment-paid") + Of("payment-returned") + Of("payment-sent"));
        var all = Money.Sum(cash.SelectMany(account => account.Movements).Select(movement => movement.Amount), currency);
        return new CashSummary(
            Money.Sum(cash.Select(account => account.Opening), currency), shares, losses, all - shares - losses + paid, paid,
            Money.Sum(cash.Select(account => account.Closing), currency));

        Money Of(string kind) => Money.Sum(
            cash.SelectMany(account => account.Movements).Where(movement => movement.Kind == kind).Select(movement => movement.Amount), currency);
    }
}
