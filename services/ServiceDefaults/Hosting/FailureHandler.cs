using System.Text.Json;
using Ledger.Rules;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.ServiceDefaults.Hosting;

/// <summary>Turns what was thrown into problem details. No answer carries an exception text or a trace.</summary>
internal sealed class FailureHandler(ILogger<FailureHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.Response.HasStarted) return false;
        var refused = exception switch
        {
            RequestRefusedException known => known,
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => RequestRefused.TooLarge(Limits.RequestBodyBytes),
            BadHttpRequestException { InnerException: JsonException json } => Malformed(json),
            BadHttpRequestException bad => RequestRefused.Malformed(null, bad.Message),
            JsonException json => Malformed(json),
            _ when StoreDown(exception) => RequestRefused.Unavailable(),
            _ => RequestRefused.Internal(),
        };
        if (refused.Problem.Status >= 500)
            log.LogError(exception, "{Method} {Path} failed", httpContext.Request.Method, httpContext.Request.Path);
        await Problem.From(refused.Problem).ExecuteAsync(httpContext);
        return true;
    }

    // The parser's message repeats the position; the path is what a client can act on.
    private static RequestRefusedException Malformed(JsonException json)
    {
        var path = json.Path is null or "$" ? null : json.Path.TrimStart('$', '.');
        // A value that broke a rule of its own (an over-precise amount) keeps that rule's code.
        return json is RejectedJsonException { Rejection: var rejection }
            ? new RequestRefusedException(Problem.Of(rejection) with { Field = Under(path, rejection.Field) })
            : RequestRefused.Malformed(path, json.Message.Split(" Path:", 2)[0].Split(" LineNumber:", 2)[0]);
    }

    private static string? Under(string? path, string? field) =>
        path is null ? field : field is null or "$" ? path : $"{path}.{field}";

    private static bool StoreDown(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException!)
        {
            if (e is NpgsqlException { IsTransient: true } or TimeoutException or System.Net.Sockets.SocketException or NpgsqlException { InnerException: IOException })
                return true;
            if (e is PostgresException { SqlState: ['5', '7', ..] or ['5', '3', ..] or ['0', '8', ..] }) return true;
            if (e.InnerException is null) return false;
        }

        return false;
    }
}
