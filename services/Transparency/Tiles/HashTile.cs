namespace Ledger.Transparency.Tiles;

/// <summary>The hashes of one tile, from the left.</summary>
public sealed class HashTile
{
    private readonly MerkleHash[] _hashes;

    /// <exception cref="FormatException">Not 1 to 256 hashes.</exception>
    public HashTile(IReadOnlyList<MerkleHash> hashes) => _hashes = hashes.Count is >= 1 and <= TilePath.FullWidth
        ? [.. hashes]
        : throw new FormatException($"A tile has 1 to {TilePath.FullWidth} hashes, not {hashes.Count}.");

    /// <summary>The hashes.</summary>
    public IReadOnlyList<MerkleHash> Hashes => _hashes;

    /// <summary>Reads the bytes of a tile.</summary>
    /// <exception cref="FormatException">Not exactly as many hashes as the width says.</exception>
    public static HashTile Parse(ReadOnlySpan<byte> bytes, int width)
    {
        if (bytes.Length != (long)width * MerkleHash.Length) throw new FormatException($"The tile has not {width} hashes.");
        var hashes = new MerkleHash[width];
        for (var i = 0; i < width; i++) hashes[i] = MerkleHash.Of(bytes.Slice(i * MerkleHash.Length, MerkleHash.Length));
        return new HashTile(hashes);
    }

    /// <summary>The bytes of the tile.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[_hashes.Length * MerkleHash.Length];
        for (var i = 0; i < _hashes.Length; i++) _hashes[i].Bytes.CopyTo(bytes.AsSpan(i * MerkleHash.Length));
        return bytes;
    }

    /// <summary>Root of the complete subtree of 2^<paramref name="level"/> hashes; level 8 is the whole tile.</summary>
    internal MerkleHash Node(int level, int index)
    {
        if (level == 0) return _hashes[index];
        return MerkleTree.Node(Node(level - 1, index * 2), Node(level - 1, index * 2 + 1));
    }
}
