using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>A person registered a public key to sign with, and proved to have the private one.</summary>
/// <param name="KeyId">SHA-256 of the key's DER, lower-case hex.</param>
/// <param name="PublicKey">ECDSA P-256 as SubjectPublicKeyInfo, DER in base64.</param>
/// <param name="Proof">The key's own signature over <see cref="PersonalSignatures.KeyProof"/>, base64.</param>
/// <param name="By">Whose key it is; nobody registers one for somebody else.</param>
/// <param name="At">Recorded time: the key counts from here on.</param>
public sealed record SigningKeyRegistered(string KeyId, string PublicKey, string Proof, Actor By, DateTimeOffset At);

/// <summary>A key counts no more. What it signed before stays signed.</summary>
/// <param name="KeyId">Which key.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">The person, or an administrator.</param>
/// <param name="At">Recorded time.</param>
public sealed record SigningKeyRetired(string KeyId, string Reason, Actor By, DateTimeOffset At);

/// <summary>A key belongs to a person of the consortium, once for all: nobody else registers it, and he not again.</summary>
/// <param name="KeyId">Which key.</param>
/// <param name="Person">Whose.</param>
public sealed record SigningKeyHeld(string KeyId, string Person);
