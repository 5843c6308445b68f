using Ledger.Portal.Settings;

namespace Ledger.Portal.Docs;

/// <summary>
/// <c>/.well-known/oauth-protected-resource</c> (RFC 9728): tells a program that knows only the gateway's address whose tokens the
/// services behind it take.
/// </summary>
public static class ProtectedResource
{
    /// <summary>Its address.</summary>
    public const string Path = "/.well-known/oauth-protected-resource";

    private static readonly string[] Scopes = ["ledger"];
    private static readonly string[] BearerMethods = ["header"];

    /// <summary>Maps the document.</summary>
    public static void MapProtectedResource(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, (HttpContext http, PortalSettings settings) => Results.Json(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["resource"] = $"{http.Request.Scheme}://{http.Request.Host}",
            ["authorization_servers"] = new[] { settings.Issuer.AbsoluteUri },
            ["scopes_supported"] = Scopes,
            ["bearer_methods_supported"] = BearerMethods,
        }));
}
