using System.Text.Json;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <param name="Method">Rule id that the agreement allows for the kind, for example <c>market.comparables</c>.</param>
/// <param name="Inputs">The method's inputs; currency, claim and policy come from the agreement and are not among them. With
/// <paramref name="Register"/> only what the register does not hold.</param>
/// <param name="Version">Rule version; the newest when absent.</param>
/// <param name="Register">What is taken from the evidence register.</param>
/// <param name="Alternatives">Numbers of recorded alternatives that the value was reconciled with.</param>
/// <param name="Reason">Why it takes the place of an earlier proposal.</param>
public sealed record ProposeValueRequest(
    string Method, JsonElement? Inputs = null, int? Version = null, RegisterChoice? Register = null, IReadOnlyList<int>? Alternatives = null,
    Text? Reason = null);

internal static class ProposeValueEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/appraisals/{id:guid}/proposal", Handle)
        .RequireAuthorization(Roles.Valuer)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary("Propose a value by an agreed method");

    private static async Task<IResult> Handle(
        Guid id, ProposeValueRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, Appraisal.None(id),
            async (state, reads) => await ReappraisalGate.RefusesAsync(state, reads, ct) is { } closed
                ? closed
                : AppraisalDecider.Decide(state, new Domain.ProposeValue(
                    body.Method, body.Version, body.Inputs ?? default, await InForce.ForAsync(state, reads, ct), context.By, context.At,
                    body.Register, await RegisterReader.ReadAsync(body.Register, context.Tenant, reads, ct), body.Alternatives, body.Reason)),
            ct);
        return outcome.ToHttp();
    }
}
