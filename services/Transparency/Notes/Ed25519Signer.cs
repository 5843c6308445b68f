using System.Globalization;
using Ledger.Transparency.Formats;
using NSec.Cryptography;

namespace Ledger.Transparency.Notes;

/// <summary>Signs notes with Ed25519; the same text gives the same line every time.</summary>
public sealed class Ed25519Signer : INoteSigner
{
    private const string Prefix = "PRIVATE+KEY+";

    private readonly Key _key;

    /// <summary>A signer from the 32 bytes of a private key.</summary>
    /// <exception cref="FormatException">Bad name, or not 32 bytes.</exception>
    public Ed25519Signer(string name, ReadOnlySpan<byte> seed)
    {
        KeyName.Check(name);
        _key = Curve25519.Import(seed);
        Key = VerifierKey.Ed25519(name, Curve25519.PublicOf(_key));
    }

    /// <inheritdoc/>
    public VerifierKey Key { get; }

    /// <summary>Reads <c>PRIVATE+KEY+name+hex8(id)+base64(type || seed)</c>.</summary>
    /// <exception cref="FormatException">Another form, another kind, or an id that is not that of the key.</exception>
    public static Ed25519Signer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text[Prefix.Length..].Split('+', 3) is not [var name, var id, var encoded])
            throw new FormatException("A private key is written PRIVATE+KEY+name+id+base64.");
        if (Base64.Decode(encoded) is not [(byte)SignatureType.Ed25519, .. var seed]) throw new FormatException("Not an Ed25519 key.");
        var signer = new Ed25519Signer(name, seed);
        if (id == signer.Key.Id.ToString("x8", CultureInfo.InvariantCulture)) return signer;
        signer.Dispose();
        throw new FormatException("The id is not that of the key.");
    }

    /// <inheritdoc/>
    public NoteSignature Sign(string text) => new(Key.Name, Key.Id, Curve25519.Sign(_key, Lines.Encode(text)));

    public void Dispose() => _key.Dispose();
}
