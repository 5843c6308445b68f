using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <param name="Reason">Why it is no longer to be used.</param>
/// <param name="ReplacedBy">Reference of the item that corrects it.</param>
public sealed record WithdrawEvidenceRequest(Text Reason, string? ReplacedBy = null);

internal static class MarketEvidenceEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/market-evidence", RegisterAsync)
            .ByKeepers()
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Enter a piece of market evidence; a contributor's own is marked as contributor-supplied or related");
        routes.MapPost("/market-evidence/{id:guid}/withdrawal", WithdrawAsync)
            .ByKeepers()
            .WithMetadata(new ChangesWhatWasRead())
            .Produces<Outcome.Receipt>()
            .WithSummary("Withdraw a piece of market evidence; it stays readable");
    }

    /// <summary>Valuers keep the register; contributors may offer evidence of their own.</summary>
    internal static RouteHandlerBuilder ByKeepers(this RouteHandlerBuilder endpoint) =>
        endpoint.RequireAuthorization().RequireAuthorization(policy => policy.RequireRole(Roles.Valuer, Roles.Contributor));

    internal static RegisterKeeper Keeper(this HttpContext http)
    {
        var caller = http.User.Caller();
        return new RegisterKeeper(caller.Actor, caller.Roles.Contains(Roles.Valuer));
    }

    private static async Task<IResult> RegisterAsync(
        RegisterEvidenceRequest body, HttpContext http, CommandContext context, Commands commands, CancellationToken ct)
    {
        if (body.Read(out var refused) is not { } said) return Problem.From(refused!);
        var stream = RegisterStreams.Evidence(context.Tenant, said.Reference);
        var command = new RegisterMarketEvidence(said, http.Keeper(), context.At);
        var outcome = await commands.Handle(stream, context, MarketEvidence.None(stream), state => MarketEvidenceDecider.Decide(state, command), ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> WithdrawAsync(
        Guid id, WithdrawEvidenceRequest body, HttpContext http, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, MarketEvidence.None(id),
            async (state, reads) => MarketEvidenceDecider.Decide(state, new WithdrawMarketEvidence(
                body.Reason, body.ReplacedBy,
                body.ReplacedBy is null ? null : await reads.LoadAsync<MarketEvidence>(RegisterStreams.Evidence(context.Tenant, body.ReplacedBy), ct),
                http.Keeper(), context.At)),
            ct);
        return outcome.ToHttp();
    }
}
