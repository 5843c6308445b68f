using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ledger.Transparency.Formats;

namespace Ledger.Transparency.Envelopes;

/// <summary>
/// A secret of up to 64 bytes for the holder of a P-256 key: ephemeral-static ECDH, the one-step key derivation with SHA-256 of
/// NIST SP 800-56A (as RFC 7518, 4.6.2, frames its inputs), and AES-256 key wrap with padding (RFC 5649). Every step is the base
/// class library's. Text: base64url of the ephemeral public key (SubjectPublicKeyInfo), a dot, base64url of the wrapped secret.
/// </summary>
public static class KeyEnvelope
{
    /// <summary>Longest secret, bytes.</summary>
    public const int MaxSecret = 64;

    /// <summary>Name of the construction; it enters the derivation, so that no other one opens what this one closed.</summary>
    public const string Algorithm = "ECDH-ES+A256KWP";

    private const int KeyBytes = 32;

    /// <summary>Closes a secret for the holder of a key.</summary>
    /// <param name="secret">1 to <see cref="MaxSecret"/> bytes.</param>
    /// <param name="recipient">Public key, SubjectPublicKeyInfo.</param>
    /// <param name="context">What the secret is for; opening needs the same text.</param>
    /// <exception cref="CryptographicException">The key is no P-256 public key.</exception>
    public static string Close(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> recipient, string context)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(secret.Length, MaxSecret, nameof(secret));
        using var to = Public(recipient);
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var wrap = Aes.Create();
        wrap.Key = Derive(ephemeral, to.PublicKey, Algorithm, "", context, KeyBytes);
        return $"{Base64.EncodeUrl(ephemeral.ExportSubjectPublicKeyInfo())}.{Base64.EncodeUrl(wrap.EncryptKeyWrapPadded(secret))}";
    }

    /// <summary>Opens an envelope.</summary>
    /// <exception cref="FormatException">It is no envelope.</exception>
    /// <exception cref="CryptographicException">It was closed for another key or another context, or was changed.</exception>
    public static byte[] Open(string envelope, ECDiffieHellman holder, string context)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(holder);
        if (envelope.Split('.') is not [var ephemeral, var wrapped]) throw new FormatException("An envelope is two parts with a dot between.");
        using var from = Public(Base64.DecodeUrl(ephemeral));
        using var wrap = Aes.Create();
        wrap.Key = Derive(holder, from.PublicKey, Algorithm, "", context, KeyBytes);
        return wrap.DecryptKeyWrapPadded(Base64.DecodeUrl(wrapped));
    }

    /// <summary>Whether this is a P-256 public key as SubjectPublicKeyInfo.</summary>
    public static bool IsPublicKey(ReadOnlySpan<byte> key)
    {
        try
        {
            using var read = Public(key);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    // H(counter || Z || algorithm || party U || party V || bits); one round gives 256 bits, of which the first are taken.
    internal static byte[] Derive(
        ECDiffieHellman own, ECDiffieHellmanPublicKey other, string algorithm, string partyU, string partyV, int bytes)
    {
        var bits = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bits, bytes * 8);
        return own.DeriveKeyFromHash(other, HashAlgorithmName.SHA256, [0, 0, 0, 1], [.. Framed(algorithm), .. Framed(partyU), .. Framed(partyV), .. bits])[..bytes];
    }

    private static byte[] Framed(string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        var framed = new byte[4 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed, content.Length);
        content.CopyTo(framed, 4);
        return framed;
    }

    private static ECDiffieHellman Public(ReadOnlySpan<byte> key)
    {
        var read = ECDiffieHellman.Create();
        try
        {
            read.ImportSubjectPublicKeyInfo(key, out var length);
            // A point of another curve, or bytes behind the key, are not what was asked for.
            if (length != key.Length || read.ExportParameters(false).Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
                throw new CryptographicException("The key is no P-256 public key.");
            return read;
        }
        catch
        {
            read.Dispose();
            throw;
        }
    }
}
