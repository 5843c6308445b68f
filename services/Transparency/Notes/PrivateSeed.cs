using System.Security.Cryptography;
using System.Text;

namespace Ledger.Transparency.Notes;

/// <summary>Reads the 32 bytes of an Ed25519 private key as key files hold them.</summary>
public static class PrivateSeed
{
    /// <summary>Bytes of a private key.</summary>
    public const int Bytes = Curve25519.SeedBytes;

    // DER of a PKCS #8 Ed25519 private key (RFC 8410) up to its 32 bytes.
    private static readonly byte[] Pkcs8Head = Convert.FromHexString("302e020100300506032b657004220420");

    /// <summary>The key of a file's content: a PKCS #8 PEM, the 32 bytes themselves, or their base64. The caller wipes it after use.</summary>
    /// <returns>Null when the content is none of these.</returns>
    public static byte[]? Decode(ReadOnlySpan<byte> content)
    {
        if (content.Length == Bytes) return content.ToArray();
        var text = Encoding.ASCII.GetString(content);
        try
        {
            var seed = PemEncoding.TryFind(text, out var pem) ? OfPkcs8(Convert.FromBase64String(text[pem.Base64Data])) : Convert.FromBase64String(text.Trim());
            return seed is { Length: Bytes } ? seed : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[]? OfPkcs8(byte[] der) => der.AsSpan().StartsWith(Pkcs8Head) ? der[Pkcs8Head.Length..] : null;
}
