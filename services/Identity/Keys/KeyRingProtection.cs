using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Ledger.Identity.Keys;

/// <summary>
/// Keeps the cookies' key ring unreadable in the database (AES-256-GCM under a key derived from the signing key): somebody who
/// reads the database, or a backup of it, cannot make sign-in cookies.
/// </summary>
public sealed class KeyRingEncryptor(SigningKeys keys) : IXmlEncryptor
{
    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedBytes = new byte[KeyRingBytes.Nonce + plain.Length + KeyRingBytes.Tag];
        var nonce = sealedBytes.AsSpan(0, KeyRingBytes.Nonce);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(keys.KeyRing[0], KeyRingBytes.Tag);
        cipher.Encrypt(nonce, plain, sealedBytes.AsSpan(KeyRingBytes.Nonce, plain.Length), sealedBytes.AsSpan(KeyRingBytes.Nonce + plain.Length));
        CryptographicOperations.ZeroMemory(plain);
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(sealedBytes)), typeof(KeyRingDecryptor));
    }
}

/// <summary>Opens what <see cref="KeyRingEncryptor"/> sealed, under any of the configured keys. Made by the framework by its type name.</summary>
public sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc/>
    /// <exception cref="CryptographicException">Sealed under a key that is configured no more: the cookies of that time are void.</exception>
    public XElement Decrypt(XElement encryptedElement)
    {
        var bytes = Convert.FromBase64String(encryptedElement.Value);
        if (bytes.Length < KeyRingBytes.Nonce + KeyRingBytes.Tag)
        {
            throw new CryptographicException("A key of the key ring is cut short.");
        }

        var plain = new byte[bytes.Length - KeyRingBytes.Nonce - KeyRingBytes.Tag];
        foreach (var key in services.GetRequiredService<SigningKeys>().KeyRing)
        {
            using var cipher = new AesGcm(key, KeyRingBytes.Tag);
            try
            {
                cipher.Decrypt(
                    bytes.AsSpan(0, KeyRingBytes.Nonce),
                    bytes.AsSpan(KeyRingBytes.Nonce, plain.Length),
                    bytes.AsSpan(KeyRingBytes.Nonce + plain.Length),
                    plain);
                return XElement.Parse(Encoding.UTF8.GetString(plain));
            }
            catch (AuthenticationTagMismatchException)
            {
                // Sealed under another of the configured keys, or under none of them.
            }
        }

        throw new CryptographicException("A key of the key ring was sealed under a signing key that is not configured.");
    }
}

internal static class KeyRingBytes
{
    public const int Nonce = 12;
    public const int Tag = 16;
}
