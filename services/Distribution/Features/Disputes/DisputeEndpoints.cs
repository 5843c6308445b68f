using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Distribution.Features;

/// <param name="Answer">What the finance office says to the objection.</param>
public sealed record AnswerObjectionRequest(string Answer);

/// <param name="Shares">What each party gets of what is held; sums to it.</param>
/// <param name="Reason">Why.</param>
/// <param name="On">Open day on which it is booked.</param>
public sealed record DecideSuspenseRequest(IReadOnlyDictionary<string, Money> Shares, string Reason, DateOnly On);

/// <summary>A disputed line in suspense.</summary>
public sealed record SuspenseView(Guid Id, SuspenseHeld Held, SuspenseDecided? Decided);

/// <summary>Disputes of lines: answered, left in suspense so that the rest can be settled, decided later.</summary>
internal static class DisputeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/runs/{id:guid}/objections/{no:int}/answer", Answer)
            .RequireAuthorization(Roles.FinanceOfficer)
            .Produces<Outcome.Receipt>()
            .WithSummary("Answer an objection; due within the length of the objection window");
        routes.MapPost("/runs/{id:guid}/objections/{no:int}/suspense", Hold)
            .RequireAuthorization(Roles.FinanceOfficer)
            .Produces<Outcome.Receipt>()
            .WithSummary("Leave the line of an answered objection in suspense; the rest can then be approved and settled");
        routes.MapGet("/suspense", List)
            .Produces<IReadOnlyList<SuspenseView>>()
            .WithSummary("Lines in suspense of an agreement (agreement=), decided ones too");
        routes.MapPost("/suspense/{id:guid}/decision", Decide)
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("Decide a dispute: what was held goes to parties; by somebody who is no side of it");
    }

    private static async Task<IResult> Answer(Guid id, int no, AnswerObjectionRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
        (await commands.Handle(id, context, Run.None(id), state => RunDecider.Decide(state, new AnswerObjection(no, body.Answer, context.By, context.At)), ct)).ToHttp();

    private static async Task<IResult> Hold(Guid id, int no, CommandContext context, Commands commands, CancellationToken ct) =>
        (await commands.Handle(id, context, Run.None(id), state => RunDecider.Decide(state, new HoldObjection(no, context.By, context.At)), ct)).ToHttp();

    private static async Task<IResult> List(string agreement, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var found = await session.Documents.Query<SuspenseCase>().Where(suspense => suspense.AgreementId == agreement).ToListAsync(ct);
        return Results.Ok(found.OrderBy(suspense => suspense.Held!.At).ThenBy(suspense => suspense.Id).Select(suspense => new SuspenseView(suspense.Id, suspense.Held!, suspense.Decided)));
    }

    private static async Task<IResult> Decide(Guid id, DecideSuspenseRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        foreach (var (party, amount) in body.Shares)
        {
            if (amount is null) return Problem.From(Problems.WrongType($"shares.{party}", "an amount of money", "金额"));
        }

        var outcome = await commands.Handle(
            id, context, SuspenseCase.None(id),
            async (state, reads) =>
            {
                var own = await reads.Events.FetchStreamAsync(id, token: ct);
                var agreement = state.Held is { } held ? await reads.InForceAsync(held.AgreementId, body.On, ct) : null;
                return SuspenseDecider.Decide(state, new DecideSuspense(
                    body.Shares, body.Reason, [.. agreement?.Document?.Parties.Select(party => party.Id) ?? []], body.On,
                    await reads.ClosedUpToAsync(state.AgreementId, ct), Streams.SuspenseEntry(id), own.FirstOrDefault(recorded => recorded.Data is SuspenseHeld)?.Cite(),
                    context.By, context.At));
            }, ct);
        return outcome.ToHttp();
    }
}
