using System.Text;
using CsCheck;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;

namespace Ledger.Transparency.Tests;

/// <summary>C2SP tlog-witness: the published conversation, and what a witness must never do.</summary>
public sealed class WitnessTests
{
    private const string Origin = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
    private const string LogKey = Origin + "+5202289b+Af/cLU2Y5BJNP+r3iMDC+av9eWCD0fBJVDfzAux5zxAP";
    private const string Line1 = "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=";
    private const string Line3 = "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=";
    private const string Line5 = "UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=";
    private const string Root3 = "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=";
    private const string Root5 = "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=";
    private const long Time = 1_700_000_000;

    // Leaf hash i of the published log: 0x2a, i, and 30 zero bytes.
    private static readonly MerkleHash[] H = [.. Enumerable.Range(0, 5).Select(i => MerkleHash.Of([0x2a, (byte)i, .. new byte[30]]))];

    private static readonly CosignatureSigner Signer = new("witness.example.com/w1", TesseraLog.WitnessSeed);

    [Fact]
    public void The_published_conversation()
    {
        var book = WitnessBook.Of([VerifierKey.Parse(LogKey)]);
        var flipped = H[2].ToArray();
        flipped[7] ^= 0x10;
        var badLine3 = Convert.FromBase64String(Line3);
        badLine3[^1] ^= 1;

        Says(200, Request(0, [], 1, H[0].ToBase64(), Line1));
        Says(403, Request(1, [H[1], H[2]], 3, Root3, Convert.ToBase64String(badLine3)));
        Says(404, Request(1, [H[1], H[2]], 3, Root3, Line3).Replace(Origin, "example.com/unknown", StringComparison.Ordinal));
        Says(422, Request(1, [], 3, Root3, Line3));
        Says(422, Request(1, [H[1], MerkleHash.Of(flipped)], 3, Root3, Line3));
        Says(200, Request(1, [H[1], H[2]], 3, Root3, Line3));
        Says(409, Request(1, [H[1], H[2], MerkleTree.Node(H[3], H[4])], 5, Root5, Line5), "3\n");
        Says(200, Request(3, [H[2], H[3], MerkleTree.Node(H[0], H[1]), H[4]], 5, Root5, Line5));
        Says(409, Request(0, [], 5, Root5, Line5), "5\n");

        void Says(int status, string body, string? answer = null)
        {
            var before = book.Latest(Origin);
            (book, var response) = book.Add(Encoding.UTF8.GetBytes(body), Signer, Time);
            Assert.Equal(status, response.Status);
            if (answer is not null) Assert.Equal((answer, "text/x.tlog.size"), (response.Body, response.MediaType));
            if (status != 200)
            {
                Assert.Same(before, book.Latest(Origin));
                return;
            }

            // What it answers is a cosignature that the checkpoint verifies with.
            var note = SignedNote.Parse($"{body[(body.IndexOf("\n\n", StringComparison.Ordinal) + 2)..]}{response.Body}");
            Assert.Equal(Time, Assert.Single(note.Verify([Signer.Key]).Valid).Time);
        }
    }

    [Fact]
    public void An_old_size_above_the_checkpoint_is_a_bad_request()
    {
        var book = WitnessBook.Of([VerifierKey.Parse(LogKey)]).With(Origin, new SeenTree(5, MerkleHash.ParseBase64(Root5)));
        Assert.Equal(400, Status(book, Request(5, [], 3, Root3, Line3)));
        Assert.Equal(400, Status(book, "old 5\n"));
        Assert.Equal(400, Status(book, Request(3, [.. Enumerable.Repeat(H[0], 64)], 5, Root5, Line5)));
        Assert.Equal(400, Status(book, Request(3, [], 5, Root5, Line5).Replace("old 3", "old 03", StringComparison.Ordinal)));
        Assert.Equal(400, Status(book, Request(3, [], 5, Root5, Line5).Replace("old 3", "old 9223372036854775808", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_same_checkpoint_again_is_cosigned_again_without_a_proof_only()
    {
        var book = WitnessBook.Of([VerifierKey.Parse(LogKey)]).With(Origin, new SeenTree(5, MerkleHash.ParseBase64(Root5)));
        Assert.Equal(200, Status(book, Request(5, [], 5, Root5, Line5)));
        Assert.Equal(422, Status(book, Request(5, [H[0]], 5, Root5, Line5)));
    }

    [Fact]
    public void An_empty_tree_has_the_root_of_an_empty_tree_and_needs_no_proof()
    {
        using var log = new Ed25519Signer("log", PolicyTests.Seed(1));
        var book = WitnessBook.Of([log.Key]);
        Assert.Equal(200, Status(book, Signed(log, 0, [], new Checkpoint("log", 0, MerkleTree.EmptyRoot))));
        Assert.Equal(422, Status(book, Signed(log, 0, [], new Checkpoint("log", 0, H[0]))));
        Assert.Equal(422, Status(book, Signed(log, 0, [H[0]], new Checkpoint("log", 1, H[0]))));
    }

    // A rotated log has two keys under one origin; any of them will do, and a false line of either spoils the note.
    [Fact]
    public void A_log_may_have_two_keys()
    {
        using var first = new Ed25519Signer("log", PolicyTests.Seed(1));
        using var second = new Ed25519Signer("log", PolicyTests.Seed(2));
        var book = WitnessBook.Of([first.Key, second.Key]);
        var checkpoint = new Checkpoint("log", 1, H[0]);
        Assert.Equal(200, Status(book, Signed(second, 0, [], checkpoint)));
        var forged = SignedNote.Of(checkpoint.Text, first.Sign(checkpoint.Text), second.Sign("other\n"));
        Assert.Equal(403, Status(book, Encoding.UTF8.GetString(new AddCheckpoint(0, [], forged, checkpoint).ToBytes())));
    }

    // Whatever is asked, in whatever order: all that one witness ever cosigned is one growing history.
    [Fact]
    public void Two_forks_are_never_both_cosigned() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[0, 29], Gen.Int[0, 1].Array[1, 30], Gen.Int[1, 8].Array[30]).Sample((common, at, forks, steps) =>
        {
            using var log = new Ed25519Signer("log", PolicyTests.Seed(1));
            MerkleHash[][] histories = [NaiveTree.Leaves(300), NaiveTree.Leaves(300)];
            var split = at % common;
            histories[1][split] = MerkleTree.Leaf("fork"u8);
            var book = WitnessBook.Of([log.Key]);
            var cosigned = new List<(long Size, MerkleHash Root)>();
            for (var i = 0; i < forks.Length; i++)
            {
                var (history, latest) = (histories[forks[i]], book.Latest("log"));
                var size = latest.Size + steps[i];
                var nodes = NaiveTree.Nodes(history);
                var checkpoint = new Checkpoint("log", size, MerkleNodes.Root(nodes, size));
                var proof = latest.Size == 0 ? [] : ConsistencyProof.Of(nodes, latest.Size, size);
                (book, var response) = book.Add(Encoding.UTF8.GetBytes(Signed(log, latest.Size, proof, checkpoint)), Signer, Time);
                if (response.Answer == WitnessAnswer.Cosign) cosigned.Add((size, checkpoint.Root));
            }

            var histories2 = histories.Count(history => cosigned.All(seen =>
                MerkleNodes.Root(NaiveTree.Nodes(history), seen.Size).Equals(seen.Root)));
            Assert.True(cosigned.Count > 0 && histories2 > 0);
        }, iter: 100);

    // The log shows one fork to some witnesses and the other to others, in any order: under a quorum of a majority at most one of the two
    // is ever trusted beyond the point where they part.
    [Fact]
    public void Of_two_forks_shown_to_several_witnesses_one_at_most_meets_the_quorum() =>
        Gen.Select(Gen.Int[0, 9], Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[1, 12]).Array[1, 40]).Sample((split, shown) =>
        {
            MerkleHash[][] histories = [NaiveTree.Leaves(500), NaiveTree.Leaves(500)];
            histories[1][split] = MerkleTree.Leaf("fork"u8);
            var nodes = histories.Select(history => NaiveTree.Nodes(history)).ToArray();
            var books = SampleLog.Witnesses.Select(_ => WitnessBook.Of([SampleLog.Log.Key])).ToArray();
            var origin = SampleLog.Log.Key.Name;
            var notes = new Dictionary<(int Fork, long Size), SignedNote>();
            foreach (var (witness, fork, size) in shown.Select(one => (one.Item1, one.Item2, (long)one.Item3)))
            {
                var latest = books[witness].Latest(origin);
                var checkpoint = new Checkpoint(origin, size, MerkleNodes.Root(nodes[fork], size));
                var proof = latest.Size == 0 || latest.Size > size ? [] : ConsistencyProof.Of(nodes[fork], latest.Size, size);
                (books[witness], var response) = books[witness].Add(
                    Encoding.UTF8.GetBytes(Signed(SampleLog.Log, Math.Min(latest.Size, size), proof, checkpoint)), SampleLog.Witnesses[witness], Time);
                if (response.Answer != WitnessAnswer.Cosign) continue;
                var before = notes.GetValueOrDefault((fork, size)) ?? SignedNote.Of(checkpoint.Text, SampleLog.Log.Sign(checkpoint.Text));
                var cosigned = SampleLog.Witnesses[witness].Sign(checkpoint, Time);
                if (!before.Signatures.Any(line => line.Name == cosigned.Name)) notes[(fork, size)] = before.With(cosigned);
            }

            var trusted = notes.Where(note => note.Key.Size > split && SampleLog.Policy.Evaluate(note.Value).Standing == CheckpointStanding.Trusted);
            Assert.True(trusted.Select(note => note.Key.Fork).Distinct().Count() <= 1);
        }, iter: 200);

    [Fact]
    public void A_request_is_written_as_it_is_read()
    {
        var body = Request(3, [H[2], H[3], MerkleTree.Node(H[0], H[1]), H[4]], 5, Root5, Line5);
        Assert.Equal(body, Encoding.UTF8.GetString(AddCheckpoint.Parse(Encoding.UTF8.GetBytes(body)).ToBytes()));
    }

    private static int Status(WitnessBook book, string body) => book.Add(Encoding.UTF8.GetBytes(body), Signer, Time).Response.Status;

    private static string Signed(Ed25519Signer log, long old, IReadOnlyList<MerkleHash> proof, Checkpoint checkpoint) => Encoding.UTF8.GetString(
        new AddCheckpoint(old, proof, SignedNote.Of(checkpoint.Text, log.Sign(checkpoint.Text)), checkpoint).ToBytes());

    private static string Request(long old, IReadOnlyList<MerkleHash> proof, long size, string root, string signature) =>
        $"old {old}\n{string.Concat(proof.Select(hash => $"{hash.ToBase64()}\n"))}\n{Origin}\n{size}\n{root}\n\n\u2014 {Origin} {signature}\n";
}
