using System.Security.Cryptography;
using Ledger.Contributions.Domain;
using Microsoft.Win32.SafeHandles;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>
/// Evidence in a folder, encrypted. A file is written beside, flushed to disk and then renamed into its place, so that a crash
/// leaves either the whole file or none. Several replicas may share the folder.
/// </summary>
public sealed class FolderEvidenceStore : IEvidenceStore
{
    // Longer than any upload takes: what is older was left by a process that died.
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private readonly EvidencePlaces _places;
    private readonly EvidenceKeys _keys;
    private readonly FileLocks _locks = new();

    /// <param name="root">The folder; made when it is not there.</param>
    /// <param name="keys">The secrets under which files are named and encrypted.</param>
    public FolderEvidenceStore(string root, EvidenceKeys keys)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        _places = new EvidencePlaces(Path.GetFullPath(root));
        _keys = keys;
    }

    public IEvidenceDraft Begin(string tenant)
    {
        DurableFolder.Ensure(_places.Incoming);
        return new FolderEvidenceDraft(this, tenant, Path.Combine(_places.Incoming, Guid.NewGuid().ToString("n")));
    }

    public Task<EvidenceFile?> FindAsync(string tenant, string sha256, CancellationToken ct)
    {
        // What cannot be read is not found: whoever has the file can upload it again, which heals it.
        using var stored = Locate(tenant, sha256);
        return Task.FromResult(stored?.Key?.File);
    }

    public async Task<Stream?> OpenAsync(string tenant, string sha256, CancellationToken ct)
    {
        // A reader must never be shown as evidence what is not the file that was cited, nor half of it.
        using var stored = Locate(tenant, sha256);
        if (stored is null) return null;
        return await WholeAsync(stored, sha256, ct) ?? throw new EvidenceDamagedException(sha256);
    }

    public async Task EraseAsync(string tenant, string sha256, CancellationToken ct)
    {
        if (!EvidenceFile.IsHash(sha256)) return;
        var (folder, path) = Place(tenant, sha256);
        using var _ = await _locks.EnterAsync(path, ct);
        if (!File.Exists(path)) return;
        // First the key: from then on nobody can read the file, however this ends. And once more after the file: a rewrapping by
        // another replica that had read the key before writes it only where it still finds the file.
        var key = EvidencePlaces.IdOf(path) is { } id ? _places.Key(folder, id) : null;
        if (key is not null) EvidencePlaces.Destroy(key, overwrite: true);
        EvidencePlaces.Destroy(path, overwrite: false);
        if (key is not null) EvidencePlaces.Destroy(key, overwrite: true);
    }

    /// <summary>Whether the folder was begun under these names; afterwards a file could be stored.</summary>
    /// <exception cref="InvalidOperationException">It was begun under other secret names: every file would seem to be missing.</exception>
    public async Task ProbeAsync(CancellationToken ct)
    {
        DurableFolder.Ensure(_places.Incoming);
        if (!File.Exists(_places.NamesCheck)) EvidencePlaces.WriteDurably(_places.NamesCheck, Convert.FromHexString(_keys.NamesCheck()), _places.Incoming);
        var begun = Convert.ToHexStringLower(await File.ReadAllBytesAsync(_places.NamesCheck, ct));
        if (begun != _keys.NamesCheck())
            throw new InvalidOperationException("The evidence folder was begun under another 'names' secret; give the service that one.");
        var probe = Path.Combine(_places.Incoming, Guid.NewGuid().ToString("n"));
        await File.WriteAllBytesAsync(probe, [], ct);
        File.Delete(probe);
    }

    /// <summary>Removes what uploads left that never ended.</summary>
    /// <param name="now">The present time.</param>
    public void Sweep(DateTimeOffset now)
    {
        foreach (var incoming in new[] { new DirectoryInfo(_places.Incoming), new DirectoryInfo(_places.IncomingKeys) })
        {
            if (!incoming.Exists) continue;
            foreach (var file in incoming.EnumerateFiles())
            {
                if (now.UtcDateTime - file.LastWriteTimeUtc > Abandoned) file.Delete();
            }
        }
    }

    /// <summary>Wraps every data key by the current master key that is wrapped by an older one.</summary>
    /// <returns>How many were wrapped anew, and how many cannot be opened: their master key is not given, or they are damaged.</returns>
    public (int Rewrapped, int Unreadable) Rewrap(CancellationToken ct) => new Rewrapping(_places, _keys).Run(ct);

    /// <summary>Puts a flushed file into its place; the same bytes again change nothing, unless what stands is damaged.</summary>
    internal async Task<EvidenceFile> PlaceAsync(string tenant, string written, Guid id, FileKey key, CancellationToken ct)
    {
        var (folder, path) = Place(tenant, key.File.Sha256);
        using var _ = await _locks.EnterAsync(path, ct);
        using (var standing = Locate(tenant, key.File.Sha256))
        {
            if (standing is not null && await WholeAsync(standing, key.File.Sha256, ct) is { } whole)
            {
                await whole.DisposeAsync();
                return standing.Key!.File;
            }

            // The first upload decided the type, and still does when its bytes are lost.
            if (standing?.Key is { } known) key = key with { File = key.File with { MediaType = known.File.MediaType } };
        }

        var former = EvidencePlaces.IdOf(path);
        EvidencePlaces.WriteDurably(_places.Key(folder, id), key.Wrap(_keys.Current, EvidencePlaces.Binding(folder, id)), _places.IncomingKeys);
        DurableFolder.Ensure(Path.GetDirectoryName(path)!);
        File.Move(written, path, overwrite: true);
        DurableFolder.Flush(Path.GetDirectoryName(path)!);
        if (former is { } old) EvidencePlaces.Destroy(_places.Key(folder, old), overwrite: true);
        return key.File;
    }

    private (string Folder, string Path) Place(string tenant, string sha256)
    {
        var folder = TenantFolder.Of(tenant);
        return (folder, _places.File(folder, _keys.NameOf(folder, sha256)));
    }

    // The stream when every chunk opens and the whole has the hash; null when not.
    private static async Task<Stream?> WholeAsync(StoredFile stored, string sha256, CancellationToken ct)
    {
        if (stored.Key is not { } key || key.File.Sha256 != sha256) return null;
        Stream? stream = null;
        try
        {
            stream = new DecryptingStream(stored.Take(), new ChunkCipher(key.Key, stored.Id));
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct)) == sha256)
            {
                stream.Position = 0;
                return stream;
            }
        }
        catch (InvalidDataException)
        {
            // Not whole: said by the null.
        }
        catch
        {
            if (stream is not null) await stream.DisposeAsync();
            throw;
        }

        if (stream is not null) await stream.DisposeAsync();
        return null;
    }

    private StoredFile? Locate(string tenant, string sha256)
    {
        if (!EvidenceFile.IsHash(sha256)) return null;
        var (folder, path) = Place(tenant, sha256);
        if (!File.Exists(path)) return null;
        var file = File.OpenHandle(path, options: FileOptions.Asynchronous);
        try
        {
            var id = EvidencePlaces.IdOf(file);
            return new StoredFile(file, id ?? Guid.Empty, id is { } known ? KeyOf(folder, known) : null);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private FileKey? KeyOf(string folder, Guid id)
    {
        var path = _places.Key(folder, id);
        if (!File.Exists(path)) return null;
        var wrapped = File.ReadAllBytes(path);
        if (FileKey.MasterOf(wrapped) is not { } master) return null;
        return FileKey.Unwrap(wrapped, _keys.Find(master) ?? throw EvidenceRefused.KeyUnknown(), EvidencePlaces.Binding(folder, id));
    }

    /// <summary>A stored file that was opened, with its key; the key is null when it cannot be read.</summary>
    private sealed class StoredFile(SafeFileHandle file, Guid id, FileKey? key) : IDisposable
    {
        private SafeFileHandle? _file = file;

        public Guid Id => id;

        public FileKey? Key => key;

        public SafeFileHandle Take() => Interlocked.Exchange(ref _file, null) ?? throw new InvalidOperationException("The file was taken already.");

        public void Dispose() => _file?.Dispose();
    }
}
