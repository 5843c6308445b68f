using CsCheck;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;

namespace Ledger.Transparency.Tests;

/// <summary>C2SP tlog-policy.</summary>
public sealed class PolicyTests
{
    private static readonly string[] Keys = [.. Enumerable.Range(1, 6).Select(i => Signer(i).Key.ToString())];

    // The two-level example of the standard: two of three X, and one of three Y.
    private static readonly string TwoLevels = $"""
        # Two organisations
        log {TesseraLog.Key} https://log.example/
        witness X1 {Keys[0]}
        witness X2 {Keys[1]} https://x2.example/
          witness	X3   {Keys[2]}
        group X 2 X1 X2 X3

        witness Y1 {Keys[3]}
        witness Y2 {Keys[4]}
        witness Y3 {Keys[5]}
        group Y any Y1 Y2 Y3
        group X-and-Y all X Y
        quorum X-and-Y
        """;

    [Theory]
    [InlineData("", false)]
    [InlineData("X1 X2", false)]
    [InlineData("X1 X2 X3", false)]
    [InlineData("Y1 Y2 Y3", false)]
    [InlineData("X1 Y1", false)]
    [InlineData("X1 X3 Y2", true)]
    [InlineData("X1 X2 X3 Y1 Y2 Y3", true)]
    [InlineData("X Y", false)]
    public void The_example_of_the_standard_asks_for_two_of_one_and_one_of_the_other(string seen, bool enough) =>
        Assert.Equal(enough, WitnessPolicy.Parse(TwoLevels).IsQuorum(seen.Split(' ').ToHashSet(StringComparer.Ordinal)));

    [Fact]
    public void A_group_of_k_is_met_by_any_k_of_its_members() =>
        Gen.Int[1, 6].SelectMany(n => Gen.Select(Gen.Const(n), Gen.Int[1, n], Gen.Int[0, (1 << n) - 1])).Sample((n, k, mask) =>
        {
            var witnesses = string.Concat(Enumerable.Range(0, n).Select(i => $"witness w{i} {Keys[i]}\n"));
            var members = string.Join(' ', Enumerable.Range(0, n).Select(i => $"w{i}"));
            var policy = WitnessPolicy.Parse($"{witnesses}group g {k} {members}\nquorum g\n");
            var seen = Enumerable.Range(0, n).Where(i => (mask & (1 << i)) != 0).Select(i => $"w{i}").ToHashSet();
            return policy.IsQuorum(seen) == seen.Count >= k;
        }, iter: 300);

    [Fact]
    public void A_checkpoint_stands_as_its_signatures_say()
    {
        var policy = WitnessPolicy.Parse($"log {TesseraLog.Key}\nwitness a {Keys[0]}\nwitness b {Keys[1]}\nwitness c {Keys[2]}\ngroup g 2 a b c\nquorum g\n");
        var checkpoint = Checkpoint.Parse(TesseraLog.Text5);
        var signed = SignedNote.Parse(TesseraLog.Checkpoint5);
        Assert.Equal(CheckpointStanding.TooFewWitnesses, policy.Evaluate(signed).Standing);
        var one = signed.With(Signer(1).Sign(checkpoint, 100)).With(Signer(1).Sign(checkpoint, 200)).With(Signer(4).Sign(checkpoint, 100));
        Assert.Equal(CheckpointStanding.TooFewWitnesses, policy.Evaluate(one).Standing);
        var two = policy.Evaluate(one.With(Signer(3).Sign(checkpoint, 50)));
        Assert.Equal(CheckpointStanding.Trusted, two.Standing);
        Assert.Equal([new Cosigned("a", 200), new Cosigned("c", 50)], two.Witnesses);
        Assert.Equal(checkpoint, two.Checkpoint);

        // Over another checkpoint of the same log.
        var other = checkpoint with { Size = 6 };
        Assert.Equal(CheckpointStanding.FalseSignature, policy.Evaluate(signed.With(Signer(2).Sign(other, 100))).Standing);
        var unsigned = SignedNote.Of(TesseraLog.Text5, Signer(1).Sign(checkpoint, 1), Signer(2).Sign(checkpoint, 1));
        Assert.Equal(CheckpointStanding.NotSignedByLog, policy.Evaluate(unsigned).Standing);
        using var log = new Ed25519Signer("elsewhere", Seed(9));
        var foreign = checkpoint with { Origin = "elsewhere" };
        Assert.Equal(CheckpointStanding.UnknownLog, policy.Evaluate(SignedNote.Of(foreign.Text, log.Sign(foreign.Text))).Standing);
        // The trusted log's key under a checkpoint that names another origin.
        using var tessera = Ed25519Signer.Parse(TesseraLog.PrivateKey);
        Assert.Equal(CheckpointStanding.UnknownLog, policy.Evaluate(SignedNote.Of(foreign.Text, tessera.Sign(foreign.Text))).Standing);
        Assert.Equal(CheckpointStanding.NotACheckpoint, policy.Evaluate(SignedNote.Of("text\n", tessera.Sign("text\n"))).Standing);
    }

    [Fact]
    public void A_policy_may_ask_for_no_witness()
    {
        var policy = WitnessPolicy.Parse($"log {TesseraLog.Key}\nquorum none");
        Assert.True(policy.AsksForNoWitness);
        Assert.Equal(CheckpointStanding.Trusted, policy.Evaluate(SignedNote.Parse(TesseraLog.Checkpoint5)).Standing);
        Assert.Equal(CheckpointStanding.UnknownLog, WitnessPolicy.Parse("quorum none").Evaluate(SignedNote.Parse(TesseraLog.Checkpoint5)).Standing);
    }

    [Theory]
    [InlineData("", "quorum")]
    [InlineData("log K0\n", "quorum")]
    [InlineData("quorum none\nquorum none\n", "Line 2")]
    [InlineData("quorum\n", "Line 1")]
    [InlineData("quorum a b\n", "Line 1")]
    [InlineData("quorum a\nwitness a W0\n", "Line 1")]
    [InlineData("witness a W0\nwitness a W1\nquorum a\n", "Line 2")]
    [InlineData("witness a W0\nwitness b W0\nquorum a\n", "Line 2")]
    [InlineData("witness none W0\nquorum none\n", "Line 1")]
    [InlineData("witness a W0\ngroup a any a\nquorum a\n", "Line 2")]
    [InlineData("witness a W0\ngroup g any g\nquorum g\n", "Line 2")]
    [InlineData("witness a W0\ngroup g any a a\nquorum g\n", "Line 2")]
    [InlineData("witness a W0\ngroup g any a\ngroup h any a\nquorum g\n", "Line 3")]
    [InlineData("witness a W0\ngroup g 0 a\nquorum g\n", "Line 2")]
    [InlineData("witness a W0\ngroup g 2 a\nquorum g\n", "Line 2")]
    [InlineData("witness a W0\ngroup g 01 a\nquorum g\n", "Line 2")]
    [InlineData("witness a W0\ngroup g -1 a\nquorum g\n", "Line 2")]
    [InlineData("witness a W0\ngroup g most a\nquorum g\n", "Line 2")]
    [InlineData("witness a W0\ngroup g any\nquorum g\n", "Line 2")]
    [InlineData("witness a W0\ngroup g any none\nquorum g\n", "Line 2")]
    [InlineData("witness a W0\ngroup none any a\nquorum none\n", "Line 2")]
    [InlineData("log K0\nlog K0\nquorum none\n", "Line 2")]
    [InlineData("log W0\nquorum none\n", "Line 1")]
    [InlineData("witness a K0\nquorum a\n", "Line 1")]
    [InlineData("log K0 url more\nquorum none\n", "Line 1")]
    [InlineData("mirror K0\nquorum none\n", "Line 1")]
    [InlineData("log K0\r\nquorum none\n", "control")]
    public void What_is_no_policy_is_refused_with_its_line(string policy, string where)
    {
        var text = policy.Replace("W0", Keys[0]).Replace("W1", Keys[1]).Replace("K0", TesseraLog.Key);
        Assert.Contains(where, Assert.Throws<FormatException>(() => WitnessPolicy.Parse(text)).Message, StringComparison.Ordinal);
    }

    // The operator could otherwise be its own witness.
    [Fact]
    public void The_key_of_a_log_is_no_witness()
    {
        using var log = new Ed25519Signer("log", Seed(1));
        Assert.Throws<FormatException>(() => WitnessPolicy.Parse($"log {log.Key}\nwitness a {Keys[0]}\nquorum a\n"));
    }

    [Fact]
    public void A_policy_of_more_than_32_of_each_is_taken()
    {
        var logs = string.Concat(Enumerable.Range(100, 40).Select(i => $"log {new Ed25519Signer($"log{i}", Seed(i)).Key}\n"));
        var witnesses = string.Concat(Enumerable.Range(1, 40).Select(i => $"witness w{i} {Signer(i).Key}\n"));
        var groups = string.Concat(Enumerable.Range(1, 40).Select(i => $"group g{i} all w{i}{(i > 1 ? $" g{i - 1}" : "")}\n"));
        var policy = WitnessPolicy.Parse($"{logs}{witnesses}{groups}quorum g40\n");
        var all = Enumerable.Range(1, 40).Select(i => $"w{i}").ToHashSet();
        Assert.True(policy.IsQuorum(all));
        all.Remove("w1");
        Assert.False(policy.IsQuorum(all));
    }

    internal static byte[] Seed(int number) => [.. Enumerable.Repeat((byte)number, 32)];

    private static CosignatureSigner Signer(int number) => new($"witness{number}.example", Seed(number));
}
