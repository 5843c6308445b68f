using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Risks.Features;

internal static class ReadReserveEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/reserve", (string? agreement, Reads reads, TimeProvider time, CancellationToken ct) => Read(agreement, reads, time, ct))
        .Produces<Page<ReserveYear>>()
        .WithSummary("Risk reserve per agreement and year: limit, committed, funded, drawn, closing");

    private static async Task<IResult> Read(string? agreement, Reads reads, TimeProvider time, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var documents = session.Documents;
        var agreements = await documents.Query<AdoptedAgreement>().ToListAsync(ct);
        var settlements = await documents.Query<ReserveSettlement>().ToListAsync(ct);
        var last = new Dictionary<(string, int), ReserveCommitment>();
        // Draws are read in the order of their numbers, so that the last of each year stays; one at a time, for there may be many.
        await foreach (var draw in documents.Query<ReserveDraw>().OrderBy(draw => draw.No).ToAsyncEnumerable(ct))
            last[(draw.AgreementId, draw.Year)] = ReserveCommitment.After(draw);

        var years = ReserveYears.Of(
            [.. agreements], [.. last.Values], [.. settlements.Select(settlement => settlement.Settled!)], time.GetUtcNow().Year,
            [.. (await documents.Query<ReserveCorrection>().ToListAsync(ct)).Select(correction => correction.Corrected!)]);
        return Results.Ok(new Page<ReserveYear>([.. years.Where(year => agreement is null || year.AgreementId == agreement)], null));
    }
}
