using System.IO.Compression;
using Ledger.Contributions.Domain;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>
/// Looks through a zip archive, or a document that is one inside, before it is taken. Every entry is unpacked to nowhere and
/// counted on the way: what the archive says of its own sizes is not believed.
/// </summary>
/// <param name="type">What the archive is said to be.</param>
internal sealed class ArchiveInspection(EvidenceMediaType type)
{
    private const int ChunkBytes = 1 << 14;
    private const int UnixMode = 16;
    private const int FileTypeMask = 0xf000;
    private const int Folder = 0x4000;
    private const int RegularFile = 0x8000;

    // Small entries of repetitive text shrink far more than any limit; they can do no harm.
    private const int RatioFrom = 1 << 20;

    private readonly byte[] _chunk = new byte[ChunkBytes];

    private int _entries;
    private long _unpacked;

    /// <exception cref="ServiceDefaults.Hosting.RequestRefusedException">evidence.archive-…, evidence.content-mismatch.</exception>
    public async Task CheckAsync(Stream archive, CancellationToken ct)
    {
        try
        {
            var names = await LookAsync(archive, depth: 1, ct);
            if (!Fits(names)) throw EvidenceRefused.ContentMismatch(type);
        }
        catch (InvalidDataException)
        {
            throw ArchiveRefused.Malformed();
        }
    }

    private async Task<HashSet<string>> LookAsync(Stream archive, int depth, CancellationToken ct)
    {
        archive.Position = 0;
        var packed = 0L;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await using var zip = await ZipArchive.CreateAsync(archive, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, ct);
        // Counting what the directory holds before any of it is read: entries share no bytes, so together they fit the file.
        if (zip.Entries.Count > ContributionLimits.ArchiveEntries - _entries) throw ArchiveRefused.TooMany();
        foreach (var entry in zip.Entries)
        {
            _entries++;
            if (Escapes(entry.FullName) || !names.Add(entry.FullName)) throw ArchiveRefused.Path(entry.FullName);
            if (((entry.ExternalAttributes >> UnixMode) & FileTypeMask) is not (0 or Folder or RegularFile)) throw ArchiveRefused.Link(entry.FullName);
            if (entry.IsEncrypted) throw ArchiveRefused.Encrypted(entry.FullName);
            if (entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)) throw ArchiveRefused.Macro(entry.FullName);
            packed += entry.CompressedLength;
            if (packed > archive.Length) throw ArchiveRefused.Malformed();
            await UnpackAsync(entry, depth, ct);
        }

        return names;
    }

    private async Task UnpackAsync(ZipArchiveEntry entry, int depth, CancellationToken ct)
    {
        await using var content = await entry.OpenAsync(ct);
        var read = await content.ReadAtLeastAsync(_chunk, ArchiveSignatures.Longest, throwOnEndOfStream: false, ct);
        var nested = ArchiveSignatures.Of(_chunk.AsSpan(0, read));
        if (nested is NestedArchive.Other || (nested is NestedArchive.Zip && depth == ContributionLimits.ArchiveDepth))
            throw ArchiveRefused.Nested(entry.FullName);
        using var inner = nested is NestedArchive.Zip ? new MemoryStream() : null;
        for (var size = 0L; read > 0; read = await content.ReadAsync(_chunk, ct))
        {
            size += read;
            _unpacked += read;
            if (_unpacked > ContributionLimits.ArchiveBytes) throw ArchiveRefused.TooLarge();
            if (size > RatioFrom && size > entry.CompressedLength * ContributionLimits.ArchiveRatio) throw ArchiveRefused.Ratio(entry.FullName);
            if (inner is null) continue;
            if (size > ContributionLimits.EvidenceFileBytes) throw ArchiveRefused.Nested(entry.FullName);
            await inner.WriteAsync(_chunk.AsMemory(0, read), ct);
        }

        if (inner is not null) await LookAsync(inner, depth + 1, ct);
    }

    private static bool Escapes(string name) =>
        name.Length is 0 or > ContributionLimits.ArchiveName || name[0] == '/' || name.Any(c => c is '\\' or ':' || char.IsControl(c))
        || name.Split('/').Any(part => part is ".." or ".");

    // Office documents (ECMA-376) name their parts' types in one entry, and keep the main part in a folder of their own.
    private bool Fits(HashSet<string> names) => type.Extension switch
    {
        ".docx" => names.Contains("[Content_Types].xml") && names.Contains("word/document.xml"),
        ".xlsx" => names.Contains("[Content_Types].xml") && names.Contains("xl/workbook.xml"),
        _ => true,
    };
}
