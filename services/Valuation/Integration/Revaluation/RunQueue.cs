using Ledger.Valuation.Domain;
using Npgsql;

namespace Ledger.Valuation.Integration;

/// <summary>Runs that are to be carried out, of every consortium, and who works on which.</summary>
internal sealed class RunQueue(NpgsqlDataSource source, IConfiguration configuration) : IDisposable
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

    /// <summary>Runs whose turn it is, the oldest first.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Tenant)>> PendingAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select id, consortium from revaluation_pending()");
        await using var row = await command.ExecuteReaderAsync(ct);
        var pending = new List<(Guid, string)>();
        while (await row.ReadAsync(ct)) pending.Add((row.GetGuid(0), row.GetString(1)));
        return pending;
    }

    /// <summary>Takes a run, or null when another process has it. The lock ends with the process.</summary>
    public async Task<IAsyncDisposable?> TakeAsync(Guid run, CancellationToken ct)
    {
        var text = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("Store")) { Pooling = false, KeepAlive = 30 }.ConnectionString;
        var connection = new NpgsqlConnection(text);
        try
        {
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 0))", connection)
            {
                Parameters = { new() { Value = $"revaluation-run:{run}" } },
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

    /// <summary>Puts a run that failed off.</summary>
    public async Task PostponeAsync(Guid run, CancellationToken ct)
    {
        await using var command = source.CreateCommand("call revaluation_postpone($1, $2)");
        command.Parameters.Add(new NpgsqlParameter { Value = run });
        command.Parameters.Add(new NpgsqlParameter { Value = ValuationLimits.RunPatience });
        await command.ExecuteNonQueryAsync(ct);
    }
}
