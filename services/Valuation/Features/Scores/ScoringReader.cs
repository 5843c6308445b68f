using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;
using Marten;
using Npgsql;

namespace Ledger.Valuation.Features;

/// <summary>The cases and sales that scores are computed from, as they were known at a time.</summary>
/// <param name="Cases">Accepted and not reversed, oldest first.</param>
/// <param name="Cut">Whether there are more than <see cref="ScoreLimits.Cases"/>: then the newest are taken.</param>
internal sealed record ScoringFacts(IReadOnlyList<ScoredCase> Cases, bool Cut)
{
    /// <param name="session">Of the caller's consortium.</param>
    /// <param name="from">First day of acceptance, UTC.</param>
    /// <param name="to">Last day of acceptance, UTC.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<ScoringFacts> ReadAsync(TenantSession session, DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select id, reference, agreement, agreement_version, party, kind, effective_on, currency, claimed, estimate, accepted, capped, valuer, valuer_of, accepted_at, evidence, place
            from appraisal_scoring
            where tenant_id = $1 and not voided and accepted_at >= $2 and accepted_at < $3
            order by accepted_at desc, id limit $4
            """, session.Connection);
        command.Parameters.Add(new() { Value = session.Documents.TenantId });
        command.Parameters.Add(new() { Value = Midnight(from ?? new DateOnly(1900, 1, 1)) });
        command.Parameters.Add(new() { Value = Midnight(to ?? new DateOnly(9999, 12, 30)).AddDays(1) });
        command.Parameters.Add(new() { Value = ScoreLimits.Cases + 1 });
        var cases = new List<ScoredCase>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) cases.Add(Read(reader));
        var cut = cases.Count > ScoreLimits.Cases;
        if (cut) cases.RemoveAt(cases.Count - 1);
        cases.Reverse();
        return new ScoringFacts(cases, cut);
    }

    /// <summary>The cases with their region: the place that was stated, otherwise the profile that the agreement they were valued under names.</summary>
    public async Task<IReadOnlyList<ScoredCase>> WithRegionsAsync(IQuerySession reads, CancellationToken ct)
    {
        var agreements = await reads.Query<AdoptedAgreement>().ToListAsync(ct);
        var profiles = agreements.GroupBy(adopted => (adopted.AgreementId, adopted.AgreementVersion))
            .ToDictionary(group => group.Key, group => group.First().Document?.Terms.RegionProfile?.Id);
        return [.. Cases.Select(one => one.Region is null ? one with { Region = profiles.GetValueOrDefault((one.AgreementId, one.AgreementVersion)) } : one)];
    }

    /// <summary>Sales that count, of these cases.</summary>
    public async Task<IReadOnlyList<ScoredSale>> SalesAsync(IQuerySession reads, CancellationToken ct)
    {
        var byId = Cases.ToDictionary(one => one.Id);
        var sales = await reads.Query<LaterSale>().Where(sale => sale.Withdrawn == null).ToListAsync(ct);
        return [.. sales.Where(sale => sale.Recorded is { } recorded && byId.ContainsKey(recorded.Appraisal)).OrderBy(sale => sale.Id)
            .Select(sale => new ScoredSale(byId[sale.Recorded!.Appraisal], sale.Recorded!))];
    }

    private static ScoredCase Read(NpgsqlDataReader row)
    {
        var currency = Currency.Of(row.GetString(7));
        return new ScoredCase(
            row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.GetString(5), row.GetFieldValue<DateOnly>(6),
            row.IsDBNull(8) ? null : Money.Parse(row.GetString(8), currency), Money.Parse(row.GetString(9), currency), Money.Parse(row.GetString(10), currency), row.GetBoolean(11),
            new Actor(row.GetString(12), row.GetString(13)), row.GetFieldValue<DateTimeOffset>(14), row.GetFieldValue<Guid[]>(15), row.IsDBNull(16) ? null : row.GetString(16));
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
