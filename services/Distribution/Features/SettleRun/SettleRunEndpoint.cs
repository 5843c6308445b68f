using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
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

    internal static async Task<SettleRun> CommandAsync(Run run, CommandContext context, IQuerySession reads, CancellationToken ct)
    {
        var streams = Streams.Settlement(run);
        var settledPool = await reads.LoadAsync<PoolSettlement>(streams.Pool, ct);
        var settledCharges = await reads.LoadManyAsync<SettledCharge>(ct, streams.Charges.Values.Select(charge => charge.Settled));
        var approved = run.Stage == RunStage.Approved;
        return new SettleRun(
            settledPool is not null, settledCharges.Select(charge => charge.ChargeId).ToHashSet(), NoneReversed,
            await BasisAsync(reads, run, ct), streams, context.By, context.At,
            approved && settledPool is null ? await RunStale.WhyAsync(reads, run, ct) : null,
            approved ? new PartyBalances(
                await reads.OfPartiesAsync(run.AgreementId, "receivable", ct),
                (await reads.OfPartiesAsync(run.AgreementId, "carried", ct)).ToDictionary(entry => entry.Key, entry => -entry.Value, StringComparer.Ordinal)) : null,
            await reads.ClosedUpToAsync(run.AgreementId, ct));
    }

    // Inputs listed ahead are cited by the computation's hash; of many, the settlement cites no more than a fact may, and they are not read.
    private static async Task<IReadOnlyList<Citation>> BasisAsync(IQuerySession reads, Run run, CancellationToken ct)
    {
        var listed = Math.Max(0, (run.ValueCount + run.Lists.Claims.Count + run.Lists.Charges.Count - 1) / DistributionLimits.InputsPerFact);
        var own = await reads.Events.FetchStreamAsync(run.Id, fromVersion: listed >= DistributionLimits.InputsPerFact - 2 ? listed + 1 : 0, token: ct);
        return [.. own.Where(recorded => recorded.Data is RunInputsListed or RunComputed or RunProposed or RunApproved).Select(recorded => recorded.Cite())];
    }

    // What was reversed since is told by RunStale, together with what else no longer holds.
    private static readonly IReadOnlySet<Guid> NoneReversed = new HashSet<Guid>();
}
