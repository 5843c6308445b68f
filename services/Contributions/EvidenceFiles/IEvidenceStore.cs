using Ledger.Contributions.Domain;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>
/// Where evidence files lie, each consortium's apart, under the SHA-256 of their bytes. Files are never changed and never
/// replaced by others: the same bytes are the same file. The first upload decides the media type.
/// </summary>
public interface IEvidenceStore
{
    /// <summary>Begins to take a file in. Nothing is stored before <see cref="IEvidenceDraft.KeepAsync"/> returns.</summary>
    IEvidenceDraft Begin(string tenant);

    /// <summary>What is stored under this hash, or null.</summary>
    /// <exception cref="ServiceDefaults.Hosting.RequestRefusedException">evidence.key-unknown.</exception>
    Task<EvidenceFile?> FindAsync(string tenant, string sha256, CancellationToken ct);

    /// <summary>The bytes of a stored file, readable from any position, or null when there is none.</summary>
    /// <exception cref="EvidenceDamagedException">The bytes no longer have this hash.</exception>
    /// <exception cref="ServiceDefaults.Hosting.RequestRefusedException">evidence.key-unknown.</exception>
    Task<Stream?> OpenAsync(string tenant, string sha256, CancellationToken ct);

    /// <summary>Destroys a file and what could decrypt copies of it. Erasing what is not there changes nothing.</summary>
    Task EraseAsync(string tenant, string sha256, CancellationToken ct);

    /// <summary>Returns when a file could be stored now; throws the reason when not.</summary>
    Task ProbeAsync(CancellationToken ct);
}

/// <summary>A file on its way in; disposing it before it is kept leaves nothing behind.</summary>
public interface IEvidenceDraft : IAsyncDisposable
{
    /// <summary>Adds bytes.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct);

    /// <summary>Ends the writing and reads back what was written, from any position.</summary>
    Task<Stream> ReadBackAsync(CancellationToken ct);

    /// <summary>SHA-256 of what was written, lower-case hex; known once the writing ended.</summary>
    string Sha256 { get; }

    /// <summary>Stores what was written, durably and at once; storing the same bytes again changes nothing.</summary>
    /// <returns>What is stored now under the hash of the bytes.</returns>
    Task<EvidenceFile> KeepAsync(EvidenceMediaType type, CancellationToken ct);
}

/// <summary>A stored file is not what its name says: somebody or something changed it outside this service.</summary>
public sealed class EvidenceDamagedException(string sha256)
    : Exception($"The evidence file {sha256} no longer has this hash. Restore it from a backup.")
{
    public string Sha256 { get; } = sha256;
}
