namespace Ledger.Transparency.Tiles;

/// <summary>Which tiles a tree has, and which of them change when it grows.</summary>
public static class TileLayout
{
    /// <summary>Tiles of hashes of a tree, level by level from the left; level 0 first.</summary>
    public static IEnumerable<TilePath> Hashes(long size) => Changed(0, size);

    /// <summary>Tiles of hashes that a tree has after growing and did not have before, with the partial ones at its right edge.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree shrinks.</exception>
    public static IEnumerable<TilePath> Changed(long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        return Enumerate();

        IEnumerable<TilePath> Enumerate()
        {
            // At each level one hash stands for 256 of the level below, and only for a full tile there.
            for (var (level, before, after) = (0, from, to); after > before; (level, before, after) = (level + 1, before >> TilePath.Height, after >> TilePath.Height))
            {
                foreach (var tile in Row(level, before, after)) yield return tile;
            }
        }
    }

    /// <summary>Bundles of entries that a tree has after growing and did not have before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree shrinks.</exception>
    public static IEnumerable<TilePath> ChangedEntries(long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        return Row(null, from, to);
    }

    /// <summary>The tile in a tree of that size that holds a hash of a level (in steps of 8), as wide as the tree lets it be.</summary>
    /// <exception cref="FormatException">The tree has no such hash.</exception>
    public static TilePath Holding(int level, long hash, long size)
    {
        var count = level * TilePath.Height < 63 ? size >> (level * TilePath.Height) : 0;
        if (hash < 0 || hash >= count) throw new FormatException($"A tree of {size} leaves has no hash {hash} at level {level}.");
        var index = hash / TilePath.FullWidth;
        return new TilePath(level, index, (int)Math.Min(count - index * TilePath.FullWidth, TilePath.FullWidth));
    }

    private static IEnumerable<TilePath> Row(int? level, long before, long after)
    {
        for (var index = before / TilePath.FullWidth; index * TilePath.FullWidth < after && after > before; index++)
            yield return new TilePath(level, index, (int)Math.Min(after - index * TilePath.FullWidth, TilePath.FullWidth));
    }
}
