using System.Security.Cryptography;
using Ledger.Contributions.Domain;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>
/// Evidence in a folder: <c>consortium/ab/abcd….pdf</c>. A file is written beside, flushed to disk and then renamed into its
/// place, so that a crash leaves either the whole file or none. Several replicas may share the folder.
/// </summary>
public sealed class FolderEvidenceStore : IEvidenceStore
{
    private const string Incoming = ".incoming";

    // Longer than any upload takes: what is older was left by a process that died.
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private readonly string _root;

    /// <param name="root">The folder; made when it is not there.</param>
    public FolderEvidenceStore(string root)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        _root = Path.GetFullPath(root);
    }

    public IEvidenceDraft Begin(string tenant)
    {
        var incoming = Path.Combine(_root, Incoming);
        DurableFolder.Ensure(incoming);
        return new FolderEvidenceDraft(this, tenant, Path.Combine(incoming, Guid.NewGuid().ToString("n")));
    }

    public Task<EvidenceFile?> FindAsync(string tenant, string sha256, CancellationToken ct) =>
        Task.FromResult(Stored(tenant, sha256) is var (file, type) ? new EvidenceFile(sha256, file.Length, type.Name) : null);

    public async Task<Stream?> OpenAsync(string tenant, string sha256, CancellationToken ct)
    {
        if (Stored(tenant, sha256) is not var (file, _)) return null;
        var stream = new FileStream(
            file.FullName, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        try
        {
            // A reader must never be shown as evidence what is not the file that was cited.
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct));
            if (hash != sha256) throw new EvidenceDamagedException(sha256);
            stream.Position = 0;
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    public async Task ProbeAsync(CancellationToken ct)
    {
        var incoming = Path.Combine(_root, Incoming);
        DurableFolder.Ensure(incoming);
        var probe = Path.Combine(incoming, Guid.NewGuid().ToString("n"));
        await File.WriteAllBytesAsync(probe, [], ct);
        File.Delete(probe);
    }

    /// <summary>Removes what uploads left that never ended.</summary>
    /// <param name="now">The present time.</param>
    public void Sweep(DateTimeOffset now)
    {
        var incoming = new DirectoryInfo(Path.Combine(_root, Incoming));
        if (!incoming.Exists) return;
        foreach (var file in incoming.EnumerateFiles())
        {
            if (now.UtcDateTime - file.LastWriteTimeUtc > Abandoned) file.Delete();
        }
    }

    /// <summary>Puts a flushed file into its place.</summary>
    internal EvidenceFile Place(string tenant, string sha256, string written, long size, EvidenceMediaType type)
    {
        // The first upload decided the type. Renaming over the standing file changes nothing when it is whole, and heals it when not.
        var known = Stored(tenant, sha256)?.Type ?? type;
        var place = Place(tenant, sha256, known);
        var folder = Path.GetDirectoryName(place)!;
        DurableFolder.Ensure(folder);
        File.Move(written, place, overwrite: true);
        DurableFolder.Flush(folder);
        return new EvidenceFile(sha256, size, known.Name);
    }

    private (FileInfo File, EvidenceMediaType Type)? Stored(string tenant, string sha256)
    {
        if (!EvidenceFile.IsHash(sha256)) return null;
        foreach (var type in EvidenceMediaType.All)
        {
            var file = new FileInfo(Place(tenant, sha256, type));
            if (file.Exists) return (file, type);
        }

        return null;
    }

    private string Place(string tenant, string sha256, EvidenceMediaType type) =>
        Path.Combine(_root, TenantFolder.Of(tenant), sha256[..2], sha256 + type.Extension);
}
