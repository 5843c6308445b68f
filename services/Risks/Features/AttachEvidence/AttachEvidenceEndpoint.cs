using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Risks.Features;

/// <param name="Reference">The bringer's own reference.</param>
/// <param name="Title">What it is.</param>
/// <param name="Sha256">SHA-256 of the document, lower-case hex; the document stays where it is kept.</param>
/// <param name="IssuedOn">Its date.</param>
/// <param name="Item">Which evidence of the agreement it is; left out where the agreement names none.</param>
public sealed record AttachEvidenceRequest(string Reference, Text Title, string Sha256, DateOnly IssuedOn, string? Item = null);

internal static class AttachEvidenceEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/risk-events/{id:guid}/evidence", Handle)
        .RequireAuthorization(Roles.Contributor)
        .Produces<Outcome.Receipt>()
        .WithSummary("Attach a document to a risk event");

    private static async Task<IResult> Handle(Guid id, AttachEvidenceRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        if (References.Check(body.Reference) is { } malformed) return Problem.From(malformed);
        var document = new EvidenceDocument(body.Item, body.Reference, body.Title, body.Sha256, body.IssuedOn);
        var outcome = await commands.Handle(
            id, context, RiskEvent.None(id),
            async (state, reads) => EvidenceDecider.Decide(state, new Domain.AttachEvidence(
                document, (await EventReader.AgreementAsync(reads, state.Reported, ct))?.Document, context.By, context.At)),
            ct);
        return outcome.ToHttp();
    }
}
