using Ledger.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Http;

namespace Ledger.ServiceDefaults.Desk;

/// <summary>The case for which a regulator reads, as the request names it.</summary>
public static class NamedCase
{
    /// <summary>Header that names it, percent-encoded; for requests whose address cannot.</summary>
    public const string Header = "Ledger-Case";

    /// <summary>From the query parameter <c>case</c>, or else from the header; null when neither names one.</summary>
    /// <exception cref="RequestRefusedException">It is too long, or holds control characters.</exception>
    public static string? Of(HttpRequest request)
    {
        var text = request.Query["case"].FirstOrDefault() is { Length: > 0 } asked ? asked : Uri.UnescapeDataString(request.Headers[Header].ToString());
        if (text.Length == 0) return null;
        return text.Length <= Limits.ReferenceLength && !text.Any(char.IsControl)
            ? text : throw RequestRefused.Malformed("case", $"the value is longer than {Limits.ReferenceLength} characters or holds control characters");
    }
}
