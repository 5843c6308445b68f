using System.Text.Json;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <param name="Method">Rule id of any valuation method; the agreement need not allow it, since it does not count.</param>
/// <param name="Reconciliation">Why the methods differ and which one counts.</param>
/// <param name="Inputs">The method's inputs; with <paramref name="Register"/> only what the register does not hold.</param>
/// <param name="Version">Rule version; the newest when absent.</param>
/// <param name="Register">What is taken from the evidence register.</param>
public sealed record ValueAlternativeRequest(
    string Method, Text Reconciliation, JsonElement? Inputs = null, int? Version = null, RegisterChoice? Register = null);

internal static class AlternativeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/appraisals/{id:guid}/alternatives", RecordAsync)
            .RequireAuthorization(Roles.Valuer)
            .WithMetadata(new ChangesWhatWasRead())
            .Produces<Outcome.Receipt>()
            .WithSummary("Record the value by a second method; it does not count, and a proposal may cite it");
        routes.MapGet("/appraisals/{id:guid}/alternatives/{number:int}", ReadAsync)
            .Produces<ValuationSnapshot>()
            .WithSummary("The frozen inputs and result of an alternative as canonical JSON, once a value is proposed");
    }

    private static async Task<IResult> RecordAsync(
        Guid id, ValueAlternativeRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, Appraisal.None(id),
            async (state, reads) => AlternativeDecider.Decide(state, new ValueAlternative(
                body.Method, body.Version, body.Inputs ?? default, body.Register, await RegisterReader.ReadAsync(body.Register, context.Tenant, reads, ct),
                body.Reconciliation, await InForce.ForAsync(state, reads, ct), context.By, context.At)),
            ct);
        return outcome.ToHttp();
    }

    // The claim stands among the terms of every calculation: nobody learns it from an alternative before he has proposed.
    private static async Task<IResult> ReadAsync(Guid id, int number, HttpContext http, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        if (await Blindness.RefusesAsync(http.User.Caller(), id, session.Documents, ct) is { } blind) return Problem.From(blind);
        var history = await ProposalHistory.ReadAsync(id, session.Documents, ct);
        if (number < 1 || number > history.Alternatives.Count) throw RequestRefused.NotFound();
        return history.Proposals.Count == 0
            ? Problem.From(new NothingProposed())
            : SnapshotEndpoints.Export(Domain.Snapshots.Of(id, history.Subject, history.Alternatives[number - 1]), http);
    }
}
