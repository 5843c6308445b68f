using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Distribution.Domain;
using Ledger.Rules;

namespace Ledger.Distribution.Paying;

/// <summary>
/// Seals bank details and makes their digests. Keys are derived by HKDF-SHA-256 from one secret of <c>Payments:Key</c> (base64) or
/// <c>Payments:KeyFile</c>; a key service takes its place by deriving the same keys. Without a secret no account can be registered.
/// </summary>
internal sealed class BankSecrets(byte[]? secret)
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int SaltBytes = 16;

    /// <summary>Whether there is a secret.</summary>
    public bool Ready => secret is not null;

    /// <summary>Reads the secret; none is no error before an account is to be registered.</summary>
    /// <exception cref="InvalidOperationException">It is not base64, or shorter than 32 bytes.</exception>
    public static BankSecrets Read(IConfiguration configuration)
    {
        var text = configuration["Payments:Key"] is { Length: > 0 } set ? set
            : configuration["Payments:KeyFile"] is { Length: > 0 } file ? File.ReadAllText(file).Trim()
            : null;
        if (text is null) return new BankSecrets(null);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length >= KeyBytes
            ? new BankSecrets(bytes[..length])
            : throw new InvalidOperationException($"The payments' key must be base64 of at least {KeyBytes} bytes.");
    }

    /// <summary>
    /// Salted digest of the details, in the form of a disclosure (RFC 9901): SHA-256 of the base64url of a JSON array that begins with a
    /// salt. The salt follows from the details under a key, so that the same details have the same digest and nobody without the key can
    /// try numbers against it.
    /// </summary>
    public string Digest(string tenant, Guid account, BankDetails details) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Disclosure(tenant, account, details))));

    /// <summary>Nonce, ciphertext, tag of the disclosure; it opens for this account of this consortium only.</summary>
    public byte[] Seal(string tenant, Guid account, BankDetails details)
    {
        var plain = Encoding.ASCII.GetBytes(Disclosure(tenant, account, details));
        var whole = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(whole.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(Derive("seal", tenant, account.ToString()), TagBytes);
        aes.Encrypt(whole.AsSpan(0, NonceBytes), plain, whole.AsSpan(NonceBytes, plain.Length), whole.AsSpan(NonceBytes + plain.Length));
        return whole;
    }

    /// <summary>The details, if they are those of the digest.</summary>
    /// <exception cref="CryptographicException">Another key, another account, changed, or not what the fact says.</exception>
    public BankDetails Open(string tenant, Guid account, byte[] whole, string digest)
    {
        var length = whole.Length - NonceBytes - TagBytes;
        if (length < 0) throw new CryptographicException("The ciphertext is too short.");
        var plain = new byte[length];
        using var aes = new AesGcm(Derive("seal", tenant, account.ToString()), TagBytes);
        aes.Decrypt(whole.AsSpan(0, NonceBytes), whole.AsSpan(NonceBytes, length), whole.AsSpan(NonceBytes + length), plain);
        if (Base64Url.EncodeToString(SHA256.HashData(plain)) != digest) throw new CryptographicException("The details are not those of the registered digest.");
        var parts = JsonSerializer.Deserialize<string?[]>(Base64Url.DecodeFromUtf8(plain))!;
        return new BankDetails(KebabCase.Find<BankScheme>(parts[1]!)!.Value, parts[2]!, parts[3]!, parts[4], parts[5]);
    }

    /// <summary>
    /// Stands for a request in the idempotency record: a plain hash of the body would let an account number be tried against it.
    /// </summary>
    public string Fingerprint(string tenant, string requestHash) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Derive("request", tenant), Encoding.ASCII.GetBytes(requestHash)));

    private string Disclosure(string tenant, Guid account, BankDetails details)
    {
        string?[] said = [KebabCase.Name(details.Scheme), details.Holder, details.Account, details.Bank, details.BankName];
        var salt = HMACSHA256.HashData(Derive("salt", tenant, account.ToString()), JsonSerializer.SerializeToUtf8Bytes(said))[..SaltBytes];
        return Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<string?[]>([Base64Url.EncodeToString(salt), .. said]));
    }

    // As a JSON array, so that no two uses have the same text.
    private byte[] Derive(params string[] use) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, secret ?? throw new InvalidOperationException("Neither Payments:Key nor Payments:KeyFile is set."), KeyBytes,
        info: JsonSerializer.SerializeToUtf8Bytes<string[]>(["ledger-payments/1", .. use]));
}
