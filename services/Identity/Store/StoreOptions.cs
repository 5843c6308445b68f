using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Ledger.Identity.Store;

/// <summary>How this project talks to PostgreSQL, in one place for the service, the migration and the design-time tool.</summary>
public static class StoreOptions
{
    /// <summary>PostgreSQL with short bounded waits and a few retries of transient faults.</summary>
    public static DbContextOptionsBuilder<IdentityStore> UseLedgerPostgres(this DbContextOptionsBuilder<IdentityStore> options, string connection)
    {
        UseLedgerPostgres((DbContextOptionsBuilder)options, connection);
        return options;
    }

    /// <inheritdoc cref="UseLedgerPostgres(DbContextOptionsBuilder{IdentityStore}, string)"/>
    public static DbContextOptionsBuilder UseLedgerPostgres(this DbContextOptionsBuilder options, string connection) =>
        options.UseNpgsql(Bounded(connection), postgres => postgres
            .MigrationsHistoryTable(IdentityStore.History, IdentityStore.Schema)
            .EnableRetryOnFailure(Limits.StoreRetries, Limits.StoreRetryPause, null));

    // Npgsql waits 15 s for a connection and 30 s for a command; a sign-in page has to say sooner that the store is away.
    private static string Bounded(string connection)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connection };
        var bounded = new NpgsqlConnectionStringBuilder(connection);
        bounded.ApplicationName ??= "ledger-identity";
        bounded.Timeout = given.ContainsKey("Timeout") ? bounded.Timeout : Limits.ConnectSeconds;
        bounded.CommandTimeout = given.ContainsKey("Command Timeout") ? bounded.CommandTimeout : Limits.CommandSeconds;
        return bounded.ConnectionString;
    }
}
