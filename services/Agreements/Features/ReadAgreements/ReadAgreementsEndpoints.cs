using Ledger.Agreements.Domain;
using Ledger.ServiceDefaults;
using Ledger.ServiceDefaults.Handling;
using Marten;

namespace Ledger.Agreements.Features;

/// <summary>A version in a list, without its document.</summary>
public sealed record AgreementSummary(
    Guid Id, string AgreementId, int AgreementVersion, AgreementStage Stage, string DocumentHash, IReadOnlyList<string> Parties,
    IReadOnlyList<Signature> Signatures);

internal static class ReadAgreementsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/agreements/{id:guid}", (Guid id, Reads reads, CancellationToken ct) => reads.OneAsync<Agreement>(id, ct))
            .Produces<Agreement>()
            .WithSummary("One version with its document and signatures");
        routes.MapGet("/agreements", (string? after, Reads reads, CancellationToken ct) =>
                reads.PageAsync<Agreement, AgreementSummary>(after, query => query, Summary, ct))
            .WithSummary("Agreement versions of the consortium");
    }

    private static AgreementSummary Summary(Agreement agreement) => new(
        agreement.Id, agreement.AgreementId, agreement.AgreementVersion, agreement.Stage, agreement.DocumentHash, agreement.Parties,
        agreement.Signatures);
}
