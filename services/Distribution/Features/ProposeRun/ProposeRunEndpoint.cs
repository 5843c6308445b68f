using Ledger.Distribution.Domain;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Distribution.Features;

internal static class ProposeRunEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/runs/{id:guid}/proposal", Handle)
        .RequireAuthorization(Roles.FinanceOfficer)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary("Put a computed run to the participants; the objection window opens");

    private static async Task<IResult> Handle(Guid id, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, Run.None(id), async (state, reads) => RunDecider.Decide(state, await CommandAsync(state, context, reads, ct)), ct);
        return outcome.ToHttp();
    }

    private static async Task<ProposeRun> CommandAsync(Run run, CommandContext context, IQuerySession reads, CancellationToken ct)
    {
        var turn = await reads.NextTurnAsync(context.Tenant, Turn.Of(run.PoolId), ct);
        var pool = await reads.LoadAsync<Pool>(run.PoolId, ct);
        var standing = await reads.StandingAsync(pool, run.Id, ct);
        var agreement = standing.Declared is { } declared
            ? await reads.InForceAsync(declared.Declaration.AgreementId, declared.Declaration.Period.To, ct)
            : null;
        var now = await RunInputsReader.ReadAsync(reads, pool, agreement, run.Computed?.Extras?.CutOff, ct);
        var stale = now is not null && run.Computed?.Extras?.CutOff is not null ? await RunStale.WhyAsync(reads, run, ct) : null;
        return new ProposeRun(
            standing, stale is null ? now?.Hash : null, run.Computed is { } computed ? PayloadHash.Of(computed) : null, turn, context.By, context.At);
    }
}
