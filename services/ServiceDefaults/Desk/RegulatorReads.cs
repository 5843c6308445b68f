using System.Reflection;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Ledger.ServiceDefaults.Desk;

/// <summary>
/// Marks what a regulator reads by a right of its own, which whoever it concerns gave or the law gives: it needs no grant, and is on
/// record all the same.
/// </summary>
public sealed record ReadByOwnRight(string Why);

/// <summary>
/// Whoever is in a consortium nothing but a regulator reads its data only as one of its own auditors or under an unlimited grant that
/// stands, and every such reading is on record before it is answered. One place for all services but Audit, which does the same to
/// its own questions, grant by grant.
/// </summary>
internal sealed class RegulatorReads(
    RequestDelegate next, Commands commands, TenantSessions sessions, TimeProvider clock, ServiceName service, IConfiguration configuration, IHostEnvironment environment)
{
    private const string Below = "/api/v1/consortia/{consortium}/";
    private static readonly string[] Everybody = ["*"];

    // As in Audit: open without rules only where samples run.
    private readonly bool _withoutRules = configuration.GetValue("Desk:OpenWithoutRules", environment.IsDevelopment());

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint() is not RouteEndpoint endpoint || !IsRead(endpoint, http.Request.Method)
            || http.User.TryCaller() is not { } caller || !IsOnlyRegulator(caller))
        {
            await next(http);
            return;
        }

        var now = Now();
        var named = NamedCase.Of(http.Request);
        var (refused, grant) = endpoint.Metadata.GetMetadata<ReadByOwnRight>() is null ? await StandingAsync(caller, named, now, http.RequestAborted) : default;
        var reading = Guid.CreateVersion7();
        var fact = Fact(http, endpoint, caller, named, grant, now);
        if (refused is not null)
        {
            await RecordAsync(caller, reading, [fact, new RecordReadAnswered(refused.Status, refused.Code, 0, null, now)], http.RequestAborted);
            throw new RequestRefusedException(refused);
        }

        await RecordAsync(caller, reading, [fact], http.RequestAborted);
        await AnsweredAsync(caller, reading, await AnswerAsync(http, caller, reading));
    }

    private async Task<RecordReadAnswered> AnswerAsync(HttpContext http, Caller caller, Guid reading)
    {
        var plain = http.Response.Body;
        await using var seen = new SeenBody(plain);
        http.Response.Body = seen;
        try
        {
            await next(http);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }
        catch (RequestRefusedException no)
        {
            await AnsweredAsync(caller, reading, new RecordReadAnswered(no.Problem.Status, no.Problem.Code, 0, null, Now()));
            throw;
        }
        finally
        {
            http.Response.Body = plain;
        }

        var status = http.Response.StatusCode;
        return status < 400
            ? new RecordReadAnswered(status, null, seen.Count(), seen.Hash(), Now())
            : new RecordReadAnswered(status, seen.Code(), 0, null, Now());
    }

    // What asks and changes nothing is a reading too, though its question stands in a body: commands take a key with them.
    private static bool IsRead(RouteEndpoint endpoint, string method) =>
        endpoint.RoutePattern.RawText?.StartsWith(Below, StringComparison.Ordinal) == true
        && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)
            || (endpoint.Metadata.GetMetadata<RawBody>() is null && endpoint.Metadata.GetMetadata<MethodInfo>() is { } handler
                && handler.GetParameters().All(parameter => parameter.ParameterType != typeof(CommandContext))));

    // A role that nobody knows gives nothing, so it takes nobody out of here.
    private static bool IsOnlyRegulator(Caller caller) =>
        caller.Roles.Contains(Roles.Regulator) && !caller.Roles.Any(role => role != Roles.Regulator && Roles.All.Contains(role));

    private async Task<(Problem? Refused, Guid? Grant)> StandingAsync(Caller caller, string? named, DateTimeOffset now, CancellationToken ct)
    {
        await using var session = await sessions.OpenAsync(caller.Consortium, ct);
        var rules = await session.Documents.LoadAsync<HeardDeskRules>(GrantStanding.RulesOf(caller.Consortium), ct);
        if (rules?.Standing?.Contains(caller.Actor.Organisation, StringComparer.Ordinal) ?? _withoutRules) return default;
        var held = named is null ? null
            : await session.Documents.LoadAsync<HeardGrant>(GrantStanding.StreamOf(caller.Consortium, named, caller.Actor.Organisation), ct);
        var refused = GrantStanding.Refusal(
            named, held?.Phase() ?? GrantPhase.None, held?.Terms?.Until ?? default, held?.Terms?.Persons ?? [], caller.Actor.Person, now);
        return (refused ?? (held!.Terms!.Whole ? null : GrantStanding.OutOfScope()), held?.Id);
    }

    private RecordRead Fact(HttpContext http, RouteEndpoint endpoint, Caller caller, string? named, Guid? grant, DateTimeOffset now)
    {
        var query = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in http.Request.RouteValues)
        {
            if (name != "consortium" && value is not null) query[name] = Storable(value.ToString()!);
        }

        foreach (var (name, value) in http.Request.Query) query[Storable(name)] = Storable(value.ToString());
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)) query["body"] = RequestBody.HashOf(http);
        var resource = $"{service.Value}/{endpoint.RoutePattern.RawText![Below.Length..]}";
        return new RecordRead(resource, query, caller.Actor, now, named, grant, PayloadHash.Of(new { resource, query }), Everybody);
    }

    // The store takes no U+0000, and what the service will refuse for it is on record too.
    private static string Storable(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : text;

    private Task RecordAsync(Caller caller, Guid reading, IReadOnlyList<object> facts, CancellationToken ct) =>
        commands.Record(caller.Consortium, caller.Actor, new NewStream(typeof(RecordedRead), reading, facts), ct);

    // What was sent is sent, whether or not the caller still waits.
    private async Task AnsweredAsync(Caller caller, Guid reading, RecordReadAnswered fact)
    {
        var context = new CommandContext(caller.Consortium, caller.Actor, fact.At, $"record-read/{reading}", PayloadHash.Of(fact), null);
        await commands.Handle(
            reading, context, RecordedRead.None(reading), state => state.Answered is null ? Decision.Accept(fact) : Decision.Nothing, CancellationToken.None);
    }

    private DateTimeOffset Now() => Timestamps.Truncate(clock.GetUtcNow());
}
