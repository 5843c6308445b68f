using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Ledger.Contributions.Vault;

/// <summary>Where a disclosure belongs; encrypted for one place, it opens in no other.</summary>
/// <param name="Tenant">Consortium.</param>
/// <param name="Contribution">Stream of the event that holds the digest.</param>
/// <param name="Field">Path of the field.</param>
/// <param name="Key">Key of its subject.</param>
public sealed record FieldAddress(string Tenant, Guid Contribution, string Field, Guid Key);

/// <summary>AES-256-GCM with 96 random bits of nonce and the address as associated data. One key is far below 2^32 uses.</summary>
internal static class FieldCipher
{
    public const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Nonce, ciphertext, tag.</summary>
    public static byte[] Seal(byte[] key, FieldAddress address, string disclosure)
    {
        var plain = Encoding.UTF8.GetBytes(disclosure);
        var whole = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(whole.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(whole.AsSpan(0, NonceBytes), plain, whole.AsSpan(NonceBytes, plain.Length), whole.AsSpan(NonceBytes + plain.Length), Bound(address));
        return whole;
    }

    /// <summary>The disclosure.</summary>
    /// <exception cref="CryptographicException">Another key, another address, or changed.</exception>
    public static string Open(byte[] key, FieldAddress address, byte[] whole)
    {
        var length = whole.Length - NonceBytes - TagBytes;
        if (length < 0) throw new CryptographicException("The ciphertext is too short.");
        var plain = new byte[length];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(whole.AsSpan(0, NonceBytes), whole.AsSpan(NonceBytes, length), whole.AsSpan(NonceBytes + length), plain, Bound(address));
        return Encoding.UTF8.GetString(plain);
    }

    private static byte[] Bound(FieldAddress address) => JsonSerializer.SerializeToUtf8Bytes<string[]>(
        [address.Tenant, address.Contribution.ToString(), address.Field, address.Key.ToString()]);
}
