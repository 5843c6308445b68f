using Ledger.Contributions.Domain;
using Ledger.Contributions.Vault;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Contributions.Features;

/// <param name="Contribution">Whose fields.</param>
/// <param name="Fields">Which.</param>
/// <param name="Reader">Organisation that may read.</param>
/// <param name="Until">End of the access.</param>
/// <param name="Reason">Why.</param>
public sealed record GrantAccessRequest(Guid Contribution, IReadOnlyList<string> Fields, string Reader, DateTimeOffset Until, Text Reason);

/// <param name="Contribution">Of which contribution.</param>
/// <param name="Reader">Organisation that loses its access.</param>
/// <param name="Reason">Why.</param>
public sealed record RevokeAccessRequest(Guid Contribution, string Reader, Text Reason);

/// <param name="Case">File number of the case.</param>
/// <param name="Ground">Why the key must stay.</param>
public sealed record PlaceKeyHoldRequest(string Case, Text Ground);

/// <param name="Reason">Why the hold ends.</param>
public sealed record LiftKeyHoldRequest(Text Reason);

/// <param name="Ground">On what ground the key is erased.</param>
public sealed record ShredKeyRequest(Text Ground);

internal static class SecretSubjectEndpoints
{
    private const string Path = "/secret-subjects/{owner}/{subject}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, ReadAsync).Produces<SubjectView>()
            .WithSummary("A subject of secrets with its grants, holds and erasure; for its owner and regulators");
        Change(routes.MapPost(Path + "/grants", GrantAsync), "Let an organisation read fields for a time").RequireAuthorization(Roles.Contributor);
        Change(routes.MapPost(Path + "/revocations", RevokeAsync), "Take back what an organisation may read of a contribution").RequireAuthorization(Roles.Contributor);
        Change(routes.MapPost(Path + "/holds", (string owner, string subject, PlaceKeyHoldRequest body, HttpContext http, CommandContext context, Commands commands, CancellationToken ct) =>
            DecideAsync(owner, subject, context, commands, state => SecretSubjectDecider.Decide(
                state, new PlaceKeyHold(body.Case, body.Ground, Oversees(http), context.By, context.At)), ct)), "Forbid that the key is erased");
        Change(routes.MapPost(Path + "/holds/{case}/lifting", (string owner, string subject, string @case, LiftKeyHoldRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
            DecideAsync(owner, subject, context, commands, state => SecretSubjectDecider.Decide(
                state, new LiftKeyHold(@case, body.Reason, context.By, context.At)), ct)), "Lift a hold, for the organisation that placed it");
        Change(routes.MapPost(Path + "/erasure", EraseAsync), "Erase the key: what it protects is unreadable for ever, and every proof stays valid").RequireAuthorization(Roles.Contributor);
    }

    private static RouteHandlerBuilder Change(RouteHandlerBuilder route, string summary) =>
        route.WithMetadata(new ChangesWhatWasRead()).Produces<Outcome.Receipt>().WithSummary(summary);

    private static async Task<IResult> ReadAsync(string owner, string subject, HttpContext http, Reads reads, CancellationToken ct)
    {
        var caller = http.User.Caller();
        return owner == caller.Actor.Organisation || Oversees(http)
            ? await reads.OneAsync<SecretSubject, SubjectView>(SecretIntake.SubjectId(caller.Consortium, owner, subject), SubjectView.Of, ct)
            : throw RequestRefused.NotFound();
    }

    private static async Task<IResult> GrantAsync(
        string owner, string subject, GrantAccessRequest body, CommandContext context, Commands commands, KeyStore keys, CancellationToken ct)
    {
        var id = SecretIntake.SubjectId(context.Tenant, owner, subject);
        var outcome = await commands.Handle(id, context, SecretSubject.None(id), async (state, reads) =>
        {
            var decision = SecretSubjectDecider.Decide(state, new GrantAccess(
                body.Contribution, body.Fields, body.Reader, body.Until, body.Reason, await HiddenAsync(body.Contribution, reads, ct), context.By, context.At));
            // Before the commit: a wrap without its fact opens nothing, a fact without its wrap would promise what cannot be kept.
            if (decision.Facts.Count > 0 && await keys.OwnAsync(context.Tenant, owner, id, ct) is { } key)
                await keys.GiveAsync(KeyHolder.Reader(context.Tenant, body.Contribution, body.Reader, id), key, body.Until, ct);
            return decision;
        }, ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> RevokeAsync(
        string owner, string subject, RevokeAccessRequest body, CommandContext context, Commands commands, KeyStore keys, CancellationToken ct)
    {
        var id = SecretIntake.SubjectId(context.Tenant, owner, subject);
        var outcome = await commands.Handle(id, context, SecretSubject.None(id), async (state, reads) => SecretSubjectDecider.Decide(
            state, new RevokeAccess(body.Contribution, body.Reader, body.Reason, await HiddenAsync(body.Contribution, reads, ct), context.By, context.At)), ct);
        if (outcome is Outcome.Done) await keys.TakeAsync(KeyHolder.Reader(context.Tenant, body.Contribution, body.Reader, id), ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> EraseAsync(
        string owner, string subject, ShredKeyRequest body, CommandContext context, Commands commands, KeyStore keys, CancellationToken ct)
    {
        var id = SecretIntake.SubjectId(context.Tenant, owner, subject);
        var outcome = await commands.Handle(id, context, SecretSubject.None(id), async (state, reads) =>
        {
            var hold = await RetentionStream.HoldOnKeyAsync(id, context.Tenant, reads, ct);
            var decision = SecretSubjectDecider.Decide(state, new ShredKey(body.Ground, context.By, context.At, hold));
            if (decision.Rejection is null) await keys.BeginErasingAsync(context.Tenant, id, ct);
            return decision;
        }, ct);
        // The fact first: a crash here is found by the sweep, which then deletes what the fact says is gone.
        if (outcome is Outcome.Done) await keys.ShredAsync(context.Tenant, id, CancellationToken.None);
        return outcome.ToHttp();
    }

    private static async Task<IResult> DecideAsync(
        string owner, string subject, CommandContext context, Commands commands, Func<SecretSubject, Decision> decide, CancellationToken ct)
    {
        var id = SecretIntake.SubjectId(context.Tenant, owner, subject);
        return (await commands.Handle(id, context, SecretSubject.None(id), decide, ct)).ToHttp();
    }

    private static async Task<IReadOnlyList<MarkedField>> HiddenAsync(Guid contribution, IQuerySession reads, CancellationToken ct)
    {
        var state = await reads.LoadAsync<Contribution>(contribution, ct);
        return [.. (state?.Particulars ?? state?.Draft)?.Secrecy?.Hidden() ?? []];
    }

    private static bool Oversees(HttpContext http) => http.User.Caller().Roles.Contains(Roles.Regulator, StringComparer.Ordinal);
}
