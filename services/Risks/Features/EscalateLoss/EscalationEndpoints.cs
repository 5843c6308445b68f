using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Risks.Features;

/// <param name="PreviewHash">Hash of the preview that the proposer has read (<c>previewHash</c> of the allocation preview).</param>
/// <param name="Shares">Who bears how much of what lies above all caps; sums to it exactly.</param>
/// <param name="Reason">Why so.</param>
public sealed record ProposeEscalationRequest(string PreviewHash, IReadOnlyDictionary<string, Money> Shares, Text Reason);

/// <param name="Accepts">Whether the rest is borne as proposed.</param>
/// <param name="Reason">Why not; left out when it is.</param>
public sealed record DecideEscalationRequest(bool Accepts, Text? Reason = null);

/// <summary>What lies above all caps, where the agreement has it escalated: proposed, agreed to, decided.</summary>
internal static class EscalationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/risk-events/{id:guid}/escalations", ProposeAsync)
            .RequireAuthorization(Roles.FinanceOfficer)
            .WithMetadata(new ChangesWhatWasRead())
            .Produces<Outcome.Receipt>()
            .WithSummary("Propose who bears what of a measured loss lies above all caps");
        routes.MapPost("/risk-events/{id:guid}/escalations/{no:int}/consent", ConsentAsync)
            .RequireAuthorization(Roles.Signatory)
            .Produces<Outcome.Receipt>()
            .WithSummary("Agree, for the own organisation, to bear what the proposal gives it");
        routes.MapPost("/risk-events/{id:guid}/escalations/{no:int}/decision", DecideAsync)
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("Decide on the proposal as a second person who is no side of it; then the loss can be allocated");
    }

    private static async Task<IResult> ProposeAsync(Guid id, ProposeEscalationRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        foreach (var (party, amount) in body.Shares)
        {
            if (amount is null) return Problem.From(Problems.WrongType($"shares.{party}", "an amount of money", "金额"));
        }

        var outcome = await commands.Handle(
            id, context, RiskEvent.None(id),
            async (state, reads) => EscalationDecider.Decide(state, new ProposeEscalation(
                body.PreviewHash, body.Shares, body.Reason,
                await EventReader.StandingAllocationAsync(state, context.Tenant, context.By, context.At, reads, ct))),
            ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> ConsentAsync(Guid id, int no, CommandContext context, Commands commands, CancellationToken ct) =>
        (await commands.Handle(id, context, RiskEvent.None(id), state => EscalationDecider.Decide(state, new ConsentToEscalation(no, context.By, context.At)), ct)).ToHttp();

    private static async Task<IResult> DecideAsync(Guid id, int no, DecideEscalationRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, RiskEvent.None(id),
            async (state, reads) => EscalationDecider.Decide(state, new DecideEscalation(
                no, body.Accepts, body.Reason, await EventReader.StandingAllocationAsync(state, context.Tenant, context.By, context.At, reads, ct))),
            ct);
        return outcome.ToHttp();
    }
}
