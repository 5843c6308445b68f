using Ledger.Identity.Connect;
using Ledger.Identity.Store;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Identity.Web;

/// <summary>
/// The last resort: a database that is away gives 503 <c>store.unavailable</c>, everything else 500 <c>internal</c>; a page to
/// people, problem details (RFC 9457) to programs, and a stack trace to neither.
/// </summary>
public sealed class Faults(ILogger<Faults> log) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException refused)
        {
            await WriteAsync(httpContext, refused.StatusCode, "request.malformed", "The request is malformed or too large.");
            return true;
        }

        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        var away = StoreWait.IsStoreFault(exception);
        log.LogError(exception, "Request {Method} {Path} failed", httpContext.Request.Method, httpContext.Request.Path);
        if (away)
        {
            httpContext.Response.Headers.RetryAfter = "5";
        }

        await WriteAsync(
            httpContext,
            away ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
            away ? "store.unavailable" : "internal",
            away ? "The store is not available at the moment. Try again." : "Something went wrong on our side.");
        return true;
    }

    private static async Task WriteAsync(HttpContext http, int status, string code, string detail)
    {
        if (http.Request.Path != Endpoints.Token && http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html"))
        {
            await Pages.Fault(http, status).ExecuteAsync(http);
            return;
        }

        var problem = new ProblemDetails { Status = status, Detail = detail };
        problem.Extensions["code"] = code;
        await Results.Problem(problem).ExecuteAsync(http);
    }
}
