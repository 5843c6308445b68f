using Scalar.AspNetCore;

namespace Ledger.Portal.Web;

/// <summary>
/// What browsers are told about every answer: no frames, no foreign content, no guessing of types. Pages need a
/// stylesheet and the framework's own script, never one within a page; the documentation page needs its own script, which carries a nonce of its own in every answer, and may
/// talk to this origin and to nobody else.
/// </summary>
public static class SecurityHeaders
{
    /// <summary>Policy of everything but the documentation.</summary>
    public const string Policy = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Adds the headers to every answer.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app)
    {
        app.Use((http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                var headers = http.Response.Headers;
                headers.ContentSecurityPolicy = http.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce ? Documentation(nonce) : Policy;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "no-referrer";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
                if (!headers.ContainsKey("Cache-Control"))
                {
                    headers.CacheControl = "no-store";
                }

                return Task.CompletedTask;
            });
            return next(http);
        });
    }

    // The page sets styles from its script, hence 'unsafe-inline' for styles; scripts stay bound to the nonce.
    private static string Documentation(string nonce) =>
        $"default-src 'none'; script-src 'nonce-{nonce}' 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
