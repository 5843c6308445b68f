using Marten;
using Marten.Services;
using Npgsql;

namespace Ledger.ServiceDefaults.Store;

/// <summary>
/// The one place where a unit of work is opened. It refuses an empty tenant and tells the database which tenant the
/// connection works for, so that row-level security is a second wall behind Marten's own filter.
/// </summary>
public sealed class TenantSessions(IDocumentStore store, NpgsqlDataSource source)
{
    /// <summary>Database setting that the row-level policies compare with <c>tenant_id</c>.</summary>
    public const string TenantSetting = "app.tenant_id";

    /// <summary>Opens a unit of work for one consortium.</summary>
    /// <exception cref="ArgumentException">The tenant is empty.</exception>
    public async Task<TenantSession> OpenAsync(string tenant, CancellationToken ct) =>
        (await OpenAsync(tenant, probe: null, static _ => 0, ct)).Session;

    /// <summary>Opens a unit of work and reads one row in the same round trip (an idempotency or inbox record).</summary>
    internal async Task<(TenantSession Session, T? Found)> OpenAsync<T>(
        string tenant, NpgsqlBatchCommand? probe, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenant);
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            var found = await EnterAsync(connection, tenant, probe, read, ct);
            var options = SessionOptions.ForConnection(connection);
            options.TenantId = tenant;
            options.Tracking = DocumentTracking.None;
            return (new TenantSession(connection, store.OpenSession(options)), found);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<T?> EnterAsync<T>(
        NpgsqlConnection connection, string tenant, NpgsqlBatchCommand? probe, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config($1, $2, false)")
        {
            Parameters = { new() { Value = TenantSetting }, new() { Value = tenant } },
        });
        if (probe is not null) batch.BatchCommands.Add(probe);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        if (probe is null) return default;
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) ? read(reader) : default;
    }
}

/// <summary>A Marten session on a connection that belongs to one tenant until it is disposed.</summary>
public sealed class TenantSession(NpgsqlConnection connection, IDocumentSession documents) : IAsyncDisposable
{
    /// <summary>Reads and writes of this tenant.</summary>
    public IDocumentSession Documents { get; } = documents;

    /// <summary>The connection itself, for tables that a service keeps beside Marten's; it belongs to the session.</summary>
    public NpgsqlConnection Connection { get; } = connection;

    public async ValueTask DisposeAsync()
    {
        await Documents.DisposeAsync();
        // Back in the pool, Npgsql resets the session (RESET ALL) before the next use: the tenant setting does not survive.
        await Connection.DisposeAsync();
    }
}
