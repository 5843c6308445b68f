using System.Security.Cryptography;
using Ledger.Contributions.Domain;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>An upload on its way into a <see cref="FolderEvidenceStore"/>: hashed and encrypted while it is written. No plain byte touches the disk.</summary>
internal sealed class FolderEvidenceDraft : IEvidenceDraft
{
    private readonly FolderEvidenceStore _store;
    private readonly string _tenant;
    private readonly string _path;
    private readonly Guid _id = Guid.NewGuid();
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ChunkCipher _cipher;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly FileStream _file;
    private readonly byte[] _plain = new byte[ChunkCipher.PlainBytes];
    private readonly byte[] _chunk = new byte[ChunkCipher.StoredBytes];

    private int _held;
    private uint _number;
    private long _size;
    private string? _sha256;

    public FolderEvidenceDraft(FolderEvidenceStore store, string tenant, string path)
    {
        (_store, _tenant, _path) = (store, tenant, path);
        _cipher = new ChunkCipher(_key, _id);
        _file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous,
        });
        _file.Write(ChunkCipher.Head(_id));
    }

    public string Sha256 => _sha256 ?? throw new InvalidOperationException("The writing has not ended yet.");

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        _hash.AppendData(bytes.Span);
        _size += bytes.Length;
        while (!bytes.IsEmpty)
        {
            // A full chunk waits for more: only the end tells which one is the last.
            if (_held == _plain.Length) await SealAsync(last: false, ct);
            var count = Math.Min(bytes.Length, _plain.Length - _held);
            bytes[..count].CopyTo(_plain.AsMemory(_held));
            _held += count;
            bytes = bytes[count..];
        }
    }

    public async Task<Stream> ReadBackAsync(CancellationToken ct)
    {
        await EndAsync(ct);
        return new DecryptingStream(File.OpenHandle(_path, options: FileOptions.Asynchronous), new ChunkCipher(_key, _id));
    }

    public async Task<EvidenceFile> KeepAsync(EvidenceMediaType type, CancellationToken ct)
    {
        await EndAsync(ct);
        return await _store.PlaceAsync(_tenant, _path, _id, new FileKey(_key, new EvidenceFile(Sha256, _size, type.Name)), ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        _hash.Dispose();
        _cipher.Dispose();
        CryptographicOperations.ZeroMemory(_plain);
        CryptographicOperations.ZeroMemory(_key);
        File.Delete(_path);
    }

    private async Task EndAsync(CancellationToken ct)
    {
        if (_sha256 is not null) return;
        await SealAsync(last: true, ct);
        await _file.FlushAsync(ct);
        // To the disk itself: an event will soon say that this file exists, and the event is on disk when it is committed.
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
        await _file.DisposeAsync();
        _sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    private async Task SealAsync(bool last, CancellationToken ct)
    {
        _cipher.Seal(_number++, last, _plain.AsSpan(0, _held), _chunk);
        await _file.WriteAsync(_chunk.AsMemory(0, _held + ChunkCipher.TagBytes), ct);
        _held = 0;
    }
}
