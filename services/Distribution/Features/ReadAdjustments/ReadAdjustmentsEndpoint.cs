using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Marten;

namespace Ledger.Distribution.Features;

/// <summary>What an open period still has to book because something settled would have come out differently.</summary>
/// <param name="RetroactiveChanges">Told by confirmed retroactive changes of the agreement.</param>
/// <param name="Reversals">Settled runs that counted contributions which were reversed since, computed again without them.</param>
/// <param name="Pending">What is to be booked: each settled run and loss with all that changed, against what is booked of it so far.</param>
/// <param name="Refused">Settled runs that cannot be computed again.</param>
/// <param name="Hash">SHA-256 of what is pending.</param>
public sealed record PendingAdjustments(
    IReadOnlyList<AdjustmentNoted> RetroactiveChanges, IReadOnlyList<ReversalDifference> Reversals, IReadOnlyList<CorrectionItem> Pending,
    IReadOnlyList<NotRestated> Refused, string Hash);

internal static class ReadAdjustmentsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/adjustments", Handle)
        .Produces<PendingAdjustments>()
        .WithSummary("Differences of settled periods of an agreement (agreement=) that are to be booked in an open one");

    private static async Task<IResult> Handle(string agreement, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var documents = session.Documents;
        var noted = await documents.Query<NotedAdjustment>().Where(adjustment => adjustment.AgreementId == agreement).ToListAsync(ct);
        var pending = await PendingCorrections.ReadAsync(documents, agreement, ct);
        return Results.Ok(new PendingAdjustments(
            [.. noted.Select(adjustment => adjustment.Noted!).OrderBy(adjustment => adjustment.At)],
            [.. (await ReversalsAsync(documents, agreement, ct)).Where(reversal => reversal.Refused is not null || pending.Items.Any(item => item.Id == reversal.RunId))],
            pending.Items, pending.Refused, pending.Hash));
    }

    private static async Task<IReadOnlyList<ReversalDifference>> ReversalsAsync(IQuerySession reads, string agreement, CancellationToken ct)
    {
        var reversed = (await reads.Query<JournalEntry>().Where(entry => entry.AgreementId == agreement && entry.Struck != null).ToListAsync(ct))
            .Select(entry => entry.Struck!.ContributionId).ToHashSet();
        if (reversed.Count == 0) return [];
        var settled = await reads.Query<PoolSettlement>().Where(settlement => settlement.AgreementId == agreement).ToListAsync(ct);
        var versions = (await reads.Query<AdoptedAgreement>().Where(adopted => adopted.AgreementId == agreement).ToListAsync(ct))
            .ToDictionary(adopted => adopted.AgreementVersion, adopted => adopted.Document!);
        var runs = await reads.LoadManyAsync<Run>(ct, settled.Select(settlement => settlement.RunId));
        var whole = new List<Run>();
        foreach (var run in runs) whole.Add(await RunValues.WholeAsync(reads, run, ct));
        return
        [
            .. whole.OrderBy(run => run.Computed!.Pool.Period.To)
                .Select(run => ReversalDifferences.Of(run, versions[run.Computed!.Agreement.Version], reversed)).OfType<ReversalDifference>(),
        ];
    }
}
