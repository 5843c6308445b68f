using System.Text.Json;
using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Agreements.Features;

/// <param name="Document">The agreement version; shape: contracts/schemas/agreement.schema.json.</param>
public sealed record DraftAgreementRequest(JsonElement Document);

internal static class DraftAgreementEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/agreements", Handle)
        .RequireAuthorization(Roles.Administrator)
        .WithSummary("Write down a version of an agreement");

    private static async Task<IResult> Handle(
        DraftAgreementRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var read = AgreementDocument.Parse(body.Document);
        if (read.Rejection is { } malformed) return Problem.From(malformed with { Field = Under("document", malformed.Field) });

        var agreement = read.Value!;
        var stream = StreamId.For(context.Tenant, "agreement", $"{agreement.AgreementId}/{agreement.Version}");
        var command = new Domain.DraftAgreement(agreement, body.Document, agreement.DocumentHash, context.By, context.At);
        var outcome = await commands.Handle(
            stream, context, Agreement.None(stream), state => AgreementDecider.Decide(state, command), ct);
        return outcome.ToHttp();
    }

    private static string Under(string field, string? path) => path is null or "$" ? field : $"{field}.{path}";
}
