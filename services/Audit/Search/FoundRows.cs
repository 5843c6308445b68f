using System.Text.Json;
using Ledger.Audit.Log;
using Ledger.Transparency.Search;
using Npgsql;

namespace Ledger.Audit.Search;

/// <summary>Writes what entries are found by; part of the transaction that brings them into the log.</summary>
internal static class FoundRows
{
    /// <summary>Whether a row could not be written because it is there already.</summary>
    public static bool IsThere(PostgresException failure) => failure is
    {
        SqlState: PostgresErrorCodes.UniqueViolation, TableName: "audit_found" or "audit_term" or "audit_amount" or "audit_cite",
    };

    /// <summary>Commands for entries in the order of the log, beginning at an index.</summary>
    /// <param name="first">Index of the first one.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="over">Passes over rows that are there. It costs the database twice the time, and a new entry has none.</param>
    public static IReadOnlyList<NpgsqlBatchCommand> Append(long first, IReadOnlyList<(Envelope Envelope, string Payload)> entries, bool over)
    {
        var there = over ? " on conflict do nothing" : "";
        List<Row> rows = [.. entries.Select((entry, i) => Read(first + i, entry.Envelope, entry.Payload))];
        var amounts = rows.SelectMany(row => row.Found.Amounts.Select(amount => (row.Index, row.Envelope.Tenant, amount.Currency, amount.TenThousandths))).ToList();
        var cites = rows.SelectMany(row => row.Envelope.References.Select(cited => cited.Event).Distinct().Select(cited => (row.Index, row.Envelope.Tenant, Cited: cited, row.Envelope.Event))).ToList();
        var blocks = TermBlocks.Of(rows.SelectMany(row => row.Found.Terms.Select(term => (row.Index, row.Envelope.Tenant, term.Field, term.Term))));
        List<NpgsqlBatchCommand> commands =
        [
            Command(
                $"insert into audit_found (index, tenant_id, recorded_at) select * from unnest($1::bigint[], $2::varchar[], $3::timestamptz[]){there}",
                Column(rows, row => row.Index), Column(rows, row => row.Envelope.Tenant), Column(rows, row => row.Envelope.RecordedAt.UtcDateTime)),
            Command(
                $"insert into audit_term (tenant_id, field, term, block, entries) select * from unnest($1::varchar[], $2::varchar[], $3::varchar[], $4::bigint[], $5::bigint[]){there}",
                Column(blocks, row => row.Tenant), Column(blocks, row => row.Field), Column(blocks, row => row.Term), Column(blocks, row => row.Block),
                Column(blocks, row => row.Entries)),
        ];
        if (amounts.Count > 0)
        {
            commands.Add(Command(
                $"insert into audit_amount (index, tenant_id, currency, amount) select * from unnest($1::bigint[], $2::varchar[], $3::varchar[], $4::bigint[]){there}",
                Column(amounts, row => row.Index), Column(amounts, row => row.Tenant), Column(amounts, row => row.Currency), Column(amounts, row => row.TenThousandths)));
        }

        if (cites.Count > 0)
        {
            commands.Add(Command(
                $"insert into audit_cite (index, tenant_id, cited, event_id) select * from unnest($1::bigint[], $2::varchar[], $3::uuid[], $4::uuid[]){there}",
                Column(cites, row => row.Index), Column(cites, row => row.Tenant), Column(cites, row => row.Cited), Column(cites, row => row.Event)));
        }

        return commands;
    }

    private static Row Read(long index, Envelope envelope, string payload)
    {
        using var json = JsonDocument.Parse(payload);
        return new Row(index, envelope, Findable.Of(envelope.Type, envelope.RecordedAt, json.RootElement));
    }

    private sealed record Row(long Index, Envelope Envelope, Findable Found);

    private static TValue[] Column<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value) => [.. rows.Select(value)];

    private static NpgsqlBatchCommand Command(string sql, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return command;
    }
}
