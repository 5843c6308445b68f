using System.Text.Json;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Exports;
using Ledger.Reporting;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Distribution.Features;

internal static class PeriodStatementEndpoints
{
    private const string Description = "agreement names the agreement where there are several; the period is from and to, or pool by its reference; recordedAt "
        + "tells it as the books were known then. A party reads its own; whoever pays, checks or supervises reads every one.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/statements/{party}/period", Read)
            .Produces<PeriodStatement>()
            .WithSummary("Everything that happened to a party in a period, from opening balances to payout, page by page")
            .WithDescription(Description);
        routes.MapGet("/statements/{party}/period/statement.{format:regex(^(html|pdf|csv|xlsx)$)}", File)
            .Produces(StatusCodes.Status200OK, contentType: "text/html")
            .WithSummary("The same to read and to keep: HTML, PDF, CSV, XLSX (language=en, zh)")
            .WithDescription(Description);
        routes.MapGet("/statements/{party}/recompute", Recompute)
            .Produces<JsonElement>()
            .WithSummary("Inputs of the rule that gave a party its share, as ./ledger rules eval takes them")
            .WithDescription("run is the run of the statement. The answer's headers Ledger-Method and Ledger-Method-Version name the rule; its inputs are "
                + "what every participant may see of a proposed run.");
    }

    private static async Task<IResult> Read(
        string party, [AsParameters] StatementRequest request, HttpContext http, Reads reads, TimeProvider time, CancellationToken ct)
    {
        if (Foreign(party, http) is { } foreign) return Problem.From(foreign);
        await using var session = await reads.OpenAsync(ct);
        var (query, refused) = await StatementReader.QueryAsync(session.Documents, http.User.Caller().Consortium, party, request, time.GetUtcNow(), ct);
        return query is null ? Problem.From(refused!) : Results.Ok(await StatementReader.ReadAsync(session, query, request.After, ct));
    }

    private static async Task<IResult> File(
        string party, string format, string? language, [AsParameters] StatementRequest request, HttpContext http, Reads reads, StatementFonts fonts,
        TimeProvider time, CancellationToken ct)
    {
        if (Foreign(party, http) is { } foreign) return Problem.From(foreign);
        if (language is not (null or "en" or "zh")) return Problem.From(Problems.UnknownValue("language", language, ["en", "zh"]));
        var chinese = language is null ? CallerLanguage.IsChinese(http.Request) : language == "zh";
        await using var session = await reads.OpenAsync(ct);
        var (query, refused) = await StatementReader.QueryAsync(session.Documents, http.User.Caller().Consortium, party, request, time.GetUtcNow(), ct);
        if (query is null) return Problem.From(refused!);
        http.Response.Headers.ContentLanguage = chinese ? "zh-CN" : "en";
        http.Response.Headers.CacheControl = "private, no-store";
        if (format is "html" or "pdf") return Document(await StatementReader.ReadAsync(session, query, request.After, ct), format, chinese, http, fonts);
        var output = JournalExportEndpoint.Temporary();
        try
        {
            await using var moment = await session.Connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
            var (accounts, count) = await query.AccountsAsync(session.Connection, ct);
            if (format == "xlsx" && count > DistributionLimits.SheetRows)
            {
                await output.DisposeAsync();
                return Problem.From(new ExportTooLarge(count));
            }

            var lines = query.LinesAsync(session.Connection, ct);
            if (format == "csv") await StatementFiles.CsvAsync(output, accounts, query.Period, lines, chinese);
            else await StatementFiles.XlsxAsync(output, accounts, lines, chinese);
            output.Position = 0;
            return Results.Stream(
                output, format == "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"statement-{party}.{format}");
        }
        catch
        {
            await output.DisposeAsync();
            throw;
        }
    }

    private static IResult Document(PeriodStatement statement, string format, bool chinese, HttpContext http, StatementFonts fonts)
    {
        var report = new StatementReport(statement, chinese).Build();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (format == "pdf") return Results.Bytes(PdfReport.Render(report, fonts.Get()), "application/pdf", $"statement-{statement.Party}.pdf");
        http.Response.Headers.ContentSecurityPolicy = HtmlReport.ContentSecurityPolicy;
        return Results.Bytes(HtmlReport.Render(report), "text/html; charset=utf-8");
    }

    private static async Task<IResult> Recompute(string party, Guid run, HttpContext http, Reads reads, CancellationToken ct)
    {
        if (Foreign(party, http) is { } foreign) return Problem.From(foreign);
        await using var session = await reads.OpenAsync(ct);
        var found = await session.Documents.LoadAsync<Run>(run, ct);
        if (found is null || Statements.Of(found, party) is null) throw RequestRefused.NotFound();
        var result = found.Computed!.Result;
        http.Response.Headers["Ledger-Method"] = result.RuleId;
        http.Response.Headers["Ledger-Method-Version"] = result.RuleVersion.ToString(System.Globalization.CultureInfo.InvariantCulture);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{result.RuleId}.json\"";
        return Results.Ok(result.Inputs);
    }

    private static StatementOfAnother? Foreign(string party, HttpContext http)
    {
        var caller = http.User.Caller();
        return caller.Actor.Organisation == party || caller.Roles.Any(role => role is Roles.FinanceOfficer or Roles.Approver or Roles.Regulator)
            ? null
            : new StatementOfAnother(party);
    }
}
