using System.Security.Cryptography;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <summary>What came of reading a file without importing it.</summary>
/// <param name="Sha256">Of the file.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Errors">What is wrong with it, by line; empty where it can be imported.</param>
public sealed record ImportReport(string Sha256, int Rows, IReadOnlyList<LineError> Errors);

/// <summary>How every import takes its file and answers.</summary>
internal static class ImportAnswers
{
    /// <summary>The raw body: the frame has bounded and hashed it.</summary>
    public static async Task<byte[]> BodyAsync(HttpContext http, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, ct);
        return buffer.ToArray();
    }

    public static string HashOf(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    /// <summary>Problem details with every line error: nothing was imported.</summary>
    public static IResult Refused(IReadOnlyList<LineError> errors, HttpContext http)
    {
        var refused = new ImportRefused(errors.Count, errors[0]);
        var chinese = http.Request.Headers.AcceptLanguage.ToString().StartsWith("zh", StringComparison.OrdinalIgnoreCase);
        return Results.Problem(
            title: chinese ? refused.Message.Zh : refused.Message.En, statusCode: StatusCodes.Status422UnprocessableEntity,
            type: Problem.TypePrefix + refused.Code,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = refused.Code, ["errors"] = errors });
    }
}
