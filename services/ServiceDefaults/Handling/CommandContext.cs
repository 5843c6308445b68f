using System.Globalization;
using System.Reflection;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.ServiceDefaults.Handling;

/// <summary>
/// Everything around a command that is not its body: tenant and actor from the token, the client's idempotency key, the
/// version it has seen, the time of receipt. Endpoints take it as a parameter; binding refuses what is missing.
/// </summary>
public sealed record CommandContext(
    string Tenant, Actor By, DateTimeOffset At, string IdempotencyKey, string RequestHash, long? ExpectedVersion)
{
    /// <summary>Binds from the request: <c>Idempotency-Key</c> is required, <c>If-Match</c> where the endpoint changes something.</summary>
    /// <exception cref="RequestRefusedException">A header is missing or malformed.</exception>
    public static ValueTask<CommandContext?> BindAsync(HttpContext http, ParameterInfo _) =>
        ValueTask.FromResult<CommandContext?>(Of(http, RequestBody.HashOf(http)));

    /// <summary>Of a request whose raw body the endpoint has taken in itself (<see cref="RawBody"/>).</summary>
    /// <param name="http">The request.</param>
    /// <param name="requestHash">What tells this request from another under the same key.</param>
    /// <exception cref="RequestRefusedException">A header is missing or malformed.</exception>
    public static CommandContext Of(HttpContext http, string requestHash)
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0) throw RequestRefused.IdempotencyKeyMissing();
        if (key.Length > Limits.IdempotencyKeyLength || key.Any(c => c is < '!' or > '~')) throw RequestRefused.IdempotencyKeyInvalid();

        var caller = http.User.Caller();
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return new CommandContext(caller.Consortium, caller.Actor, Timestamps.Truncate(now), key, requestHash, IfMatch(http));
    }

    private static long? IfMatch(HttpContext http)
    {
        var required = http.GetEndpoint()?.Metadata.GetMetadata<ChangesWhatWasRead>() is not null;
        var text = http.Request.Headers.IfMatch.ToString();
        if (text.Length == 0) return required ? throw RequestRefused.IfMatchMissing() : null;
        return text.Length > 2 && text[0] == '"' && text[^1] == '"'
               && long.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw RequestRefused.IfMatchMalformed();
    }
}

/// <summary>Marks an endpoint that changes something its caller has read: it must send <c>If-Match</c>.</summary>
public sealed class ChangesWhatWasRead;
