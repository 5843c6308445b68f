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
