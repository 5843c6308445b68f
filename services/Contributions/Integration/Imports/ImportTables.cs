using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Npgsql;

namespace Ledger.Contributions.Integration;

/// <summary>How far an import has come.</summary>
/// <param name="Phase">What is being done: checking, writing.</param>
/// <param name="Counts">Rows by what became of them so far.</param>
/// <param name="Errors">Errors found so far; at most <see cref="ContributionLimits.ImportErrorsKept"/> are kept.</param>
internal sealed record ImportProgress(string Phase, ImportCounts Counts, int Errors)
{
    public const string Checking = "checking";

    public const string Writing = "writing";
}

/// <summary>
/// Progress and line errors of imports, in tables beside Marten's: no facts of the ledger, but what a client looks at. Every call
/// is part of the connection's transaction if it has one, and sees the connection's consortium only.
/// </summary>
internal static class ImportTables
{
    public static Task ApplyAsync(IServiceProvider services, CancellationToken ct) =>
        Migration.ApplyAsync(services.GetRequiredService<IConfiguration>(), EmbeddedSql.Read("Integration.Imports.imports.sql"), ct);

    public static async Task<ImportProgress?> ReadAsync(NpgsqlConnection connection, string tenant, Guid import, CancellationToken ct)
    {
        await using var command = Command(connection, tenant, import,
            "select phase, rows, valid, refused, written, unchanged, errors from import_progress where tenant_id = $1 and import_id = $2");
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new ImportProgress(row.GetString(0),
                new ImportCounts(row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5)), row.GetInt32(6))
            : null;
    }

    /// <summary>Begins a pass over the file: whatever an earlier one counted and found is forgotten.</summary>
    public static async Task BeginAsync(NpgsqlConnection connection, string tenant, Guid import, string phase, CancellationToken ct)
    {
        await using var command = Command(connection, tenant, import,
            """
            with forgotten as (delete from import_errors where tenant_id = $1 and import_id = $2)
            insert into import_progress (tenant_id, import_id, phase) values ($1, $2, $3)
            on conflict (tenant_id, import_id) do update
            set phase = excluded.phase, rows = 0, valid = 0, refused = 0, written = 0, unchanged = 0, errors = 0, updated_at = clock_timestamp()
            """, phase);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Adds a batch.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="tenant">Consortium.</param>
    /// <param name="import">The import.</param>
    /// <param name="rowsBefore">Rows counted before it: two processes cannot both add the same batch.</param>
    /// <param name="more">What it adds.</param>
    /// <param name="errors">Errors in it.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ImportOvertakenException">Another process is further on.</exception>
    public static async Task AddAsync(
        NpgsqlConnection connection, string tenant, Guid import, int rowsBefore, ImportCounts more, IReadOnlyList<LineError> errors, CancellationToken ct)
    {
        await using var command = Command(connection, tenant, import,
            """
            update import_progress set rows = rows + $3, valid = valid + $4, refused = refused + $5, written = written + $6,
                unchanged = unchanged + $7, errors = errors + $8, updated_at = clock_timestamp()
            where tenant_id = $1 and import_id = $2 and rows = $9 returning errors - $8
            """, more.Rows, more.Valid, more.Refused, more.Written, more.Unchanged, errors.Count, rowsBefore);
        if (await command.ExecuteScalarAsync(ct) is not int before) throw new ImportOvertakenException(import);
        var kept = errors.Take(Math.Max(0, ContributionLimits.ImportErrorsKept - before)).ToList();
        if (kept.Count == 0) return;
        await using var keep = Command(connection, tenant, import,
            """
            insert into import_errors (tenant_id, import_id, n, line, column_name, value, code, field, en, zh)
            select $1, $2, $3 + ordinality, line, column_name, value, code, field, en, zh
            from unnest($4, $5, $6, $7, $8, $9, $10) with ordinality as e (line, column_name, value, code, field, en, zh, ordinality)
            """, before, kept.Select(error => error.Line).ToArray(), kept.Select(error => Storable(error.Column)).ToArray(),
            kept.Select(error => Storable(error.Value)).ToArray(), kept.Select(error => error.Code).ToArray(),
            kept.Select(error => Storable(error.Field)).ToArray(),
            kept.Select(error => Storable(error.Message.En)!).ToArray(), kept.Select(error => Storable(error.Message.Zh)!).ToArray());
        await keep.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Says how far the one transaction has come whose rows nobody can see yet.</summary>
    public static async Task SayWritingAsync(NpgsqlConnection connection, string tenant, Guid import, int written, CancellationToken ct)
    {
        await using var command = Command(connection, tenant, import,
            """
            update import_progress set phase = $3, written = $4, updated_at = clock_timestamp() where tenant_id = $1 and import_id = $2
            """, ImportProgress.Writing, written);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Says what was written in the end.</summary>
    public static async Task SayEndAsync(NpgsqlConnection connection, string tenant, Guid import, ImportCounts counts, CancellationToken ct)
    {
        await using var command = Command(connection, tenant, import,
            """
            update import_progress set written = $3, unchanged = $4, updated_at = clock_timestamp() where tenant_id = $1 and import_id = $2
            """, counts.Written, counts.Unchanged);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Errors in the order of lines.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="tenant">Consortium.</param>
    /// <param name="import">The import.</param>
    /// <param name="after">Number of the last error already seen, or 0.</param>
    /// <param name="take">How many.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IReadOnlyList<LineError>> ErrorsAsync(
        NpgsqlConnection connection, string tenant, Guid import, int after, int take, CancellationToken ct)
    {
        await using var command = Command(connection, tenant, import,
            """
            select line, column_name, value, code, field, en, zh from import_errors
            where tenant_id = $1 and import_id = $2 and n > $3 order by n limit $4
            """, after, take);
        await using var row = await command.ExecuteReaderAsync(ct);
        var errors = new List<LineError>();
        while (await row.ReadAsync(ct))
        {
            errors.Add(new LineError(row.GetInt32(0), Text(row, 1), Text(row, 2), row.GetString(3), Text(row, 4),
                new Text(row.GetString(5), row.GetString(6))));
        }

        return errors;
    }

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    // PostgreSQL's text holds everything but this.
    private static string? Storable(string? text) => text?.Replace('\0', '\uFFFD');

    private static NpgsqlCommand Command(NpgsqlConnection connection, string tenant, Guid import, string sql, params object[] more)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in new object[] { tenant, import }.Concat(more)) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}

/// <summary>Another process took the import on from where it stood.</summary>
internal sealed class ImportOvertakenException(Guid import) : Exception($"Import {import} goes on elsewhere.");
