using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Ledger.Benchmarks.Sample;
using Ledger.Benchmarks.Servers;
using Ledger.ServiceDefaults.Store;
using Marten;
using Npgsql;
using Weasel.Core;

namespace Ledger.Benchmarks.CommandPath;

/// <summary>
/// Marten as its documentation sets it up: one tenant, no extra metadata, quick append, a lightweight session per command;
/// the same fact in the same JSON.
/// </summary>
internal sealed class MartenPath : ICommandPath, IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly DocumentStore _store;
    private readonly Func<IDocumentSession, Guid, ItemRecorded, CancellationToken, Task> _append;

    private MartenPath(
        string name, BenchDatabase database, NpgsqlDataSource source, DocumentStore store,
        Func<IDocumentSession, Guid, ItemRecorded, CancellationToken, Task> append) =>
        (Name, Database, _source, _store, _append) = (name, database, source, store, append);

    public string Name { get; }

    public BenchDatabase Database { get; }

    /// <summary>FetchForWriting, append, save; the state kept inline or aggregated when asked for.</summary>
    public static Task<MartenPath> FetchAsync(string name, BenchDatabase database, ProjectionLifecycle lifecycle, string settings = "") =>
        CreateAsync(name, database, lifecycle, settings, static async (session, stream, fact, ct) =>
        {
            var fetched = await session.Events.FetchForWriting<Item>(stream, ct);
            fetched.AppendOne(fact);
        });

    /// <summary>StartStream and save: nothing is read.</summary>
    public static Task<MartenPath> StartAsync(string name, BenchDatabase database) =>
        CreateAsync(name, database, ProjectionLifecycle.Live, "", static (session, stream, fact, _) =>
        {
            session.Events.StartStream<Item>(stream, fact);
            return Task.CompletedTask;
        });

    public async Task RecordAsync(Guid stream, int client, int n, CancellationToken ct)
    {
        await using var session = _store.LightweightSession();
        await _append(session, stream, Facts.Of(client, n), ct);
        await session.SaveChangesAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _source.DisposeAsync();
    }

    private static async Task<MartenPath> CreateAsync(
        string name, BenchDatabase database, ProjectionLifecycle lifecycle, string settings,
        Func<IDocumentSession, Guid, ItemRecorded, CancellationToken, Task> append)
    {
        var source = new NpgsqlDataSourceBuilder($"{database.Owner};{settings}").Build();
        var store = DocumentStore.For(options =>
        {
            options.Connection(source);
            options.DatabaseSchemaName = name.Replace('-', '_');
            options.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
            options.UseSystemTextJsonForSerialization(casing: Casing.CamelCase, configure: json => FactJson.Configure(json));
            options.Events.StreamIdentity = StreamIdentity.AsGuid;
            options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
            options.Events.MapEventType<ItemRecorded>(ItemService.RecordedName);
            options.Projections.Add(new Fold<Item>(Item.None, ItemFold.Evolve, typeof(ItemRecorded)), lifecycle);
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        return new MartenPath(name, database, source, store, append);
    }
}
