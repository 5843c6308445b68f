namespace Ledger.Transparency.Tests;

/// <summary>RFC 6962 section 2.1 word for word, slow and obvious: what the library is held against.</summary>
internal static class NaiveTree
{
    public static MerkleHash[] Leaves(int count) => [.. Enumerable.Range(0, count).Select(i => MerkleTree.Leaf(BitConverter.GetBytes(i)))];

    public static MerkleHash Root(ReadOnlySpan<MerkleHash> leaves)
    {
        if (leaves.IsEmpty) return MerkleTree.EmptyRoot;
        if (leaves.Length == 1) return leaves[0];
        var k = K(leaves.Length);
        return MerkleTree.Node(Root(leaves[..k]), Root(leaves[k..]));
    }

    /// <summary>PATH(m, D[n]).</summary>
    public static List<MerkleHash> Path(int m, ReadOnlySpan<MerkleHash> leaves)
    {
        if (leaves.Length == 1) return [];
        var k = K(leaves.Length);
        return m < k ? [.. Path(m, leaves[..k]), Root(leaves[k..])] : [.. Path(m - k, leaves[k..]), Root(leaves[..k])];
    }

    /// <summary>PROOF(m, D[n]).</summary>
    public static List<MerkleHash> Proof(int m, ReadOnlySpan<MerkleHash> leaves) => SubProof(m, leaves, true);

    /// <summary>Nodes of the leaves, each hashed once.</summary>
    public static MerkleNode Nodes(MerkleHash[] leaves)
    {
        var known = new Dictionary<(int, long), MerkleHash>();
        return Node;

        MerkleHash Node(int level, long index)
        {
            if (level == 0) return leaves[index];
            if (!known.TryGetValue((level, index), out var hash))
                known[(level, index)] = hash = MerkleTree.Node(Node(level - 1, index * 2), Node(level - 1, index * 2 + 1));
            return hash;
        }
    }

    private static List<MerkleHash> SubProof(int m, ReadOnlySpan<MerkleHash> leaves, bool b)
    {
        if (m == leaves.Length) return b ? [] : [Root(leaves)];
        var k = K(leaves.Length);
        return m <= k
            ? [.. SubProof(m, leaves[..k], b), Root(leaves[k..])]
            : [.. SubProof(m - k, leaves[k..], false), Root(leaves[..k])];
    }

    private static int K(int n)
    {
        var k = 1;
        while (k * 2 < n) k *= 2;
        return k;
    }
}
