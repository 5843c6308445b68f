using System.Security.Cryptography;
using Ledger.Transparency;

namespace Ledger.Cli.Fsck;

/// <summary>Every full tile built anew from the leaves, level by level, and held against the stored ones: none changed, none missing.</summary>
internal sealed class TileCheck(FsckReport report)
{
    private const int Width = 256;

    private readonly List<(List<MerkleHash> Open, long Full)> _levels = [];

    // Of each full tile: a hash over its hashes, the root over them, and how many leaves are below it and before.
    private readonly Dictionary<(int Level, long Index), (string Hashes, MerkleHash Root, long Leaves)> _built = [];
    private long _leaves;

    /// <summary>The next leaf.</summary>
    public void Leaf(MerkleHash leaf)
    {
        _leaves++;
        var hash = leaf;
        for (var level = 0; ; level++)
        {
            if (level == _levels.Count) _levels.Add(([], 0));
            var (open, full) = _levels[level];
            open.Add(hash);
            if (open.Count < Width) return;
            hash = open.Aggregate(CompactRange.Empty, (range, next) => range.Append(next)).Root;
            _built.Add((level, full), (Digest(open.SelectMany(one => one.ToArray()).ToArray()), hash, _leaves));
            _levels[level] = ([], full + 1);
        }
    }

    /// <summary>Holds the stored tiles against them.</summary>
    /// <param name="log">The log's database.</param>
    /// <param name="signed">Entries of the newest signed tree: full tiles within it must be there.</param>
    /// <param name="ct">Stops the check.</param>
    public async Task CompareAsync(Snapshot log, long signed, CancellationToken ct)
    {
        await foreach (var row in log.RowsAsync("select level, index, hashes, root from audit_tile order by level, index", ct))
        {
            var (level, index) = (row.GetInt32(0), row.GetInt64(1));
            if (_built.Remove((level, index), out var built) && built.Hashes == Digest(Rows.Bytes(row, 2)) && built.Root.Equals(Rows.Hash(row, 3))) continue;
            report.Add("log.tile-differs", $"tile {level}/{index}", "A stored tile is not made of the hashes below it.", "所存瓦片与其下的哈希不符。");
        }

        foreach (var ((level, index), _) in _built.Where(tile => tile.Value.Leaves <= signed).OrderBy(tile => tile.Key))
            report.Add("log.tile-missing", $"tile {level}/{index}", "A full tile of the signed tree is not there.", "已签署的树中缺少一个完整瓦片。");
    }

    private static string Digest(byte[] hashes) => Convert.ToHexStringLower(SHA256.HashData(hashes));
}
