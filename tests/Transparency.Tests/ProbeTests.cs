using System.Security.Cryptography;
using System.Text.Json;

namespace Ledger.Transparency.Tests;

/// <summary>The published probes of proofs, nearly all of which must be refused.</summary>
public sealed class ProbeTests
{
    [Fact]
    public void Every_published_inclusion_probe_has_its_published_outcome() => AssertProbes("merkle/testdata/inclusion", 98, 6, probe =>
        Fits(probe, "leafIdx", "treeSize") && Included(probe, "treeSize"));

    [Fact]
    public void Every_published_consistency_probe_has_its_published_outcome() => AssertProbes("merkle/testdata/consistency", 98, 6, probe =>
        Fits(probe, "size1", "size2") && ConsistencyProof.Verify(
            Number(probe, "size1"), Number(probe, "size2"), Hash(probe, "root1"), Hash(probe, "root2"), Proof(probe)));

    // A subtree that begins at leaf 0 is a tree; others have no use here. Subtrees without leaves are proofs from size 0.
    [Fact]
    public void Published_subtree_probes_that_begin_at_leaf_0_are_probes_of_trees()
    {
        var inclusion = Read("merkle/testdata/subtreeinclusion").Where(probe => Zero(probe, "start")).ToList();
        var consistency = Read("merkle/testdata/subtreeconsistency").Where(probe => Zero(probe, "start") && !Zero(probe, "end")).ToList();
        Assert.NotEmpty(inclusion);
        Assert.NotEmpty(consistency);
        foreach (var probe in inclusion)
        {
            Assert.Equal(Wanted(probe), Fits(probe, "leafIdx", "end") && Included(probe, "end"));
        }

        foreach (var probe in consistency)
        {
            Assert.Equal(Wanted(probe), Fits(probe, "end", "size") && ConsistencyProof.Verify(
                Number(probe, "end"), Number(probe, "size"), Hash(probe, "root1"), Hash(probe, "root2"), Proof(probe)));
        }
    }

    private static void AssertProbes(string folder, int count, int accepted, Func<JsonElement, bool> verify)
    {
        var probes = Read(folder);
        Assert.Equal(count, probes.Count);
        Assert.Equal(accepted, probes.Count(Wanted));
        Assert.Empty(probes.Where(probe => verify(probe) != Wanted(probe)).Select(probe => probe.GetProperty("desc").GetString()));
    }

    // A leaf hash of another length is refused by its type.
    private static bool Included(JsonElement probe, string size) =>
        probe.GetProperty("leafHash").GetBytesFromBase64().Length == MerkleHash.Length && InclusionProof.Verify(
            Hash(probe, "leafHash"), Number(probe, "leafIdx"), Number(probe, size), Proof(probe), Hash(probe, "root"));

    private static List<JsonElement> Read(string folder) =>
        [.. Vectors.Below(folder).Select(file => JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(file)))];

    private static bool Wanted(JsonElement probe) => !probe.GetProperty("wantErr").GetBoolean();

    private static bool Zero(JsonElement probe, string member) => probe.GetProperty(member).GetRawText() == "0";

    // Sizes beyond 2^63-1 are refused where they are read.
    private static bool Fits(JsonElement probe, params string[] members) => members.All(member => probe.GetProperty(member).TryGetInt64(out _));

    private static long Number(JsonElement probe, string member) => probe.GetProperty(member).GetInt64();

    private static MerkleHash Hash(JsonElement probe, string member) => Hash(probe.GetProperty(member).GetBytesFromBase64());

    private static List<MerkleHash> Proof(JsonElement probe) => probe.GetProperty("proof") is { ValueKind: JsonValueKind.Array } proof
        ? [.. proof.EnumerateArray().Select(hash => Hash(hash.GetBytesFromBase64()))]
        : [];

    // Some probes hold roots and siblings of other lengths, one of them an accepted probe; a stand-in keeps them different from all others.
    private static MerkleHash Hash(byte[] bytes) => MerkleHash.Of(bytes.Length == MerkleHash.Length ? bytes : SHA256.HashData(bytes));
}
