using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Agreements.Features;

/// <summary>Two versions side by side.</summary>
/// <param name="From">Hash of the document before.</param>
/// <param name="To">Hash of the document after.</param>
/// <param name="Differences">Every member that differs, in the order of the documents.</param>
public sealed record AgreementComparison(string From, string To, IReadOnlyList<DocumentDifference> Differences);

internal static class CompareAgreementsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/agreements/{id:guid}/differences", Handle)
        .Produces<AgreementComparison>()
        .WithSummary("What differs between this version and another (to=id), member by member with before and after");

    private static async Task<IResult> Handle(Guid id, Guid to, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var before = await session.Documents.LoadAsync<Agreement>(id, ct) ?? throw RequestRefused.NotFound();
        var after = await session.Documents.LoadAsync<Agreement>(to, ct) ?? throw RequestRefused.NotFound();
        return Results.Ok(new AgreementComparison(
            before.DocumentHash, after.DocumentHash, DocumentDifferences.Between(before.Document, after.Document)));
    }
}
