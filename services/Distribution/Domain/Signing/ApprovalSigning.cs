using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>A person's own signature on an approval.</summary>
/// <param name="KeyId">SHA-256 of the key's DER, lower-case hex.</param>
/// <param name="PublicKey">The key, DER in base64.</param>
/// <param name="Signature">ES256 over <see cref="PersonalSignatures.Approval"/>, base64.</param>
/// <param name="Registration">The fact by which the person registered the key.</param>
public sealed record PersonalSignature(string KeyId, string PublicKey, string Signature, Citation Registration);

/// <summary>What an approval knows about signing.</summary>
/// <param name="Consortium">Whose record is approved.</param>
/// <param name="Required">Whether everybody must sign; who has a key must in any case.</param>
/// <param name="Key">The approver's key that counts, or null.</param>
/// <param name="Registration">The fact that registered it.</param>
/// <param name="Given">The signature that was sent, or null.</param>
public sealed record ApprovalSigning(string Consortium, bool Required, SigningKeyRegistered? Key, Citation? Registration, string? Given)
{
    /// <summary>Nobody has a key and nobody needs one.</summary>
    public static ApprovalSigning None { get; } = new("", Required: false, null, null, null);

    /// <summary>Holds the signature against what is approved.</summary>
    /// <param name="stream">What is approved.</param>
    /// <param name="proposalHash">Its hash.</param>
    /// <param name="signature">The signature to record; null when there is none and none is needed.</param>
    /// <returns>Why not, or null.</returns>
    internal Rejection? Broken(Guid stream, string proposalHash, out PersonalSignature? signature)
    {
        signature = null;
        if (Key is not { } key) return Required || Given is not null ? new ApprovalKeyMissing { Field = Field } : null;
        if (Given is null) return new ApprovalSignatureMissing(key.KeyId) { Field = Field };
        if (PersonalSignatures.Read(Given) is not { } bytes) return new ApprovalSignatureMalformed { Field = Field };
        if (P256Key.Read(key.PublicKey, out _)?.Verifies(PersonalSignatures.Approval(Consortium, stream, proposalHash), bytes) != true)
            return new ApprovalSignatureWrong(key.KeyId) { Field = Field };
        signature = new PersonalSignature(key.KeyId, key.PublicKey, Given, Registration!);
        return null;
    }

    private const string Field = "signature";
}
