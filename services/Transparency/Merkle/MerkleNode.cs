namespace Ledger.Transparency;

/// <summary>
/// Root of a complete subtree: the one over the leaves from <paramref name="index"/> * 2^<paramref name="level"/> on, 2^level of
/// them. Level 0 is the leaves. Proofs ask for complete subtrees inside the tree only.
/// </summary>
public delegate MerkleHash MerkleNode(int level, long index);

/// <summary>Trees as <see cref="MerkleNode"/> gives them.</summary>
public static class MerkleNodes
{
    /// <summary>Of a list of leaf hashes; every node is hashed anew, so for small trees only.</summary>
    public static MerkleNode Of(IReadOnlyList<MerkleHash> leaves) => (level, index) => Complete(leaves, level, index);

    /// <summary>Root of the tree of the first <paramref name="size"/> leaves.</summary>
    public static MerkleHash Root(MerkleNode nodes, long size) =>
        size == 0 ? MerkleTree.EmptyRoot : Subtree(nodes, 0, size);

    /// <summary>RFC 6962 hash of leaves <paramref name="start"/> to <paramref name="end"/> (exclusive), a subtree of some tree.</summary>
    internal static MerkleHash Subtree(MerkleNode nodes, long start, long end)
    {
        var size = end - start;
        if (System.Numerics.BitOperations.IsPow2(size))
        {
            var level = System.Numerics.BitOperations.Log2((ulong)size);
            return nodes(level, start >> level);
        }

        var split = start + Split(size);
        return MerkleTree.Node(Subtree(nodes, start, split), Subtree(nodes, split, end));
    }

    /// <summary>The largest power of two below a size of two or more: where RFC 6962 splits a tree.</summary>
    internal static long Split(long size) => 1L << System.Numerics.BitOperations.Log2((ulong)(size - 1));

    private static MerkleHash Complete(IReadOnlyList<MerkleHash> leaves, int level, long index) => level == 0
        ? leaves[checked((int)index)]
        : MerkleTree.Node(Complete(leaves, level - 1, index * 2), Complete(leaves, level - 1, index * 2 + 1));
}
