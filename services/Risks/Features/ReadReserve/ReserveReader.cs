using Ledger.Risks.Domain;
using Ledger.Rules;
using Marten;

namespace Ledger.Risks.Features;

/// <summary>Reads what happened to the reserve of an agreement.</summary>
internal static class ReserveReader
{
    /// <summary>The statement of a span of days; null when nothing is known of the agreement.</summary>
    public static async Task<ReserveStatement?> StatementAsync(IQuerySession reads, string agreement, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var versions = await reads.Query<AdoptedAgreement>().Where(version => version.AgreementId == agreement).ToListAsync(ct);
        var newest = versions.Where(version => version.Document!.Effective.From <= to).MaxBy(version => version.AgreementVersion)?.Document;
        var settlements = await reads.Query<ReserveSettlement>().Where(settlement => settlement.AgreementId == agreement).ToListAsync(ct);
        var movements = await reads.Query<ReserveDraw>()
            .Where(draw => draw.AgreementId == agreement && draw.Year >= from.Year && draw.Year <= to.Year).ToListAsync(ct);
        var corrections = await reads.Query<ReserveCorrection>().Where(correction => correction.AgreementId == agreement).ToListAsync(ct);
        return ReserveStatement.Of(agreement, newest, from, to, settlements, movements, corrections);
    }

    /// <summary>What calls put on the parties and no settlement holds yet.</summary>
    public static async Task<Money?> OutstandingAsync(IQuerySession reads, string agreement, IReadOnlyList<ReserveCall> calls, CancellationToken ct)
    {
        var settlements = await reads.Query<ReserveSettlement>().Where(settlement => settlement.AgreementId == agreement).ToListAsync(ct);
        var last = settlements.Select(settlement => (DateOnly?)settlement.Settled!.Period.To).Max();
        var open = calls.Select(call => call.Called).OfType<ReplenishmentCalled>().Where(call => last is null || call.On > last).ToList();
        return open.Count == 0 ? null : Money.Sum(open.Select(call => call.Amount), open[0].Amount.Currency);
    }
}
