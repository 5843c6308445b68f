using System.Security.Cryptography;
using Ledger.Contributions.Domain;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>An upload on its way into a <see cref="FolderEvidenceStore"/>: hashed while it is written.</summary>
internal sealed class FolderEvidenceDraft(FolderEvidenceStore store, string tenant, string path) : IEvidenceDraft
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private readonly FileStream _file = new(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous,
    });

    private long _size;
    private bool _closed;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        _hash.AppendData(bytes.Span);
        _size += bytes.Length;
        await _file.WriteAsync(bytes, ct);
    }

    public async Task<EvidenceFile> KeepAsync(EvidenceMediaType type, CancellationToken ct)
    {
        await _file.FlushAsync(ct);
        // To the disk itself: an event will soon say that this file exists, and the event is on disk when it is committed.
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
        await CloseAsync();
        return store.Place(tenant, Convert.ToHexStringLower(_hash.GetHashAndReset()), path, _size, type);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _hash.Dispose();
        File.Delete(path);
    }

    private async Task CloseAsync()
    {
        if (_closed) return;
        _closed = true;
        await _file.DisposeAsync();
    }
}
