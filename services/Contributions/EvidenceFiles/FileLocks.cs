namespace Ledger.Contributions.EvidenceFiles;

/// <summary>
/// One writer at a time on a file, within this process. Writers of other replicas are kept apart by renames; at worst a wrapped
/// key is left over whose file was replaced by the same bytes.
/// </summary>
internal sealed class FileLocks
{
    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<IDisposable> EnterAsync(string path, CancellationToken ct)
    {
        var stripe = _stripes[unchecked((uint)StringComparer.Ordinal.GetHashCode(path)) % _stripes.Length];
        await stripe.WaitAsync(ct);
        return new Held(stripe);
    }

    private sealed class Held(SemaphoreSlim stripe) : IDisposable
    {
        public void Dispose() => stripe.Release();
    }
}
