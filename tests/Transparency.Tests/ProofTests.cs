using CsCheck;

namespace Ledger.Transparency.Tests;

/// <summary>Inclusion and consistency proofs against the definitions of RFC 6962, and everything that must be refused.</summary>
public sealed class ProofTests
{
    private const int Sizes = 130;

    [Fact]
    public void Every_inclusion_proof_is_that_of_the_definition_and_verifies()
    {
        var leaves = NaiveTree.Leaves(Sizes);
        var nodes = NaiveTree.Nodes(leaves);
        for (var size = 1; size <= Sizes; size++)
        {
            var root = NaiveTree.Root(leaves.AsSpan(0, size));
            Assert.Equal(root, MerkleNodes.Root(nodes, size));
            for (var index = 0; index < size; index++)
            {
                var proof = InclusionProof.Of(nodes, index, size);
                Assert.Equal(NaiveTree.Path(index, leaves.AsSpan(0, size)), proof);
                Assert.True(InclusionProof.Verify(leaves[index], index, size, proof, root));
                Assert.False(InclusionProof.Verify(leaves[(index + 1) % Sizes], index, size, proof, root));
            }
        }
    }

    [Fact]
    public void Every_consistency_proof_is_that_of_the_definition_and_verifies()
    {
        var leaves = NaiveTree.Leaves(Sizes);
        var nodes = NaiveTree.Nodes(leaves);
        var roots = Enumerable.Range(0, Sizes + 1).Select(size => NaiveTree.Root(leaves.AsSpan(0, size))).ToArray();
        for (var later = 1; later <= Sizes; later++)
        {
            for (var earlier = 1; earlier <= later; earlier++)
            {
                var proof = ConsistencyProof.Of(nodes, earlier, later);
                Assert.Equal(NaiveTree.Proof(earlier, leaves.AsSpan(0, later)), proof);
                Assert.True(ConsistencyProof.Verify(earlier, later, roots[earlier], roots[later], proof));
                Assert.False(ConsistencyProof.Verify(earlier, later, roots[earlier - 1], roots[later], proof));
                Assert.False(ConsistencyProof.Verify(earlier, later, roots[earlier], roots[later - 1], proof) && earlier < later);
            }
        }
    }

    private static readonly Gen<(int Size, int Other)> SizeAndOther = Gen.Int[1, 300].SelectMany(size => Gen.Int[1, size].Select(other => (size, other)));

    [Fact]
    public void An_inclusion_proof_that_is_changed_in_any_way_is_refused() => Gen.Select(SizeAndOther, Gen.Int[0, 1_000_000]).Sample((sizes, seed) =>
    {
        var leaves = NaiveTree.Leaves(sizes.Size);
        var (size, index) = (sizes.Size, sizes.Other - 1);
        var (nodes, root) = (NaiveTree.Nodes(leaves), NaiveTree.Root(leaves));
        var proof = InclusionProof.Of(nodes, index, size);
        foreach (var changed in Changed(proof, seed)) Assert.False(InclusionProof.Verify(leaves[index], index, size, changed, root));
        for (var other = 0; other < size; other++) Assert.Equal(other == index, InclusionProof.Verify(leaves[index], other, size, proof, root));
        Assert.False(InclusionProof.Verify(leaves[index], size, size, proof, root));
        Assert.False(InclusionProof.Verify(leaves[index], -1, size, proof, root));
        Assert.False(InclusionProof.Verify(leaves[index], index, size, proof, Flip(root, seed)));
    }, iter: 100);

    [Fact]
    public void A_consistency_proof_that_is_changed_in_any_way_is_refused() => Gen.Select(SizeAndOther, Gen.Int[0, 1_000_000]).Sample((sizes, seed) =>
    {
        var leaves = NaiveTree.Leaves(sizes.Size);
        var (later, earlier) = (sizes.Size, sizes.Other);
        var (first, second) = (NaiveTree.Root(leaves.AsSpan(0, earlier)), NaiveTree.Root(leaves));
        var proof = ConsistencyProof.Of(NaiveTree.Nodes(leaves), earlier, later);
        foreach (var changed in Changed(proof, seed)) Assert.False(ConsistencyProof.Verify(earlier, later, first, second, changed));
        Assert.False(ConsistencyProof.Verify(earlier, later, Flip(first, seed), second, proof));
        Assert.False(ConsistencyProof.Verify(earlier, later, first, Flip(second, seed), proof));
        Assert.False(ConsistencyProof.Verify(later + 1, later, first, second, proof));
    }, iter: 200);

    [Fact]
    public void Two_histories_of_different_leaves_are_never_consistent() => SizeAndOther.Sample(sizes =>
    {
        var honest = NaiveTree.Leaves(sizes.Size + 1);
        var forged = honest.ToArray();
        forged[sizes.Other - 1] = MerkleTree.Leaf("rewritten"u8);
        var proof = ConsistencyProof.Of(NaiveTree.Nodes(forged), sizes.Other, sizes.Size + 1);
        return !ConsistencyProof.Verify(
            sizes.Other, sizes.Size + 1, NaiveTree.Root(honest.AsSpan(0, sizes.Other)), NaiveTree.Root(forged), proof);
    }, iter: 200);

    [Fact]
    public void Proofs_from_size_0_are_refused_whatever_they_hold()
    {
        var hash = MerkleTree.Leaf("x"u8);
        Assert.False(ConsistencyProof.Verify(0, 0, MerkleTree.EmptyRoot, MerkleTree.EmptyRoot, []));
        Assert.False(ConsistencyProof.Verify(0, 0, hash, hash, []));
        Assert.False(ConsistencyProof.Verify(0, 1, MerkleTree.EmptyRoot, hash, []));
        Assert.False(ConsistencyProof.Verify(0, 1, MerkleTree.EmptyRoot, hash, [hash]));
        Assert.False(ConsistencyProof.Verify(-1, 1, MerkleTree.EmptyRoot, hash, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConsistencyProof.Of(NaiveTree.Nodes([hash]), 0, 1));
        Assert.False(InclusionProof.Verify(MerkleTree.EmptyRoot, 0, 0, [], MerkleTree.EmptyRoot));
    }

    [Fact]
    public void The_largest_sizes_neither_overflow_nor_verify()
    {
        var hash = MerkleTree.Leaf("x"u8);
        var proof = Enumerable.Repeat(hash, 64).ToArray();
        for (var count = 0; count <= proof.Length; count++)
        {
            Assert.False(InclusionProof.Verify(hash, long.MaxValue - 1, long.MaxValue, proof[..count], hash));
            Assert.False(InclusionProof.Verify(hash, long.MaxValue, long.MaxValue, proof[..count], hash));
            Assert.False(ConsistencyProof.Verify(1L << 62, long.MaxValue, hash, MerkleTree.EmptyRoot, proof[..count]));
            Assert.False(ConsistencyProof.Verify(long.MaxValue - 1, long.MaxValue, hash, MerkleTree.EmptyRoot, proof[..count]));
        }

        Assert.False(InclusionProof.Verify(hash, 0, 1, [.. Enumerable.Repeat(hash, 100_000)], hash));
    }

    private static IEnumerable<IReadOnlyList<MerkleHash>> Changed(IReadOnlyList<MerkleHash> proof, int seed)
    {
        for (var i = 0; i < proof.Count; i++)
        {
            yield return [.. proof.Take(i), Flip(proof[i], seed), .. proof.Skip(i + 1)];
            yield return [.. proof.Take(i), .. proof.Skip(i + 1)];
        }

        yield return [.. proof, MerkleTree.EmptyRoot];
        yield return [MerkleTree.EmptyRoot, .. proof];
        if (proof.Count > 1 && !proof[0].Equals(proof[1])) yield return [proof[1], proof[0], .. proof.Skip(2)];
    }

    private static MerkleHash Flip(MerkleHash hash, int seed)
    {
        var bytes = hash.ToArray();
        bytes[seed % bytes.Length] ^= (byte)(1 << (seed % 8));
        return MerkleHash.Of(bytes);
    }
}
