using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Marten;

namespace Ledger.Distribution.Features;

internal static class SettleRunEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/runs/{id:guid}/settlement", Handle)
        .RequireAuthorization(Roles.FinanceOfficer)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary("Settle an approved run: book it, close its pool and its losses");

    private static async Task<IResult> Handle(Guid id, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, Run.None(id), async (state, reads) => RunDecider.Decide(state, await CommandAsync(state, context, reads, ct)), ct);
        return outcome.ToHttp();
    }

    private static async Task<SettleRun> CommandAsync(Run run, CommandContext context, IQuerySession reads, CancellationToken ct)
    {
        var streams = Streams.Settlement(run);
        var settledPool = await reads.LoadAsync<PoolSettlement>(streams.Pool, ct);
        var settledCharges = await reads.LoadManyAsync<SettledCharge>(ct, streams.Charges.Values.Select(charge => charge.Settled));
        var struck = await reads.Query<JournalEntry>().Where(entry => entry.AgreementId == run.AgreementId && entry.Struck != null).ToListAsync(ct);
        var own = await reads.Events.FetchStreamAsync(run.Id, token: ct);
        return new SettleRun(
            settledPool is not null, settledCharges.Select(charge => charge.ChargeId).ToHashSet(),
            struck.Select(entry => entry.Struck!.ContributionId).ToHashSet(),
            [.. own.Where(recorded => recorded.Data is RunInputsListed or RunComputed or RunProposed or RunApproved).Select(recorded => recorded.Cite())],
            streams, context.By, context.At);
    }
}
