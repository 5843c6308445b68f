using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;
using Marten;

namespace Ledger.Valuation.Features;

/// <param name="Commitment">SHA-256, lower-case hex, of <c>appraisal|round|nonce</c>; keep the nonce until the draw.</param>
/// <param name="RevealUntil">Last moment for the second nonce and the draw.</param>
/// <param name="Fee">The valuer's fee, fixed before he is known.</param>
public sealed record OpenAssignmentRequest(string Commitment, DateTimeOffset RevealUntil, Money? Fee = null);

/// <param name="Nonce">32 to 128 lower-case hex digits of chance.</param>
public sealed record NonceRequest(string Nonce);

internal static class AssignmentEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/appraisals/{id:guid}/assignment", (Guid id, OpenAssignmentRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                Handle(id, context, commands, (state, agreement, known) => AssignmentDecider.Decide(state, new OpenAssignment(
                    body.Commitment, Timestamps.Truncate(body.RevealUntil), body.Fee, agreement, known, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Administrator)
            .Produces<Outcome.Receipt>()
            .WithSummary("Open the draw of a valuer: fix the candidates and commit to a nonce");
        routes.MapPost("/appraisals/{id:guid}/assignment/nonce", (Guid id, NonceRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                Handle(id, context, commands, (state, _, known) => AssignmentDecider.Decide(state, new GiveNonce(body.Nonce, known, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Approver)
            .WithMetadata(new ChangesWhatWasRead())
            .Produces<Outcome.Receipt>()
            .WithSummary("Give the second nonce, as another organisation");
        routes.MapPost("/appraisals/{id:guid}/assignment/draw", (Guid id, NonceRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                Handle(id, context, commands, (state, _, _) => AssignmentDecider.Decide(state, new DrawValuer(body.Nonce, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Administrator)
            .Produces<Outcome.Receipt>()
            .WithSummary("Reveal the first nonce: the valuer is drawn");
        routes.MapPost("/appraisals/{id:guid}/assignment/decline", (Guid id, ReasonRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                Handle(id, context, commands, (state, _, _) => AssignmentDecider.Decide(state, new DeclineAssignment(body.Reason, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Valuer)
            .Produces<Outcome.Receipt>()
            .WithSummary("Decline, as the drawn valuer");
        routes.MapPost("/appraisals/{id:guid}/assignment/review", (Guid id, CommandContext context, Commands commands, CancellationToken ct) =>
                Handle(id, context, commands, (state, _, known) => AssignmentDecider.Decide(state, new ReviewAssignment(known, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Administrator)
            .Produces<Outcome.Receipt>()
            .WithSummary("Look for conflicts of the valuer again; one voids the assignment, or asks for a review of an accepted value");
    }

    private static async Task<IResult> Handle(
        Guid id, CommandContext context, Commands commands, Func<Appraisal, AdoptedAgreement?, KnownTies, Decision> decide, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, Appraisal.None(id),
            async (Appraisal state, IQuerySession reads) =>
            {
                if (await ReappraisalGate.RefusesAsync(state, reads, ct) is { } closed) return closed;
                var agreement = await InForce.ForAsync(state, reads, ct);
                return decide(state, agreement, await Knowledge.LoadAsync(context.Tenant, agreement, reads, ct));
            },
            ct);
        return outcome.ToHttp();
    }
}
