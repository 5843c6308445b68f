using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Benchmarks.Measuring;
using Ledger.Transparency;

namespace Ledger.Benchmarks.Rules;

/// <summary>
/// Hashing a log anew on one core, as fsck and verifiers do: leaves of the size of envelopes into the tree; and proofs in a tree of a million
/// leaves: inclusion and consistency, made and verified. Needs no servers; what the service reads from its tiles is measured with it.
/// </summary>
internal static class ProofSpeed
{
    private const int Leaves = 200_000;
    private const int Proofs = 20_000;
    private const int TreeLeaves = 1_000_000;
    private const int LeafBytes = 500;
    private const double LeavesAim = 200_000;
    private const double ProofsAim = 1_000;

    public static void Run(Arguments arguments, Output output, CancellationToken ct)
    {
        Output.Progress($"proofs: {Leaves} leaves, {Proofs} proofs of inclusion and of consistency");
        var envelopes = Enumerable.Range(0, Leaves).Select(i => Encoding.ASCII.GetBytes(i.ToString("D8", CultureInfo.InvariantCulture).PadRight(LeafBytes, 'x'))).ToList();
        Write("proofs/leaves-hashed", LeavesAim, Leaves, () =>
        {
            var tree = CompactRange.Empty;
            foreach (var envelope in envelopes) tree = tree.Append(MerkleTree.Leaf(envelope));
            if (tree.Size != Leaves) throw new InvalidOperationException("The tree lost a leaf.");
        });

        var levels = Levels();
        MerkleHash Node(int level, long index) => levels[level][(int)index];
        var root = MerkleNodes.Root(Node, TreeLeaves);
        // Spread over the tree, at odd places too.
        const int Step = TreeLeaves / Proofs;
        var indexes = Enumerable.Range(0, Proofs).Select(i => ((long)i * Step) + (i % Step)).ToList();
        List<IReadOnlyList<MerkleHash>> included = [], consistent = [];
        Write("proofs/inclusion-made", ProofsAim, Proofs, () => included = [.. indexes.Select(index => InclusionProof.Of(Node, index, TreeLeaves))]);
        Write("proofs/inclusion-verified", ProofsAim, Proofs, () => Holds(indexes.Zip(included).All(of =>
            InclusionProof.Verify(levels[0][(int)of.First], of.First, TreeLeaves, of.Second, root))));

        var earlier = indexes.Select(index => (Size: index + 1, Root: MerkleNodes.Root(Node, index + 1))).ToList();
        Write("proofs/consistency-made", ProofsAim, Proofs, () => consistent = [.. earlier.Select(tree => ConsistencyProof.Of(Node, tree.Size, TreeLeaves))]);
        Write("proofs/consistency-verified", ProofsAim, Proofs, () => Holds(earlier.Zip(consistent).All(of =>
            ConsistencyProof.Verify(of.First.Size, TreeLeaves, of.First.Root, root, of.Second))));

        void Write(string name, double aim, int count, Action work)
        {
            List<double> samples = [.. Stopped.Rounds(arguments, work, ct).Select(seconds => count / seconds)];
            var median = Summary.Of(samples).Median;
            output.Write(new Measurement(name, "1/s", 1, samples) { Aim = new Aim($"at least {aim} a second", median >= aim) });
        }
    }

    // Complete subtrees only: what hangs over at the right edge is hashed when a proof asks for it.
    private static List<IReadOnlyList<MerkleHash>> Levels()
    {
        List<IReadOnlyList<MerkleHash>> levels = [[.. Enumerable.Range(0, TreeLeaves).Select(i => MerkleHash.Of(SHA256.HashData(BitConverter.GetBytes(i))))]];
        while (levels[^1].Count > 1)
        {
            var below = levels[^1];
            levels.Add([.. Enumerable.Range(0, below.Count / 2).Select(i => MerkleTree.Node(below[i * 2], below[(i * 2) + 1]))]);
        }

        return levels;
    }

    private static void Holds(bool all)
    {
        if (!all) throw new InvalidOperationException("A true proof was refused.");
    }
}
