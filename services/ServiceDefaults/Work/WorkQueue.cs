using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Ledger.ServiceDefaults.Work;

/// <summary>Long work that has not ended, of every consortium, and which process does which. The list itself lies in the service's database.</summary>
/// <param name="source">Application role of the service's database.</param>
/// <param name="configuration">Names the store (<c>ConnectionStrings:Store</c>).</param>
/// <param name="pending">SQL function that gives <c>id</c> and <c>consortium</c> of the work whose turn it is, the oldest first.</param>
/// <param name="kind">What the work is; part of the lock's name.</param>
public abstract class WorkQueue(NpgsqlDataSource source, IConfiguration configuration, string pending, string kind) : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim raised = new(0, 1);

    /// <summary>Application role of the service's database.</summary>
    protected NpgsqlDataSource Source => source;

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

    /// <inheritdoc/>
    public void Dispose()
    {
        raised.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Returns when there may be something to do.</summary>
    public Task WaitAsync(CancellationToken ct) => raised.WaitAsync(Poll, ct);

    /// <summary>Work whose turn it is, the oldest first.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Tenant)>> PendingAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand($"select id, consortium from {pending}()");
        await using var row = await command.ExecuteReaderAsync(ct);
        var found = new List<(Guid, string)>();
        while (await row.ReadAsync(ct)) found.Add((row.GetGuid(0), row.GetString(1)));
        return found;
    }

    /// <summary>
    /// Takes a piece of work, or null when another process has it. The lock belongs to a connection of its own: it ends with the process,
    /// and another one can go on at once.
    /// </summary>
    public async Task<IAsyncDisposable?> TakeAsync(Guid id, CancellationToken ct)
    {
        var text = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("Store")) { Pooling = false, KeepAlive = 30 }.ConnectionString;
        var connection = new NpgsqlConnection(text);
        try
        {
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 0))", connection)
            {
                Parameters = { new() { Value = $"{kind}:{id}" } },
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
}
