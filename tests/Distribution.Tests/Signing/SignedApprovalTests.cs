using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>An approval carries the approver's own signature over exactly the proposal.</summary>
public sealed class SignedApprovalTests
{
    private static readonly Pen Own = new();
    private static readonly SigningKeyRegistered Key = new(Own.Id, Own.PublicKey, Own.Proof(Tenant, "sun"), Sun, At);
    private static readonly string Signature = Own.Approve(Tenant, RunId, Proposed.ProposalHash);
    private static readonly ApprovalSigning Signed = new(Tenant, Required: false, Key, Elsewhere, Signature);

    [Fact]
    public void The_signature_stands_in_the_fact_with_the_key_and_its_registration()
    {
        var expected = Approved with { Signature = new PersonalSignature(Own.Id, Own.PublicKey, Signature, Elsewhere) };
        foreach (var required in new[] { false, true })
            GivenRun(Computed, Proposed).When(Deciding(Signed with { Required = required })).Then(expected).ThenState(state => Assert.Equal(RunStage.Approved, state.Stage)).ThenAgainNothing();
        var stored = StoredFacts.Endures(expected).GetProperty("signature");
        Assert.Equal(["keyId", "publicKey", "registration", "signature"], stored.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["ev", "ph"], stored.GetProperty("registration").EnumerateObject().Select(member => member.Name));
        StoredFacts.Endures(GivenRun(Computed, Proposed, expected).State);
    }

    // Facts of before, and people without a key while it is not demanded of everybody.
    [Fact]
    public void Without_a_key_nothing_is_signed_unless_everybody_must()
    {
        var none = Signed with { Key = null, Registration = null, Given = null };
        GivenRun(Computed, Proposed).When(Deciding(none)).Then(Approved);
        Assert.False(StoredFacts.Endures(Approved).TryGetProperty("signature", out _));
        GivenRun(Computed, Proposed).When(Deciding(none with { Required = true })).ThenRejected<ApprovalKeyMissing>("approval.key-missing", "signature");
        GivenRun(Computed, Proposed).When(Deciding(none with { Given = Signature })).ThenRejected<ApprovalKeyMissing>("approval.key-missing", "signature");
    }

    [Fact]
    public void Who_has_a_key_signs()
    {
        GivenRun(Computed, Proposed).When(Deciding(Signed with { Given = null })).ThenRejected<ApprovalSignatureMissing>("approval.signature-missing", "signature");
        foreach (var text in new[] { "", "signature", Signature[..^4], Signature + "=", Convert.ToBase64String(new byte[65]), new string('A', 10_000) })
            GivenRun(Computed, Proposed).When(Deciding(Signed with { Given = text })).ThenRejected<ApprovalSignatureMalformed>("approval.signature-malformed", "signature");
    }

    [Fact]
    public void A_signature_of_anything_else_is_wrong()
    {
        using var other = new Pen();
        string[] wrong =
        [
            other.Approve(Tenant, RunId, Proposed.ProposalHash), Own.Approve("beihai", RunId, Proposed.ProposalHash), Own.Approve(Tenant, PoolId, Proposed.ProposalHash),
            Own.Approve(Tenant, RunId, new string('0', 64)), Own.Sign(Proposed.ProposalHash), Own.Sign($"ledger-signing-key/v1\n{Tenant}\n{RunId}\n{Proposed.ProposalHash}\n"),
            Own.Sign($"ledger-approval/v1\n{Tenant}\n{RunId}\n{Proposed.ProposalHash}"), Convert.ToBase64String(new byte[64]), Convert.ToBase64String(Enumerable.Repeat((byte)0xff, 64).ToArray()),
        ];
        foreach (var signature in wrong)
            GivenRun(Computed, Proposed).When(Deciding(Signed with { Given = signature })).ThenRejected<ApprovalSignatureWrong>("approval.signature-wrong", "signature");
    }

    // What bars an approval bars a signed one: a signature is no way around.
    [Fact]
    public void A_signature_replaces_no_other_rule()
    {
        GivenRun(Computed, Proposed).When(state => RunDecider.Decide(state, Approve with { By = Wang, Signing = Signed })).ThenRejected<MakerApproves>("run.maker-approves");
        GivenRun(Computed, Proposed).When(state => RunDecider.Decide(state, Approve with { At = Propose.At, Signing = Signed })).ThenRejected<ObjectionWindowOpen>("run.objection-window-open");
        GivenRun(Computed, Proposed).When(state => RunDecider.Decide(state, Approve with { ProposalHash = "0", Signing = Signed })).ThenRejected<ProposalChanged>("run.proposal-changed");
    }

    private static Func<Run, Decision> Deciding(ApprovalSigning signing) => state => RunDecider.Decide(state, Approve with { Signing = signing });
}
