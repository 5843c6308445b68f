using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Distribution.Features;

/// <summary>
/// Gathers what a run rests on, always in the same order, so that the same state gives the same hash: accepted values from the
/// book in kind, cost claims of the pool, losses not settled, the reserve from the cash book, and what not every run rests on.
/// </summary>
internal static class RunInputsReader
{
    /// <summary>The inputs as they are now, or as of a cut-off; null when the pool is unknown or open, or no agreement version is in force.</summary>
    /// <exception cref="OverflowException">A balance is beyond 64 bits.</exception>
    public static async Task<HashedInputs?> ReadAsync(IQuerySession reads, Pool? pool, AdoptedAgreement? agreement, CutOff? cutOff, CancellationToken ct)
    {
        if (pool?.Declared is not { } declared || agreement?.Document is not { } document) return null;
        var said = declared.Declaration;
        var day = cutOff?.EffectiveOn ?? said.Period.To;
        var known = cutOff?.RecordedBy;
        var own = await reads.Events.FetchStreamAsync(pool.Id, token: ct);
        var claims = own.Where(recorded => recorded.Data is CostClaimed claim && !(claim.At > known))
            .Select(recorded => Claim((CostClaimed)recorded.Data, recorded.Cite())).ToList();
        var extras = new RunExtras(
            cutOff,
            Scores(own.Where(recorded => recorded.Data is ScoresRecorded scores && !(scores.At > known))),
            await CarriedAsync(reads, pool, claims, ct),
            ProfileInput.Of(agreement, said),
            await TermsAsync(reads, pool.AgreementId, said.Period.To, ct));
        var inputs = new RunInputs(
            AgreementInput.Of(agreement),
            new PoolInput(
                pool.Id, said.Reference, said.Period, said.Amount, own.Single(recorded => recorded.Data is PoolDeclared).Cite(), said.Coalition, said.ByKind),
            await ReserveAsync(reads, pool.AgreementId, document.Currency, ct),
            new InputLists(await ValuesAsync(reads, pool, day, known, ct), claims, await ChargesAsync(reads, pool.AgreementId, day, known, ct)),
            extras.OrNull());
        return new HashedInputs(inputs, PayloadHash.Of(inputs));
    }

    /// <summary>Accepted values that count for a pool on a day, as known at a time (null: now).</summary>
    public static async Task<IReadOnlyList<ValueInput>> ValuesAsync(IQuerySession reads, Pool pool, DateOnly day, DateTimeOffset? known, CancellationToken ct)
    {
        var excluded = await ElsewhereAsync(reads, pool, ct);
        var values = await ValueReader.StandingAsync(reads, pool, day, known, ct);
        return
        [
            .. values.Where(value => pool.Coalition is { } own ? own.Counts(value.Party, value.Reference) : !excluded.Contains(new CoalitionContribution(value.Party, value.Reference)))
                .OrderBy(value => value.Party, StringComparer.Ordinal).ThenBy(value => value.Reference, StringComparer.Ordinal).ThenBy(value => value.ContributionId),
        ];
    }

    /// <summary>Contributions to a project: they count in its pools, and not beside them in others of the same days.</summary>
    private static async Task<IReadOnlySet<CoalitionContribution>> ElsewhereAsync(IQuerySession reads, Pool pool, CancellationToken ct) => pool.Coalition is not null
        ? new HashSet<CoalitionContribution>()
        : (await reads.PoolsOfAsync(pool.AgreementId, ct))
            .Where(other => other.Holds && other.Coalition?.Contributions is { Count: > 0 } && other.Period.From <= pool.Period.To && pool.Period.From <= other.Period.To)
            .SelectMany(other => other.Coalition!.Contributions!).ToHashSet();

    /// <summary>Losses and the like that wait to be settled by a day, as known at a time (null: now).</summary>
    public static async Task<IReadOnlyList<ChargeInput>> ChargesAsync(
        IQuerySession reads, string agreementId, DateOnly day, DateTimeOffset? known, CancellationToken ct)
    {
        var charges = (await reads.Query<LossCharge>().Where(charge => charge.AgreementId == agreementId).ToListAsync(ct))
            .Where(charge => charge.Charged is not null && !(charge.Charged.At > known)).ToList();
        var settled = (await reads.LoadManyAsync<SettledCharge>(ct, charges.Select(charge => Streams.SettledCharge(charge.Id))))
            .Select(charge => charge.ChargeId).ToHashSet();
        return OpenCharges.Of(charges, settled, day);
    }

    private static ClaimInput Claim(CostClaimed claim, Citation source) => new(claim.Party, claim.Reference, claim.Amount, source, claim.Class);

    private static List<ScoreInput>? Scores(IEnumerable<JasperFx.Events.IEvent> recorded)
    {
        var last = recorded.GroupBy(record => ((ScoresRecorded)record.Data).Measure).OrderBy(group => group.Key)
            .Select(group => new ScoreInput(group.Key, ((ScoresRecorded)group.Last().Data).Values, group.Last().Cite())).ToList();
        return last.Count == 0 ? null : last;
    }

    // What the last settlement of the same agreement, or of the same project, left unpaid.
    private static async Task<CarriedInput?> CarriedAsync(IQuerySession reads, Pool pool, IReadOnlyList<ClaimInput> claims, CancellationToken ct)
    {
        var pools = (await reads.PoolsOfAsync(pool.AgreementId, ct)).Where(other => other.Coalition?.Project == pool.Coalition?.Project && other.Place.No < pool.Place.No)
            .ToDictionary(other => other.Id, other => other.Place.No);
        var last = (await reads.Query<PoolSettlement>().Where(settlement => settlement.AgreementId == pool.AgreementId).ToListAsync(ct))
            .Where(settlement => pools.ContainsKey(settlement.PoolId)).MaxBy(settlement => pools[settlement.PoolId]);
        if (last is null || await reads.LoadAsync<Run>(last.RunId, ct) is not { Computed: { } computed }) return null;
        var source = await SettlementOfAsync(reads, last.RunId, ct);
        return CarriedInput.Of(computed.Result, computed.Extras?.Carried, claims.Select(claim => claim.Reference).ToHashSet(StringComparer.Ordinal), source);
    }

    private static async Task<TermsInput?> TermsAsync(IQuerySession reads, string agreementId, DateOnly day, CancellationToken ct)
    {
        var stream = Streams.Terms(reads.TenantId, agreementId);
        if ((await reads.LoadAsync<SettlementTerms>(stream, ct))?.InForce(day) is not { } ruling) return null;
        var recorded = await reads.Events.FetchStreamAsync(stream, token: ct);
        var source = recorded.Single(record => record.Data is SettlementTermsApproved approved && approved.No == ruling.No).Cite();
        var carries = new List<CarryInput>();
        foreach (var carry in ruling.Terms.Carries)
        {
            var rows = await reads.AdvancedSql.QueryAsync<string>(
                "select coalesce(sum(minor), 0)::text from journal_line where tenant_id = ? and agreement = ? and account = ? and kind = 'carry-repaid' and side = 'debit'",
                ct, reads.TenantId, agreementId, Account.Payable(carry.Carried).Code);
            carries.Add(new CarryInput(carry, JournalReader.Minor(rows[0], carry.Costs.Currency.Code)));
        }

        var terms = ruling.Terms;
        return terms.Withholding.Count == 0 && carries.Count == 0 && terms.MinimumPayout is null
            ? null
            : new TermsInput(ruling.No, terms.Withholding, terms.MinimumPayout, carries, source);
    }

    private static async Task<ReserveInput> ReserveAsync(IQuerySession reads, string agreementId, Currency currency, CancellationToken ct)
    {
        // An agreement that changed its currency is refused by the computation, so the opening names what was found.
        var opening = -(await reads.BalanceAsync(agreementId, Account.Reserve, ct) ?? Money.Zero(currency));
        var last = (await reads.Query<PoolSettlement>().Where(settlement => settlement.AgreementId == agreementId).ToListAsync(ct))
            .MaxBy(settlement => settlement.PeriodTo);
        return new ReserveInput(opening, last is null ? null : await SettlementOfAsync(reads, last.RunId, ct));
    }

    // The settlement is among the last facts of a run; before it there can be thousands of inputs.
    private static async Task<Citation> SettlementOfAsync(IQuerySession reads, Guid run, CancellationToken ct)
    {
        var state = await reads.Events.FetchStreamStateAsync(run, ct) ?? throw new InvalidOperationException($"The settled run {run} has no stream.");
        var recorded = await reads.Events.FetchStreamAsync(run, fromVersion: Math.Max(state.Version - 1, 1), token: ct);
        return recorded.Last(record => record.Data is RunSettled).Cite();
    }
}
