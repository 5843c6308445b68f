namespace Ledger.ServiceDefaults.Outbox;

/// <summary>
/// Wakes the relay after a commit in this process. A signal lost is no harm: a short poll finds what other writers committed.
/// (A notification from inside the transaction would serialise commits.)
/// </summary>
public sealed class RelaySignal : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(0, 1);

    public void Raise()
    {
        try
        {
            if (_semaphore.CurrentCount == 0) _semaphore.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another thread raised it between the look and the release; once is enough.
        }
    }

    internal Task WaitAsync(TimeSpan atMost, CancellationToken ct) => _semaphore.WaitAsync(atMost, ct);

    public void Dispose() => _semaphore.Dispose();
}
