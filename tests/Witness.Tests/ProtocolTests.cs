using Ledger.Transparency;
using Ledger.Transparency.Notes;

namespace Ledger.Witness.Tests;

/// <summary>C2SP tlog-witness over HTTP: the published conversation, and requests that no log should send.</summary>
public sealed class ProtocolTests
{
    // The conversation of the public witness test (assurance.md, G7): the log's key, its signatures and its roots.
    private const string Origin = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
    private const string LogKey = Origin + "+5202289b+Af/cLU2Y5BJNP+r3iMDC+av9eWCD0fBJVDfzAux5zxAP";
    private const string Line1 = "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=";
    private const string Line3 = "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=";
    private const string Line5 = "UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=";
    private const string Root3 = "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=";
    private const string Root5 = "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=";

    private static readonly MerkleHash[] H = [.. Enumerable.Range(0, 5).Select(i => MerkleHash.Of([0x2a, (byte)i, .. new byte[30]]))];

    [Fact]
    public async Task The_published_conversation()
    {
        using var folder = new TemporaryFolder();
        await using var witness = await RunningWitness.StartAsync(folder.Name, VerifierKey.Parse(LogKey));
        var (badLine3, flipped) = (Convert.FromBase64String(Line3), H[2].ToArray());
        badLine3[^1] ^= 1;
        flipped[0] ^= 1;

        await CosignsAsync(Request(0, [], 1, H[0].ToBase64(), Line1));
        await SaysAsync(403, Request(1, [H[1], H[2]], 3, Root3, Convert.ToBase64String(badLine3)));
        await SaysAsync(404, Request(1, [H[1], H[2]], 3, Root3, Line3).Replace(Origin, "example.com/unknown", StringComparison.Ordinal));
        await SaysAsync(422, Request(1, [], 3, Root3, Line3));
        await SaysAsync(422, Request(1, [H[1], MerkleHash.Of(flipped)], 3, Root3, Line3));
        await CosignsAsync(Request(1, [H[1], H[2]], 3, Root3, Line3));
        Assert.Equal((409, "text/x.tlog.size", "3\n"), await witness.AddAsync(Request(1, [H[1], H[2], MerkleTree.Node(H[3], H[4])], 5, Root5, Line5)));
        await CosignsAsync(Request(3, [H[2], H[3], MerkleTree.Node(H[0], H[1]), H[4]], 5, Root5, Line5));
        Assert.Equal((409, "text/x.tlog.size", "5\n"), await witness.AddAsync(Request(0, [], 5, Root5, Line5)));
        Assert.Contains($"seen {Origin} 5 {Root5}\n", await witness.PageAsync(), StringComparison.Ordinal);

        async Task SaysAsync(int status, string body) => Assert.Equal(status, (await witness.AddAsync(body)).Status);

        async Task CosignsAsync(string body)
        {
            var (status, type, lines) = await witness.AddAsync(body);
            Assert.Equal((200, "text/plain"), (status, type));
            var text = body[(body.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
            var note = SignedNote.Parse(text + lines);
            var seen = Assert.Single(note.Verify([witness.Key]).Valid);
            Assert.InRange(seen.Time!.Value, DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 60, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1);
        }
    }

    public static TheoryData<string> NoRequests => new()
    {
        "", "old", "old 0", "old 00\n\n", "old -1\n\n", "hello\n\nworld\n", "old 9223372036854775808\n\nx\n",
        Request(0, [], 1, H[0].ToBase64(), Line1).Replace("old 0\n", "old 0\nnot a hash\n", StringComparison.Ordinal),
        // A size above the checkpoint's own.
        Request(2, [], 1, H[0].ToBase64(), Line1),
        string.Concat(Enumerable.Repeat("old 0\n", 64)) + Request(0, [], 1, H[0].ToBase64(), Line1),
    };

    [Theory]
    [MemberData(nameof(NoRequests))]
    public async Task What_is_no_request_is_answered_400_and_forgotten(string body)
    {
        using var folder = new TemporaryFolder();
        await using var witness = await RunningWitness.StartAsync(folder.Name, VerifierKey.Parse(LogKey));
        Assert.Equal(400, (await witness.AddAsync(body)).Status);
        Assert.DoesNotContain("seen", await witness.PageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_beyond_the_limit_is_answered_400()
    {
        using var folder = new TemporaryFolder();
        await using var witness = await RunningWitness.StartAsync(folder.Name, VerifierKey.Parse(LogKey));
        Assert.Equal(400, (await witness.AddAsync(new byte[WitnessLimits.RequestBytes + 1])).Status);
        Assert.Equal(200, (await witness.AddAsync(Request(0, [], 1, H[0].ToBase64(), Line1))).Status);
    }

    // While a log changes its key, its checkpoints bear two lines; a witness may know the old key, the new one, or both.
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_log_that_changes_its_key_is_followed_by_either_line(bool knowsOld, bool knowsNew)
    {
        using var next = new Ed25519Signer(TestLog.Key.Key.Name, [.. Enumerable.Repeat((byte)9, 32)]);
        using var folder = new TemporaryFolder();
        VerifierKey[] keys = [.. knowsOld ? [TestLog.Key.Key] : Array.Empty<VerifierKey>(), .. knowsNew ? [next.Key] : Array.Empty<VerifierKey>()];
        await using var witness = await RunningWitness.StartAsync(folder.Name, keys);
        var checkpoint = TestLog.True.At(3);
        var note = SignedNote.Of(checkpoint.Text, TestLog.Key.Sign(checkpoint.Text), next.Sign(checkpoint.Text));
        Assert.Equal(200, (await witness.AddAsync($"old 0\n\n{note}")).Status);
        var onlyNew = SignedNote.Of(checkpoint.Text, next.Sign(checkpoint.Text));
        Assert.Equal(knowsNew ? 200 : 403, (await witness.AddAsync($"old 3\n\n{onlyNew}")).Status);
    }

    private static string Request(long old, IReadOnlyList<MerkleHash> proof, long size, string root, string signature) =>
        $"old {old}\n{string.Concat(proof.Select(hash => $"{hash.ToBase64()}\n"))}\n{Origin}\n{size}\n{root}\n\n\u2014 {Origin} {signature}\n";
}
