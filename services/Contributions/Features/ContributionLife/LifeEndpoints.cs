using Ledger.Contributions.Domain;
using Ledger.Contributions.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Contributions.Features;

/// <param name="On">The day it happened, where the step has one.</param>
/// <param name="Reason">Why.</param>
public sealed record LifeStepRequest(DateOnly? On = null, Text? Reason = null);

/// <param name="Upheld">Whether the dispute is upheld: the contribution is then reversed.</param>
/// <param name="Reason">Why.</param>
public sealed record ResolveDisputeRequest(bool Upheld, Text Reason);

/// <param name="Location">Where it stands now.</param>
/// <param name="Tag">Its inventory tag now.</param>
/// <param name="Reason">Why.</param>
/// <param name="Secrecy">Marks of it: <c>placement.location</c>, <c>placement.tag</c>.</param>
public sealed record ChangePlacementRequest(Text Reason, string? Location = null, string? Tag = null, IReadOnlyList<FieldMark>? Secrecy = null);

internal static class LifeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Step(routes, "use", LifeMove.TakeIntoUse, Roles.Contributor, "Put a valued contribution to use, for its receiver");
        Step(routes, "end", LifeMove.End, Roles.Contributor, "Say that the use of a contribution is over");
        Step(routes, "return", LifeMove.Return, Roles.Contributor, "Give lent equipment back");
        Step(routes, "withdrawal", LifeMove.Withdraw, Roles.Contributor, "Take back what nobody has verified yet");
        Step(routes, "damage", LifeMove.RecordDamage, Roles.Contributor, "Record damage");
        Step(routes, "dispute", LifeMove.Dispute, Roles.Contributor, "Contest a contribution, for a party of the agreement");
        Step(routes, "reversal", LifeMove.Reverse, Roles.Approver, "Take a contribution of another party out of the books");
        routes.MapPost("/contributions/{id:guid}/dispute/resolution", (
                Guid id, ResolveDisputeRequest body, CommandContext context, Commands commands, AssetClaims claims, CancellationToken ct) =>
                MoveAsync(id, body.Upheld ? LifeMove.UpholdDispute : LifeMove.DismissDispute, null, body.Reason, context, commands, claims, ct))
            .RequireAuthorization(Roles.Approver)
            .WithMetadata(new ChangesWhatWasRead())
            .Produces<Outcome.Receipt>()
            .WithSummary("Decide a dispute between two other parties; upheld reverses the contribution");
        routes.MapPost("/contributions/{id:guid}/placement", PlaceAsync)
            .RequireAuthorization(Roles.Contributor)
            .WithMetadata(new ChangesWhatWasRead())
            .Produces<Outcome.Receipt>()
            .WithSummary("Say where a verified contribution stands now, for its receiver")
            .WithDescription("With marks (secrecy) the answer also holds the digests of the hidden fields.");
    }

    private static async Task<IResult> PlaceAsync(
        Guid id, ChangePlacementRequest body, CommandContext context, Commands commands, ReceiverSecrets secrets, Reads read, CancellationToken ct)
    {
        var seen = context.ExpectedVersion ?? 0;
        var command = new ChangePlacement(body.Location, body.Tag, body.Reason, context.By, context.At, seen);
        var marks = body.Secrecy?.Select(mark => mark?.Field.StartsWith(SaidByReceiver.Placement + ".", StringComparison.Ordinal) == true
            ? mark with { Field = SaidByReceiver.PlacementAfter(seen) + mark.Field[SaidByReceiver.Placement.Length..] } : mark!).ToList();
        var (prepared, refused) = await secrets.PrepareAsync(id, command.Said, marks, context, read, ct);
        if (refused is not null) return Problem.From(refused);
        var outcome = await commands.Handle(
            id, prepared?.Context($"place {body.Reason.En} {body.Reason.Zh}") ?? context, Contribution.None(id),
            (state, reads) => ReceiverSecrets.DecideAsync(
                prepared, state, reads, secrecy => LifeDecider.Decide(state, command with { Secrecy = secrecy }), ct),
            ct);
        return prepared is null ? outcome.ToHttp() : await prepared.AnswerAsync(outcome, read, ct);
    }

    private static void Step(IEndpointRouteBuilder routes, string path, LifeMove move, string role, string summary) => routes
        .MapPost($"/contributions/{{id:guid}}/{path}", (
            Guid id, LifeStepRequest body, CommandContext context, Commands commands, AssetClaims claims, CancellationToken ct) =>
            MoveAsync(id, move, body.On, body.Reason, context, commands, claims, ct))
        .RequireAuthorization(role)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary(summary);

    private static async Task<IResult> MoveAsync(
        Guid id, LifeMove move, DateOnly? on, Text? reason, CommandContext context, Commands commands, AssetClaims claims, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, Contribution.None(id),
            async (state, reads) =>
            {
                var decision = LifeDecider.Decide(state, new MoveContribution(
                    move, on, reason, await PartiesAsync(state, reads, ct), context.By, context.At));
                var ends = move is LifeMove.Withdraw or LifeMove.UpholdDispute or LifeMove.Reverse;
                if (ends && decision.Facts.Count > 0) claims.Release(id, reads);
                return decision;
            },
            ct);
        return outcome.ToHttp();
    }

    // Members of the version under which it was registered: who joined later has no say in what went before.
    private static async Task<IReadOnlyCollection<string>> PartiesAsync(Contribution state, IQuerySession reads, CancellationToken ct)
    {
        if ((state.Particulars ?? state.Draft) is not { } said) return [];
        var versions = await reads.Query<AdoptedAgreement>().Where(agreement => agreement.AgreementId == said.AgreementId).ToListAsync(ct);
        return AdoptedAgreement.InForce(versions, said.EffectiveOn)?.Document is { } document
            ? [.. document.Parties.Where(party => document.HasAcceded(party.Id, said.EffectiveOn)).Select(party => party.Id)]
            : [];
    }
}
