using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <param name="Choice"><c>standing</c>, <c>second</c>, <c>third</c> or <c>determined</c>.</param>
/// <param name="Reason">In both languages or one.</param>
/// <param name="Document">SHA-256 of the award, where a forum outside decided; absent for a vote of the panel.</param>
public sealed record VoteRequest(string Choice, ChallengeReason Reason, string? Document = null);

/// <summary>What people do who are no party to the challenge.</summary>
internal static class ChallengeDecisionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(
                "/appraisals/{id:guid}/challenges/{number:int}/appraisals/{appraisal:int}/replacement",
                (Guid id, int number, int appraisal, CommandContext context, Commands commands, CancellationToken ct) =>
                    ChallengeEndpoints.Handle(id, number, context, commands, (state, known) => ChallengeDecider.Decide(state, new ReplaceReappraisal(
                        number, appraisal, known.Appraisals, known.Ties, known.Agreement,
                        StreamId.Derived(id, ChallengeDecider.NextAppraisal(state, number, appraisal)), context.By, context.At)), ct))
            .RequireAuthorization(Roles.Administrator)
            .Produces<Outcome.Receipt>()
            .WithSummary("Have a new appraisal made by somebody else: it is late, its appraiser has a conflict, or the agreement changed");
        routes.MapPost(
                "/appraisals/{id:guid}/challenges/{number:int}/determination",
                (Guid id, int number, CommandContext context, Commands commands, CancellationToken ct) =>
                    ChallengeEndpoints.Handle(id, number, context, commands, (state, known) => ChallengeDecider.Decide(state, new DetermineChallenge(
                        number, known.Appraisals, known.Ties, known.Agreement,
                        StreamId.Derived(id, ChallengeDecider.NextAppraisal(state, number, 3)), context.By, context.At)), ct))
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("Have the appraisals decide by the agreed clause; where the two are too far apart a third one is opened");
        routes.MapPost(
                "/appraisals/{id:guid}/challenges/{number:int}/votes",
                (Guid id, int number, VoteRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                    ChallengeEndpoints.Handle(id, number, context, commands, (state, known) => ChallengeDecider.Decide(state, new CastPanelVote(
                        number, body.Choice, body.Reason, body.Document, known.Agreement, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("Vote as a member of the final panel, or record what the forum outside decided");
        routes.MapPost(
                "/appraisals/{id:guid}/challenges/{number:int}/conclusion",
                (Guid id, int number, CommandContext context, Commands commands, CancellationToken ct) =>
                    ChallengeEndpoints.Handle(id, number, context, commands, (state, known) => ChallengeDecider.Decide(state, new ConcludeChallenge(
                        number, known.Appraisals, known.Agreement, context.By, context.At)), ct))
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("End the challenge: the value is upheld or replaced, and it is said who pays");
    }
}
