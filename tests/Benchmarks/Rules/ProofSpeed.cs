using System.Security.Cryptography;
using System.Text;
using Ledger.Benchmarks.Measuring;
using Ledger.Transparency;

namespace Ledger.Benchmarks.Rules;

/// <summary>
/// Hashing a log anew on one core, as fsck and verifiers do: leaves of the size of envelopes into the tree; and inclusion proofs of a tree
/// of a million leaves verified. Needs no servers.
/// </summary>
internal static class ProofSpeed
{
    private const int Leaves = 200_000;
    private const int Proofs = 20_000;
    private const int TreeLeaves = 1 << 20;
    private const int LeafBytes = 500;

    public static void Run(Arguments arguments, Output output, CancellationToken ct)
    {
        Output.Progress($"proofs: {Leaves} leaves, {Proofs} inclusion proofs");
        var envelopes = Enumerable.Range(0, Leaves).Select(i => Encoding.ASCII.GetBytes(i.ToString("D8", System.Globalization.CultureInfo.InvariantCulture).PadRight(LeafBytes, 'x'))).ToList();
        Write("proofs/leaves-hashed", 200_000, Leaves, () =>
        {
            var tree = CompactRange.Empty;
            foreach (var envelope in envelopes) tree = tree.Append(MerkleTree.Leaf(envelope));
            if (tree.Size != Leaves) throw new InvalidOperationException("The tree lost a leaf.");
        });

        var leaves = Enumerable.Range(0, TreeLeaves).Select(i => MerkleHash.Of(SHA256.HashData(BitConverter.GetBytes(i)))).ToList();
        var levels = new List<IReadOnlyList<MerkleHash>> { leaves };
        while (levels[^1].Count > 1)
        {
            var below = levels[^1];
            levels.Add([.. Enumerable.Range(0, below.Count / 2).Select(i => MerkleTree.Node(below[i * 2], below[(i * 2) + 1]))]);
        }

        MerkleHash Node(int level, long index) => levels[level][(int)index];
        var root = MerkleNodes.Root(Node, TreeLeaves);
        var proofs = Enumerable.Range(0, Proofs).Select(i => (Index: (long)i * 52, Proof: InclusionProof.Of(Node, (long)i * 52, TreeLeaves))).ToList();
        Write("proofs/inclusion-verified", 1_000, Proofs, () =>
        {
            foreach (var (index, proof) in proofs)
            {
                if (!InclusionProof.Verify(leaves[(int)index], index, TreeLeaves, proof, root)) throw new InvalidOperationException("A true proof was refused.");
            }
        });

        void Write(string name, double aim, int count, Action work)
        {
            var samples = new List<double>();
            for (var round = 0; round < arguments.Rounds; round++)
            {
                ct.ThrowIfCancellationRequested();
                samples.Add(count / Stopped.Seconds(work));
            }

            var median = Summary.Of(samples).Median;
            output.Write(new Measurement(name, "1/s", 1, samples) { Aim = new Aim($"at least {aim} a second", median >= aim) });
        }
    }
}
