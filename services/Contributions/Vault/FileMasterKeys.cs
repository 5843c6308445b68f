using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Ledger.Contributions.Vault;

/// <summary>
/// Master keys of every holder, derived by HKDF-SHA-256 from one secret of <c>Vault:Key</c> (base64) or <c>Vault:KeyFile</c>; wraps
/// are AES-256 key wrap with padding (RFC 5649). Whoever has the secret and the vault's database can open everything: for one
/// machine and for tests.
/// </summary>
internal sealed class FileMasterKeys(byte[] secret) : IMasterKeys
{
    private const int KeyBytes = 32;

    /// <summary>Reads the secret.</summary>
    /// <exception cref="InvalidOperationException">It is not set, not base64, or shorter than 32 bytes.</exception>
    public static FileMasterKeys Read(IConfiguration configuration)
    {
        var text = configuration["Vault:Key"] is { Length: > 0 } set ? set
            : configuration["Vault:KeyFile"] is { Length: > 0 } file ? File.ReadAllText(file).Trim()
            : throw new InvalidOperationException("Neither Vault:Key nor Vault:KeyFile is set.");
        var secret = new byte[text.Length];
        return Convert.TryFromBase64String(text, secret, out var length) && length >= KeyBytes
            ? new FileMasterKeys(secret[..length])
            : throw new InvalidOperationException($"The vault's key must be base64 of at least {KeyBytes} bytes.");
    }

    public Task<byte[]> WrapAsync(KeyHolder holder, byte[] key, CancellationToken ct)
    {
        using var aes = For(holder);
        return Task.FromResult(aes.EncryptKeyWrapPadded(key));
    }

    public Task<byte[]> UnwrapAsync(KeyHolder holder, byte[] wrapped, CancellationToken ct)
    {
        using var aes = For(holder);
        return Task.FromResult(aes.DecryptKeyWrapPadded(wrapped));
    }

    public Task<byte[]> FingerprintAsync(string tenant, string text, CancellationToken ct) =>
        Task.FromResult(HMACSHA256.HashData(Derive("fingerprint", tenant), Encoding.UTF8.GetBytes(text)));

    private Aes For(KeyHolder holder)
    {
        var aes = Aes.Create();
        aes.Key = Derive("wrap", holder.Tenant, holder.Holder, holder.Key.ToString());
        return aes;
    }

    // As a JSON array, so that no two uses have the same text.
    private byte[] Derive(params string[] use) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, secret, KeyBytes, info: JsonSerializer.SerializeToUtf8Bytes<string[]>(["ledger-vault/1", .. use]));
}
