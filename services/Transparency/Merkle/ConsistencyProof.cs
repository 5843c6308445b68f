using System.Numerics;

namespace Ledger.Transparency;

/// <summary>That a tree begins with all leaves of an earlier one, unchanged and in order (RFC 9162 section 2.1.4).</summary>
public static class ConsistencyProof
{
    /// <summary>Hashes of the longest proof.</summary>
    public const int MaxHashes = 64;

    /// <summary>The proof from an earlier size to a later one; empty when they are equal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The earlier size is 0 (such a proof says nothing) or larger than the later one.</exception>
    public static IReadOnlyList<MerkleHash> Of(MerkleNode nodes, long earlier, long later)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(earlier);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlier, later);
        var proof = new List<MerkleHash>();
        var (start, end, known) = (0L, later, true);
        while (end != earlier)
        {
            var split = start + MerkleNodes.Split(end - start);
            if (earlier <= split)
            {
                proof.Add(MerkleNodes.Subtree(nodes, split, end));
                end = split;
            }
            else
            {
                proof.Add(MerkleNodes.Subtree(nodes, start, split));
                (start, known) = (split, false);
            }
        }

        // The verifier knows the root of the earlier tree; it needs the hash here only if this is a smaller part of it.
        if (!known) proof.Add(MerkleNodes.Subtree(nodes, start, end));
        proof.Reverse();
        return proof;
    }

    /// <summary>Whether the proof leads from the earlier root to the later one.</summary>
    /// <returns>False for whatever is wrong; always false from size 0, with which every tree is consistent.</returns>
    public static bool Verify(long earlier, long later, MerkleHash earlierRoot, MerkleHash laterRoot, IReadOnlyList<MerkleHash> proof)
    {
        if (earlier <= 0 || earlier > later || proof.Count > MaxHashes) return false;
        if (earlier == later) return proof.Count == 0 && earlierRoot.Equals(laterRoot);
        // The earlier tree is one complete subtree: its root, which the verifier has, is the first hash.
        IReadOnlyList<MerkleHash> hashes = BitOperations.IsPow2(earlier) ? [earlierRoot, .. proof] : proof;
        if (hashes.Count == 0) return false;

        var (node, last) = (earlier - 1, later - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        var (first, second) = (hashes[0], hashes[0]);
        foreach (var hash in hashes.Skip(1))
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                (first, second) = (MerkleTree.Node(hash, first), MerkleTree.Node(hash, second));
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                second = MerkleTree.Node(second, hash);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && first.Equals(earlierRoot) && second.Equals(laterRoot);
    }
}
