using Microsoft.AspNetCore.Http;

namespace Ledger.ServiceDefaults.Hosting;

/// <summary>Which of the platform's two languages a caller prefers.</summary>
public static class CallerLanguage
{
    /// <summary>Whether <c>Accept-Language</c> puts Chinese first; without the header English is meant.</summary>
    public static bool IsChinese(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .FirstOrDefault()?.Value.Value?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ?? false;
}
