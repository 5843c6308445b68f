using System.Security.Cryptography;
using Ledger.Transparency.Formats;

namespace Ledger.Transparency.Notes;

/// <summary>Signs notes with ECDSA P-256, for keys that live in a security module or a PKI.</summary>
/// <param name="name">Name of the key.</param>
/// <param name="key">A key of the curve P-256; the signer disposes of it.</param>
public sealed class EcdsaSigner(string name, ECDsa key) : INoteSigner
{
    /// <inheritdoc/>
    public VerifierKey Key { get; } = VerifierKey.EcdsaP256(name, key.ExportSubjectPublicKeyInfo());

    /// <inheritdoc/>
    public NoteSignature Sign(string text) => new(Key.Name, Key.Id,
        key.SignData(Lines.Encode(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    public void Dispose() => key.Dispose();
}
