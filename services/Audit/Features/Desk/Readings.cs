using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Audit.Desk;
using Ledger.Audit.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Desk;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Ledger.Audit.Features;

/// <summary>
/// Answers whoever reads the log. A regulator's question is on record before it is answered, and hash and count of the answer before
/// it leaves; without these records there is no answer. A regulator who is not of the consortium's own auditors needs a grant.
/// </summary>
internal sealed class Readings(Commands commands, DeskStates desk, LogConnections connections, TimeProvider clock, IOptions<JsonOptions> json)
{
    private const string Everybody = "*";

    /// <summary>Answers a question.</summary>
    /// <param name="http">The request.</param>
    /// <param name="resource">What is read.</param>
    /// <param name="query">Parameters of the request, checked; those that are null were not given. One named <c>party</c> is whom it concerns.</param>
    /// <param name="answer">Makes the answer.</param>
    /// <param name="ct">Cancels while nothing is committed yet.</param>
    public async Task<IResult> AnswerAsync(
        HttpContext http, string resource, IReadOnlyList<(string Name, object? Value)> query, Func<ReadScope, Task<Reply>> answer, CancellationToken ct)
    {
        var caller = http.User.Caller();
        if (!caller.Roles.Contains(Roles.Regulator))
        {
            await using var own = await connections.OpenAsync(caller.Consortium, regulator: false, ct);
            return Send(await answer(new ReadScope(caller, own, OnlyValues(caller) ? GrantScope.WithoutContents : GrantScope.Everything)));
        }

        var named = NamedCase.Of(http.Request);
        var now = Timestamps.Truncate(clock.GetUtcNow());
        var standing = await desk.StandingAsync(caller, named, now, ct);
        var reading = Guid.CreateVersion7();
        var fact = Fact(resource, query, caller, named, standing.Grant, now);
        if (standing.Refused is { } refused)
        {
            await commands.Record(caller.Consortium, caller.Actor, new NewStream(typeof(Reading), reading,
                [fact, new ReadingAnswered(refused.Status, refused.Code, 0, null, now)]), ct);
            throw new RequestRefusedException(refused);
        }

        await commands.Record(caller.Consortium, caller.Actor, new NewStream(typeof(Reading), reading, [fact]), ct);
        Reply reply;
        try
        {
            // Given back before the answer is recorded: whoever holds one connection and waits for another may wait for ever.
            await using var connection = await connections.OpenAsync(caller.Consortium, regulator: true, ct);
            reply = await answer(new ReadScope(caller, connection, standing.Scope, standing.Grant is null ? null : named));
        }
        catch (RequestRefusedException no)
        {
            await AnsweredAsync(caller, reading, new ReadingAnswered(no.Problem.Status, no.Problem.Code, 0, null, Now()), ct);
            throw;
        }

        var bytes = Bytes(reply);
        await AnsweredAsync(caller, reading, new ReadingAnswered(200, null, reply.Count, Convert.ToHexStringLower(SHA256.HashData(bytes)), Now()), ct);
        return Send(reply with { Body = bytes });
    }

    // Claims stand in the contents, and whoever does nothing but value must not know one before proposing.
    private static bool OnlyValues(Caller caller) => caller.Roles.Contains(Roles.Valuer) && caller.Roles.All(role => role == Roles.Valuer);

    private DateTimeOffset Now() => Timestamps.Truncate(clock.GetUtcNow());

    private static TrailRead Fact(
        string resource, IReadOnlyList<(string Name, object? Value)> query, Caller caller, string? named, Guid? grant, DateTimeOffset now)
    {
        var given = query.Where(parameter => parameter.Value is not null)
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Value!.ToString()!, StringComparer.Ordinal);
        var concerns = given.GetValueOrDefault("party") ?? Everybody;
        return new TrailRead(resource, given, caller.Actor, now, named, grant, PayloadHash.Of(new { resource, query = given }), [concerns]);
    }

    // Own key, so that the second fact is recorded once however often the store asks for it.
    private async Task AnsweredAsync(Caller caller, Guid reading, ReadingAnswered fact, CancellationToken ct)
    {
        var context = new CommandContext(caller.Consortium, caller.Actor, fact.At, $"reading-answered/{reading}", PayloadHash.Of(fact), null);
        var outcome = await commands.Handle(
            reading, context, Reading.None(reading), state => state.Answered is null ? Decision.Accept(fact) : Decision.Nothing, ct);
        if (outcome is not Outcome.Done) throw new InvalidOperationException($"The answer to reading {reading} could not be recorded.");
    }

    private byte[] Bytes(Reply reply) => reply.Body switch
    {
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ => JsonSerializer.SerializeToUtf8Bytes(reply.Body, reply.Body.GetType(), json.Value.SerializerOptions),
    };

    private Sent Send(Reply reply) => new Sent(Bytes(reply), reply);

    private sealed class Sent(byte[] bytes, Reply reply) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = reply.ContentType is "application/octet-stream" or "image/svg+xml" ? reply.ContentType : $"{reply.ContentType}; charset=utf-8";
            response.ContentLength = bytes.Length;
            if (response.Headers.CacheControl.Count == 0) response.Headers.CacheControl = "no-store";
            if (reply.FileName is not null) response.Headers.ContentDisposition = $"attachment; filename=\"{reply.FileName}\"";
            response.Headers.XContentTypeOptions = "nosniff";
            await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
        }
    }
}
