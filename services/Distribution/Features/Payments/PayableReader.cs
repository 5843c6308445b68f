using System.Text.Json;
using Ledger.Distribution.Domain;
using Ledger.Rules;
using Marten;

namespace Ledger.Distribution.Features;

/// <summary>What the journal says is payable.</summary>
internal static class PayableReader
{
    private const string Sql = """
        select coalesce(jsonb_agg(jsonb_build_array(party, currency, minor::text) order by party), '[]')::text from (
            select party, currency, sum(case side when 'credit' then minor else -minor end) as minor from journal_line
            where tenant_id = ? and run_id = ? and book = 'cash' and holder = 'party' and name = 'payable'
            group by party, currency) payable
        """;

    /// <summary>Per party, in entries of one run: what was shared, less what was paid or is on its way, and what came back.</summary>
    public static async Task<IReadOnlyList<PartyPayable>> PayablesAsync(this IQuerySession reads, string tenant, Guid run, CancellationToken ct)
    {
        var found = await reads.AdvancedSql.QueryAsync<string>(Sql, ct, tenant, run);
        return [.. JsonSerializer.Deserialize<string[][]>(found[0])!.Select(row => new PartyPayable(
            row[0], new Money(long.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture), Currency.Of(row[1]))))];
    }
}
