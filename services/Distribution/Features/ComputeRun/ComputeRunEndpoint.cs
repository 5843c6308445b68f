using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Marten;

namespace Ledger.Distribution.Features;

/// <param name="Pool">Id of the pool.</param>
/// <param name="CutOff">As of which valid day and recorded time; left out: everything known now, to the last day of the period.</param>
public sealed record ComputeRunRequest(Guid Pool, CutOff? CutOff = null);

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
                async (state, session) => await DecideAsync(state, body, no, context, session, ct), ct);
            // Another run of the pool took the number meanwhile: this one is the next.
            if (outcome is not Outcome.Refused { Rejection: RunNumberTaken } || attempt > Limits.Redecisions) return outcome.ToHttp();
        }
    }

    private static async Task<int> NextNoAsync(Reads reads, Guid pool, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        return await session.Documents.Query<Run>().Where(run => run.PoolId == pool).CountAsync(ct) + 1;
    }

    private static async Task<Decision> DecideAsync(
        Run state, ComputeRunRequest body, int no, CommandContext context, IQuerySession reads, CancellationToken ct)
    {
        var pool = await reads.LoadAsync<Pool>(body.Pool, ct);
        var standing = await reads.StandingAsync(pool, state.Id, ct);
        var agreement = standing.Declared is { } declared
            ? await reads.InForceAsync(declared.Declaration.AgreementId, declared.Declaration.Period.To, ct)
            : null;
        try
        {
            var inputs = await RunInputsReader.ReadAsync(reads, pool, agreement, body.CutOff, ct);
            return RunDecider.Decide(state, new ComputeRun(no, standing, agreement, inputs, context.By, context.At));
        }
        catch (OverflowException)
        {
            return new RunTooLarge();
        }
    }
}
