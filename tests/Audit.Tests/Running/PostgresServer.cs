using Ledger.Audit.Integration;
using Ledger.Audit.Log;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests.Running;
using Microsoft.Extensions.Configuration;
using Npgsql;

[assembly: AssemblyFixture(typeof(Ledger.Audit.Tests.Running.PostgresServer))]

namespace Ledger.Audit.Tests.Running;

/// <summary>
/// The server of <c>LEDGER_TEST_POSTGRES</c> (a superuser's connection string). Makes databases with the roles a deployment
/// has, each a copy of one that was migrated once; drops all at the end. Without the variable the tests fail: a skipped
/// test proves nothing.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly string _prefix = $"ledger_audit_t{Guid.NewGuid():N}"[..24];
    private readonly SemaphoreSlim _migrating = new(1, 1);
    private readonly List<LogDatabase> _databases = [];
    private bool _migrated;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>An empty, migrated database of its own.</summary>
    public async Task<LogDatabase> DatabaseAsync()
    {
        await _migrating.WaitAsync();
        try
        {
            if (!_migrated) await MigrateTemplateAsync();
            _migrated = true;
            var name = $"{_prefix}_{_databases.Count + 1}";
            await ExecuteAsync($"create database {name} template {_prefix} owner {_prefix}_owner");
            var database = new LogDatabase(Superuser, name, _prefix);
            _databases.Add(database);
            return database;
        }
        finally
        {
            _migrating.Release();
        }
    }

    /// <summary>A copy of a database that nobody is connected to.</summary>
    public async Task<LogDatabase> CopyAsync(LogDatabase original)
    {
        await _migrating.WaitAsync();
        try
        {
            var name = $"{_prefix}_{_databases.Count + 1}";
            await ExecuteAsync($"create database {name} template {original.Name} owner {_prefix}_owner");
            var database = new LogDatabase(Superuser, name, _prefix);
            _databases.Add(database);
            return database;
        }
        finally
        {
            _migrating.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _migrating.Dispose();
        foreach (var database in _databases) await database.CloseAsync();
        if (!_migrated) return;
        foreach (var database in _databases) await ExecuteAsync($"drop database {database.Name} with (force)");
        await ExecuteAsync($"drop database {_prefix} with (force)");
        foreach (var role in new[] { "owner", "app", "relay", "reader" }) await ExecuteAsync($"drop role {_prefix}_{role}");
    }

    private static string Superuser => Environment.GetEnvironmentVariable("LEDGER_TEST_POSTGRES") is { Length: > 0 } text
        ? text
        : throw new InvalidOperationException(
            "LEDGER_TEST_POSTGRES is not set. This test needs a real PostgreSQL: set it to a superuser's Npgsql connection string, or run `./ledger test`, which does.");

    private async Task MigrateTemplateAsync()
    {
        foreach (var role in new[] { "owner", "app", "relay", "reader" }) await ExecuteAsync($"create role {_prefix}_{role} login password '{role}'");
        await ExecuteAsync($"create database {_prefix} owner {_prefix}_owner");
        // Twice: every step of the migration can run again.
        for (var i = 0; i < 2; i++) await new LogDatabase(Superuser, _prefix, _prefix).MigrateAsync();
        NpgsqlConnection.ClearAllPools();
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Superuser) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        // Dropping a database makes the server write everything to disk first.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>One database of the audit service, with the connections of its roles.</summary>
public sealed class LogDatabase(string superuser, string name, string roles)
{
    private NpgsqlDataSource? _app;

    public string Name => name;

    /// <summary>As the superuser, whom no policy stops.</summary>
    public string All => new NpgsqlConnectionStringBuilder(superuser) { Database = name, Pooling = false }.ConnectionString;

    /// <summary>Where the newest checkpoint of this log is kept, outside the database.</summary>
    public string PublishedFile { get; } = Path.Combine(Path.GetTempPath(), $"{name}.checkpoint");

    /// <summary>As the application role, which is neither owner nor superuser.</summary>
    public NpgsqlDataSource App => _app ??= NpgsqlDataSource.Create(As("app"));

    public IConfiguration Configuration => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["ConnectionStrings:Owner"] = As("owner"), ["ConnectionStrings:Store"] = As("app"), ["ConnectionStrings:Relay"] = As("relay"),
        ["ConnectionStrings:Reader"] = Reader,
        ["Log:Key"] = Convert.ToBase64String(LogKeys.Seed), ["Log:Origin"] = LogKeys.Origin, ["Log:PublishedFile"] = PublishedFile,
        // As where samples run; how it is elsewhere is tested by itself.
        ["Desk:OpenWithoutRules"] = "true",
        ["Identity:Issuer"] = TestTokens.Issuer, ["Logging:LogLevel:Default"] = "Error",
    }).Build();

    /// <summary>Connection string of the role as which regulators are answered.</summary>
    public string Reader => As("reader");

    public async Task MigrateAsync()
    {
        var setup = new StoreSetup();
        Facts.Register(setup);
        await Migration.ApplyAsync(Configuration, setup, CancellationToken.None);
        await LogSchema.ApplyAsync(Configuration, CancellationToken.None);
    }

    /// <summary>Runs SQL as the superuser, whom no policy stops; answers the first column.</summary>
    public async Task<List<T>> ReadAsync<T>(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync()) values.Add(await reader.GetFieldValueAsync<T>(0));
        return values;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Writes as a superuser who silences every trigger first and restores them afterwards: what no database can stop.</summary>
    public async Task AttackAsync(string sql)
    {
        string[] tables =
            ["audit_log", "audit_source", "audit_tree", "audit_found", "audit_term", "audit_amount", "audit_cite", "audit_checkpoint", "audit_tile", "audit_cosignature", "audit_head", "mt_events", "mt_streams"];
        var disable = string.Concat(tables.Select(table => $"alter table {table} disable trigger user;"));
        var enable = string.Concat(await ReadAsync<string>(
            $"""
            select format('alter table %I enable always trigger %I;', t.tgrelid::regclass, t.tgname) from pg_trigger t
            where not t.tgisinternal and t.tgenabled = 'A' and t.tgrelid::regclass::text = any(array['{string.Join("','", tables)}'])
            """));
        var ordinary = string.Concat(await ReadAsync<string>(
            $"""
            select format('alter table %I enable trigger %I;', t.tgrelid::regclass, t.tgname) from pg_trigger t
            where not t.tgisinternal and t.tgenabled = 'O' and t.tgrelid::regclass::text = any(array['{string.Join("','", tables)}'])
            """));
        // The role of a replica keeps foreign keys from being checked.
        var attack = $"{disable}set session_replication_role = replica;{sql};set session_replication_role = origin;{ordinary}{enable}";
        while (!await RanAsync(attack)) { }
    }

    // Where the service works meanwhile, the locks of the tables may cross; the server then undoes the whole attack, and it is made again.
    private async Task<bool> RanAsync(string attack)
    {
        try
        {
            await ExecuteAsync(attack);
            return true;
        }
        catch (PostgresException deadlock) when (deadlock.SqlState == PostgresErrorCodes.DeadlockDetected)
        {
            return false;
        }
    }

    /// <summary>A connection as the superuser.</summary>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(superuser) { Database = name, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask CloseAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        File.Delete(PublishedFile);
    }

    private string As(string role) => new NpgsqlConnectionStringBuilder(superuser)
    {
        Database = name, Username = $"{roles}_{role}", Password = role, MaxPoolSize = 10,
        // Every test has a database of its own; idle connections of finished tests must not use the server up.
        ConnectionIdleLifetime = 2, ConnectionPruningInterval = 1,
    }.ConnectionString;
}
