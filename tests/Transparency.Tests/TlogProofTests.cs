using System.Text;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;

namespace Ledger.Transparency.Tests;

/// <summary>C2SP tlog-proof: one file, one leaf, no network.</summary>
public sealed class TlogProofTests
{
    private static readonly string Proof =
        $"c2sp.org/tlog-proof@v1\nindex 2\n{string.Join('\n', TesseraLog.Proof2Of5)}\n\n{TesseraLog.Checkpoint5}{TesseraLog.Cosignature}\n";

    private static readonly WitnessPolicy Policy =
        WitnessPolicy.Parse($"log {TesseraLog.Key}\nwitness w1 {TesseraLog.WitnessKey}\nquorum w1\n");

    [Fact]
    public void The_published_proof_is_made_and_verified()
    {
        var nodes = NaiveTree.Nodes(TesseraLog.LeafHashes);
        var made = new TlogProof(null, 2, InclusionProof.Of(nodes, 2, 5), SignedNote.Parse($"{TesseraLog.Checkpoint5}{TesseraLog.Cosignature}\n"));
        Assert.Equal(Proof, Encoding.UTF8.GetString(made.ToBytes()));
        var (outcome, included) = TlogProof.Parse(Encoding.UTF8.GetBytes(Proof)).Verify(MerkleTree.Leaf("three"u8), Policy);
        Assert.Equal(CheckpointStanding.Trusted, outcome.Standing);
        Assert.True(included);
        Assert.False(TlogProof.Parse(Encoding.UTF8.GetBytes(Proof)).Verify(MerkleTree.Leaf("four"u8), Policy).Included);
    }

    [Fact]
    public void Extra_data_is_carried_and_authenticates_nothing()
    {
        var text = Proof.Replace("\nindex", "\nextra aGVsbG8=\nindex", StringComparison.Ordinal);
        var proof = TlogProof.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Equal("hello"u8.ToArray(), proof.Extra);
        Assert.Equal(text, Encoding.UTF8.GetString(proof.ToBytes()));
        Assert.True(proof.Verify(MerkleTree.Leaf("three"u8), Policy).Included);
    }

    [Theory]
    [InlineData("tlog-proof@v1", "tlog-proof@v2")]
    [InlineData("index 2", "index 02")]
    [InlineData("index 2", "index -2")]
    [InlineData("index 2", "index 9223372036854775808")]
    [InlineData("index 2", "index 2 ")]
    [InlineData("index 2\n", "")]
    [InlineData("index 2", "index 2\nindex 2")]
    [InlineData("index 2", "extra \nindex 2")]
    [InlineData("index 2", "extra aGVsbG8\nindex 2")]
    [InlineData("index 2", "extra aGVsbG8=\nextra aGVsbG8=\nindex 2")]
    [InlineData("M2o=\n", "M2o=\n\n")]
    [InlineData("M2o=", "M2p=")]
    [InlineData("\n\n", "\n")]
    public void What_is_no_proof_is_refused(string from, string to)
    {
        var text = Proof.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Proof, text);
        Assert.Throws<FormatException>(() => TlogProof.Parse(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void A_proof_of_more_hashes_than_any_tree_needs_is_refused()
    {
        var text = Proof.Replace("index 2\n", $"index 2\n{string.Concat(Enumerable.Repeat($"{TesseraLog.Proof2Of5[0]}\n", 61))}", StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => TlogProof.Parse(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void No_byte_of_a_proof_can_be_changed()
    {
        var bytes = Encoding.UTF8.GetBytes(Proof);
        var leaf = MerkleTree.Leaf("three"u8);
        for (var i = 0; i < bytes.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                bytes[i] ^= (byte)(1 << bit);
                Assert.False(Verifies(), $"byte {i}, bit {bit}");
                bytes[i] ^= (byte)(1 << bit);
            }
        }

        Assert.True(Verifies());

        bool Verifies()
        {
            try
            {
                var (outcome, included) = TlogProof.Parse(bytes).Verify(leaf, Policy);
                return included && outcome.Standing == CheckpointStanding.Trusted;
            }
            catch (FormatException)
            {
                return false;
            }
        }
    }
}
