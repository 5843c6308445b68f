using System.Globalization;
using System.Text;
using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Contributions.Features;

internal static class ExportContributionsEndpoint
{
    private static readonly string[] English =
        ["reference", "agreement", "party", "kind", "title (en)", "title (zh)", "effective on", "received by", "state", "currency", "claimed", "accepted", "disputed", "damaged"];

    private static readonly string[] Chinese =
        ["编号", "协议", "投入方", "类别", "名称（英文）", "名称（中文）", "生效日", "接收方", "状态", "币种", "申报价值", "认定价值", "有争议", "有损坏"];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/contributions/export", Handle)
        .Produces(StatusCodes.Status200OK, contentType: "text/csv")
        .WithSummary("The register as CSV (UTF-8 with its mark), by the same filters and times")
        .WithDescription("headers=zh writes Chinese column names. Cells that a spreadsheet would run as a formula begin with an apostrophe.");

    /// <summary>The header line.</summary>
    internal static string Header(bool chinese) => CsvText.Line(chinese ? Chinese : English);

    /// <summary>One contribution.</summary>
    internal static string Row(ContributionSummary row) => CsvText.Line(
        row.Reference, row.AgreementId, row.Party, KebabCase.Name(row.Kind), row.Title.En, row.Title.Zh,
        row.EffectiveOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.ReceivedBy, KebabCase.Name(row.State),
        row.Claimed.Currency.Code, row.Claimed.Amount, row.Accepted?.Amount, row.Disputed ? "yes" : "no", row.Damaged ? "yes" : "no");

    private static async Task<IResult> Handle(
        [AsParameters] RegisterQuery query, string? headers, HttpContext http, Reads reads, CancellationToken ct)
    {
        if (query.Broken() is { } broken) return Problem.From(broken);
        if (headers is not (null or "en" or "zh")) return Problem.From(Problems.UnknownValue("headers", headers, ["en", "zh"]));
        // Opened before the answer begins: an outage of the store is then still told as one.
        var session = await reads.OpenAsync(ct);
        var organisation = http.User.Caller().Actor.Organisation;
        return Results.Stream(async body =>
        {
            await using var _ = session;
            await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            await writer.WriteAsync(Header(headers == "zh"));
            await foreach (var contribution in query.RunAsync(session.Documents, organisation, null, ct))
                await writer.WriteAsync(Row(ContributionSummary.Of(contribution)));
        }, "text/csv; charset=utf-8", "contributions.csv");
    }
}
