using System.Buffers.Binary;

namespace Ledger.Transparency.Tiles;

/// <summary>The leaves beside one tile of level 0, each prefixed with its length in two bytes.</summary>
public static class EntryBundle
{
    /// <summary>Largest leaf, bytes.</summary>
    public const int MaxLeafBytes = ushort.MaxValue;

    /// <summary>Reads exactly <paramref name="width"/> leaves.</summary>
    /// <exception cref="FormatException">There are more or fewer, or the last one is cut off.</exception>
    public static IReadOnlyList<byte[]> Parse(ReadOnlySpan<byte> bytes, int width)
    {
        if (width is < 1 or > TilePath.FullWidth) throw new FormatException($"A bundle has 1 to {TilePath.FullWidth} entries.");
        var leaves = new List<byte[]>(width);
        while (leaves.Count < width)
        {
            if (bytes.Length < sizeof(ushort)) throw new FormatException($"The bundle has less than {width} entries.");
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes);
            bytes = bytes[sizeof(ushort)..];
            if (bytes.Length < length) throw new FormatException($"Entry {leaves.Count} of the bundle is cut off.");
            leaves.Add(bytes[..length].ToArray());
            bytes = bytes[length..];
        }

        return bytes.IsEmpty ? leaves : throw new FormatException($"The bundle goes on after {width} entries.");
    }

    /// <summary>The bytes of a bundle.</summary>
    /// <exception cref="FormatException">Not 1 to 256 leaves, or one of them is too large.</exception>
    public static byte[] Write(IReadOnlyList<byte[]> leaves)
    {
        if (leaves.Count is < 1 or > TilePath.FullWidth) throw new FormatException($"A bundle has 1 to {TilePath.FullWidth} entries.");
        if (leaves.Any(leaf => leaf.Length > MaxLeafBytes)) throw new FormatException($"A leaf has at most {MaxLeafBytes} bytes.");
        var bytes = new byte[leaves.Sum(leaf => sizeof(ushort) + leaf.Length)];
        var rest = bytes.AsSpan();
        foreach (var leaf in leaves)
        {
            BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)leaf.Length);
            leaf.CopyTo(rest[sizeof(ushort)..]);
            rest = rest[(sizeof(ushort) + leaf.Length)..];
        }

        return bytes;
    }
}
