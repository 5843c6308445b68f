using Ledger.ServiceDefaults.Store;
using Npgsql;

namespace Ledger.Audit.Desk;

/// <summary>
/// Connections on which readers are answered: they work for one consortium and cannot write, whatever the code does. Regulators are
/// answered as the read-only role, where <c>ConnectionStrings:Reader</c> names one.
/// </summary>
public sealed class LogConnections : IAsyncDisposable
{
    private readonly NpgsqlDataSource _app;
    private readonly NpgsqlDataSource? _reader;

    public LogConnections(NpgsqlDataSource app, IConfiguration configuration)
    {
        _app = app;
        _reader = configuration.GetConnectionString("Reader") is { Length: > 0 } text ? NpgsqlDataSource.Create(text) : null;
    }

    /// <summary>Opens a connection for one consortium.</summary>
    /// <param name="tenant">The consortium.</param>
    /// <param name="regulator">Whether a regulator is answered.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ArgumentException">The consortium is empty.</exception>
    public async Task<NpgsqlConnection> OpenAsync(string tenant, bool regulator, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenant);
        var connection = await ((regulator ? _reader : null) ?? _app).OpenConnectionAsync(ct);
        try
        {
            await using var enter = new NpgsqlCommand(
                // Every answer comes within milliseconds; compiling a query alone takes hundreds.
                "select set_config($1, $2, false), set_config('default_transaction_read_only', 'on', false), set_config('jit', 'off', false)", connection)
            {
                Parameters = { new() { Value = TenantSessions.TenantSetting }, new() { Value = tenant } },
            };
            await enter.ExecuteNonQueryAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_reader is not null) await _reader.DisposeAsync();
    }
}
