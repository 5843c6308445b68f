using AngleSharp.Html.Parser;
using Ledger.Portal.Web;

namespace Ledger.Portal.Tables;

/// <summary>
/// Every table of every page as CSV: <c>?table=shares</c> on a page's own address answers its table <c>shares</c> as it is shown,
/// with the same filters and to the same reader. What a page does not show can therefore not be taken along either.
/// </summary>
public static class TableExport
{
    /// <summary>Query parameter that asks for a table.</summary>
    public const string Parameter = "table";

    /// <summary>Id of the element around a table.</summary>
    public static string IdOf(string table) => table + "-table";

    /// <summary>Address of a table of the page that is shown.</summary>
    public static string Address(HttpRequest request, string table) =>
        request.Path + QueryString.Create(request.Query.Where(pair => pair.Key != Parameter).Append(new(Parameter, table)));

    /// <summary>Answers requests for tables.</summary>
    public static void UseTableExport(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (!HttpMethods.IsGet(http.Request.Method) || http.Request.Query[Parameter].LastOrDefault() is not { Length: > 0 } asked)
        {
            await next(http);
            return;
        }

        var answer = http.Response.Body;
        await using var page = new MemoryStream();
        http.Response.Body = page;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = answer;
        }

        page.Position = 0;
        if (http.Response.StatusCode != StatusCodes.Status200OK || http.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) != true)
        {
            await page.CopyToAsync(answer, http.RequestAborted);
            return;
        }

        var document = await new HtmlParser().ParseDocumentAsync(page, http.RequestAborted);
        if (document.GetElementById(IdOf(asked))?.QuerySelector("table") is not { } table)
        {
            http.Response.Clear();
            await Problem.NotFound().WriteAsync(http);
            return;
        }

        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.ContentLength = null;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{FileName(http.Request.Path, asked)}\"";
        await http.Response.WriteAsync(CsvTable.Of(table), http.RequestAborted);
    });

    private static string FileName(PathString path, string table) =>
        string.Join('-', path.ToString().Split('/', StringSplitOptions.RemoveEmptyEntries).Append(table)
            .Select(part => string.Concat(part.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')))) + ".csv";
}
