using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.ServiceDefaults.Hosting;

/// <summary>Marks an endpoint that reads a raw body of its own size limit (evidence files) and is idempotent by content.</summary>
public sealed record RawBody(long LimitBytes);

/// <summary>
/// Reads JSON bodies once, within the limit, and remembers their hash: the same idempotency key with another body must be
/// told from a true repetition.
/// </summary>
internal sealed class RequestBody(RequestDelegate next)
{
    private const string Item = "ledger-request-hash";

    public async Task InvokeAsync(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
            || http.GetEndpoint()?.Metadata.GetMetadata<RawBody>() is not null)
        {
            await next(http);
            return;
        }

        var body = await ReadAsync(http);
        if (body.AsSpan().IndexOf("\\u0000"u8) >= 0 || body.AsSpan().IndexOf((byte)0) >= 0)
            throw RequestRefused.Malformed(null, "the character U+0000 is not allowed");
        http.Items[Item] = Hash(http, body);
        http.Request.Body = new MemoryStream(body, writable: false);
        await next(http);
    }

    public static string HashOf(HttpContext http) =>
        http.Items[Item] as string ?? throw new InvalidOperationException("The request body was not hashed.");

    private static async Task<byte[]> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength > Limits.RequestBodyBytes) throw RequestRefused.TooLarge(Limits.RequestBodyBytes);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = Limits.RequestBodyBytes;
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        return buffer.ToArray();
    }

    private static string Hash(HttpContext http, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // The path names the thing acted on, so it belongs to the request; headers do not.
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n"));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
