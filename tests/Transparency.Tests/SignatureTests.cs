using System.Security.Cryptography;
using Ledger.Transparency.Bundles;

namespace Ledger.Transparency.Tests;

/// <summary>
/// Personal signatures on approvals: a right one is proven, every forgery is found even when the log itself recorded it, and what is not
/// signed is said to be open.
/// </summary>
public sealed class SignatureTests
{
    public static TheoryData<string, VerdictKind, string?> Cases
    {
        get
        {
            var data = new TheoryData<string, VerdictKind, string?>();
            foreach (var (name, kind, code, _) in SignatureCases.All) data.Add(name, kind, code);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_forgery_is_found_and_nothing_else(string name, VerdictKind kind, string? code)
    {
        var verdict = Verify(SignatureCases.All.Single(one => one.Name == name).Log.Bundle());
        Assert.Equal(kind, verdict.Kind);
        Assert.Equal(code is null ? [] : [code], verdict.Findings.Select(finding => finding.Code));
        Assert.All(verdict.Findings, finding => Assert.Contains(finding.Zh, c => c > '\u4e00'));
    }

    [Fact]
    public void A_signed_approval_is_proven_with_person_and_key()
    {
        var verdict = Verify(new SignedLog().Bundle());
        var said = Assert.Single(verdict.Proven, said => said.Code == "proven.signatures");
        Assert.Contains($"sun (REG), {Convert.ToHexStringLower(SHA256.HashData(SignedLog.Sun.ExportSubjectPublicKeyInfo()))}", said.En, StringComparison.Ordinal);
        Assert.Contains("本人密钥", said.Zh, StringComparison.Ordinal);
        // What the signature cannot show is said beside it.
        Assert.Contains("from a person's account", Assert.Single(verdict.NotProven, open => open.Code == "open.persons").En, StringComparison.Ordinal);
        Assert.DoesNotContain(verdict.NotProven, open => open.Code is "open.unsigned" or "open.signing-keys");
    }

    [Fact]
    public void What_is_not_signed_or_not_disclosed_is_said_to_be_open()
    {
        var unsigned = Verify(new SignedLog { Signed = false, Disclosed = false }.Bundle());
        Assert.Contains("sun (REG)", Assert.Single(unsigned.NotProven, open => open.Code == "open.unsigned").En, StringComparison.Ordinal);
        Assert.DoesNotContain(unsigned.Proven, said => said.Code == "proven.signatures");
        foreach (var hidden in new[] { new SignedLog { Disclosed = false }, new SignedLog { Shows = false } })
        {
            var verdict = Verify(hidden.Bundle());
            Assert.Equal((0, true), (verdict.ExitCode, verdict.NotProven.Any(open => open.Code == "open.signing-keys")));
            Assert.DoesNotContain(verdict.Proven, said => said.Code == "proven.signatures");
        }
    }

    [Fact]
    public void A_registration_that_the_key_did_not_make_registers_nothing()
    {
        foreach (var (_, log) in SignatureCases.FalseRegistrations)
            Assert.Equal(["signing-key.false", "approval.key-differs"], Verify(log.Bundle()).Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void No_byte_of_a_signed_bundle_can_be_changed()
    {
        var bytes = new SignedLog().Bundle().ToBytes();
        for (var i = 0; i < bytes.Length; i += 11)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 1;
            Assert.NotEqual(0, BundleVerifier.Verify(changed, SampleLog.Policy).ExitCode);
        }
    }

    private static Verdict Verify(Bundle bundle) => BundleVerifier.Verify(bundle.ToBytes(), SampleLog.Policy);
}

/// <summary>Right and forged signatures, about which all three verifiers must say the same.</summary>
internal static class SignatureCases
{
    private static readonly ECDsa P384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    public static IReadOnlyList<(string Name, VerdictKind Kind, string? Code, SignedLog Log)> All { get; } =
    [
        ("a signed approval", VerdictKind.Verified, null, new()),
        ("a signed approval whose key is not disclosed", VerdictKind.Verified, null, new() { Disclosed = false }),
        ("a signed approval whose key is not shown", VerdictKind.Verified, null, new() { Shows = false }),
        ("an approval without signature and key", VerdictKind.Verified, null, new() { Signed = false, Disclosed = false }),
        ("an approval without signature of who has no key", VerdictKind.Verified, null, new() { Signed = false, Registrant = "zhao", Registered = SignedLog.Zhao }),
        ("an approval that was under way when the key was registered", VerdictKind.Verified, null, new() { Signed = false, Minutes = 4 }),
        ("an approval without signature after the key was retired", VerdictKind.Verified, null, new() { Signed = false, Retired = true }),
        ("an approval that was under way when the key was retired", VerdictKind.Verified, null, new() { Retired = true, Minutes = 9 }),
        ("the signature left out of an approval", VerdictKind.Tampered, "approval.signature-missing", new() { Signed = false }),
        ("a signature with a retired key", VerdictKind.Tampered, "approval.key-retired", new() { Retired = true }),
        ("a signature over another hash", VerdictKind.Tampered, "approval.signature-false", new() { Statement = $"ledger-approval/v1\n{SampleLog.Tenant}\n00000000-0000-7000-8000-000000000007\n{new string('0', 64)}\n" }),
        ("a signature over another run", VerdictKind.Tampered, "approval.signature-false", new() { Statement = Statement(SampleLog.Tenant, 8) }),
        ("a signature for another consortium", VerdictKind.Tampered, "approval.signature-false", new() { Statement = Statement("beihai", 7) }),
        ("a signature of something else", VerdictKind.Tampered, "approval.signature-false", new() { Statement = "ledger-approval/v1\n" }),
        ("a signature by another key than shown", VerdictKind.Tampered, "approval.signature-false", new() { Signer = SignedLog.Zhao, Shown = SignedLog.Sun }),
        ("an approval of another hash than was signed", VerdictKind.Tampered, "approval.signature-false", new() { Change = payload => payload["proposalHash"] = new string('a', 64) }),
        ("an approval of no hash", VerdictKind.Tampered, "approval.signature-false", new() { Change = payload => payload["proposalHash"] = "A" }),
        ("one bit of a signature changed", VerdictKind.Tampered, "approval.signature-false", Signature("signature", text => (text[0] == 'A' ? 'B' : 'A') + text[1..])),
        ("a signature of nothing but zeros", VerdictKind.Tampered, "approval.signature-false", Signature("signature", _ => Convert.ToBase64String(new byte[64]))),
        ("a signature with a byte more", VerdictKind.Tampered, "approval.signature-false", Signature("signature", text => Convert.ToBase64String([.. Convert.FromBase64String(text), 0]))),
        ("a signature that is no base64", VerdictKind.Tampered, "approval.signature-false", Signature("signature", text => text + "\n")),
        ("a key of another id", VerdictKind.Tampered, "approval.signature-false", Signature("keyId", _ => new string('0', 64))),
        ("a key that is none", VerdictKind.Tampered, "approval.signature-false", Signature("publicKey", _ => "AAAA")),
        ("a key that is not on the curve", VerdictKind.Tampered, "approval.signature-false", Signature("publicKey", text => Convert.ToBase64String([.. Convert.FromBase64String(text)[..^1], (byte)(Convert.FromBase64String(text)[^1] ^ 1)]))),
        ("a key of another curve", VerdictKind.Tampered, "approval.signature-false", new() { Signer = P384 }),
        ("a signature that is a text", VerdictKind.Tampered, "approval.signature-false", new() { Change = payload => payload["signature"] = "signed" }),
        ("a signature that is null", VerdictKind.Tampered, "approval.signature-false", new() { Change = payload => payload["signature"] = null }),
        ("a signature with a member more", VerdictKind.Tampered, "approval.signature-false", new() { Change = payload => payload["signature"]!["more"] = "x" }),
        ("a signature without a registration", VerdictKind.Tampered, "approval.signature-false", new() { Change = payload => payload["signature"]!["registration"] = "x" }),
        ("another person's key, registered by that person", VerdictKind.Tampered, "approval.key-of-another", new() { Registrant = "zhao", Registered = SignedLog.Zhao, Signer = SignedLog.Zhao }),
        ("the approver's key, registered by somebody else", VerdictKind.Tampered, "approval.key-of-another", new() { Registrant = "zhao" }),
        ("another key than the registered one", VerdictKind.Tampered, "approval.key-differs", new() { Signer = SignedLog.Zhao }),
        ("a citation of something else than a registration", VerdictKind.Tampered, "approval.key-differs", new() { CitesAnother = true }),
        ("an approval by another service than keeps the key", VerdictKind.Tampered, "approval.key-differs", new() { Source = "valuation" }),
    ];

    /// <summary>Registrations that the key itself did not make; the approval is then by no registered key.</summary>
    public static IReadOnlyList<(string Name, SignedLog Log)> FalseRegistrations { get; } =
    [
        ("a registration proved by another key", new() { Prover = SignedLog.Zhao }), ("a registration proved for somebody else", new() { ProofOf = "zhao" }),
    ];

    private static SignedLog Signature(string member, Func<string, string> change) =>
        new() { Change = payload => payload["signature"]![member] = change(payload["signature"]![member]!.GetValue<string>()) };

    private static string Statement(string tenant, int run) =>
        $"ledger-approval/v1\n{tenant}\n00000000-0000-7000-8000-{run:x12}\n{Convert.ToHexStringLower(SHA256.HashData("the proposal"u8))}\n";
}
