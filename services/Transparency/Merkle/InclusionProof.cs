namespace Ledger.Transparency;

/// <summary>That a leaf stands at an index of a tree (RFC 9162 section 2.1.3): the sibling hashes from the leaf up.</summary>
public static class InclusionProof
{
    /// <summary>Hashes of the longest proof: a tree has less than 2^63 leaves.</summary>
    public const int MaxHashes = 63;

    /// <summary>The proof for a leaf.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree of that size has no such leaf.</exception>
    public static IReadOnlyList<MerkleHash> Of(MerkleNode nodes, long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var proof = new List<MerkleHash>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var split = start + MerkleNodes.Split(end - start);
            if (index < split)
            {
                proof.Add(MerkleNodes.Subtree(nodes, split, end));
                end = split;
            }
            else
            {
                proof.Add(MerkleNodes.Subtree(nodes, start, split));
                start = split;
            }
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>Whether the proof leads from the leaf to the root.</summary>
    /// <returns>False for whatever is wrong: index, size, number of hashes, any hash.</returns>
    public static bool Verify(MerkleHash leaf, long index, long size, IReadOnlyList<MerkleHash> proof, MerkleHash root)
    {
        if (index < 0 || index >= size || proof.Count > MaxHashes) return false;
        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var sibling in proof)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleTree.Node(sibling, hash);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = MerkleTree.Node(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash.Equals(root);
    }
}
