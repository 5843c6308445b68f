using Ledger.Distribution.Domain;
using Ledger.Rules;
using Marten;
using Npgsql;

namespace Ledger.Distribution.Features;

/// <summary>Reads what counts of contributions from its columns: row by row, since there can be a hundred thousand.</summary>
internal static class ValueReader
{
    /// <summary>Accepted values that count for a pool's period on a day, as known at a time (null: now), in no order.</summary>
    public static async Task<IReadOnlyList<ValueInput>> StandingAsync(IQuerySession reads, Pool pool, DateOnly day, DateTimeOffset? known, CancellationToken ct)
    {
        await using var command = Command(reads, pool, day, known);
        command.CommandText =
            $"""
            select v.party, v.contribution_id, v.reference, v.kind, v.effective_on, v.claimed, v.accepted, v.currency, v.method, v.method_version, v.source_ev, v.source_ph, v.undisclosed
            from ({Standing(known)}) v
            """;
        var values = new List<ValueInput>();
        await using var rows = await reads.ExecuteReaderAsync(command, ct);
        while (await rows.ReadAsync(ct))
        {
            var currency = Currency.Of(rows.GetString(7));
            values.Add(new ValueInput(
                rows.GetString(0), rows.GetGuid(1), rows.GetString(2), rows.GetString(3), await rows.GetFieldValueAsync<DateOnly>(4, ct), new Money(rows.GetInt64(5), currency),
                new Money(rows.GetInt64(6), currency), rows.GetString(8), rows.GetInt32(9), new Citation(rows.GetGuid(10), rows.GetString(11)),
                rows.GetBoolean(12) ? true : null));
        }

        return values;
    }

    /// <summary>
    /// The first value that a run counted and that stands no more as it was counted. What the run counted stands in its facts and is compared
    /// where both are; only a difference travels.
    /// </summary>
    /// <returns>Null when all stand.</returns>
    public static async Task<Rejection?> FirstGoneAsync(IQuerySession reads, Run run, Pool pool, DateOnly day, IReadOnlySet<CoalitionContribution> excluded, CancellationToken ct)
    {
        await using var command = Command(reads, pool, day, known: null);
        command.Parameters.Add(new NpgsqlParameter { Value = run.Id });
        command.Parameters.Add(new NpgsqlParameter { Value = excluded.Select(other => other.Party).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = excluded.Select(other => other.Reference).ToArray() });
        command.CommandText =
            $"""
            select c.reference, n.source_ev is not null, exists (select from contribution_value r
                where r.tenant_id = $1 and r.agreement = $2 and r.contribution_id = c.id and r.removed)
            from (select e.version, v.n, v.of ->> 'party' as party, v.of ->> 'reference' as reference, (v.of ->> 'contributionId')::uuid as id,
                    (v.of -> 'source' ->> 'ev')::uuid as ev
                from mt_events e cross join jsonb_array_elements(e.data -> 'lists' -> 'values') with ordinality v(of, n)
                where e.tenant_id = $1 and e.stream_id = $5 and e.type in ('run_inputs_listed.v1', 'run_computed.v1')) c
            left join ({Standing(null)}) n on n.contribution_id = c.id
                and not exists (select from unnest($6::text[], $7::text[]) x(party, reference) where (x.party, x.reference) = (c.party, c.reference))
            where n.source_ev is distinct from c.ev order by c.version, c.n limit 1
            """;
        await using var rows = await reads.ExecuteReaderAsync(command, ct);
        if (!await rows.ReadAsync(ct)) return null;
        var reference = rows.GetString(0);
        return rows.GetBoolean(1) ? new ValueReplacedMeanwhile(reference) : rows.GetBoolean(2) ? new ValueReversed(reference) : new InputsChanged();
    }

    private static NpgsqlCommand Command(IQuerySession reads, Pool pool, DateOnly day, DateTimeOffset? known)
    {
        var command = new NpgsqlCommand
        {
            Parameters = { new() { Value = reads.TenantId }, new() { Value = pool.AgreementId }, new() { Value = day }, new() { Value = pool.Period.From } },
        };
        if (known is { } time) command.Parameters.Add(new NpgsqlParameter { Value = time.ToUniversalTime() });
        return command;
    }

    // Of each contribution the highest version known that counts by the day; a reversal is the highest of all.
    private static string Standing(DateTimeOffset? known) =>
        $"""
        select v.* from (select distinct on (contribution_id) * from contribution_value
            where tenant_id = $1 and agreement = $2 and effective_on <= $3 and counts_from <= $3{(known is null ? "" : " and recorded_at <= $5")}
            order by contribution_id, no desc) v
        where not v.removed and not exists (
            select from contribution_end e
            where e.tenant_id = $1 and e.contribution_id = v.contribution_id and e.ends_on < $4{(known is null ? "" : " and e.recorded_at <= $5")})
        """;
}
