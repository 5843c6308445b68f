using System.Security.Cryptography;
using System.Text;
using Ledger.Transparency.Bundles;
using Ledger.Transparency.Disclosures;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;

namespace Ledger.Transparency.Tests;

/// <summary>A bundle and a policy, about which all verifiers must say the same.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Policy">The policy file.</param>
/// <param name="Bundle">The bundle file.</param>
/// <param name="Kind">What must be found; null where <see cref="BundleAttacks"/> or nobody says so.</param>
internal sealed record VerifierCase(string Name, string Policy, byte[] Bundle, VerdictKind? Kind = null)
{
    /// <summary>What <c>./ledger verify</c> says: exit code, and the codes of what it finds unless the form itself is wrong.</summary>
    public (int ExitCode, IReadOnlyList<string> Codes) Said()
    {
        WitnessPolicy policy;
        try
        {
            policy = WitnessPolicy.Parse(Policy);
        }
        catch (FormatException)
        {
            return ((int)VerdictKind.Malformed, []);
        }

        var verdict = BundleVerifier.Verify(Bundle, policy);
        return (verdict.ExitCode, verdict.Kind == VerdictKind.Malformed ? [] : [.. verdict.Findings.Select(finding => finding.Code).Order(StringComparer.Ordinal)]);
    }
}

/// <summary>
/// Good bundles, attacks, damage, other keys and odd forms: what the verifiers in C#, Python and in the browser are held against each
/// other with.
/// </summary>
internal static class VerifierCases
{
    // A key of another kind for the same log: for a security module or a PKI.
    private static readonly EcdsaSigner P256 = new(SampleLog.Log.Key.Name, ECDsa.Create(ECCurve.NamedCurves.nistP256));
    private static readonly EcdsaSigner Thief = new(SampleLog.Log.Key.Name, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public static IReadOnlyList<VerifierCase> All { get; } =
    [
        .. Good(), .. BundleAttacks.All.Select(attack => new VerifierCase(attack.Name, SampleLog.PolicyText, attack.Bytes)),
        .. SignatureCases.All.Select(one => new VerifierCase(one.Name, SampleLog.PolicyText, one.Log.Bundle().ToBytes(), one.Kind)),
        .. SignatureCases.FalseRegistrations.Select(one => new VerifierCase(one.Name, SampleLog.PolicyText, one.Log.Bundle().ToBytes(), VerdictKind.Tampered)),
        .. SecondLine(), .. ChangesOfKey(), .. Openings(), .. Envelopes(), .. Policies(),
        .. new[] { SampleLog.Of().ForSettlement(), SampleLog.Of().ForEverything(), SampleLog.Period().Bundle }.SelectMany(bundle => Damaged(bundle.ToBytes())),
    ];

    private static IEnumerable<VerifierCase> Good()
    {
        var log = SampleLog.Of();
        yield return new("settlement", SampleLog.PolicyText, log.ForSettlement().ToBytes(), VerdictKind.Verified);
        yield return new("everything", SampleLog.PolicyText, log.ForEverything().ToBytes(), VerdictKind.Verified);
        yield return new("period", SampleLog.PolicyText, SampleLog.Period().Bundle.ToBytes(), VerdictKind.Verified);
        yield return new("next key", SampleLog.PolicyText, RotatedLog.Of().Bundle.ToBytes(), VerdictKind.Verified);
        yield return new("third key", SampleLog.PolicyText, RotatedLog.Twice().Bundle.ToBytes(), VerdictKind.Verified);
        yield return new("nothing", SampleLog.PolicyText, [], VerdictKind.Malformed);
    }

    // The checkpoint bears an ECDSA line beside the Ed25519 one, or in its place.
    private static IEnumerable<VerifierCase> SecondLine()
    {
        var bundle = SampleLog.Of().ForSettlement();
        var note = SignedNote.Parse(bundle.Checkpoint);
        var (log, witnesses, second) = (note.Signatures[0], note.Signatures.Skip(1).ToArray(), P256.Sign(note.Text));
        var (first, other, both) = (SampleLog.PolicyText, SampleLog.PolicyOf(P256.Key), SampleLog.PolicyOf(SampleLog.Log.Key, P256.Key));

        yield return With("both lines, both keys trusted", both, VerdictKind.Verified, log, second);
        yield return With("both lines, the first key trusted", first, VerdictKind.Verified, log, second);
        yield return With("both lines, the second key trusted", other, VerdictKind.Verified, log, second);
        yield return With("one line, both keys trusted", both, VerdictKind.Verified, log);
        yield return With("second line only", other, VerdictKind.Verified, second);
        yield return With("second line stripped", other, VerdictKind.Tampered, log);
        yield return With("second line of a wrong key of the same name", other, VerdictKind.Tampered, log, Thief.Sign(note.Text));
        yield return With("second line of a wrong key of the same name and id", other, VerdictKind.Tampered, log, Line(Thief.Sign(note.Text).Bytes));
        yield return With("second line over another text", both, VerdictKind.Tampered, log, P256.Sign($"{note.Text}\n"));
        yield return With("second line false, nobody asks for it", first, VerdictKind.Verified, log, Line(Thief.Sign(note.Text).Bytes));

        // The same numbers spelt otherwise: a signature has one form.
        var der = second.Bytes.ToArray();
        yield return With("second line with a byte more", both, VerdictKind.Tampered, log, Line([.. der, 0]));
        yield return With("second line with a byte less", both, VerdictKind.Tampered, log, Line(der.AsSpan()[..^1]));
        yield return With("second line with a needless zero", both, VerdictKind.Tampered, log, Line([0x30, (byte)(der[1] + 1), 2, (byte)(der[3] + 1), 0, .. der[4..]]));
        yield return With("second line with a long length", both, VerdictKind.Tampered, log, Line([0x30, 0x81, .. der[1..]]));
        yield return With("second line with raw numbers", both, VerdictKind.Tampered, log, Line(new byte[64]));
        yield return With("second line of zeros", both, VerdictKind.Tampered, log, Line([0x30, 6, 2, 1, 0, 2, 1, 0]));
        yield return With("second line of negative numbers", both, VerdictKind.Tampered, log, Line([0x30, 6, 2, 1, 0xff, 2, 1, 0xff]));

        VerifierCase With(string name, string policy, VerdictKind kind, params NoteSignature[] lines) =>
            new(name, policy, (bundle with { Checkpoint = SignedNote.Of(note.Text, [.. lines, .. witnesses]).ToString() }).ToBytes(), kind);
    }

    private static NoteSignature Line(ReadOnlySpan<byte> signature) => new(P256.Key.Name, P256.Key.Id, signature);

    private static IEnumerable<VerifierCase> ChangesOfKey()
    {
        var (there, back) = (RotatedLog.Between(SampleLog.Log, P256), RotatedLog.Between(P256, SampleLog.Log));
        yield return new("to a key of another kind", SampleLog.PolicyText, there.Bundle.ToBytes(), VerdictKind.Verified);
        yield return new("from a key of another kind", SampleLog.PolicyOf(P256.Key), back.Bundle.ToBytes(), VerdictKind.Verified);
        yield return new("to a key of another kind, nobody says so", SampleLog.PolicyText, (there.Bundle with { Keys = [] }).ToBytes(), VerdictKind.Tampered);
        yield return new("from a key that nobody trusts", SampleLog.PolicyOf(Thief.Key), back.Bundle.ToBytes(), VerdictKind.Tampered);
        var stolen = new EcdsaSigner(SampleLog.Log.Key.Name, ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var statement = KeyRotation.Of(P256, stolen).Note;
        yield return new("from a key of another kind that did not sign", SampleLog.PolicyOf(P256.Key),
            RotatedLog.Of(SignedNote.Of(statement.Text, Line(Thief.Sign(statement.Text).Bytes), statement.Signatures[1]).ToString()).Bundle.ToBytes(), VerdictKind.Tampered);
        stolen.Dispose();
    }

    // Disclosures need not be canonical; what they hold must be.
    private static IEnumerable<VerifierCase> Openings()
    {
        yield return Opening("spaced", """[ "salt" , "field" , { "b" : 1, "a" : "x" } ]""", VerdictKind.Verified);
        yield return Opening("of a field with a name of the language's own", """["salt","__proto__",{"a":1}]""", VerdictKind.Verified);
        yield return Opening("of whole numbers", "[\"salt\",\"field\",[0,-1,9007199254740991,-9007199254740991]]", VerdictKind.Verified);
        foreach (var value in new[] { "1.0", "1e2", "-0", "9007199254740992", "[0.5]", """{"a":1,"a":1}""", """[{"a":{"b":1,"\u0062":1}}]""", "\"\\ud800\"", """{"\udc00":1}""" })
            yield return Opening($"of {value}", $"[\"salt\",\"field\",{value}]", VerdictKind.Tampered);
        yield return Opening("of an element", """["salt",1]""", VerdictKind.Tampered);
        yield return Opening("without a value", """["salt"]""", VerdictKind.Malformed);
        yield return Opening("with a member too much", """["salt","field",1,2]""", VerdictKind.Malformed);
        yield return Opening("with half a character in its salt", """["\ud800","field",1]""", VerdictKind.Malformed);
        yield return Opening("with half a character in its name", """["salt","\ud800",1]""", VerdictKind.Malformed);
        yield return Opening("of a reserved name", """["salt","_sd",1]""", VerdictKind.Malformed);
        yield return Opening("that is no JSON", """["salt","field",01]""", VerdictKind.Malformed);
        foreach (var (depth, kind) in new[] { (62, VerdictKind.Verified), (63, VerdictKind.Verified), (64, VerdictKind.Malformed) })
            yield return Opening($"nested {depth} deep", $"[\"salt\",\"field\",{new string('[', depth)}{new string(']', depth)}]", kind);
        yield return Opening("that is not UTF-8", [.. "[\"salt\",\"field\",\""u8, 0xff, .. "\"]"u8], VerdictKind.Malformed);
    }

    private static VerifierCase Opening(string name, string json, VerdictKind kind) => Opening(name, Encoding.UTF8.GetBytes(json), kind);

    private static VerifierCase Opening(string name, byte[] json, VerdictKind kind)
    {
        var log = SampleLog.Of();
        var text = System.Buffers.Text.Base64Url.EncodeToString(json);
        var disclosed = log.Add("contributions", "contribution_released.v1", 3, $$"""{"_sd":["{{Disclosure.DigestOf(text)}}"]}""", openings: [text]);
        var bundle = log.ForSettlement() with { Subjects = [disclosed], Entries = [log.Entry(log.Entries.Count - 1)], Agreements = [], Rules = [], Attachments = [] };
        return new VerifierCase($"disclosure {name}", SampleLog.PolicyText, bundle.ToBytes(), kind);
    }

    private static IEnumerable<VerifierCase> Envelopes()
    {
        var bundle = SampleLog.Of().ForSettlement();
        (string, string, VerdictKind)[] changes =
        [
            (".000001Z", "Z", VerdictKind.Malformed), (".000001Z", ".00001Z", VerdictKind.Malformed), ("T08:00:04", "T24:00:00", VerdictKind.Malformed), ("T08:00:04", "T08:00:60", VerdictKind.Malformed),
            ("2025-03-02T", "2025-04-31T", VerdictKind.Malformed), ("2025-03-02T", "1970-01-01T", VerdictKind.Tampered), ("distribution_settled", new string('a', 118), VerdictKind.Malformed),
            ("\"src\":\"distribution\"", $"\"src\":\"{new string('a', 61)}\"", VerdictKind.Malformed), ("\"src\":\"distribution\"", $"\"src\":\"{new string('a', 60)}\"", VerdictKind.Tampered),
            ("\"tn\":\"taihu\"", $"\"tn\":\"{string.Concat(Enumerable.Repeat("\U00020000", 101))}\"", VerdictKind.Malformed),
            ("\"tn\":\"taihu\"", "\"tn\":\"\\ud800\"", VerdictKind.Malformed), ("\"refs\":[", "\"refs\":[0,", VerdictKind.Malformed),
        ];
        foreach (var (from, to, kind) in changes) yield return Said(from, to, kind);
        var reference = SampleLog.Cited(SampleLog.Agreement);
        yield return Said(reference, $"{reference},{reference}", VerdictKind.Malformed);
        var entry = bundle.Entries[3];
        yield return Changed("a payload with half a character", entry with { Payload = """{"a":"\ud800"}""" }, VerdictKind.Malformed);
        yield return Changed("a payload nested too deep", entry with { Payload = $"{new string('[', 65)}{new string(']', 65)}" }, VerdictKind.Malformed);
        yield return Changed("a payload nested as deep as may be", entry with { Payload = $"{new string('[', 64)}{new string(']', 64)}" }, VerdictKind.Tampered);

        VerifierCase Said(string from, string to, VerdictKind kind)
        {
            Assert.Contains(from, bundle.Entries[3].Envelope, StringComparison.Ordinal);
            return Changed($"envelope with {to} for {from}", bundle.Entries[3] with { Envelope = bundle.Entries[3].Envelope.Replace(from, to, StringComparison.Ordinal) }, kind);
        }

        VerifierCase Changed(string name, BundleEntry entry, VerdictKind kind) =>
            new(name, SampleLog.PolicyText, (bundle with { Entries = [.. bundle.Entries.Take(3), entry] }).ToBytes(), kind);
    }

    private static IEnumerable<VerifierCase> Policies()
    {
        var (bundle, log) = (SampleLog.Of().ForSettlement().ToBytes(), $"log {SampleLog.Log.Key}");
        var (w0, w1) = (SampleLog.Witnesses[0].Key, SampleLog.Witnesses[1].Key);
        var small = new byte[32];
        small[0] = 1;
        string[] malformed =
        [
            $"{log}\n", $"{log}\nquorum none\nquorum none\n", $"{log}\nquorum w0\n", $"{log}\nnonsense\nquorum none\n", $"{log}\r\nquorum none\r\n", $"{log}\nquorum none\u007f\n",
            $"{log}\n{log}\nquorum none\n", $"log {w0}\nquorum none\n", $"{log}\nwitness a {SampleLog.Log.Key}\nquorum a\n", $"{log}\nwitness none {w0}\nquorum none\n",
            $"{log}\nwitness a {w0}\nwitness a {w1}\nquorum a\n", $"{log}\nwitness a {w0}\nwitness b {w0}\nquorum a\n", $"{log}\nwitness a {w0}\ngroup a any a\nquorum a\n",
            $"{log}\nwitness a {w0}\ngroup g any a a\nquorum g\n", $"{log}\nwitness a {w0}\ngroup g any a\ngroup h any a\nquorum g\n", $"{log}\nwitness a {w0}\ngroup g any\nquorum g\n",
            .. new[] { "0", "2", "01", "-1", "1.0", "1e0", "0x1", "most" }.Select(needed => $"{log}\nwitness a {w0}\ngroup g {needed} a\nquorum g\n"),
            $"{log[..^4]}AAA=\nquorum none\n", $"log {Key(1, small)}\nquorum none\n", $"log {Key(1, [2, .. new byte[31]])}\nquorum none\n", $"log {Key(1, new byte[31])}\nquorum none\n",
            $"log {Key(1, [.. Enumerable.Repeat((byte)0xff, 31), 0x7f])}\nquorum none\n", $"log {Key(2, P256.Key.Material[..^1])}\nquorum none\n", $"log {Key(2, [.. P256.Key.Material[..^1], 0])}\nquorum none\n",
            $"log {Key(2, [.. P256.Key.Material, 0])}\nquorum none\n", $"log {Key(6, small)}\nquorum none\n", $"log {SampleLog.Log.Key} address more\nquorum none\n",
        ];
        foreach (var policy in malformed) yield return new($"policy {policy}", policy, bundle, VerdictKind.Malformed);
        yield return new("policy with comments, tabs and addresses", $"# whom we trust\n\t{log}\thttps://log.example/\n\nwitness a {w0} https://w.example/\nwitness b {w1}\ngroup g 1 a b\nquorum g", bundle, VerdictKind.Verified);
        yield return new("policy that asks for a witness that has not seen it", $"{log}\nwitness b {w1}\nquorum b\n", bundle, VerdictKind.Incomplete);
        yield return new("policy that knows no log", $"witness a {w0}\nquorum a\n", bundle, VerdictKind.Tampered);
    }

    // A key as it is written, right but for its material.
    private static string Key(byte type, ReadOnlySpan<byte> material)
    {
        var name = SampleLog.Log.Key.Name;
        byte[] identified = type == (byte)SignatureType.EcdsaP256 ? material.ToArray() : [.. Encoding.UTF8.GetBytes($"{name}\n"), type, .. material];
        return $"{name}+{Convert.ToHexStringLower(SHA256.HashData(identified)[..4])}+{Convert.ToBase64String([type, .. material])}";
    }

    // One byte changed, one left out, one more, at places spread over the file.
    private static IEnumerable<VerifierCase> Damaged(byte[] bytes)
    {
        for (var i = 0; i < 21; i++)
        {
            var at = (int)((long)i * 7_919 * 31 % bytes.Length);
            yield return new($"damaged at {at}", SampleLog.PolicyText, (i % 3) switch
            {
                0 => [.. bytes[..at], (byte)(bytes[at] ^ (1 << (i % 7))), .. bytes[(at + 1)..]],
                1 => [.. bytes[..at], .. bytes[(at + 1)..]],
                _ => [.. bytes[..at], (byte)'0', .. bytes[at..]],
            });
        }
    }
}
