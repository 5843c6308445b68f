using Ledger.Contributions.Domain;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>
/// Looks through a zip archive, or a document that is one inside, before it is taken. Every entry is unpacked to nowhere and
/// counted on the way.
/// </summary>
/// <param name="type">What the archive is said to be.</param>
internal sealed class ArchiveInspection(EvidenceMediaType type)
{
    private const int ChunkBytes = 1 << 14;

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
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
        {
            throw ArchiveRefused.Malformed();
        }
    }

    private async Task<HashSet<string>> LookAsync(Stream archive, int depth, CancellationToken ct)
    {
        var zip = await ArchiveReader.OpenAsync(archive, ct);
        _entries += zip.Count;
        if (_entries > ContributionLimits.ArchiveEntries) throw ArchiveRefused.TooMany();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in zip.Entries().OrderBy(entry => entry.At))
        {
            if (entry.Escapes(ContributionLimits.ArchiveName) || !names.Add(entry.Name)) throw ArchiveRefused.Path(entry.Name);
            if (entry.IsSpecial) throw ArchiveRefused.Link(entry.Name);
            if (entry.Encrypted) throw ArchiveRefused.Encrypted(entry.Name);
            if (entry.FileName.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)) throw ArchiveRefused.Macro(entry.Name);
            await using var content = await zip.OpenAsync(entry, ct);
            await UnpackAsync(entry, content, depth, ct);
        }

        return names;
    }

    private async Task UnpackAsync(ArchiveEntry entry, Stream content, int depth, CancellationToken ct)
    {
        var read = await content.ReadAtLeastAsync(_chunk, ArchiveSignatures.Longest, throwOnEndOfStream: false, ct);
        var nested = ArchiveSignatures.Of(_chunk.AsSpan(0, read));
        if (nested is NestedArchive.Other || (nested is NestedArchive.Zip && depth == ContributionLimits.ArchiveDepth))
            throw ArchiveRefused.Nested(entry.Name);
        using var inner = nested is NestedArchive.Zip ? new MemoryStream() : null;
        var size = 0L;
        for (; read > 0; read = await content.ReadAsync(_chunk, ct))
        {
            size += read;
            _unpacked += read;
            if (_unpacked > ContributionLimits.ArchiveBytes) throw ArchiveRefused.TooLarge();
            if (size > RatioFrom && size > (long)entry.Packed * ContributionLimits.ArchiveRatio) throw ArchiveRefused.Ratio(entry.Name);
            if (inner is null) continue;
            if (size > ContributionLimits.EvidenceFileBytes) throw ArchiveRefused.Nested(entry.Name);
            await inner.WriteAsync(_chunk.AsMemory(0, read), ct);
        }

        if (size != entry.Unpacked) throw ArchiveRefused.Malformed();
        if (inner is not null) await LookAsync(inner, depth + 1, ct);
    }

    // Office documents (ECMA-376) name their parts' types in one entry, and keep the main part in a folder of their own.
    private bool Fits(HashSet<string> names) => type.Extension switch
    {
        ".docx" => names.Contains("[Content_Types].xml") && names.Contains("word/document.xml"),
        ".xlsx" => names.Contains("[Content_Types].xml") && names.Contains("xl/workbook.xml"),
        _ => true,
    };
}
