using Ledger.Identity.Settings;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Ledger.Identity.Store;

/// <summary>
/// The <c>migrate</c> job, run once per deployment by the owner role (<c>ConnectionStrings:Owner</c>) before any replica starts:
/// brings the schema to this build's version and gives the application role the rights it needs, no more. The application role
/// is the user of <c>ConnectionStrings:Store</c>, or <c>&lt;database&gt;_app</c> when that is not set. Can run again.
/// </summary>
public static class Migrator
{
    /// <summary>Migrates and grants.</summary>
    /// <exception cref="SettingsException">No owner connection, or no such application role.</exception>
    /// <exception cref="StoreUnavailableException">The database did not come up in time.</exception>
    public static async Task RunAsync(IConfiguration configuration, CancellationToken ct = default)
    {
        if (configuration.GetConnectionString("Owner") is not { Length: > 0 } owner)
        {
            throw new SettingsException("ConnectionStrings:Owner is not set; migrate runs as the owner role.");
        }

        var application = configuration.GetConnectionString("Store") is { Length: > 0 } connection
            ? new NpgsqlConnectionStringBuilder(connection).Username
            : null;
        var wait = int.TryParse(configuration["Identity:StoreWaitSeconds"], out var seconds) ? seconds : 60;
        await using var store = new IdentityStore(new DbContextOptionsBuilder<IdentityStore>().UseLedgerPostgres(owner).Options);
        await StoreWait.RunAsync(TimeSpan.FromSeconds(wait), null, async token => await store.Database.CanOpenAsync(token), ct);
        await store.Database.MigrateAsync(ct);
        await GrantAsync(store, application ?? $"{store.Database.GetDbConnection().Database}_app", ct);
    }

    /// <summary>Refuses until the schema is exactly this build's.</summary>
    /// <exception cref="StoreUnavailableException">The schema is older, or newer, than this build.</exception>
    public static async Task CheckAsync(IdentityStore store, CancellationToken ct)
    {
        var applied = (await store.Database.GetAppliedMigrationsAsync(ct)).ToList();
        var known = store.Database.GetMigrations().ToList();
        if (!applied.SequenceEqual(known, StringComparer.Ordinal))
        {
            throw new StoreUnavailableException(
                $"The schema is at '{applied.LastOrDefault() ?? "nothing"}', this build needs '{known[^1]}'. Run `migrate` of this build.");
        }
    }

    private static async Task CanOpenAsync(this Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade database, CancellationToken ct)
    {
        await database.OpenConnectionAsync(ct);
        await database.CloseConnectionAsync();
    }

    private static async Task GrantAsync(IdentityStore store, string role, CancellationToken ct)
    {
        var known = await store.Database.SqlQuery<bool>($"select exists (select from pg_roles where rolname = {role}) as \"Value\"").SingleAsync(ct);
        if (!known)
        {
            throw new SettingsException($"The application role '{role}' does not exist; create it before migrate, which grants it its rights.");
        }

        var name = '"' + role.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        const string schema = IdentityStore.Schema;
#pragma warning disable EF1002, EF1003 // An identifier cannot be a parameter; it is quoted above.
        await store.Database.ExecuteSqlRawAsync(
            $"""
            revoke all on schema {schema} from public;
            grant usage on schema {schema} to {name};
            grant select, insert, update, delete on all tables in schema {schema} to {name};
            grant usage on all sequences in schema {schema} to {name};
            revoke insert, update, delete, truncate on {schema}.{IdentityStore.History} from {name};
            revoke delete on {schema}.people from {name};
            """,
            ct);
#pragma warning restore EF1002, EF1003
    }
}
