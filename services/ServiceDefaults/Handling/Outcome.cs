using System.Text.Json;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Microsoft.AspNetCore.Http;

namespace Ledger.ServiceDefaults.Handling;

/// <summary>What became of a command.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>Done now, or done before under the same key: the stored answer, byte for byte.</summary>
    /// <param name="Status">200, or 201 when the stream was new.</param>
    /// <param name="Version">Stream version after the command: the ETag.</param>
    /// <param name="Body">JSON text of the answer.</param>
    public sealed record Done(int Status, long Version, string Body) : Outcome;

    /// <summary>Refused by a rule; nothing was written.</summary>
    public sealed record Refused(Rejection Rejection) : Outcome;

    /// <summary>The caller decided on a version that is no longer the newest; nothing was written.</summary>
    public sealed record Stale : Outcome;

    /// <summary>The key was used before with another request; nothing was written.</summary>
    public sealed record KeyReused : Outcome;

    /// <summary>As HTTP: the answer with its ETag, or problem details with a stable code.</summary>
    public IResult ToHttp() => this switch
    {
        Done done => new Answer(done),
        Refused refused => Problem.From(refused.Rejection),
        Stale => Problem.From(RequestRefused.Stale().Problem),
        KeyReused => Problem.From(RequestRefused.IdempotencyKeyReused().Problem),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    internal static Done Created(Guid id, long version, bool isNew) => new(
        isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, version,
        JsonSerializer.Serialize(new Receipt(id, version), FactJson.Facts));

    /// <summary>Body of every accepted command.</summary>
    /// <param name="Id">Stream that the command concerned.</param>
    /// <param name="Version">Its version now; the same as the ETag.</param>
    public sealed record Receipt(Guid Id, long Version);

    private sealed class Answer(Done done) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = done.Status;
            httpContext.Response.Headers.ETag = ETags.Of(done.Version);
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            await httpContext.Response.WriteAsync(done.Body, httpContext.RequestAborted);
        }
    }
}

/// <summary>The ETag of a stream is its version.</summary>
public static class ETags
{
    public static string Of(long version) => $"\"{version}\"";
}
