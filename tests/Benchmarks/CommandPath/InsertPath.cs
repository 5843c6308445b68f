using System.Collections.Concurrent;
using System.Text.Json;
using Ledger.Benchmarks.Sample;
using Ledger.Benchmarks.Servers;
using Ledger.ServiceDefaults.Store;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Benchmarks.CommandPath;

/// <summary>
/// The floor: one prepared insert of the same bytes (payload and headers as JSON) and its commit, on a connection that each
/// client keeps. No check, no state, no second table.
/// </summary>
internal sealed class InsertPath : ICommandPath, IAsyncDisposable
{
    private const string Headers =
        """{"ph":"0000000000000000000000000000000000000000000000000000000000000000","traceparent":"00-00000000000000000000000000000000-0000000000000000-01"}""";

    private readonly NpgsqlDataSource _source;
    private readonly ConcurrentDictionary<int, NpgsqlCommand> _commands = new();

    private InsertPath(BenchDatabase database, NpgsqlDataSource source) => (Database, _source) = (database, source);

    public string Name => "npgsql-insert";

    public BenchDatabase Database { get; }

    public static async Task<InsertPath> CreateAsync(BenchDatabase database, CancellationToken ct)
    {
        var source = NpgsqlDataSource.Create(database.Owner);
        await using var create = source.CreateCommand(
            """
            create table raw_events (
                seq_id bigint generated always as identity primary key, id uuid not null unique, stream_id uuid not null, type varchar not null,
                data jsonb not null, headers jsonb not null, at timestamptz not null default now())
            """);
        await create.ExecuteNonQueryAsync(ct);
        return new InsertPath(database, source);
    }

    public async Task RecordAsync(Guid stream, int client, int n, CancellationToken ct)
    {
        if (!_commands.TryGetValue(client, out var command)) command = _commands[client] = await PrepareAsync(ct);
        command.Parameters[0].Value = Guid.CreateVersion7();
        command.Parameters[1].Value = stream;
        command.Parameters[3].Value = JsonSerializer.Serialize(Facts.Of(client, n), FactJson.Facts);
        await command.ExecuteNonQueryAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values)
        {
            await command.Connection!.DisposeAsync();
            await command.DisposeAsync();
        }

        await _source.DisposeAsync();
    }

    private async Task<NpgsqlCommand> PrepareAsync(CancellationToken ct)
    {
        var connection = await _source.OpenConnectionAsync(ct);
        var command = new NpgsqlCommand("insert into raw_events (id, stream_id, type, data, headers) values ($1, $2, $3, $4, $5)", connection)
        {
            Parameters =
            {
                new() { NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { NpgsqlDbType = NpgsqlDbType.Varchar, Value = ItemService.RecordedName },
                new() { NpgsqlDbType = NpgsqlDbType.Jsonb },
                new() { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = Headers },
            },
        };
        await command.PrepareAsync(ct);
        return command;
    }
}
