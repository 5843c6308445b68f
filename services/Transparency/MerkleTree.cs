using System.Security.Cryptography;

namespace Ledger.Transparency;

/// <summary>
/// Hashes of an RFC 6962 Merkle tree. Leaves and nodes carry different prefixes, so that a node can never be presented as
/// a leaf.
/// </summary>
public static class MerkleTree
{
    private const byte LeafPrefix = 0x00;
    private const byte NodePrefix = 0x01;

    /// <summary>Root of the tree without leaves: SHA-256 of nothing.</summary>
    public static MerkleHash EmptyRoot { get; } = MerkleHash.Of(SHA256.HashData([]));

    /// <summary>SHA-256(0x00 || data).</summary>
    public static MerkleHash Leaf(ReadOnlySpan<byte> data) => Hash(LeafPrefix, data, []);

    /// <summary>SHA-256(0x01 || left || right).</summary>
    public static MerkleHash Node(MerkleHash left, MerkleHash right) => Node(left.Bytes, right.Bytes);

    // Of any bytes, as the published test value needs it; in a tree both are hashes.
    internal static MerkleHash Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => Hash(NodePrefix, left, right);

    private static MerkleHash Hash(byte prefix, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        const int OnStack = 512;
        var length = 1 + first.Length + second.Length;
        var input = length <= OnStack ? stackalloc byte[length] : new byte[length];
        input[0] = prefix;
        first.CopyTo(input[1..]);
        second.CopyTo(input[(1 + first.Length)..]);
        Span<byte> output = stackalloc byte[MerkleHash.Length];
        SHA256.HashData(input, output);
        return MerkleHash.Of(output);
    }
}
