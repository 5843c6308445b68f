using Ledger.Transparency;
using Ledger.Transparency.Tiles;

namespace Ledger.Audit.Checkpoints;

/// <summary>Makes the full tiles of a growing tree: pure, leaf by leaf.</summary>
public sealed class TileBuilder
{
    private readonly List<List<MerkleHash>> _open;
    private readonly long[] _done;

    private TileBuilder(List<List<MerkleHash>> open, long[] done)
    {
        (_open, _done) = (open, done);
    }

    /// <summary>Levels of tiles that a tree of any size can have.</summary>
    public static int Levels => 8;

    /// <summary>Continues a tree.</summary>
    /// <param name="size">Its leaves so far.</param>
    /// <param name="right">By level, the hashes of the tile at the right edge that is not full: <see cref="Right"/> of them.</param>
    public static TileBuilder Of(long size, IReadOnlyList<IReadOnlyList<MerkleHash>> right) => new(
        [.. right.Select(hashes => hashes.ToList())],
        [.. Enumerable.Range(0, Levels).Select(level => Hashes(size, level) / TilePath.FullWidth)]);

    /// <summary>Hashes of a level that a tree of a size has.</summary>
    public static long Hashes(long size, int level) => size >> (level * TilePath.Height);

    /// <summary>First hash and number of hashes of the tile at the right edge of a level that is not full; none when all are.</summary>
    public static (long First, int Count) Right(long size, int level)
    {
        var count = (int)(Hashes(size, level) % TilePath.FullWidth);
        return (Hashes(size, level) - count, count);
    }

    /// <summary>Takes the next leaf in.</summary>
    /// <returns>The tiles that it fills, from level 0 up, each with the root over its hashes.</returns>
    public IEnumerable<(TilePath Path, HashTile Tile, MerkleHash Root)> Append(MerkleHash leaf)
    {
        var hash = leaf;
        for (var level = 0; level < Levels; level++)
        {
            _open[level].Add(hash);
            if (_open[level].Count < TilePath.FullWidth) yield break;
            var tile = new HashTile(_open[level]);
            hash = _open[level].Aggregate(CompactRange.Empty, (range, next) => range.Append(next)).Root;
            yield return (new TilePath(level, _done[level]++), tile, hash);
            _open[level].Clear();
        }
    }
}
