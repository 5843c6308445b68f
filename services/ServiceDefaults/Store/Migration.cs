using Marten;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Ledger.ServiceDefaults.Store;

/// <summary>
/// The <c>migrate</c> job: run once per deployment by the owner role, before any replica starts. Makes Marten's schema, the
/// frame's tables and triggers, row-level security and grants. Every step can run again.
/// </summary>
public static class Migration
{
    // Two jobs started by mistake wait for each other instead of racing on DDL.
    private const long Lock = 0x4c45444745520001;

    /// <summary>Brings the database of <c>ConnectionStrings:Owner</c> to this build's schema.</summary>
    public static async Task ApplyAsync(IConfiguration configuration, StoreSetup setup, CancellationToken ct)
    {
        await using var owner = EventStore.DataSource(configuration, "Owner");
        await using var guard = await owner.OpenConnectionAsync(ct);
        await ExecuteAsync(guard, $"select pg_advisory_lock({Lock})", ct);

        using (var store = DocumentStore.For(options =>
               {
                   options.Connection(owner);
                   EventStore.Configure(options, setup);
                   options.AutoCreateSchemaObjects = JasperFx.AutoCreate.CreateOrUpdate;
               }))
        {
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        }

        await using var transaction = await guard.BeginTransactionAsync(ct);
        await ExecuteAsync(guard, Sql("frame.sql"), ct);
        await ExecuteAsync(guard, ForRoles(Sql("isolation.sql"), configuration), ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>
    /// Runs a service's own SQL as the owner in one transaction, after the frame's schema. <c>{app}</c> and <c>{relay}</c> stand for
    /// the service's login roles. It must be able to run again.
    /// </summary>
    public static async Task ApplyAsync(IConfiguration configuration, string sql, CancellationToken ct)
    {
        await using var owner = EventStore.DataSource(configuration, "Owner");
        await using var connection = await owner.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({Lock})", ct);
        await ExecuteAsync(connection, ForRoles(sql, configuration), ct);
        await transaction.CommitAsync(ct);
    }

    private static string ForRoles(string sql, IConfiguration configuration) => sql
        .Replace("{app}", Role(configuration, "Store"), StringComparison.Ordinal)
        .Replace("{relay}", Role(configuration, "Relay"), StringComparison.Ordinal);

    private static string Role(IConfiguration configuration, string name)
    {
        var text = configuration.GetConnectionString(name)
            ?? throw new InvalidOperationException($"ConnectionStrings:{name} is not set: the migration grants rights to its user.");
        var user = new NpgsqlConnectionStringBuilder(text).Username
            ?? throw new InvalidOperationException($"ConnectionStrings:{name} names no user.");
        return '"' + user.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        // Bringing rows of an older shape over takes as long as there are many.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Sql(string name)
    {
        using var stream = typeof(Migration).Assembly.GetManifestResourceStream($"Ledger.ServiceDefaults.Store.Sql.{name}")
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
