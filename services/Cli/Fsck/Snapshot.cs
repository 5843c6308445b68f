using Npgsql;

namespace Ledger.Cli.Fsck;

/// <summary>A database as it was at one moment, read-only: whatever fsck does, it changes nothing.</summary>
internal sealed class Snapshot : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private Snapshot(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    /// <exception cref="NpgsqlException">It cannot be reached.</exception>
    public static async Task<Snapshot> OpenAsync(string connectionString, CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false, ApplicationName = "ledger-fsck", CommandTimeout = 0, Options = "-c default_transaction_read_only=on",
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
            var snapshot = new Snapshot(connection, transaction);
            // Row-level policies would hide rows, and a check of half the rows is worse than none: then the server refuses.
            await snapshot.ExecuteAsync("set local row_security = off", ct);
            await snapshot.ExecuteAsync("select", ct);
            return snapshot;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Streams the rows of a query.</summary>
    public async IAsyncEnumerable<NpgsqlDataReader> RowsAsync(
        string sql, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, _connection, _transaction);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) yield return reader;
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, _connection, _transaction);
        await command.ExecuteNonQueryAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
