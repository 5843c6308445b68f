using Npgsql;

namespace Ledger.Contributions.Integration;

/// <summary>Imports that have not ended, of every consortium, and who works on which.</summary>
internal sealed class ImportQueue(NpgsqlDataSource source, IConfiguration configuration) : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim raised = new(0, 1);

    /// <summary>Tells the runner of this process that there is something new.</summary>
    public void Raise()
    {
        try
        {
            raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is told already.
        }
    }

    public void Dispose() => raised.Dispose();

    /// <summary>Returns when there may be something to do.</summary>
    public Task WaitAsync(CancellationToken ct) => raised.WaitAsync(Poll, ct);

    /// <summary>Imports whose turn it is, the oldest first.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Tenant)>> PendingAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select id, consortium from import_pending()");
        await using var row = await command.ExecuteReaderAsync(ct);
        var pending = new List<(Guid, string)>();
        while (await row.ReadAsync(ct)) pending.Add((row.GetGuid(0), row.GetString(1)));
        return pending;
    }

    /// <summary>
    /// Takes an import, or null when another process has it. The lock belongs to a connection of its own: it ends with the process,
    /// and another one can go on at once.
    /// </summary>
    public async Task<IAsyncDisposable?> TakeAsync(Guid import, CancellationToken ct)
    {
        var text = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("Store")) { Pooling = false, KeepAlive = 30 }.ConnectionString;
        var connection = new NpgsqlConnection(text);
        try
        {
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 0))", connection)
            {
                Parameters = { new() { Value = $"import:{import}" } },
            };
            if (await command.ExecuteScalarAsync(ct) is true) return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Counts a try.</summary>
    /// <returns>Its number, from 1; null when the import has ended meanwhile.</returns>
    public async Task<int?> TryAsync(Guid import, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select import_try($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = import });
        return await command.ExecuteScalarAsync(ct) as int?;
    }
}
