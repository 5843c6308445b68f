using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Ledger.ServiceDefaults.Operations;

/// <summary>Counts what the relay has still to pass on. Read under the relay's own role: the application has no right on the outbox.</summary>
internal sealed class RelayLag(IConfiguration configuration) : IAsyncDisposable
{
    private readonly Lazy<NpgsqlDataSource> _source = new(() => new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(
        configuration.GetConnectionString("Relay") ?? throw new InvalidOperationException("ConnectionStrings:Relay is not set."))
    {
        MaxPoolSize = 2, CommandTimeout = 5, ApplicationName = "relay-lag",
    }.ConnectionString).Build());

    /// <summary>Facts that wait, counted up to the limit; when the first was recorded; how long ago that is.</summary>
    public async Task<(long Waiting, DateTimeOffset? Since, long Seconds)> ReadAsync(CancellationToken ct)
    {
        await using var command = _source.Value.CreateCommand(
            $"""
            select (select count(*) from (select from outbox limit {Limits.LagCounted}) waiting), first.captured_at,
                coalesce(extract(epoch from clock_timestamp() - first.captured_at)::bigint, 0)
            from (select 1) one left join (select captured_at from outbox order by seq_id limit 1) first on true
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return Row(reader);
    }

    private static (long Waiting, DateTimeOffset? Since, long Seconds) Row(NpgsqlDataReader row) =>
        (row.GetInt64(0), row.IsDBNull(1) ? null : row.GetFieldValue<DateTimeOffset>(1), Math.Max(0, row.GetInt64(2)));

    public async ValueTask DisposeAsync()
    {
        if (_source.IsValueCreated) await _source.Value.DisposeAsync();
    }
}
