using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Ledger.Portal.Web;

/// <summary>Which of the two languages a page is shown in: <c>en</c> or <c>zh</c>.</summary>
public static class Language
{
    /// <summary>English.</summary>
    public const string En = "en";

    /// <summary>Simplified Chinese.</summary>
    public const string Zh = "zh";

    private const string Cookie = "ledger.lang";

    /// <summary>The language asked for by <c>lang</c>, else the one chosen before, else the browser's first that we have, else English.</summary>
    public static string Of(HttpContext http, string? asked = null)
    {
        asked ??= http.Request.Query["lang"].FirstOrDefault();
        return FromTags([asked]) ?? FromTags([http.Request.Cookies[Cookie]]) ?? Preferred(http.Request.Headers.AcceptLanguage);
    }

    /// <summary>Remembers a language that was asked for by <c>lang</c>.</summary>
    public static void UseChosenLanguage(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsGet(http.Request.Method) && FromTags([http.Request.Query["lang"].FirstOrDefault()]) is { } chosen)
            http.Response.Cookies.Append(Cookie, chosen, new CookieOptions { MaxAge = Limits.LanguageTime, HttpOnly = true, SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax, IsEssential = true });
        return next(http);
    });

    /// <summary>The first language that we have of a list of tags such as <c>zh-CN</c>; null when there is none.</summary>
    public static string? FromTags(IEnumerable<string?> tags) =>
        tags.Select(tag => tag?.Split('-')[0].ToLowerInvariant()).FirstOrDefault(tag => tag is En or Zh);

    /// <summary>The language of an Accept-Language header, by its quality values.</summary>
    public static string Preferred(StringValues header) =>
        StringWithQualityHeaderValue.TryParseList(header.OfType<string>().ToArray(), out var values)
            ? FromTags(values.Where(value => value.Quality is null or > 0).OrderByDescending(value => value.Quality ?? 1).Select(value => value.Value.Value)) ?? En
            : En;
}
