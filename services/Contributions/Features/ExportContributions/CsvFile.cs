using System.Text;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Contributions.Features;

/// <summary>A list as a CSV file, written while it is read: UTF-8 with its mark, by which spreadsheets know it.</summary>
internal static class CsvFile
{
    /// <summary>Answers a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="headers">en, zh, or null for the caller's <c>Accept-Language</c>.</param>
    /// <param name="http">The request.</param>
    /// <param name="reads">Where its rows come from.</param>
    /// <param name="lines">The lines, the header first, in Chinese or not.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IResult> AnswerAsync(
        string name, string? headers, HttpContext http, Reads reads, Func<TenantSession, bool, IAsyncEnumerable<string>> lines, CancellationToken ct)
    {
        if (headers is not (null or "en" or "zh")) return Problem.From(Problems.UnknownValue("headers", headers, ["en", "zh"]));
        var chinese = headers is null ? CallerLanguage.IsChinese(http.Request) : headers == "zh";
        // Opened before the answer begins: an outage of the store is then still told as one.
        var session = await reads.OpenAsync(ct);
        return Results.Stream(async body =>
        {
            await using var _ = session;
            await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            await foreach (var line in lines(session, chinese).WithCancellation(ct)) await writer.WriteAsync(line);
        }, "text/csv; charset=utf-8", name);
    }
}
