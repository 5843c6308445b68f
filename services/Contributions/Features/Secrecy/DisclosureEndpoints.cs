using Ledger.Contributions.Domain;
using Ledger.Contributions.Vault;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Desk;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Contributions.Features;

/// <param name="Reference">The requester's own id.</param>
/// <param name="Contribution">Whose fields.</param>
/// <param name="Fields">Paths of hidden fields.</param>
/// <param name="Case">File number of the case.</param>
/// <param name="LegalBasis">On what ground of law or agreement.</param>
/// <param name="Reason">Why these fields.</param>
/// <param name="DeadlineDays">Days for the owner to answer, 10 when absent.</param>
/// <param name="OpenDays">Days of reading after the release, 30 when absent.</param>
public sealed record DisclosureRequestBody(
    string Reference, Guid Contribution, IReadOnlyList<string> Fields, string Case, Text LegalBasis, Text Reason, int DeadlineDays = 10, int OpenDays = 30);

/// <param name="Reason">Why.</param>
public sealed record ReasonRequest(Text Reason);

internal static class DisclosureEndpoints
{
    // A request names its own case and ground, and the owner or the custodians decided about it.
    private static readonly ReadByOwnRight OwnRequest = new("A disclosure is asked for by case and ground, and released by its owner or the custodians.");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/disclosures", RequestAsync)
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Ask to open hidden fields of a contribution; for regulators and valuers");
        routes.MapGet("/disclosures", (string? after, HttpContext http, Reads reads, CancellationToken ct) =>
            {
                var own = http.User.Caller().Actor.Organisation;
                return reads.PageAsync<DisclosureRequest, DisclosureRequest>(
                    after, requests => requests.Where(request => request.Asked!.Owner == own || request.Asked.By.Organisation == own), request => request, ct);
            })
            .WithMetadata(OwnRequest).Produces<Page<DisclosureRequest>>()
            .WithSummary("Requests by the own organisation, and requests for what belongs to it");
        routes.MapGet("/disclosures/{id:guid}", ReadAsync).WithMetadata(OwnRequest).Produces<DisclosureRequest>()
            .WithSummary("One request; for its requester, the owner and the custodians");
        routes.MapPost("/disclosures/{id:guid}/approval", ApproveAsync).WithMetadata(new ChangesWhatWasRead()).Produces<Outcome.Receipt>()
            .WithSummary("Release what belongs to the own organisation").RequireAuthorization(Roles.Approver);
        routes.MapPost("/disclosures/{id:guid}/objection", ObjectAsync).WithMetadata(new ChangesWhatWasRead()).Produces<Outcome.Receipt>()
            .WithSummary("Object, for the owner: the custodians then decide").RequireAuthorization(Roles.Approver);
        routes.MapGet("/disclosures/{id:guid}/values", OpenAsync).WithMetadata(OwnRequest).Produces<IReadOnlyList<OpenSecret>>()
            .WithSummary("Open what was released; reason says why, and is recorded before the answer is given");
    }

    /// <summary>The erasure of a key that a request needs, or null.</summary>
    public static async Task<KeyErasure?> ErasedAsync(DisclosureRequest request, IQuerySession reads, CancellationToken ct)
    {
        var keys = request.Asked?.Fields.Select(field => field.Key).Distinct().ToArray() ?? [];
        return keys.Length == 0 ? null : (await reads.LoadManyAsync<SecretSubject>(ct, keys)).Select(subject => subject.Erased).FirstOrDefault(erased => erased is not null);
    }

    /// <summary>Gives the keys of a request to its requester; before the commit, since a wrap without its fact opens nothing.</summary>
    public static async Task ReleaseAsync(
        DisclosureRequested asked, Guid request, DisclosureReleased released, string tenant, Func<Guid, Task<byte[]?>> find, KeyStore keys, CancellationToken ct)
    {
        foreach (var id in asked.Fields.Select(field => field.Key).Distinct())
        {
            if (await find(id) is { } key) await keys.GiveAsync(KeyHolder.Disclosure(tenant, request, id), key, released.Until, ct);
        }
    }

    private static async Task<IResult> RequestAsync(
        DisclosureRequestBody body, HttpContext http, CommandContext context, Commands commands, CancellationToken ct)
    {
        if (!http.User.Caller().Roles.Any(role => role is Roles.Regulator or Roles.Valuer)) throw RequestRefused.Forbidden(null);
        if (References.Check(body.Reference) is { } malformed) return Problem.From(malformed);
        // Of its requester's organisation: nobody meets the references of another.
        var id = StreamId.For(context.Tenant, "disclosure-request", $"{context.By.Organisation}:{body.Reference}");
        var outcome = await commands.Handle(id, context, DisclosureRequest.None(id), async (state, reads) => DisclosureDecider.Decide(state, new RequestDisclosure(
            body.Reference, await reads.LoadAsync<Contribution>(body.Contribution, ct), body.Fields, body.Case, body.LegalBasis, body.Reason,
            body.DeadlineDays, body.OpenDays, context.By, context.At)), ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext http, Reads reads, CancellationToken ct)
    {
        var caller = http.User.Caller();
        await using (var session = await reads.OpenAsync(ct))
        {
            var asked = (await session.Documents.LoadAsync<DisclosureRequest>(id, ct))?.Asked;
            var custody = await CustodyEndpoints.InOfficeAsync(session.Documents, caller.Consortium, ct);
            var concerned = asked is not null
                && (asked.Owner == caller.Actor.Organisation || asked.By.Organisation == caller.Actor.Organisation || custody.PlaceOf(caller.Actor) is not null);
            if (!concerned) return Problem.From(new DisclosureUnknown());
        }

        return await reads.OneAsync<DisclosureRequest>(id, ct);
    }

    private static async Task<IResult> ApproveAsync(Guid id, CommandContext context, Commands commands, KeyStore keys, CancellationToken ct)
    {
        var outcome = await commands.Handle(id, context, DisclosureRequest.None(id), async (state, reads) =>
        {
            var decision = DisclosureDecider.Decide(state, new ApproveDisclosure(await ErasedAsync(state, reads, ct), context.By, context.At));
            if (decision.Facts.OfType<DisclosureReleased>().FirstOrDefault() is { } released)
                await ReleaseAsync(state.Asked!, id, released, context.Tenant, key => keys.OwnAsync(context.Tenant, state.Asked!.Owner, key, ct), keys, ct);
            return decision;
        }, ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> ObjectAsync(Guid id, ReasonRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
        (await commands.Handle(id, context, DisclosureRequest.None(id),
            state => DisclosureDecider.Decide(state, new ObjectToDisclosure(body.Reason, context.By, context.At)), ct)).ToHttp();

    private static async Task<IResult> OpenAsync(
        Guid id, string? reason, HttpContext http, Commands commands, SecretReader reader, CancellationToken ct)
    {
        if (OpenSecretsEndpoint.BrokenReason(reason) is { } broken) return Problem.From(broken);
        var caller = http.User.Caller();
        // Every reading is a command of its own, with a key of its own: each is on record, and none is answered from the record.
        var context = new CommandContext(caller.Consortium, caller.Actor, reader.Now, Guid.NewGuid().ToString(), "", null);
        DisclosureRequested? asked = null;
        DateTimeOffset? until = null;
        var outcome = await commands.Handle(id, context, DisclosureRequest.None(id), async (state, reads) =>
        {
            (asked, until) = (state.Asked, state.Until);
            return DisclosureDecider.Decide(state, new OpenDisclosure(reason!, await ErasedAsync(state, reads, ct), context.By, context.At));
        }, ct);
        if (outcome is not Outcome.Done) return outcome.ToHttp();
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Ok(await reader.OpenAsync(asked!.Contribution, asked.Fields.Select(field => (
            field.Field, field.Digest, KeyHolder.Disclosure(context.Tenant, id, field.Key), until)), ct));
    }
}
