using Ledger.Portal.Web;

namespace Ledger.Portal.Api;

/// <summary>
/// Files and exports of the services for a signed-in browser, which has no token of its own: <c>GET /files/{path}</c> is
/// <c>GET …/consortia/{consortium}/{path}</c>, always as a download, so that nothing stored by others is shown as a page of ours.
/// </summary>
public static class Files
{
    private static readonly string[] Passed =
    [
        "contributions", "evidence", "imports", "audit", "appraisals", "journal", "statements", "incentives", "certification", "indicators", "risk-events", "reserve", "valuation-scores", "payments", "disclosures",
    ];

    /// <summary>Maps <c>GET /files/{**path}</c>.</summary>
    public static void MapFiles(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/files/{**path}", PassAsync).RequireAuthorization();

    private static async Task PassAsync(string path, HttpContext http, LedgerApi api)
    {
        if (!Passed.Contains(path.Split('/')[0], StringComparer.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // As it stands in the address: an encoded slash of a name stays one.
        var raw = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        var opened = await api.OpenAsync(raw + Asked(http.Request), http.RequestAborted);
        if (opened.Fault is { } fault)
        {
            await new Problem(fault.Status, fault.Code, new("There is no file", "无法提供文件"), new(fault.Message, fault.Message)).WriteAsync(http);
            return;
        }

        using var answer = opened.Value!;
        http.Response.StatusCode = (int)answer.StatusCode;
        http.Response.ContentType = answer.Content.Headers.ContentType?.ToString() ?? "application/octet-stream";
        if (answer.Content.Headers.ContentLength is { } length) http.Response.ContentLength = length;
        http.Response.Headers.ContentDisposition = answer.Content.Headers.ContentDisposition?.ToString() ?? $"attachment; filename=\"{Name(path, http.Response.ContentType)}\"";
        await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    // A form sends its empty fields too; to a service they would be values.
    private static QueryString Asked(HttpRequest request) => QueryString.Create(request.Query.Where(pair => pair.Value.ToString().Length > 0));

    private static string Name(string path, string type)
    {
        var name = string.Concat(path.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '/' or '.')).Replace('/', '-');
        var ending = type.Split(';')[0] switch { "text/csv" => ".csv", "application/json" => ".json", _ => "" };
        return name.EndsWith(ending, StringComparison.Ordinal) ? name : name + ending;
    }
}
