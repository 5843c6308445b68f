using Ledger.Identity.Connect;
using Ledger.Identity.Settings;

namespace Ledger.Identity.Web;

/// <summary>What browsers are told about every answer: no script, no frames, no foreign content, nothing kept.</summary>
public static class SecurityHeaders
{
    /// <summary>Adds the headers to every answer.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app, IdentitySettings settings)
    {
        var policy = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action " + Clients.FormTargets(settings);
        app.Use((http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                var headers = http.Response.Headers;
                headers.ContentSecurityPolicy = policy;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "no-referrer";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
                if (!headers.ContainsKey("Cache-Control"))
                {
                    headers.CacheControl = "no-store";
                }

                return Task.CompletedTask;
            });
            return next(http);
        });
        if (!settings.Development)
        {
            app.UseHsts();
        }
    }
}
