using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Distribution.Features;

/// <param name="Reference">The consortium's own id: letters, digits, dots, underscores, hyphens.</param>
/// <param name="AgreementId">Agreement under which the pool is shared.</param>
/// <param name="Period">When its benefits arise; it may go on still.</param>
/// <param name="Title">What it is.</param>
/// <param name="Coalition">The project whose parties share it; left out: all participants.</param>
public sealed record OpenPoolRequest(string Reference, string AgreementId, Period Period, Text Title, Coalition? Coalition = null);

/// <param name="Reference">The consortium's own id of the benefit: letters, digits, hyphens; unique in the agreement.</param>
/// <param name="Kind">revenue, licence-income, savings, subsidy, bonus, or in-kind.</param>
/// <param name="On">Day on which it arose: of the pool's period, or of a closed pool's when it comes late.</param>
/// <param name="Amount">Above zero; in another currency than the agreement's with a rate.</param>
/// <param name="Title">What it is.</param>
/// <param name="Evidence">Papers behind it, by the hash under which the file is stored; at least one.</param>
/// <param name="Rate">The rate of a foreign amount, with its day and source.</param>
/// <param name="Party">For a benefit in kind: who has it.</param>
public sealed record RecordBenefitRequest(
    string Reference, BenefitKind Kind, DateOnly On, Money Amount, Text Title, IReadOnlyList<PoolEvidence> Evidence, RateGiven? Rate = null, string? Party = null);

/// <param name="Measure">performance-score or game-value.</param>
/// <param name="Values">By party; every party that shares the pool.</param>
/// <param name="Evidence">Papers behind them; at least one.</param>
public sealed record RecordScoresRequest(ResidualMeasure Measure, IReadOnlyDictionary<string, Rational> Values, IReadOnlyList<PoolEvidence> Evidence);

/// <summary>Pools that collect the benefits of a period until they are closed.</summary>
internal static class CollectBenefitsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/pools/openings", Open)
            .RequireAuthorization(Roles.FinanceOfficer)
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Open a pool: benefits are recorded in it until it is closed");
        routes.MapPost("/pools/{id:guid}/benefits", Record)
            .RequireAuthorization(Roles.FinanceOfficer)
            .Produces<Outcome.Receipt>()
            .WithSummary("Record a benefit in an open pool; one of a closed period comes in as late");
        routes.MapPost("/pools/{id:guid}/closure", Close)
            .RequireAuthorization(Roles.FinanceOfficer)
            .WithMetadata(new ChangesWhatWasRead())
            .Produces<Outcome.Receipt>()
            .WithSummary("Close a pool: what it holds is what is shared");
        routes.MapPost("/pools/{id:guid}/scores", Score)
            .RequireAuthorization(Roles.FinanceOfficer)
            .Produces<Outcome.Receipt>()
            .WithSummary("Record scores by which the agreement divides part of the residual, until a run is proposed");
    }

    private static async Task<IResult> Open(OpenPoolRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        if (References.Check(body.Reference) is { } malformed) return Problem.From(malformed);
        var stream = Streams.Pool(context.Tenant, body.Reference);
        var outcome = await commands.Handle(
            stream, context, Pool.None(stream),
            async (state, reads) =>
            {
                var turn = await reads.NextTurnAsync(context.Tenant, Turn.PoolsOf(body.AgreementId), ct);
                return PoolDecider.Decide(state, new OpenPool(
                    body.Reference, body.AgreementId, body.Period, body.Title, body.Coalition, await reads.InForceAsync(body.AgreementId, body.Period.From, ct),
                    [.. (await reads.PoolsOfAsync(body.AgreementId, ct)).Select(pool => pool.Place)], turn, context.By, context.At));
            }, ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> Record(Guid id, RecordBenefitRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        if (Missing(body.Evidence) is { } missing) return Problem.From(missing);
        var outcome = await commands.Handle(
            id, context, Pool.None(id),
            async (state, reads) =>
            {
                var turn = await reads.NextTurnAsync(context.Tenant, Turn.BenefitsOf(state.AgreementId), ct);
                var agreement = await reads.InForceAsync(state.AgreementId, body.On, ct);
                var others = (await reads.PoolsOfAsync(state.AgreementId, ct)).Where(pool => pool.Id != id)
                    .Select(pool => new OtherPool(pool.Place, [.. pool.Benefits.Select(benefit => benefit.Reference)])).ToList();
                var closed = await reads.ClosedUpToAsync(state.AgreementId, ct);
                return PoolDecider.Decide(state, new RecordBenefit(
                    body.Reference, body.Kind, body.On, body.Amount, body.Rate, body.Title, body.Evidence, body.Party, agreement?.Document, agreement?.Source,
                    others, Streams.BenefitEntry(id, body.Reference), JournalReader.OpenDay(body.On, closed), turn, context.By, context.At));
            }, ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> Close(Guid id, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, Pool.None(id),
            async (state, reads) =>
            {
                var to = state.Exists ? state.Period.To : default;
                return PoolDecider.Decide(state, new ClosePool(
                    await reads.InForceAsync(state.AgreementId, to, ct), Streams.PoolEntry(id),
                    JournalReader.OpenDay(to, await reads.ClosedUpToAsync(state.AgreementId, ct)), context.By, context.At));
            }, ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> Score(Guid id, RecordScoresRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        if (Missing(body.Evidence) is { } missing) return Problem.From(missing);
        var outcome = await commands.Handle(
            id, context, Pool.None(id),
            async (state, reads) =>
            {
                var turn = await reads.NextTurnAsync(context.Tenant, Turn.Of(id), ct);
                var agreement = state.Exists ? await reads.InForceAsync(state.AgreementId, state.Period.To, ct) : null;
                return PoolDecider.Decide(state, new RecordScores(
                    body.Measure, body.Values, body.Evidence, agreement?.Document, (await reads.StagesOfAsync(id, ct)).Any(run => run.Stands), turn,
                    context.By, context.At));
            }, ct);
        return outcome.ToHttp();
    }

    // The serializer checks members of records for null, not entries of lists.
    private static InputRejection? Missing(IReadOnlyList<PoolEvidence> evidence)
    {
        for (var i = 0; i < evidence.Count; i++)
        {
            if (evidence[i] is null) return Problems.WrongType($"evidence[{i}]", "an object", "对象");
        }

        return null;
    }
}
