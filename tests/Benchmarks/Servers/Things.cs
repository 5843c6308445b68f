namespace Ledger.Benchmarks.Servers;

/// <summary>What a run has made and must remove: in reverse order, each even when another fails.</summary>
internal sealed class Things : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _kept = [];

    public T Keep<T>(T thing)
        where T : IAsyncDisposable
    {
        _kept.Push(thing);
        return thing;
    }

    public async ValueTask DisposeAsync()
    {
        var failures = new List<Exception>();
        while (_kept.TryPop(out var thing))
        {
            try
            {
                await thing.DisposeAsync();
            }
            catch (Exception failure)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0) throw new AggregateException("Not everything of this run could be removed.", failures);
    }
}
