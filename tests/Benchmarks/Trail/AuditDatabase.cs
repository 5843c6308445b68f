using Ledger.Audit.Integration;
using Ledger.Audit.Log;
using Ledger.Benchmarks.Servers;
using Ledger.ServiceDefaults.Store;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Ledger.Benchmarks.Trail;

/// <summary>A migrated database of the audit service; no process of it runs.</summary>
internal sealed class AuditDatabase : IAsyncDisposable
{
    private AuditDatabase(BenchDatabase database, NpgsqlDataSource app) => (Database, App) = (database, app);

    public BenchDatabase Database { get; }

    /// <summary>As the service's own role, under row-level security.</summary>
    public NpgsqlDataSource App { get; }

    public static async Task<AuditDatabase> CreateAsync(CancellationToken ct)
    {
        var database = await BenchDatabase.CreateAsync(ct);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Owner"] = database.Owner, ["ConnectionStrings:Store"] = database.Store, ["ConnectionStrings:Relay"] = database.Relay,
        }).Build();
        var setup = new StoreSetup();
        Ledger.Audit.Integration.Facts.Register(setup);
        await Migration.ApplyAsync(configuration, setup, ct);
        await LogSchema.ApplyAsync(configuration, ct);
        return new AuditDatabase(database, NpgsqlDataSource.Create(database.Store));
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Database.DisposeAsync();
    }
}
