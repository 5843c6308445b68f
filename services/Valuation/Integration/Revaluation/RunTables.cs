using System.Text.Json;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Valuation.Integration;

/// <summary>A line of a run with what became of it.</summary>
/// <param name="Line">As previewed.</param>
/// <param name="Outcome"><c>replaced</c>, <c>proposed</c>, <c>refused</c>; null while it waits.</param>
/// <param name="Code">Why it was refused when it was carried out.</param>
/// <param name="Message">The same for people.</param>
internal sealed record KeptLine(RunLine Line, string? Outcome, string? Code, Text? Message);

/// <summary>Lines of runs in a table beside Marten's; every call sees the connection's consortium only.</summary>
internal static class RunTables
{
    public const string Replaced = "replaced";
    public const string Proposed = "proposed";
    public const string Refused = "refused";

    /// <summary>Keeps the lines of a preview when the unit of work commits.</summary>
    public static void Keep(string tenant, Guid run, IReadOnlyList<RunLine> lines, IQuerySession session) =>
        ((IDocumentOperations)session).QueueSqlCommand(
            "call revaluation_lines_keep(?, ?, ?::jsonb)", tenant, run, JsonSerializer.Serialize(lines, FactJson.Facts));

    /// <summary>Lines after a number.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="tenant">Consortium.</param>
    /// <param name="run">The run.</param>
    /// <param name="after">Number of the last line already seen, or 0.</param>
    /// <param name="take">How many.</param>
    /// <param name="refused">Only those that the preview refused, or only the others; both where null.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IReadOnlyList<KeptLine>> ReadAsync(
        NpgsqlConnection connection, string tenant, Guid run, int after, int take, bool? refused, CancellationToken ct)
    {
        await using var command = Command(connection,
            """
            select line, outcome, code, en, zh from revaluation_line
            where tenant_id = $1 and run = $2 and n > $3 and ($5::boolean is null or refused = $5) order by n limit $4
            """, tenant, run, after, take);
        command.Parameters.Add(new NpgsqlParameter { Value = refused is { } only ? only : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Boolean });
        await using var row = await command.ExecuteReaderAsync(ct);
        var lines = new List<KeptLine>();
        while (await row.ReadAsync(ct))
        {
            lines.Add(new KeptLine(
                JsonSerializer.Deserialize<RunLine>(row.GetString(0), FactJson.Facts)!, Text(row, 1), Text(row, 2),
                Text(row, 3) is { } en && Text(row, 4) is { } zh ? new Text(en, zh) : null));
        }

        return lines;
    }

    /// <summary>Says what became of lines.</summary>
    public static async Task SayAsync(
        NpgsqlConnection connection, string tenant, Guid run, IReadOnlyList<(int Number, string Outcome, Rejection? Why)> outcomes, CancellationToken ct)
    {
        await using var command = Command(connection,
            """
            update revaluation_line l set outcome = o.outcome, code = o.code, en = o.en, zh = o.zh
            from unnest($3, $4, $5, $6, $7) as o (n, outcome, code, en, zh) where l.tenant_id = $1 and l.run = $2 and l.n = o.n
            """, tenant, run, outcomes.Select(one => one.Number).ToArray(), outcomes.Select(one => one.Outcome).ToArray(),
            outcomes.Select(one => one.Why?.Code).ToArray(), outcomes.Select(one => one.Why?.Message.En).ToArray(), outcomes.Select(one => one.Why?.Message.Zh).ToArray());
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
