using Npgsql;

namespace Ledger.ServiceDefaults.Outbox;

/// <summary>
/// The connection that holds the service's session lock. Numbering runs on it, so a process that lost the lock cannot
/// number; the epoch fences one that has not noticed yet.
/// </summary>
internal sealed class LeaderConnection : IAsyncDisposable
{
    private const long Lock = 0x4c45444745520002;
    private const string Forget = "delete from outbox where source_no <= $1";

    private readonly NpgsqlConnection _connection;
    private readonly long _epoch;

    private LeaderConnection(NpgsqlConnection connection, long epoch)
    {
        _connection = connection;
        _epoch = epoch;
    }

    /// <summary>Tries to become leader; null while another process leads.</summary>
    public static async Task<LeaderConnection?> TryOpenAsync(string connectionString, string service, CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            KeepAlive = 5,
            TcpKeepAlive = true,
            CommandTimeout = 15,
            ApplicationName = $"leader-{service}",
        };
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        // Polls are no part of any request; their spans would drown the traces that are.
        builder.ConfigureTracing(tracing => tracing.ConfigureCommandFilter(_ => false).ConfigureBatchFilter(_ => false));
        var source = builder.Build();
        var connection = source.CreateConnection();
        try
        {
            await connection.OpenAsync(ct);
            await using var take = new NpgsqlCommand($"select pg_try_advisory_lock({Lock})", connection);
            if (await take.ExecuteScalarAsync(ct) is not true)
            {
                await connection.DisposeAsync();
                return null;
            }

            await using var raise = new NpgsqlCommand("update relay_state set epoch = epoch + 1 returning epoch", connection);
            var epoch = (long)(await raise.ExecuteScalarAsync(ct)
                ?? throw new InvalidOperationException("relay_state is empty; run the migrate job."));
            return new LeaderConnection(connection, epoch);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Forgets what is confirmed, and nothing else.</summary>
    public async Task ForgetAsync(long confirmed, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Forget, _connection) { Parameters = { new() { Value = confirmed } } };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// In one round trip and one transaction: forget what is confirmed, number what was committed since, read the page.
    /// </summary>
    /// <param name="confirmed">Highest number up to which the broker has confirmed every message; 0 for none.</param>
    /// <param name="sent">Highest number that is on its way; the page begins behind it.</param>
    /// <param name="ct">Cancels the read.</param>
    public async Task<IReadOnlyList<OutboxRow>> NextAsync(long confirmed, long sent, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(_connection);
        if (confirmed > 0)
        {
            batch.BatchCommands.Add(new(Forget) { Parameters = { new() { Value = confirmed } } });
        }

        batch.BatchCommands.Add(new("select outbox_number($1, $2)")
        {
            Parameters = { new() { Value = _epoch }, new() { Value = Limits.RelayBatch } },
        });
        batch.BatchCommands.Add(new(
            """
            select o.source_no, o.tenant_no, e.seq_id, e.id, e.stream_id, e.version, e.data::text, e.type, e.timestamp, e.tenant_id,
                   e.headers ->> 'ph', e.headers ->> 'traceparent', coalesce(e.user_name, '')
            from outbox o join mt_events e on e.seq_id = o.seq_id
            where o.source_no > $2 order by o.source_no limit $1
            """)
        {
            Parameters = { new() { Value = Limits.RelayBatch }, new() { Value = sent } },
        });
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var rows = new List<OutboxRow>();
        while (await reader.ReadAsync(ct)) rows.Add(Row(reader));
        return rows;
    }

    private static OutboxRow Row(NpgsqlDataReader r) => new(
        r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetGuid(3), r.GetGuid(4), r.GetInt64(5), r.GetString(6), r.GetString(7),
        r.GetFieldValue<DateTimeOffset>(8), r.GetString(9), r.IsDBNull(10) ? null : r.GetString(10),
        r.IsDBNull(11) ? null : r.GetString(11), r.GetString(12));

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
