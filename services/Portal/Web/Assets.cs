using System.Security.Cryptography;

namespace Ledger.Portal.Web;

/// <summary>Stylesheet and scripts, which travel inside the assembly. A browser asks again each time, and is told when nothing changed.</summary>
public static class Assets
{
    /// <summary>Maps <c>GET /{name}</c> to an embedded resource.</summary>
    public static void MapAsset(this IEndpointRouteBuilder routes, string name, string mediaType)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly holds no {name}.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var bytes = copy.ToArray();
        var tag = new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"");
        routes.MapGet("/" + name, (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-cache";
            return Results.Bytes(bytes, mediaType, entityTag: tag);
        });
    }
}
