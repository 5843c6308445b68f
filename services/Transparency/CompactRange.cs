using System.Numerics;

namespace Ledger.Transparency;

/// <summary>
/// What must be kept of a Merkle tree to append to it and to know its root: the roots of its complete subtrees, largest
/// first, one for every bit set in <see cref="Size"/>. Immutable.
/// </summary>
public sealed class CompactRange
{
    private readonly MerkleHash[] _hashes;

    private CompactRange(long size, MerkleHash[] hashes)
    {
        Size = size;
        _hashes = hashes;
    }

    /// <summary>The tree without leaves.</summary>
    public static CompactRange Empty { get; } = new(0, []);

    /// <summary>Number of leaves.</summary>
    public long Size { get; }

    /// <summary>Roots of the complete subtrees, from the left; at most 63.</summary>
    public IReadOnlyList<MerkleHash> Hashes => _hashes;

    /// <summary>Root of the tree, as RFC 6962 defines it.</summary>
    public MerkleHash Root
    {
        get
        {
            if (_hashes.Length == 0) return MerkleTree.EmptyRoot;
            var root = _hashes[^1];
            for (var i = _hashes.Length - 2; i >= 0; i--) root = MerkleTree.Node(_hashes[i], root);
            return root;
        }
    }

    /// <summary>The stored state of a tree.</summary>
    /// <exception cref="FormatException">The size is negative, or there is not one hash for each of its set bits.</exception>
    public static CompactRange Of(long size, IReadOnlyList<MerkleHash> hashes)
    {
        if (size < 0) throw new FormatException($"A tree has no {size} leaves.");
        var subtrees = BitOperations.PopCount((ulong)size);
        return hashes.Count == subtrees
            ? new CompactRange(size, [.. hashes])
            : throw new FormatException($"A tree of {size} leaves has {subtrees} complete subtrees, not {hashes.Count}.");
    }

    /// <summary>The tree with one more leaf.</summary>
    /// <exception cref="OverflowException">The tree is as large as it can be.</exception>
    public CompactRange Append(MerkleHash leaf)
    {
        // The new leaf completes one subtree for every 1 bit at the low end of the old size.
        var merged = BitOperations.TrailingZeroCount(~(ulong)Size);
        var kept = _hashes.Length - merged;
        for (var i = _hashes.Length - 1; i >= kept; i--) leaf = MerkleTree.Node(_hashes[i], leaf);
        return new CompactRange(Size + 1, [.. _hashes.AsSpan(0, kept), leaf]);
    }
}
