namespace Ledger.Transparency.Tiles;

/// <summary>A tree whose hashes lie in tiles: all that proofs need.</summary>
public static class TiledTree
{
    /// <summary>Nodes of a tree of that size.</summary>
    /// <param name="size">Number of leaves; decides how wide the tiles at the right edge are.</param>
    /// <param name="tile">Gives a tile by its path. Is asked again for the same tile: keep what was read.</param>
    /// <returns>Nodes that throw a <see cref="FormatException"/> when they are outside the tree, or a tile is too narrow.</returns>
    public static MerkleNode Nodes(long size, Func<TilePath, HashTile> tile) => (level, index) =>
    {
        // The hashes that the node is made of: the highest tile level that is not above it.
        var (row, above) = (level / TilePath.Height, level % TilePath.Height);
        var first = checked(index << above);
        var path = TileLayout.Holding(row, first, size);
        var place = (int)(first % TilePath.FullWidth);
        var held = tile(path);
        return place + (1 << above) <= held.Hashes.Count
            ? held.Node(above, place >> above)
            : throw new FormatException($"The tile {path} is too narrow.");
    };
}
