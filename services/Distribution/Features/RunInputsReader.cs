using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Marten;
using Marten.Linq.MatchesSql;

namespace Ledger.Distribution.Features;

/// <summary>
/// Gathers what a run rests on, always in the same order, so that the same state gives the same hash: accepted values from the
/// book in kind, cost claims of the pool, losses not settled, the reserve from the cash book.
/// </summary>
internal static class RunInputsReader
{
    /// <summary>The inputs as they are now, or null when the pool is unknown or no agreement version is in force.</summary>
    public static async Task<HashedInputs?> ReadAsync(IQuerySession reads, Pool? pool, AdoptedAgreement? agreement, CancellationToken ct)
    {
        if (pool?.Declared is not { } declared || agreement?.Document is not { } document) return null;
        var period = declared.Declaration.Period;
        var own = await reads.Events.FetchStreamAsync(pool.Id, token: ct);
        var inputs = new RunInputs(
            new AgreementInput(
                agreement.AgreementId, agreement.AgreementVersion, document.DocumentHash, [.. document.Parties.Select(party => party.Id)],
                document.ObjectionWindow.Text, agreement.Source!),
            new PoolInput(
                pool.Id, declared.Declaration.Reference, period, declared.Declaration.Amount, own.Single(recorded => recorded.Data is PoolDeclared).Cite()),
            await ReserveAsync(reads, pool.AgreementId, document.Currency, ct),
            new InputLists(
                await ValuesAsync(reads, pool.AgreementId, period.To, ct),
                [.. own.Where(recorded => recorded.Data is CostClaimed).Select(recorded => Claim((CostClaimed)recorded.Data, recorded.Cite()))],
                await ChargesAsync(reads, pool.AgreementId, period.To, ct)));
        return new HashedInputs(inputs, PayloadHash.Of(inputs));
    }

    private static ClaimInput Claim(CostClaimed claim, Citation source) => new(claim.Party, claim.Reference, claim.Amount, source);

    private static async Task<IReadOnlyList<ValueInput>> ValuesAsync(IQuerySession reads, string agreementId, DateOnly day, CancellationToken ct)
    {
        var entries = await reads.Query<JournalEntry>()
            .Where(entry => entry.AgreementId == agreementId && entry.On <= day && entry.MatchesSql("d.data ->> 'book' = ?", "in-kind"))
            .ToListAsync(ct);
        return
        [
            .. entries.Where(entry => entry.Struck is null && entry.Posted!.Contribution is not null)
                .Select(entry => (Entry: entry.Posted!, Of: entry.Posted!.Contribution!))
                .OrderBy(value => value.Of.Party, StringComparer.Ordinal).ThenBy(value => value.Of.Reference, StringComparer.Ordinal)
                .ThenBy(value => value.Of.ContributionId)
                .Select(value => new ValueInput(
                    value.Of.Party, value.Of.ContributionId, value.Of.Reference, value.Of.Kind, value.Entry.On, value.Of.Claimed, value.Of.Accepted,
                    value.Of.Method, value.Of.MethodVersion, value.Entry.Sources[0])),
        ];
    }

    private static async Task<IReadOnlyList<ChargeInput>> ChargesAsync(IQuerySession reads, string agreementId, DateOnly day, CancellationToken ct)
    {
        var charges = await reads.Query<LossCharge>()
            .Where(charge => charge.AgreementId == agreementId && charge.OccurredOn <= day).ToListAsync(ct);
        var settled = (await reads.LoadManyAsync<SettledCharge>(ct, charges.Select(charge => Streams.SettledCharge(charge.Id))))
            .Select(charge => charge.ChargeId).ToHashSet();
        return
        [
            .. charges.Where(charge => !settled.Contains(charge.Id))
                .OrderBy(charge => charge.OccurredOn).ThenBy(charge => charge.Charged!.Reference, StringComparer.Ordinal).ThenBy(charge => charge.Id)
                .Select(charge => ChargeInput.Of(charge.Id, charge.Charged!)),
        ];
    }

    private static async Task<ReserveInput> ReserveAsync(IQuerySession reads, string agreementId, Currency currency, CancellationToken ct)
    {
        var entries = await reads.Query<JournalEntry>()
            .Where(entry => entry.AgreementId == agreementId && entry.MatchesSql("d.data ->> 'book' = ?", "cash")).ToListAsync(ct);
        var lines = entries.SelectMany(entry => entry.Posted!.Lines).Where(line => line.Account == Account.Reserve).ToList();
        // An agreement that changed its currency is refused by the computation, so the opening names what was found.
        var opening = lines.Aggregate(
            Money.Zero(lines.Count == 0 ? currency : lines[0].Amount.Currency),
            (sum, line) => line.Side == Side.Credit ? sum + line.Amount : sum - line.Amount);
        var last = (await reads.Query<PoolSettlement>().Where(settlement => settlement.AgreementId == agreementId).ToListAsync(ct))
            .MaxBy(settlement => settlement.PeriodTo);
        if (last is null) return new ReserveInput(opening, Source: null);
        var before = await reads.Events.FetchStreamAsync(last.RunId, token: ct);
        return new ReserveInput(opening, before.Single(recorded => recorded.Data is RunSettled).Cite());
    }
}
