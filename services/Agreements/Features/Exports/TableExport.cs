using System.Text;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Agreements.Features;

/// <summary>What an export shall look like.</summary>
/// <param name="Format">csv or json.</param>
/// <param name="Headers">Language of the column names of CSV: en or zh.</param>
internal sealed record ExportQuery([FromQuery] string? Format = null, [FromQuery] string? Headers = null)
{
    /// <summary>Why it cannot be answered, or null.</summary>
    public Rejection? Broken() =>
        Format is not (null or "csv" or "json") ? Problems.UnknownValue("format", Format, ["csv", "json"])
        : Headers is not (null or "en" or "zh") ? Problems.UnknownValue("headers", Headers, ["en", "zh"])
        : null;

    /// <summary>A table as CSV (UTF-8 with its mark, no formulas), or the whole answer as a JSON file.</summary>
    public IResult Answer<T>(string name, T whole, Table table) => Format == "json"
        ? new JsonFile(name + ".json", Results.Ok(whole))
        : Results.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(table.Csv(Headers == "zh"))], "text/csv; charset=utf-8", name + ".csv");

    /// <summary>Answers as usual, and asks to be kept as a file.</summary>
    private sealed class JsonFile(string name, IResult answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
            return answer.ExecuteAsync(httpContext);
        }
    }
}

/// <summary>A table with its column names in both languages.</summary>
/// <param name="Columns">Names.</param>
/// <param name="Rows">A cell for each column.</param>
internal sealed record Table(IReadOnlyList<Text> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    public string Csv(bool chinese) => string.Concat(
        Rows.Select(row => CsvText.Line(row)).Prepend(CsvText.Line(Columns.Select(column => chinese ? column.Zh : column.En))));
}
