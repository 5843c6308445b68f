using Ledger.Portal.Accounts;

namespace Ledger.Portal.Web;

/// <summary>
/// The case for which a regulator reads. Chosen once on a page of the desk and then said with every question to every service, for
/// under a grant none is answered without one, until another case is chosen or none.
/// </summary>
public static class ReadingCase
{
    /// <summary>Header in which the services are told, percent-encoded.</summary>
    public const string Header = "Ledger-Case";

    private const string Cookie = "ledger.case";
    private const string Parameter = "case";

    /// <summary>The case of a request: the one that its address names, else the one chosen before; null when there is none, or nobody reads as a regulator.</summary>
    public static string? Of(HttpContext http)
    {
        if (Account.Of(http.User)?.Is(Role.Regulator) != true) return null;
        var named = http.Request.Query.ContainsKey(Parameter) ? Asked(http) : Uri.UnescapeDataString(http.Request.Cookies[Cookie] ?? "");
        return named.Length is > 0 and <= Limits.CaseLength ? named : null;
    }

    /// <summary>Remembers the case that an address names for as long as the browser is open; an empty one is forgotten.</summary>
    public static void UseReadingCase(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsGet(http.Request.Method) && http.Request.Query.ContainsKey(Parameter) && Account.Of(http.User)?.Is(Role.Regulator) == true)
        {
            if (Of(http) is { } named)
                http.Response.Cookies.Append(Cookie, Uri.EscapeDataString(named), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, IsEssential = true });
            else Forget(http);
        }

        return next(http);
    });

    /// <summary>Whoever signs in next does not read for this case.</summary>
    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(Cookie);

    private static string Asked(HttpContext http) => http.Request.Query[Parameter].ToString().Trim();
}
