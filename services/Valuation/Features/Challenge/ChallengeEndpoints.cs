using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;
using Marten;

namespace Ledger.Valuation.Features;

/// <param name="Against">Number of the value that was read; <c>/appraisals/{id}/values</c> lists them.</param>
/// <param name="Ground">Exactly one: an item of the register, a method, or a clause of the agreement.</param>
/// <param name="Reason">In both languages or one.</param>
public sealed record FileChallengeRequest(int Against, ChallengeGround Ground, ChallengeReason Reason);

/// <param name="Reason">In both languages or one.</param>
public sealed record ChallengeReasonRequest(ChallengeReason Reason);

/// <summary>What parties do: object, take back, appeal.</summary>
internal static class ChallengeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        AsParty(routes.MapPost("/appraisals/{id:guid}/challenges", FileAsync))
            .WithSummary("Object to the accepted value in time, citing evidence, a method or a clause; the first objection opens a second appraisal")
            .WithDescription("No If-Match: the number of the value binds what is objected to.");
        AsParty(routes.MapPost(
                "/appraisals/{id:guid}/challenges/{number:int}/objections/{objection:int}/withdrawal",
                (Guid id, int number, int objection, ChallengeReasonRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                    Handle(id, number, context, commands, (state, known) => ChallengeDecider.Decide(state, new WithdrawObjection(
                        number, objection, body.Reason, known.Appraisals.Second, known.Agreement, context.By, context.At)), ct)))
            .WithSummary("Take an objection back, before the second appraisal is handed in; the last one ends the challenge");
        AsParty(routes.MapPost(
                "/appraisals/{id:guid}/challenges/{number:int}/appeal",
                (Guid id, int number, ChallengeReasonRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                    Handle(id, number, context, commands, (state, known) => ChallengeDecider.Decide(state, new AppealChallenge(
                        number, body.Reason, known.Agreement, context.By, context.At)), ct)))
            .WithSummary("Appeal against what the appraisals decided to whom the agreement names");
    }

    private static async Task<IResult> FileAsync(
        Guid id, FileChallengeRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, Appraisal.None(id),
            async (Appraisal state, IQuerySession reads) => ChallengeDecider.Decide(state, new FileChallenge(
                body.Against, body.Ground, await CitedAsync(body.Ground.Evidence, context.Tenant, reads, ct), body.Reason,
                await InForce.ForAsync(state, reads, ct), StreamId.Derived(id, ChallengeDecider.NextAppraisal(state, null, 2)), context.By, context.At)),
            ct);
        return outcome.ToHttp();
    }

    /// <summary>Decides with what is known of the challenge's appraisals, of ties and of the agreement.</summary>
    internal static async Task<IResult> Handle(
        Guid id, int number, CommandContext context, Commands commands, Func<Appraisal, KnownOfChallenge, Decision> decide, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, Appraisal.None(id),
            async (Appraisal state, IQuerySession reads) =>
            {
                var agreement = await InForce.ForAsync(state, reads, ct);
                return decide(state, new KnownOfChallenge(
                    await ReappraisalGate.OfAsync(state, number, reads, ct), agreement,
                    await Knowledge.LoadAsync(context.Tenant, agreement, reads, ct)));
            },
            ct);
        return outcome.ToHttp();
    }

    private static async Task<KnownEvidence?> CitedAsync(string? reference, string tenant, IQuerySession reads, CancellationToken ct) =>
        reference is null || !InputReader.IsIdentifier(reference)
            ? null
            : (await RegisterReader.ReadAsync(new RegisterChoice([new EvidenceChoice(reference)]), tenant, reads, ct)).Evidence.GetValueOrDefault(reference);

    private static RouteHandlerBuilder AsParty(RouteHandlerBuilder endpoint) => endpoint
        .RequireAuthorization().RequireAuthorization(policy => policy.RequireRole(Roles.Signatory, Roles.Contributor))
        .Produces<Outcome.Receipt>();
}

/// <summary>What is known when a challenge is decided on.</summary>
internal sealed record KnownOfChallenge(KnownReappraisals Appraisals, AdoptedAgreement? Agreement, KnownTies Ties);
