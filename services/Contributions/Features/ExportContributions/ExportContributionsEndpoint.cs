using System.Globalization;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Imports;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Contributions.Features;

internal static class ExportContributionsEndpoint
{
    private const string Description = "headers=zh or headers=en chooses the column names; without it Accept-Language does. Cells that a "
        + "spreadsheet would run as a formula begin with an apostrophe, which an import takes away again.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/contributions/export", RegisterAsync)
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .WithSummary("The register as CSV (UTF-8 with its mark), by the same filters and times; it can be imported again")
            .WithDescription(Description);
        routes.MapGet("/contributions/totals/export", TotalsAsync)
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .WithSummary("Totals per party as CSV, by the same filters and times")
            .WithDescription(Description);
        routes.MapGet("/contributions/hours/export", HoursAsync)
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .WithSummary("Use logs and time sheets as CSV; either kind alone can be imported again")
            .WithDescription(Description);
    }

    private static async Task<IResult> RegisterAsync(
        [AsParameters] RegisterQuery query, string? headers, HttpContext http, Reads reads, CancellationToken ct)
    {
        if (query.Broken() is { } broken) return Problem.From(broken);
        return await CsvFile.AnswerAsync("contributions.csv", headers, http, reads, Lines, ct);

        async IAsyncEnumerable<string> Lines(TenantSession session, bool chinese)
        {
            yield return RegisterCsv.Header(chinese);
            var caller = http.User.Caller();
            await foreach (var contribution in query.RunAsync(session.Documents, caller.Actor.Organisation, null, ct))
                yield return RegisterCsv.Row(contribution, caller.Hides(contribution));
        }
    }

    private static async Task<IResult> TotalsAsync(
        [AsParameters] RegisterQuery query, string? headers, HttpContext http, Reads reads, CancellationToken ct)
    {
        if (query.Broken() is { } broken) return Problem.From(broken);
        return await CsvFile.AnswerAsync("totals.csv", headers, http, reads, Lines, ct);

        async IAsyncEnumerable<string> Lines(TenantSession session, bool chinese)
        {
            yield return chinese
                ? CsvText.Line("投入方", "币种", "项数", "申报价值", "认定价值", "待认定价值", "未披露申报项数")
                : CsvText.Line("party", "currency", "count", "claimed", "accepted", "pending", "undisclosed");
            var tally = await ReadContributionsEndpoints.TallyAsync(query, http.User.Caller(), session.Documents, ct);
            foreach (var total in tally.Totals)
            {
                yield return CsvText.Line(total.Party, total.Currency, total.Count.ToString(CultureInfo.InvariantCulture),
                    total.Claimed.Amount, total.Accepted.Amount, total.Pending.Amount, total.Undisclosed.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static async Task<IResult> HoursAsync(
        string? kind, string? party, DateOnly? from, DateOnly? to, string? headers, HttpContext http, Reads reads, CancellationToken ct)
    {
        ContributionKind? only = null;
        if (kind is not null && (only = KebabCase.Find<ContributionKind>(kind)) is not (ContributionKind.LoanedEquipment or ContributionKind.StaffTime))
            return Problem.From(Problems.UnknownValue("kind", kind, ["loaned-equipment", "staff-time"]));
        if (from > to) return Problem.From(Problems.DatesNotOrdered("to", from.Value, to.Value));
        return await CsvFile.AnswerAsync("hours.csv", headers, http, reads, Lines, ct);

        async IAsyncEnumerable<string> Lines(TenantSession session, bool chinese)
        {
            yield return CsvText.Line(HoursColumns.Fixed.Select(column => chinese ? column.Zh : column.En));
            await foreach (var (said, entry) in HoursRegister.RunAsync(session.Documents, ct))
            {
                if (entry.Day < from || entry.Day > to || (only is not null && said.Kind != only) || (party is not null && said.Party != party)) continue;
                yield return CsvText.Line(
                    said.Reference, KebabCase.Name(said.Kind), said.Details?.StaffTime?.Person,
                    entry.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), entry.Start.ToString("HH:mm", CultureInfo.InvariantCulture),
                    entry.Minutes.ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}

/// <summary>All hours of a consortium, month by month.</summary>
internal static class HoursRegister
{
    private const int Batch = 100;

    public static async IAsyncEnumerable<(Particulars Said, HoursEntry Entry)> RunAsync(
        IQuerySession reads, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        for (var cursor = Guid.Empty; ;)
        {
            var from = cursor;
            var months = await reads.Query<MonthLog>().Where(log => log.Id > from).OrderBy(log => log.Id).Take(Batch).ToListAsync(ct);
            var ids = months.SelectMany(month => month.Entries).Select(logged => logged.Contribution).Distinct().ToArray();
            var said = (await reads.LoadManyAsync<Contribution>(ct, ids)).ToDictionary(contribution => contribution.Id, contribution => contribution.Particulars!);
            foreach (var logged in months.SelectMany(month => month.Entries.OrderBy(logged => logged.Entry.Day).ThenBy(logged => logged.Entry.Start)))
                yield return (said[logged.Contribution], logged.Entry);
            if (months.Count < Batch) yield break;
            cursor = months[^1].Id;
        }
    }
}
