using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Ledger.Identity.Connect;
using Ledger.Identity.Store;
using Microsoft.AspNetCore.Diagnostics;

namespace Ledger.Identity.Web;

/// <summary>
/// The last resort: a database that is away gives 503 <c>store.unavailable</c>, a request that cannot be read
/// <c>request.malformed</c>, everything else 500 <c>internal</c>; a page to people, problem details (RFC 9457) to programs, and a
/// stack trace to neither.
/// </summary>
public sealed class Faults(ILogger<Faults> log) : IExceptionHandler
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        if (exception is BadHttpRequestException refused)
        {
            await WriteAsync(httpContext, refused.StatusCode, refused.StatusCode == StatusCodes.Status413PayloadTooLarge ? "request.too-large" : "request.malformed");
            return true;
        }

        log.LogError(exception, "Request {Method} {Path} failed", httpContext.Request.Method, httpContext.Request.Path);
        if (StoreWait.IsStoreFault(exception))
        {
            httpContext.Response.Headers.RetryAfter = "2";
            await WriteAsync(httpContext, StatusCodes.Status503ServiceUnavailable, "store.unavailable");
        }
        else
        {
            await WriteAsync(httpContext, StatusCodes.Status500InternalServerError, "internal");
        }

        return true;
    }

    /// <summary>Answers that a request was not done, and why.</summary>
    internal static async Task WriteAsync(HttpContext http, int status, string code)
    {
        var words = Words.In(Language.Of(http));
        var sentence = status switch
        {
            StatusCodes.Status503ServiceUnavailable => words.Unavailable,
            StatusCodes.Status500InternalServerError => words.Failed,
            StatusCodes.Status401Unauthorized => words.TokenMissing,
            StatusCodes.Status403Forbidden => words.ForeignConsortium,
            _ => words.Malformed,
        };
        if (http.Request.Path != Endpoints.Token && http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html"))
        {
            await Pages.Fault(words, sentence, code, status).ExecuteAsync(http);
            return;
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json; charset=utf-8";
        http.Response.Headers.ContentLanguage = words.Lang == Language.Zh ? "zh-CN" : "en";
        var body = new { Type = "urn:ledger:problem:" + code, Title = sentence, Status = status, Code = code, TraceId = Activity.Current?.TraceId.ToString() };
        await JsonSerializer.SerializeAsync(http.Response.Body, body, Json, http.RequestAborted);
    }
}
