using Microsoft.Extensions.Configuration;
using Ledger.Identity.Store;
using Npgsql;

namespace Ledger.Identity.Tests.Running;

/// <summary>
/// A database of its own with the roles a deployment has, on the server of <c>LEDGER_TEST_POSTGRES</c> (a superuser's connection
/// string); dropped at the end. Without the variable the tests fail: a skipped test proves nothing.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _superuser;
    private readonly string _name = $"ledger_identity_t{Guid.NewGuid():N}"[..28];

    private TestDatabase(string superuser) => _superuser = superuser;

    public string Owner => As($"{_name}_owner");

    public string App => As($"{_name}_app");

    public string Superuser => new NpgsqlConnectionStringBuilder(_superuser) { Database = _name, Pooling = false }.ConnectionString;

    /// <summary>The database with its roles and no schema yet.</summary>
    public static async Task<TestDatabase> CreateAsync()
    {
        var superuser = Environment.GetEnvironmentVariable("LEDGER_TEST_POSTGRES");
        if (string.IsNullOrEmpty(superuser))
        {
            throw new InvalidOperationException(
                "LEDGER_TEST_POSTGRES is not set. This test needs a real PostgreSQL: set it to a superuser's Npgsql connection string, or run `./ledger test`, which does.");
        }

        var database = new TestDatabase(superuser);
        await database.ExecuteOnServerAsync($"create role {database._name}_owner login password 'owner'");
        await database.ExecuteOnServerAsync($"create role {database._name}_app login password 'app'");
        await database.ExecuteOnServerAsync($"create database {database._name} owner {database._name}_owner");
        return database;
    }

    /// <summary>The database, migrated.</summary>
    public static async Task<TestDatabase> MigratedAsync()
    {
        var database = await CreateAsync();
        await database.MigrateAsync();
        return database;
    }

    public Task MigrateAsync() => Migrator.RunAsync(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Owner"] = Owner, ["ConnectionStrings:Store"] = App })
        .Build());

    /// <summary>Runs SQL in the database as the superuser.</summary>
    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Superuser);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteOnServerAsync($"drop database if exists {_name} with (force)");
        await ExecuteOnServerAsync($"drop role if exists {_name}_app");
        await ExecuteOnServerAsync($"drop role if exists {_name}_owner");
    }

    private string As(string user) => new NpgsqlConnectionStringBuilder(_superuser)
    {
        Database = _name,
        Username = user,
        Password = user.EndsWith("_owner", StringComparison.Ordinal) ? "owner" : "app",
        MaxPoolSize = 10,
    }.ConnectionString;

    private async Task ExecuteOnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_superuser) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
