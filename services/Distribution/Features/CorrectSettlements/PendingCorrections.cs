using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Distribution.Features;

/// <summary>Everything that was settled under an agreement and would come out otherwise by what is known now.</summary>
/// <param name="Items">What is to be corrected.</param>
/// <param name="Refused">Runs that cannot be computed again.</param>
internal sealed record PendingCorrections(IReadOnlyList<CorrectionItem> Items, IReadOnlyList<NotRestated> Refused)
{
    /// <summary>What the second person approves.</summary>
    public string Hash => PayloadHash.Of(new Hashed(Items));

    public static async Task<PendingCorrections> ReadAsync(IQuerySession reads, string agreementId, CancellationToken ct)
    {
        var booked = (await reads.Query<Correction>().Where(correction => correction.AgreementId == agreementId).ToListAsync(ct))
            .Where(correction => correction.Booked is not null).OrderBy(correction => correction.Prepared!.No).SelectMany(correction => correction.Prepared!.Items).ToList();
        var settled = (await reads.Query<PoolSettlement>().Where(settlement => settlement.AgreementId == agreementId).ToListAsync(ct)).OrderBy(settlement => settlement.PeriodTo).ThenBy(settlement => settlement.PoolId);
        var versions = await reads.Query<AdoptedAgreement>().Where(adopted => adopted.AgreementId == agreementId).ToListAsync(ct);
        var changes = await ChangesAsync(reads, agreementId, ct);
        var (items, refused) = (new List<CorrectionItem>(), new List<NotRestated>());
        foreach (var settlement in settled)
        {
            var last = booked.LastOrDefault(item => item.Of == DifferenceOf.Run && item.Id == settlement.RunId);
            if (AdoptedAgreement.InForce(versions, settlement.PeriodTo) is not { } agreement) continue;
            // Without anything that could differ nothing has to be read.
            if (changes.Count == 0 && last is null && versions.Count < 2) continue;
            if (await reads.LoadAsync<Run>(settlement.RunId, ct) is not { } run) continue;
            run = await RunValues.WholeAsync(reads, run, ct);
            var item = Restatement.Of(run, agreement, Now(run, changes), last, out var why);
            if (item is not null) items.Add(item);
            if (why is not null) refused.Add(why);
        }

        foreach (var noted in (await reads.Query<NotedAdjustment>().Where(adjustment => adjustment.AgreementId == agreementId).ToListAsync(ct)).OrderBy(noted => noted.Noted!.At).ThenBy(noted => noted.Id))
        {
            items.AddRange(noted.Noted!.Differences.Where(difference => difference.Of == DifferenceOf.Loss)
                .Where(difference => !booked.Any(item => item.Of == DifferenceOf.Loss && item.Id == difference.Id && item.Told == noted.Id))
                .Select(difference => new CorrectionItem(
                    DifferenceOf.Loss, difference.Id, difference.Reference, PoolId: null, difference.Period,
                    new(noted.Noted.Reason, noted.Noted.Reason), Money.Zero(difference.Reserve.Currency), difference.Reserve, difference.Lines, [noted.Noted.Source], noted.Id))
                .Where(item => item.Differs));
        }

        // A fact cites no more than the log takes: of many items each cites less.
        var most = Math.Max(1, DistributionLimits.InputsPerFact / Math.Max(1, items.Count));
        return new PendingCorrections([.. items.Select(item => item.Sources.Count <= most ? item : item with { Sources = [.. item.Sources.Take(most)] })], refused);
    }

    // Versions of values that came after the first, by contribution, the highest first.
    private static async Task<ILookup<Guid, Change>> ChangesAsync(IQuerySession reads, string agreementId, CancellationToken ct)
    {
        var rows = await reads.RowsAsync<Change>(
            """
            select contribution_id as "id", no, accepted::text as accepted, currency, method, method_version as version, counts_from::text as "from", removed,
                source_ev as ev, source_ph as ph
            from contribution_value where tenant_id = ? and agreement = ? and no > 0 order by contribution_id, no desc
            """, ct, reads.TenantId, agreementId);
        return rows.ToLookup(row => row.Id);
    }

    private static Dictionary<Guid, ValueNow> Now(Run run, ILookup<Guid, Change> changes)
    {
        var day = run.Computed!.Extras?.CutOff?.EffectiveOn ?? run.Computed.Pool.Period.To;
        var now = new Dictionary<Guid, ValueNow>();
        foreach (var value in run.Lists.Values)
        {
            if (changes[value.ContributionId].FirstOrDefault(change => change.CountsBy(day)) is not { } ruling) continue;
            now[value.ContributionId] = new ValueNow(ruling.Removed ? null : value with
            {
                Accepted = JournalReader.Minor(ruling.Accepted, ruling.Currency), Method = ruling.Method, MethodVersion = ruling.Version,
                Source = new Citation(ruling.Ev, ruling.Ph),
            });
        }

        return now;
    }

    private sealed record Hashed(IReadOnlyList<CorrectionItem> Items);

    private sealed record Change(Guid Id, int No, string Accepted, string Currency, string Method, int Version, string From, bool Removed, Guid Ev, string Ph)
    {
        public bool CountsBy(DateOnly day) =>
            Removed || string.CompareOrdinal(From, day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)) <= 0;
    }
}
