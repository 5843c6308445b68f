using System.Buffers.Binary;
using System.Text;
using CsCheck;

namespace Ledger.Transparency.Tests;

/// <summary>RFC 6962: published hashes, and the incremental tree against the recursive definition.</summary>
public sealed class MerkleTests
{
    // The eight leaves of the reference tree that implementations of RFC 6962 share, and its roots at sizes 0 to 8.
    private static readonly string[] ReferenceLeaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] ReferenceRoots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Theory]
    [InlineData("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData("L123456", "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56")]
    public void A_leaf_hashes_as_published(string data, string hash) =>
        Assert.Equal(hash, MerkleTree.Leaf(Encoding.ASCII.GetBytes(data)).ToString());

    [Fact]
    public void A_node_hashes_as_published() =>
        Assert.Equal("aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb", MerkleTree.Node("N123"u8, "N456"u8).ToString());

    [Fact]
    public void A_leaf_larger_than_any_buffer_hashes_as_its_definition_says()
    {
        var data = new byte[70_000];
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([0x00, .. data])), MerkleTree.Leaf(data).ToString());
    }

    [Fact]
    public void A_node_is_not_the_leaf_of_the_same_bytes()
    {
        var (left, right) = (MerkleTree.Leaf("a"u8), MerkleTree.Leaf("b"u8));
        byte[] children = [.. left.Bytes, .. right.Bytes];
        Assert.NotEqual(MerkleTree.Leaf(children), MerkleTree.Node(left, right));
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([0x01, .. children])),
            MerkleTree.Node(left, right).ToString());
    }

    [Fact]
    public void The_reference_tree_has_its_published_roots()
    {
        var tree = CompactRange.Empty;
        Assert.Equal(ReferenceRoots[0], tree.Root.ToString());
        for (var i = 0; i < ReferenceLeaves.Length; i++)
        {
            tree = tree.Append(MerkleTree.Leaf(Convert.FromHexString(ReferenceLeaves[i])));
            Assert.Equal(ReferenceRoots[i + 1], tree.Root.ToString());
        }
    }

    // Leaf i is the number i in eight bytes, most significant first.
    [Fact]
    public void A_large_tree_has_its_published_roots()
    {
        var roots = new Dictionary<long, string>
        {
            [1] = "3e7077fd2f66d689e0cee6a7cf5b37bf2dca7c979af356d0a31cbc5c85605c7d",
            [255] = "bb3b9743e08118ea583ae77df04a1449a0601cde6f75146d79c2cab6366ce210",
            [256] = "15e2dd4973ae44de8c8cf3048fd98d17adaaea6287f4e0606a55a643617408c0",
            [257] = "d418c0873259bce7d0561ab004486112416c1c4490865415342bfe06e673146c",
            [65535] = "e7321cd57abf36c522d89e6d26bd9098a37b6a8b06b318976269e701f6d4802d",
            [65536] = "bc9bca909516d5bf148c2bf2dea0a0d9f717ce4987d2fe7504d6694363b41598",
            [65537] = "a901bb447a4b4c361cdf559658f27f24a8a3ebbc49257c472efe950932d4853a",
            [70000] = "0759167a0f98e35e802d46ff7c7d29d2c3f03a63a256deb6abbff357a91b63b1",
        };
        var tree = CompactRange.Empty;
        var leaf = new byte[8];
        while (tree.Size < 70_000)
        {
            BinaryPrimitives.WriteInt64BigEndian(leaf, tree.Size);
            tree = tree.Append(MerkleTree.Leaf(leaf));
            if (roots.Remove(tree.Size, out var root)) Assert.Equal(root, tree.Root.ToString());
        }

        Assert.Empty(roots);
    }

    [Fact]
    public void The_incremental_root_is_the_recursive_definition() => Gen.Int[0, 300].Sample(size =>
    {
        var leaves = Enumerable.Range(0, size).Select(i => MerkleTree.Leaf(BitConverter.GetBytes(i))).ToArray();
        var tree = leaves.Aggregate(CompactRange.Empty, (range, leaf) => range.Append(leaf));
        return tree.Size == size && tree.Root.Equals(Recursive(leaves));
    });

    [Fact]
    public void A_stored_tree_goes_on_where_it_stopped() => Gen.Select(Gen.Int[0, 200], Gen.Int[0, 200]).Sample((before, after) =>
    {
        var whole = Grow(CompactRange.Empty, before + after);
        var first = Grow(CompactRange.Empty, before);
        var stored = CompactRange.Of(first.Size, [.. first.Hashes.Select(hash => MerkleHash.Parse(hash.ToString()))]);
        return Grow(stored, after).Root.Equals(whole.Root);
    });

    [Fact]
    public void A_tree_keeps_one_hash_for_every_complete_subtree()
    {
        var hash = MerkleTree.EmptyRoot;
        Assert.Equal(3, CompactRange.Of(7, [hash, hash, hash]).Hashes.Count);
        Assert.Throws<FormatException>(() => CompactRange.Of(7, [hash, hash]));
        Assert.Throws<FormatException>(() => CompactRange.Of(8, [hash, hash]));
        Assert.Throws<FormatException>(() => CompactRange.Of(0, [hash]));
        Assert.Throws<FormatException>(() => CompactRange.Of(-1, []));
    }

    [Fact]
    public void A_tree_that_is_full_takes_no_more()
    {
        var full = CompactRange.Of(long.MaxValue, [.. Enumerable.Repeat(MerkleTree.EmptyRoot, 63)]);
        Assert.Throws<OverflowException>(() => full.Append(MerkleTree.EmptyRoot));
    }

    [Theory]
    [InlineData("")]
    [InlineData("6e34")]
    [InlineData("6E340B9CFFB37A989CA544E6BB780A2C78901D3FB33738768511A30617AFA01D")]
    [InlineData("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01g")]
    [InlineData("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d00")]
    public void A_hash_in_any_other_form_is_refused(string text) => Assert.Throws<FormatException>(() => MerkleHash.Parse(text));

    [Fact]
    public void Hashes_are_equal_by_their_bytes()
    {
        var (one, same, other) = (MerkleTree.Leaf("x"u8), MerkleTree.Leaf("x"u8), MerkleTree.Leaf("y"u8));
        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, other);
        Assert.False(one.Equals(null));
        var copy = one.ToArray();
        copy[0] ^= 1;
        Assert.Equal(one, same);
    }

    private static CompactRange Grow(CompactRange tree, int by)
    {
        for (var i = 0; i < by; i++) tree = tree.Append(MerkleTree.Leaf(BitConverter.GetBytes(tree.Size)));
        return tree;
    }

    // RFC 6962 section 2.1, word for word: split at the largest power of two below n.
    private static MerkleHash Recursive(ReadOnlySpan<MerkleHash> leaves)
    {
        if (leaves.IsEmpty) return MerkleTree.EmptyRoot;
        if (leaves.Length == 1) return leaves[0];
        var split = 1;
        while (split * 2 < leaves.Length) split *= 2;
        return MerkleTree.Node(Recursive(leaves[..split]), Recursive(leaves[split..]));
    }
}
