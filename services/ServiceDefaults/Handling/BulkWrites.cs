using JasperFx.Events;
using Ledger.Rules;
using Ledger.ServiceDefaults.Outbox;
using Ledger.ServiceDefaults.Store;
using Marten;
using Marten.Events;
using Marten.Services;
using Npgsql;

namespace Ledger.ServiceDefaults.Handling;

/// <summary>Writes what many decisions yielded in one transaction, page by page: an import, not a command.</summary>
public sealed class BulkWrites(TenantSessions sessions, IDocumentStore store, RelaySignal signal)
{
    /// <summary>Begins a unit of work; nothing of it is visible before <see cref="BulkUnit.CommitAsync"/>.</summary>
    /// <param name="tenant">Consortium.</param>
    /// <param name="by">Who caused the facts.</param>
    /// <param name="cause">What caused them; kept as the causation id.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<BulkUnit> BeginAsync(string tenant, Actor by, string cause, CancellationToken ct)
    {
        var session = await sessions.OpenAsync(tenant, ct);
        try
        {
            return new BulkUnit(session, await session.Connection.BeginTransactionAsync(ct), store, tenant, by, cause, signal);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether a failure is a race that was lost: decided again, the same work may go through.</summary>
    public static bool LostRace(Exception failure) => WriteConflict.Of(failure) is not null;
}

/// <summary>
/// One transaction of one consortium. A page holds in memory only what was added since the last flush, so that a hundred
/// thousand facts need no more than a few hundred. Disposed without a commit it leaves nothing.
/// </summary>
public sealed class BulkUnit : IAsyncDisposable
{
    private readonly TenantSession _session;
    private readonly NpgsqlTransaction _transaction;
    private readonly IDocumentStore _store;
    private readonly string _tenant;
    private readonly Actor _by;
    private readonly string _cause;
    private readonly RelaySignal _signal;

    internal BulkUnit(
        TenantSession session, NpgsqlTransaction transaction, IDocumentStore store, string tenant, Actor by, string cause, RelaySignal signal)
    {
        (_session, _transaction, _store, _tenant, _by, _cause, _signal) = (session, transaction, store, tenant, by, cause, signal);
        Documents = OpenPage();
    }

    /// <summary>Reads what the transaction sees, flushed pages included. Not to be kept across a flush.</summary>
    public IDocumentSession Documents { get; private set; }

    /// <summary>For tables that a service keeps beside Marten's; whatever runs here is part of the transaction.</summary>
    public NpgsqlConnection Connection => _session.Connection;

    /// <summary>Adds a stream that must not be there yet.</summary>
    public void Start(NewStream stream) => FactAppender.Start(Documents, stream);

    /// <summary>Adds facts to a stream that <see cref="Documents"/> fetched for writing since the last flush.</summary>
    public void Append<TState>(IEventStream<TState> stream, IEnumerable<object> facts)
        where TState : class => FactAppender.Append(Documents, stream, facts);

    /// <summary>Sends the page to the database and begins the next one.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        await Documents.SaveChangesAsync(ct);
        await Documents.DisposeAsync();
        Documents = OpenPage();
    }

    /// <summary>Sends the last page and makes everything visible at once.</summary>
    public async Task CommitAsync(CancellationToken ct)
    {
        await Documents.SaveChangesAsync(ct);
        await _transaction.CommitAsync(ct);
        _signal.Raise();
    }

    public async ValueTask DisposeAsync()
    {
        await Documents.DisposeAsync();
        await _transaction.DisposeAsync();
        await _session.DisposeAsync();
    }

    private IDocumentSession OpenPage()
    {
        var options = SessionOptions.ForTransaction(_transaction);
        options.TenantId = _tenant;
        options.Tracking = DocumentTracking.None;
        var page = _store.OpenSession(options);
        Commands.Identify(page, _by, _cause);
        return page;
    }
}
