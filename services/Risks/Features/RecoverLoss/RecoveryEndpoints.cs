using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Risks.Features;

/// <param name="Reference">The consortium's own reference of the recovery.</param>
/// <param name="Holder">The party that received the money.</param>
/// <param name="ReceivedOn">When it came in.</param>
/// <param name="Amount">What came in; at most the loss that is left.</param>
/// <param name="Sha256">SHA-256 of the insurer's or payer's document, lower-case hex.</param>
public sealed record ReportRecoveryRequest(string Reference, string Holder, DateOnly ReceivedOn, Money Amount, string Sha256);

/// <param name="Counts">Whether it is handed back.</param>
/// <param name="Reason">Why not; left out when it is.</param>
public sealed record DecideRecoveryRequest(bool Counts, Text? Reason = null);

internal static class RecoveryEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/risk-events/{id:guid}/recoveries", ReportAsync)
            .RequireAuthorization(Roles.FinanceOfficer)
            .Produces<Outcome.Receipt>()
            .WithSummary("Report money that came in for an allocated loss");
        routes.MapPost("/risk-events/{id:guid}/recoveries/{no:int}/decision", DecideAsync)
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("Hand a recovery back by the key of the allocation in reverse, or refuse it");
    }

    private static async Task<IResult> ReportAsync(Guid id, ReportRecoveryRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        if (References.Check(body.Reference) is { } malformed) return Problem.From(malformed);
        var outcome = await commands.Handle(
            id, context, RiskEvent.None(id),
            async (state, reads) => RecoveryDecider.Decide(state, new ReportRecovery(
                body.Reference, body.Holder, body.ReceivedOn, body.Amount, body.Sha256,
                (await EventReader.AgreementAsync(reads, state.Reported, ct))?.Document, context.By, context.At)),
            ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> DecideAsync(Guid id, int no, DecideRecoveryRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, RiskEvent.None(id),
            async (state, reads) => RecoveryDecider.Decide(state, new DecideRecovery(
                no, body.Counts, body.Reason, await EventReader.ReserveAsync(reads, context.Tenant, state.Reported, ct), context.By, context.At)),
            ct);
        return outcome.ToHttp();
    }
}
