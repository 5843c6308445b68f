using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Marten;

namespace Ledger.Distribution.Features;

/// <param name="Pool">Id of the pool.</param>
public sealed record ComputeRunRequest(Guid Pool);

internal static class ComputeRunEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/runs", Handle)
        .RequireAuthorization(Roles.FinanceOfficer)
        .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
        .WithSummary("Compute a distribution of a pool")
        .WithDescription("A draft: nobody is bound by it until it is proposed, approved and settled.");

    private static async Task<IResult> Handle(
        ComputeRunRequest body, CommandContext context, Commands commands, Reads reads, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var no = await NextNoAsync(reads, body.Pool, ct);
            var run = Streams.Run(body.Pool, no);
            var outcome = await commands.Handle(
                run, context, Run.None(run),
                async (state, session) => RunDecider.Decide(state, await CommandAsync(body.Pool, run, no, context, session, ct)), ct);
            // Another run of the pool took the number meanwhile: this one is the next.
            if (outcome is not Outcome.Refused { Rejection: RunNumberTaken } || attempt > Limits.Redecisions) return outcome.ToHttp();
        }
    }

    private static async Task<int> NextNoAsync(Reads reads, Guid pool, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        return await session.Documents.Query<Run>().Where(run => run.PoolId == pool).CountAsync(ct) + 1;
    }

    private static async Task<ComputeRun> CommandAsync(
        Guid poolId, Guid run, int no, CommandContext context, IQuerySession reads, CancellationToken ct)
    {
        var pool = await reads.LoadAsync<Pool>(poolId, ct);
        var standing = await reads.StandingAsync(pool, run, ct);
        var agreement = standing.Declared is { } declared
            ? await reads.InForceAsync(declared.Declaration.AgreementId, declared.Declaration.Period.To, ct)
            : null;
        return new ComputeRun(no, standing, agreement, await RunInputsReader.ReadAsync(reads, pool, agreement, ct), context.By, context.At);
    }
}
