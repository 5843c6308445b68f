using Ledger.Transparency.Bundles;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;

namespace Ledger.Transparency.Tests;

/// <summary>A log that changes its key: whoever trusts the old one is led to the next, and to no other.</summary>
public sealed class KeyRotationTests
{
    [Fact]
    public void The_old_key_in_the_policy_leads_to_the_next_and_to_the_one_after()
    {
        foreach (var log in new[] { RotatedLog.Of(), RotatedLog.Twice() })
        {
            var verdict = BundleVerifier.Verify(log.Bundle.ToBytes(), SampleLog.Policy);
            Assert.Empty(verdict.Findings);
            Assert.Contains(verdict.Proven, said => said.Code == "proven.key");
        }
    }

    [Fact]
    public void A_policy_that_names_the_next_key_needs_no_chain()
    {
        var policy = WitnessPolicy.Parse(SampleLog.PolicyText.Replace($"log {SampleLog.Log.Key}", $"log {RotatedLog.NextKey}", StringComparison.Ordinal));
        foreach (var bundle in new[] { RotatedLog.Of().Bundle, RotatedLog.Of().Bundle with { Keys = [] } })
        {
            var verdict = BundleVerifier.Verify(bundle.ToBytes(), policy);
            Assert.Equal(VerdictKind.Verified, verdict.Kind);
            Assert.DoesNotContain(verdict.Proven, said => said.Code == "proven.key");
        }
    }

    // The next key cannot hand the log over to itself: it is the old one whose word counts.
    [Fact]
    public void A_chain_that_no_trusted_key_begins_leads_nowhere()
    {
        using var other = new Ed25519Signer("ledger.example/audit", PolicyTests.Seed(15));
        var policy = WitnessPolicy.Parse(SampleLog.PolicyText.Replace($"log {SampleLog.Log.Key}", $"log {other.Key}", StringComparison.Ordinal));
        Assert.Contains(BundleVerifier.Verify(RotatedLog.Of().Bundle.ToBytes(), policy).Findings, finding => finding.Code == "checkpoint.not-signed");
    }

    [Fact]
    public void A_key_of_a_witness_never_becomes_the_logs() => Assert.DoesNotContain(
        SampleLog.Policy.Trusting(VerifierKey.Ed25519("ledger.example/audit", SampleLog.Witnesses[0].Key.Material)).Logs,
        key => key.Material.SequenceEqual(SampleLog.Witnesses[0].Key.Material));

    [Fact]
    public void A_log_that_never_changed_its_key_is_written_as_before() =>
        Assert.DoesNotContain("\"keys\"", System.Text.Encoding.UTF8.GetString(SampleLog.Of().ForSettlement().ToBytes()), StringComparison.Ordinal);

    [Fact]
    public void A_statement_is_read_as_it_is_written_and_is_no_checkpoint()
    {
        var statement = RotatedLog.Statement();
        var rotation = KeyRotation.Parse(statement);
        Assert.True(rotation.IsSigned);
        Assert.Equal((SampleLog.Log.Key, RotatedLog.NextKey), (rotation.Old, rotation.Next));
        Assert.Throws<FormatException>(() => Checkpoint.Parse(rotation.Note.Text));
        Assert.False(KeyRotation.Parse(RotatedLog.Statement(old: "stranger")).IsSigned);
        Assert.False(KeyRotation.Parse(RotatedLog.Statement(next: "absent")).IsSigned);
    }

    [Theory]
    [InlineData("ledger-log-key/1", "ledger-log-key/2")]
    [InlineData("ledger.example/audit\n", "ledger.example/other\n")]
    [InlineData("\n\n", "\nmore\n\n")]
    public void A_statement_of_another_form_is_refused(string from, string to) => Assert.Throws<FormatException>(
        () => KeyRotation.Parse(new System.Text.RegularExpressions.Regex(System.Text.RegularExpressions.Regex.Escape(from), default, TimeSpan.FromSeconds(1)).Replace(RotatedLog.Statement(), to, 1)));

    [Fact]
    public void A_log_does_not_hand_over_to_itself_nor_to_another_name()
    {
        using var other = new Ed25519Signer("ledger.example/other", PolicyTests.Seed(15));
        Assert.Throws<FormatException>(() => KeyRotation.Of(SampleLog.Log, SampleLog.Log));
        Assert.Throws<FormatException>(() => KeyRotation.Of(SampleLog.Log, other));
    }
}
