using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ledger.Reporting;

/// <summary>A font file that cannot carry a report.</summary>
public sealed class FontUnusableException(string message) : Exception(message);

/// <summary>
/// The font of PDF reports: TrueType outlines with Chinese and Latin characters, from a .ttf or the first face of a .ttc. Only the
/// characters that a report uses go into its file.
/// </summary>
public sealed class ReportFont
{
    private const uint Collection = 0x74746366; // "ttcf"
    private const uint TrueType = 0x00010000;
    private const uint AppleTrueType = 0x74727565; // "true"

    private ReportFont(string face, byte[] bytes) => (Face, Bytes) = (face, bytes);

    /// <summary>Where packages of operating systems put a font that does: WenQuanYi Micro Hei (Apache-2.0).</summary>
    public static IReadOnlyList<string> UsualPlaces { get; } =
    [
        "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
        "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
        "/usr/share/fonts/wenquanyi/wqy-microhei/wqy-microhei.ttc",
    ];

    /// <summary>Name within the PDF library, from the file's own bytes.</summary>
    internal string Face { get; }

    internal byte[] Bytes { get; }

    /// <summary>The configured file, else the first of the usual places; null where there is none.</summary>
    /// <exception cref="FontUnusableException">The file is none that can carry a report.</exception>
    public static ReportFont? Find(string? configured)
    {
        var path = configured is { Length: > 0 } ? configured : UsualPlaces.FirstOrDefault(File.Exists);
        if (path is null || !File.Exists(path)) return null;
        return new FileInfo(path).Length > ReportLimits.FontBytes
            ? throw new FontUnusableException($"{path} has more than {ReportLimits.FontBytes} bytes.")
            : Of(File.ReadAllBytes(path));
    }

    /// <summary>From the bytes of a font file.</summary>
    /// <exception cref="FontUnusableException">They are none that can carry a report.</exception>
    public static ReportFont Of(byte[] file)
    {
        try
        {
            var face = BinaryPrimitives.ReadUInt32BigEndian(file) == Collection ? FirstOf(file) : file;
            if (BinaryPrimitives.ReadUInt32BigEndian(face) is not (TrueType or AppleTrueType))
                throw new FontUnusableException("The font has no TrueType outlines; OpenType fonts with PostScript outlines cannot be embedded in part.");
            var font = new ReportFont("r" + Convert.ToHexStringLower(SHA256.HashData(face))[..16], face);
            FontShelf.Put(font);
            return font.Has('评') && font.Has('A') ? font : throw new FontUnusableException("The font lacks Chinese or Latin characters.");
        }
        catch (Exception mistake) when (mistake is ArgumentException or IndexOutOfRangeException or OverflowException or InvalidOperationException or NotSupportedException)
        {
            throw new FontUnusableException($"The file is no font that can be read: {mistake.Message}");
        }
    }

    private bool Has(char character)
    {
        // Format 4 of the character map covers the basic plane, which is where report text lives.
        var table = Table(Bytes, 0, "cmap"u8);
        for (var i = 0; i < U16(table.Start + 2); i++)
        {
            var sub = table.Start + (int)BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(table.Start + 4 + 8 * i + 4));
            if (U16(sub) == 4 && Glyph(sub, character) != 0) return true;
        }

        return false;
    }

    private int Glyph(int sub, char character)
    {
        var segments = U16(sub + 6) / 2;
        int ends = sub + 14, starts = ends + 2 * segments + 2, deltas = starts + 2 * segments, offsets = deltas + 2 * segments;
        for (var i = 0; i < segments; i++)
        {
            if (character > U16(ends + 2 * i)) continue;
            if (character < U16(starts + 2 * i)) return 0;
            var offset = U16(offsets + 2 * i);
            return offset == 0
                ? (character + U16(deltas + 2 * i)) & 0xFFFF
                : U16(offsets + 2 * i + offset + 2 * (character - U16(starts + 2 * i)));
        }

        return 0;
    }

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(at));

    // A collection shares tables between faces; the library reads single faces, so the first one is written out by itself.
    private static byte[] FirstOf(byte[] collection)
    {
        var start = checked((int)BinaryPrimitives.ReadUInt32BigEndian(collection.AsSpan(12)));
        int tables = BinaryPrimitives.ReadUInt16BigEndian(collection.AsSpan(start + 4)), head = 12 + 16 * tables;
        var face = new MemoryStream();
        face.Write(collection, start, head);
        var directory = new byte[head];
        collection.AsSpan(start, head).CopyTo(directory);
        for (var i = 0; i < tables; i++)
        {
            var entry = 12 + 16 * i;
            int at = checked((int)BinaryPrimitives.ReadUInt32BigEndian(directory.AsSpan(entry + 8))), length = checked((int)BinaryPrimitives.ReadUInt32BigEndian(directory.AsSpan(entry + 12)));
            BinaryPrimitives.WriteUInt32BigEndian(directory.AsSpan(entry + 8), (uint)face.Position);
            face.Write(collection, at, length);
            while (face.Position % 4 != 0) face.WriteByte(0);
        }

        face.Position = 0;
        face.Write(directory);
        return face.ToArray();
    }

    private static (int Start, int Length) Table(byte[] face, int at, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < BinaryPrimitives.ReadUInt16BigEndian(face.AsSpan(at + 4)); i++)
        {
            var entry = at + 12 + 16 * i;
            if (face.AsSpan(entry, 4).SequenceEqual(name))
                return (checked((int)BinaryPrimitives.ReadUInt32BigEndian(face.AsSpan(entry + 8))), checked((int)BinaryPrimitives.ReadUInt32BigEndian(face.AsSpan(entry + 12))));
        }

        throw new FontUnusableException("The font has no character map.");
    }
}
