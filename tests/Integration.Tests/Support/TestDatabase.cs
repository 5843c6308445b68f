using Npgsql;

namespace Ledger.Integration.Tests.Support;

/// <summary>A database of its own with the three roles every service has; dropped at the end.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string Password = "test-only";

    private TestDatabase(string name) => Name = name;

    public string Name { get; }

    public string Owner => As("owner");

    public string Store => As("app");

    public string Relay => As("relay");

    /// <summary>Superuser connection to this database: what an attacker or a database administrator has.</summary>
    public string Superuser => Servers.PostgresDatabase(Name);

    public static async Task<TestDatabase> CreateAsync()
    {
        var database = new TestDatabase($"t{Guid.NewGuid():N}"[..20]);
        await using var connection = new NpgsqlConnection(Servers.Postgres);
        await connection.OpenAsync();
        foreach (var role in new[] { "owner", "app", "relay" })
            await ExecuteAsync(connection, $"create role {database.Name}_{role} login password '{Password}'");
        await ExecuteAsync(connection, $"create database {database.Name} owner {database.Name}_owner");
        await using var inside = new NpgsqlConnection(database.Superuser);
        await inside.OpenAsync();
        await ExecuteAsync(inside, $"alter schema public owner to {database.Name}_owner");
        await ExecuteAsync(inside, $"grant usage on schema public to {database.Name}_app, {database.Name}_relay");
        return database;
    }

    public static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Runs a statement as superuser and returns its first value.</summary>
    public async Task<object?> AdminAsync(string sql)
    {
        await using var connection = await OpenAsync(Superuser);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async Task<long> CountAsync(string sql) => Convert.ToInt64(await AdminAsync(sql));

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection(Servers.Postgres);
        await connection.OpenAsync();
        await ExecuteAsync(connection, $"drop database if exists {Name} with (force)");
        foreach (var role in new[] { "owner", "app", "relay" }) await ExecuteAsync(connection, $"drop role if exists {Name}_{role}");
    }

    private string As(string role) => new NpgsqlConnectionStringBuilder(Superuser)
    {
        Username = $"{Name}_{role}", Password = Password, MaxPoolSize = 40,
    }.ConnectionString;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
