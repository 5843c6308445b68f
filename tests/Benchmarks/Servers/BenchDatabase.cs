using Npgsql;

namespace Ledger.Benchmarks.Servers;

/// <summary>A database of this run with the three roles that every service has; dropped at the end.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private const string Password = "bench-only";
    private const int PoolSize = 40;

    private static readonly string[] Roles = ["owner", "app", "relay"];

    private BenchDatabase(string name) => Name = name;

    public string Name { get; }

    public string Owner => As("owner");

    public string Store => As("app");

    public string Relay => As("relay");

    public static async Task<BenchDatabase> CreateAsync(CancellationToken ct)
    {
        var database = new BenchDatabase($"bench_{Guid.NewGuid():N}"[..20]);
        await using var connection = await OpenAsync(Addresses.Postgres, ct);
        foreach (var role in Roles) await ExecuteAsync(connection, $"create role {database.Name}_{role} login password '{Password}'");
        await ExecuteAsync(connection, $"create database {database.Name} owner {database.Name}_owner");
        await using var inside = await OpenAsync(database.Superuser, ct);
        await ExecuteAsync(inside, $"alter schema public owner to {database.Name}_owner");
        await ExecuteAsync(inside, $"grant usage on schema public to {database.Name}_app, {database.Name}_relay");
        return database;
    }

    /// <summary>Superuser connection to this database.</summary>
    public string Superuser => Addresses.Database(Name).ConnectionString;

    /// <summary>Runs a statement as superuser and returns its first value.</summary>
    public async Task<object?> AdminAsync(string sql, CancellationToken ct)
    {
        await using var connection = await OpenAsync(Superuser, ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct);
    }

    public async Task<long> CountAsync(string sql, CancellationToken ct) => (long)(await AdminAsync(sql, ct))!;

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await using var connection = await OpenAsync(Addresses.Postgres, CancellationToken.None);
        await ExecuteAsync(connection, $"drop database if exists {Name} with (force)");
        foreach (var role in Roles) await ExecuteAsync(connection, $"drop role if exists {Name}_{role}");
    }

    private string As(string role)
    {
        var settings = Addresses.Database(Name);
        (settings.Username, settings.Password, settings.MaxPoolSize) = ($"{Name}_{role}", Password, PoolSize);
        return settings.ConnectionString;
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
