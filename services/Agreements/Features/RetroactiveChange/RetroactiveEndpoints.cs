using Ledger.Agreements.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Agreements.Features;

/// <param name="Reason">Why the past is to be settled otherwise.</param>
public sealed record PreviewRetroactiveRequest(string Reason);

/// <param name="Reason">As previewed.</param>
/// <param name="PreviewHash">Hash of the preview that the proposer has read.</param>
public sealed record ProposeRetroactiveRequest(string Reason, string PreviewHash);

/// <param name="PreviewHash">Hash of the effects that all parties signed.</param>
public sealed record ConfirmRetroactiveRequest(string PreviewHash);

internal static class RetroactiveEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // No Idempotency-Key: nothing is stored, and the same facts give the same effects and hash.
        routes.MapPost("/agreements/{id:guid}/retroactive/preview", Preview)
            .Produces<RetroactiveProposal>()
            .WithSummary("Every effect that a draft has on what is settled when it rules from its first day, in the past; nothing is stored");
        routes.MapPost("/agreements/{id:guid}/retroactive/proposal", Propose)
            .RequireAuthorization(Roles.Administrator)
            .WithMetadata(new ChangesWhatWasRead())
            .WithSummary("Put a draft that rules from a past day to all parties, with the effects of this hash");
        routes.MapPost("/agreements/{id:guid}/retroactive/confirmation", Confirm)
            .RequireAuthorization(Roles.Administrator)
            .WithMetadata(new ChangesWhatWasRead())
            .WithSummary("Confirm a retroactive change that all parties signed, while its effects are still those with this hash");
    }

    private static async Task<IResult> Preview(Guid id, PreviewRetroactiveRequest body, HttpContext http, TimeProvider clock, Reads reads, CancellationToken ct)
    {
        if (Reasons.Check(body.Reason) is { } blank) return Problem.From(blank);
        await using var session = await reads.OpenAsync(ct);
        var agreement = await session.Documents.LoadAsync<Agreement>(id, ct) ?? throw RequestRefused.NotFound();
        var (now, refused, _) = await RetroactiveReader.NowAsync(
            session.Documents, http.User.Caller().Consortium, agreement, body.Reason, clock.GetUtcNow(), ct);
        return now is null ? Problem.From(refused!) : Results.Ok(now);
    }

    private static async Task<IResult> Propose(
        Guid id, ProposeRetroactiveRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(id, context, Agreement.None(id), async (state, session) =>
        {
            var (now, refused, _) = await RetroactiveReader.NowAsync(session, context.Tenant, state, body.Reason, context.At, ct);
            return RetroactiveDecider.Decide(state, new ProposeRetroactive(body.PreviewHash, now, refused, context.By, context.At));
        }, ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> Confirm(
        Guid id, ConfirmRetroactiveRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(id, context, Agreement.None(id), async (state, session) =>
        {
            var (now, refused, around) = await RetroactiveReader.NowAsync(
                session, context.Tenant, state, state.Retroactive?.Reason ?? "", context.At, ct);
            return RetroactiveDecider.Decide(state, new ConfirmRetroactive(body.PreviewHash, now, refused, around, context.By, context.At));
        }, ct);
        return outcome.ToHttp();
    }
}
