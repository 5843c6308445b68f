using System.Buffers.Binary;
using CsCheck;
using Ledger.Transparency.Tiles;

namespace Ledger.Transparency.Tests;

/// <summary>C2SP tlog-tiles: paths, which tiles a tree has, and proofs from tiles alone.</summary>
public sealed class TileTests
{
    [Theory]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(1, 0, 17, "tile/1/000.p/17")]
    [InlineData(2, 999, 1, "tile/2/999.p/1")]
    [InlineData(63, 1000, 255, "tile/63/x001/000.p/255")]
    [InlineData(null, 273, 112, "tile/entries/273.p/112")]
    [InlineData(0, long.MaxValue, 256, "tile/0/x009/x223/x372/x036/x854/x775/807")]
    public void A_path_is_written_as_the_standard_says(int? level, long index, int width, string path)
    {
        var tile = new TilePath(level, index, width);
        Assert.Equal(path, tile.ToString());
        Assert.Equal(tile, TilePath.Parse(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tile")]
    [InlineData("tile/0")]
    [InlineData("tile/0/")]
    [InlineData("/tile/0/000")]
    [InlineData("tile/0/000/")]
    [InlineData("tile/00/000")]
    [InlineData("tile/64/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/99999999999/000")]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/1234067")]
    [InlineData("tile/0/001/234/067")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/x001")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/000.p/")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/0/000/5")]
    [InlineData("tile/0/x009/x223/x372/x036/x854/x775/808")]
    [InlineData("tile/ENTRIES/000")]
    [InlineData("tile/0/../000")]
    public void Any_other_path_is_refused(string path) => Assert.Throws<FormatException>(() => TilePath.Parse(path));

    [Fact]
    public void A_tree_of_70000_has_the_published_tiles()
    {
        var tiles = TileLayout.Hashes(70_000).ToList();
        Assert.Equal(273, tiles.Count(tile => tile is { Level: 0, IsFull: true }));
        Assert.Equal(
            ["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"],
            tiles.Where(tile => tile is not { Level: 0, IsFull: true }).Select(tile => tile.ToString()));
        Assert.Equal(["tile/0/000", "tile/1/000.p/1"], TileLayout.Hashes(256).Select(tile => tile.ToString()));
        Assert.Equal(["tile/0/000.p/255"], TileLayout.Hashes(255).Select(tile => tile.ToString()));
        Assert.Empty(TileLayout.Hashes(0));
        Assert.Equal(
            ["tile/entries/000", "tile/entries/001.p/44"], TileLayout.ChangedEntries(200, 300).Select(tile => tile.ToString()));
    }

    [Fact]
    public void Tiles_change_only_where_the_tree_grew()
    {
        Assert.Equal(["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"], TileLayout.Changed(255, 257).Select(tile => tile.ToString()));
        Assert.Equal(["tile/0/001.p/2"], TileLayout.Changed(257, 258).Select(tile => tile.ToString()));
        Assert.Empty(TileLayout.Changed(258, 258));
        Assert.Throws<ArgumentOutOfRangeException>(() => TileLayout.Changed(2, 1));
    }

    // Leaf i is the number i in eight bytes, most significant first; the roots are published.
    [Fact]
    public void Proofs_come_from_the_tiles_alone_and_lead_to_the_published_roots()
    {
        const int Size = 70_000;
        var root = MerkleHash.Parse("0759167a0f98e35e802d46ff7c7d29d2c3f03a63a256deb6abbff357a91b63b1");
        var leaves = new MerkleHash[Size];
        var leaf = new byte[8];
        for (var i = 0; i < Size; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(leaf, i);
            leaves[i] = MerkleTree.Leaf(leaf);
        }

        var nodes = TiledTree.Nodes(Size, Store(leaves));
        Assert.Equal(root, MerkleNodes.Root(nodes, Size));
        foreach (var index in new[] { 0, 1, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999 })
            Assert.True(InclusionProof.Verify(leaves[index], index, Size, InclusionProof.Of(nodes, index, Size), root));
        var earlier = new Dictionary<int, string>
        {
            [255] = "bb3b9743e08118ea583ae77df04a1449a0601cde6f75146d79c2cab6366ce210",
            [256] = "15e2dd4973ae44de8c8cf3048fd98d17adaaea6287f4e0606a55a643617408c0",
            [257] = "d418c0873259bce7d0561ab004486112416c1c4490865415342bfe06e673146c",
            [65_535] = "e7321cd57abf36c522d89e6d26bd9098a37b6a8b06b318976269e701f6d4802d",
            [65_537] = "a901bb447a4b4c361cdf559658f27f24a8a3ebbc49257c472efe950932d4853a",
        };
        foreach (var (size, hash) in earlier)
            Assert.True(ConsistencyProof.Verify(size, Size, MerkleHash.Parse(hash), root, ConsistencyProof.Of(nodes, size, Size)));
        Assert.Throws<FormatException>(() => nodes(0, Size));
        Assert.Throws<FormatException>(() => nodes(16, 1));
    }

    [Fact]
    public void Proofs_from_tiles_are_those_of_the_definition() =>
        Gen.Int[1, 600].SelectMany(size => Gen.Int[0, size - 1].Select(index => (size, index))).Sample((size, index) =>
        {
            var leaves = NaiveTree.Leaves(size);
            var nodes = TiledTree.Nodes(size, Store(leaves));
            Assert.Equal(NaiveTree.Path(index, leaves), InclusionProof.Of(nodes, index, size));
            Assert.Equal(NaiveTree.Proof(index + 1, leaves), ConsistencyProof.Of(nodes, index + 1, size));
        }, iter: 60);

    [Fact]
    public void The_published_tiles_and_entry_bundles_are_ours()
    {
        for (var size = 1; size <= TesseraLog.Leaves.Length; size++)
        {
            var entries = File.ReadAllBytes(Vectors.File($"tessera/testdata/log/tile/entries/000.p/{size}"));
            Assert.Equal(TesseraLog.Leaves.Take(size), EntryBundle.Parse(entries, size));
            Assert.Equal(entries, EntryBundle.Write(TesseraLog.Leaves[..size]));
            var tile = File.ReadAllBytes(Vectors.File($"tessera/testdata/log/tile/0/000.p/{size}"));
            Assert.Equal(TesseraLog.LeafHashes.Take(size), HashTile.Parse(tile, size).Hashes);
            Assert.Equal(tile, new HashTile(TesseraLog.LeafHashes[..size]).ToBytes());
        }
    }

    [Fact]
    public void An_entry_bundle_by_hand()
    {
        byte[] bytes = [0, 3, (byte)'o', (byte)'n', (byte)'e', 0, 0, 0, 1, 0xff];
        Assert.Equal([[(byte)'o', (byte)'n', (byte)'e'], [], [0xff]], EntryBundle.Parse(bytes, 3));
        Assert.Equal(bytes, EntryBundle.Write([[(byte)'o', (byte)'n', (byte)'e'], [], [0xff]]));
        Assert.Throws<FormatException>(() => EntryBundle.Parse(bytes, 2));
        Assert.Throws<FormatException>(() => EntryBundle.Parse(bytes, 4));
        Assert.Throws<FormatException>(() => EntryBundle.Parse(bytes.AsSpan(..^1), 3));
        Assert.Throws<FormatException>(() => EntryBundle.Parse([0], 1));
        Assert.Throws<FormatException>(() => EntryBundle.Parse([], 0));
        Assert.Throws<FormatException>(() => EntryBundle.Write([new byte[65_536]]));
        Assert.Throws<FormatException>(() => EntryBundle.Write([.. Enumerable.Repeat(Array.Empty<byte>(), 257)]));
        Assert.Equal(65_535, EntryBundle.Parse(EntryBundle.Write([new byte[65_535]]), 1)[0].Length);
    }

    [Fact]
    public void A_tile_of_another_width_is_refused()
    {
        Assert.Throws<FormatException>(() => HashTile.Parse(new byte[64], 1));
        Assert.Throws<FormatException>(() => HashTile.Parse(new byte[33], 1));
        Assert.Throws<FormatException>(() => HashTile.Parse([], 0));
        Assert.Throws<FormatException>(() => HashTile.Parse(new byte[257 * 32], 257));
    }

    // Every tile computed from its definition, MTH of 256^level leaves each.
    private static Func<TilePath, HashTile> Store(MerkleHash[] leaves)
    {
        var nodes = NaiveTree.Nodes(leaves);
        var kept = new Dictionary<TilePath, HashTile>();
        return path =>
        {
            if (!kept.TryGetValue(path, out var tile))
            {
                var first = path.Index * TilePath.FullWidth;
                kept[path] = tile = HashTile.Parse(new HashTile(
                    [.. Enumerable.Range(0, path.Width).Select(i => nodes(path.Level!.Value * 8, first + i))]).ToBytes(), path.Width);
            }

            return tile;
        };
    }
}
