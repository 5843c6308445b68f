using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>
/// Reads a zip archive (PKWARE APPNOTE 6.3) without believing it. The library's reader stops an entry where the directory says
/// that it ends; other programs do not, so a bomb would pass it. Here an entry is unpacked to its true end, and every difference
/// between what is said and what is there is <see cref="InvalidDataException"/>. Zip64 is refused: no evidence file is that large.
/// </summary>
internal sealed class ArchiveReader
{
    private const int EndBytes = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int RecordBytes = 46;
    private const int HeaderBytes = 30;
    private const uint EndMark = 0x06054b50;
    private const uint RecordMark = 0x02014b50;
    private const uint HeaderMark = 0x04034b50;
    private const int EncryptedFlags = 0x0001 | 0x0040 | 0x2000;
    private const int Utf8Flag = 0x0800;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Stream _archive;
    private readonly byte[] _directory;
    private readonly long _directoryAt;
    private long _contentEnd;

    private ArchiveReader(Stream archive, byte[] directory, long directoryAt, int count)
    {
        (_archive, _directory, _directoryAt, Count) = (archive, directory, directoryAt, count);
    }

    /// <summary>How many entries the directory announces.</summary>
    public int Count { get; }

    public static async Task<ArchiveReader> OpenAsync(Stream archive, CancellationToken ct)
    {
        var tail = new byte[Math.Min(archive.Length, EndBytes + LongestComment)];
        archive.Position = archive.Length - tail.Length;
        await archive.ReadExactlyAsync(tail, ct);
        for (var at = tail.Length - EndBytes; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (Int(end, 0) != EndMark || Short(end, 20) != end.Length - EndBytes) continue;
            var (size, from, count) = (Int(end, 12), Int(end, 16), Short(end, 10));
            // One disk, and the directory right before its end: nothing lies between that another program might read.
            if (Int(end, 4) != 0 || Short(end, 8) != count || from + (long)size != archive.Length - end.Length) break;
            var directory = new byte[size];
            archive.Position = from;
            await archive.ReadExactlyAsync(directory, ct);
            return new ArchiveReader(archive, directory, from, count);
        }

        throw Malformed();
    }

    /// <summary>The entries as the directory lists them.</summary>
    public IReadOnlyList<ArchiveEntry> Entries()
    {
        var entries = new List<ArchiveEntry>(Count);
        var rest = _directory.AsSpan();
        for (var i = 0; i < Count; i++)
        {
            if (rest.Length < RecordBytes || Int(rest, 0) != RecordMark) throw Malformed();
            var (flags, method, nameBytes) = (Short(rest, 8), Short(rest, 10), Short(rest, 28));
            var length = RecordBytes + nameBytes + Short(rest, 30) + Short(rest, 32);
            if (rest.Length < length || method is not (0 or 8)) throw Malformed();
            var (name, utf8) = NameOf(rest.Slice(RecordBytes, nameBytes), (flags & Utf8Flag) != 0);
            entries.Add(new ArchiveEntry(
                name, utf8, (flags & EncryptedFlags) != 0, method == 8, Int(rest, 20), Int(rest, 24), (int)(Int(rest, 38) >> 16), Int(rest, 42)));
            rest = rest[length..];
        }

        return rest.IsEmpty ? entries : throw Malformed();
    }

    /// <summary>The content of an entry, unpacked to its true end. Entries are opened in the order of their places.</summary>
    public async Task<Stream> OpenAsync(ArchiveEntry entry, CancellationToken ct)
    {
        var header = new byte[HeaderBytes];
        if (entry.At + (long)HeaderBytes > _directoryAt) throw Malformed();
        _archive.Position = entry.At;
        await _archive.ReadExactlyAsync(header, ct);
        var from = entry.At + (long)HeaderBytes + Short(header, 26) + Short(header, 28);
        // Entries that share bytes are how a small archive becomes a very large one.
        if (Int(header, 0) != HeaderMark || entry.At < _contentEnd || from + entry.Packed > _directoryAt) throw Malformed();
        var name = new byte[Short(header, 26)];
        await _archive.ReadExactlyAsync(name, ct);
        if (NameOf(name, entry.Utf8).Name != entry.Name) throw Malformed();
        _contentEnd = from + entry.Packed;
        var packed = new byte[entry.Packed];
        _archive.Position = from;
        await _archive.ReadExactlyAsync(packed, ct);
        var content = new MemoryStream(packed, writable: false);
        return entry.Deflated ? new DeflateStream(content, CompressionMode.Decompress) : content;
    }

    // A name that is not valid UTF-8 keeps its bytes, one a character.
    private static (string Name, bool Utf8) NameOf(ReadOnlySpan<byte> bytes, bool utf8)
    {
        try
        {
            if (utf8 || !bytes.ContainsAnyExceptInRange((byte)0, (byte)0x7f)) return (Strict.GetString(bytes), true);
        }
        catch (DecoderFallbackException)
        {
            throw Malformed();
        }

        return (Encoding.Latin1.GetString(bytes), false);
    }

    private static uint Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static ushort Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static InvalidDataException Malformed() => new("The archive is not what its directory says.");
}
