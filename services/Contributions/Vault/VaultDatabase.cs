using Ledger.ServiceDefaults.Store;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Contributions.Vault;

/// <summary>The vault's own database (<c>ConnectionStrings:Vault</c>). Every connection belongs to one consortium, as row-level security has it.</summary>
internal sealed class VaultDatabase(IConfiguration configuration) : IAsyncDisposable
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(configuration.GetConnectionString("Vault")
        ?? throw new InvalidOperationException("ConnectionStrings:Vault is not set."));

    /// <summary>A connection that sees one consortium.</summary>
    public async Task<NpgsqlConnection> OpenAsync(string tenant, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenant);
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            // Back in the pool, Npgsql resets the session: the setting does not survive.
            await RunAsync(connection, "select set_config($1, $2, false)", ct, TenantSessions.TenantSetting, tenant);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns when the database answers.</summary>
    public async Task ProbeAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select 1 from vault_key limit 1");
        await command.ExecuteScalarAsync(ct);
    }

    /// <summary>Consortia in which something was left undone before a time.</summary>
    public async Task<IReadOnlyList<string>> UnsettledAsync(DateTimeOffset before, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await ReadAsync(connection, "select vault_unsettled($1)", row => row.GetString(0), ct, before);
    }

    /// <summary>Consortia that have keys.</summary>
    public async Task<IReadOnlyList<string>> ConsortiaAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await ReadAsync(connection, "select vault_consortia()", row => row.GetString(0), ct);
    }

    public static async Task<int> RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<List<T>> ReadAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params object?[] values)
    {
        await using var command = Command(connection, sql, values);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct)) rows.Add(read(reader));
        return rows;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(value is null
                ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz }
                : new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
