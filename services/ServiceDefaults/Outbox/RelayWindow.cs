using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Telemetry;

namespace Ledger.ServiceDefaults.Outbox;

/// <summary>
/// Pages on their way to the broker, a bounded number, in the order of their numbers. Audit pages go out one after the other, and so do the
/// messages of each stream, across pages too: the next one begins when the broker has confirmed the one before, and never after one that
/// failed. A page is done when all of it is confirmed and every page before it is done, so what may be forgotten is always a beginning.
/// </summary>
/// <param name="publish">Completes when the broker has confirmed the message.</param>
/// <param name="patience">How long one page may take.</param>
/// <param name="ct">Stops everything that is on its way.</param>
internal sealed class RelayWindow(Func<IntegrationEnvelope, CancellationToken, Task> publish, TimeSpan patience, CancellationToken ct) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
    private readonly SemaphoreSlim _places = new(Limits.PublishesInFlight);
    private readonly Queue<Page> _pages = new();
    private readonly Dictionary<(string Tenant, Guid Stream), Task> _streams = [];
    private Task _audit = Task.CompletedTask;

    /// <summary>Pages on their way.</summary>
    public int Count => _pages.Count;

    /// <summary>Highest number up to which every message is confirmed; 0 before the first page is done.</summary>
    public long Confirmed { get; private set; }

    /// <summary>Sends a page behind those that are on their way.</summary>
    /// <param name="rows">Its rows, in the order of their numbers.</param>
    /// <param name="auditPages">Its audit entries.</param>
    /// <param name="events">Its integration events, in the order of their numbers.</param>
    public void Send(IReadOnlyList<OutboxRow> rows, IReadOnlyList<IntegrationEnvelope> auditPages, IReadOnlyList<IntegrationEnvelope> events)
    {
        if (_pages.Count >= Limits.RelayPagesInFlight) throw new InvalidOperationException("Too many pages are on their way.");
        var time = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        time.CancelAfter(patience);
        List<Task> sending = [_audit = After(_audit, auditPages, null, time.Token)];
        var streams = new List<(string, Guid)>();
        foreach (var stream in events.GroupBy(message => (message.Headers.Tenant, message.Headers.Stream)))
        {
            streams.Add(stream.Key);
            sending.Add(_streams[stream.Key] = After(_streams.GetValueOrDefault(stream.Key, Task.CompletedTask), stream, _places, time.Token));
        }

        _pages.Enqueue(new Page(rows[^1].SourceNo, rows.Count, Task.WhenAll(sending), streams, time));
    }

    /// <summary>Waits until no more than some pages are on their way, and takes out those that are done, oldest first.</summary>
    /// <exception cref="Exception">A message was not confirmed; nothing behind it in its stream was sent.</exception>
    public async Task DoneAsync(int most)
    {
        while (_pages.TryPeek(out var page) && (_pages.Count > most || page.Sent.IsCompleted))
        {
            await page.Sent;
            Failpoints.Pass(Failpoint.RelayConfirmed);
            Take(_pages.Dequeue());
            Confirmed = page.Last;
            FrameMetrics.Relayed.Add(page.Count);
        }
    }

    /// <summary>Nothing is on its way any more, whether it arrived or not.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var page in _pages)
        {
            await page.Sent.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            page.Time.Dispose();
        }

        _places.Dispose();
        _stop.Dispose();
    }

    private void Take(Page page)
    {
        page.Time.Dispose();
        foreach (var stream in page.Streams)
        {
            // A later page may have gone on with it, or be through already.
            if (_streams.TryGetValue(stream, out var last) && last.IsCompletedSuccessfully) _streams.Remove(stream);
        }
    }

    // Only after what arrived; after a failure nothing begins.
    private Task After(Task before, IEnumerable<IntegrationEnvelope> messages, SemaphoreSlim? places, CancellationToken time) => before
        .ContinueWith(_ => SendAsync(messages, places, time), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default).Unwrap();

    private async Task SendAsync(IEnumerable<IntegrationEnvelope> messages, SemaphoreSlim? places, CancellationToken time)
    {
        try
        {
            if (places is not null) await places.WaitAsync(time);
            try
            {
                foreach (var message in messages)
                {
                    time.ThrowIfCancellationRequested();
                    await publish(message, time);
                }
            }
            finally
            {
                places?.Release();
            }
        }
        catch
        {
            // Whatever is on its way starts over from the store together.
            await _stop.CancelAsync();
            throw;
        }
    }

    private sealed record Page(long Last, int Count, Task Sent, IReadOnlyList<(string Tenant, Guid Stream)> Streams, CancellationTokenSource Time);
}
