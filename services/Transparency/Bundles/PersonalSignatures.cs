using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Transparency.Formats;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Bundles;

/// <summary>
/// What persons sign with keys of their own, read from payloads: registrations of keys and signatures of approvals. Published with the
/// services' API; ECDSA P-256 over SHA-256, r and s of 32 bytes each.
/// </summary>
internal static class PersonalSignatures
{
    public const string Registration = "signing_key_registered.v1";
    public const string Retirement = "signing_key_retired.v1";

    /// <summary>Facts by which a person approves, and which he signs.</summary>
    public static readonly IReadOnlySet<string> Approvals = new HashSet<string>(StringComparer.Ordinal) { "run_approved.v1" };

    private const int SignatureBytes = 64;

    /// <summary>Whether a registration is proved by the key that it registers.</summary>
    public static bool Registers(LeafEnvelope said, JsonElement payload) =>
        payload.Text("by", "person") is { } person
        && Holds(payload.Text("keyId"), payload.Text("publicKey"), payload.Text("proof"), key => $"ledger-signing-key/v1\n{said.Tenant}\n{person}\n{key}\n");

    /// <summary>Whether an approval is signed, for exactly what it approves, by the key that it names.</summary>
    public static bool Approves(LeafEnvelope said, JsonElement payload, JsonElement signature) =>
        signature.ValueKind == JsonValueKind.Object && signature.GetPropertyCount() == 4 && Cited(signature) is not null
        && payload.Text("proposalHash") is { Length: 64 } hash && hash.All(char.IsAsciiHexDigitLower)
        && Holds(
            signature.Text("keyId"), signature.Text("publicKey"), signature.Text("signature"),
            _ => $"ledger-approval/v1\n{said.Tenant}\n{said.Stream:D}\n{hash}\n");

    /// <summary>The registration that a signature cites, or null.</summary>
    public static EventReference? Cited(JsonElement signature) =>
        signature.TryGetProperty("registration", out var cited) && cited.ValueKind == JsonValueKind.Object ? EnvelopeReader.Citation(cited) : null;

    /// <summary>The text at a path of members, or null.</summary>
    public static string? Text(this JsonElement value, params ReadOnlySpan<string> path)
    {
        foreach (var member in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(member, out value)) return null;
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    private static bool Holds(string? keyId, string? publicKey, string? signature, Func<string, string> signed)
    {
        if (keyId is null || publicKey is null || signature is null) return false;
        try
        {
            var (der, bytes) = (Base64.Decode(publicKey), Base64.Decode(signature));
            if (!VerifierKey.IsP256(der) || Convert.ToHexStringLower(SHA256.HashData(der)) != keyId || bytes.Length != SignatureBytes) return false;
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(der, out _);
            return key.VerifyData(Lines.Encode(signed(keyId)), bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (Exception refused) when (refused is FormatException or CryptographicException)
        {
            return false;
        }
    }
}
