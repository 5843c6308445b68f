using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Contributions.Domain;

namespace Ledger.Contributions.Vault;

/// <summary>
/// Master keys of every holder, derived by HKDF-SHA-256 from a secret of <c>Vault:Key</c> (base64) or <c>Vault:KeyFile</c> (one a line);
/// wraps are AES-256 key wrap with padding (RFC 5649). The first secret wraps, the others still unwrap until everything is wrapped anew;
/// the last one makes fingerprints, which must never change: it stays. Whoever has the secrets and the vault's database can open
/// everything.
/// </summary>
internal sealed class FileMasterKeys : IMasterKeys
{
    private const int KeyBytes = 32;

    private readonly IReadOnlyList<byte[]> secrets;

    public FileMasterKeys(params IReadOnlyList<byte[]> secrets) => this.secrets = secrets;

    /// <summary>Reads the secrets.</summary>
    /// <exception cref="InvalidOperationException">None is set, there are too many, or one is not base64, shorter than 32 bytes, or there twice.</exception>
    public static FileMasterKeys Read(IConfiguration configuration)
    {
        var text = configuration["Vault:Key"] is { Length: > 0 } set ? set
            : configuration["Vault:KeyFile"] is { Length: > 0 } file ? File.ReadAllText(file)
            : throw new InvalidOperationException("None of Vault:Transit, Vault:Key and Vault:KeyFile is set.");
        var read = text.Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Secret).ToList();
        if (read.Count is 0 or > ContributionLimits.VaultKeys)
            throw new InvalidOperationException($"The vault takes 1 to {ContributionLimits.VaultKeys} keys, not {read.Count}.");
        return read.DistinctBy(Convert.ToHexString).Count() == read.Count
            ? new FileMasterKeys(read)
            : throw new InvalidOperationException("A key of the vault is there twice.");
    }

    public Task<byte[]> WrapAsync(KeyHolder holder, byte[] key, CancellationToken ct)
    {
        using var aes = For(secrets[0], holder);
        return Task.FromResult(aes.EncryptKeyWrapPadded(key));
    }

    public Task<byte[]> UnwrapAsync(KeyHolder holder, byte[] wrapped, CancellationToken ct)
    {
        // The wrap proves itself: under another secret it does not open.
        foreach (var secret in secrets)
        {
            if (Opened(secret, holder, wrapped) is { } key) return Task.FromResult(key);
        }

        throw new CryptographicException("It was wrapped for another holder, with another secret, or changed.");
    }

    public Task<bool> IsCurrentAsync(KeyHolder holder, byte[] wrapped, CancellationToken ct) =>
        Task.FromResult(secrets.Count == 1 || Opened(secrets[0], holder, wrapped) is not null);

    public Task<byte[]> FingerprintAsync(string tenant, string text, CancellationToken ct) =>
        Task.FromResult(HMACSHA256.HashData(Derive(secrets[^1], "fingerprint", tenant), Encoding.UTF8.GetBytes(text)));

    private static byte[] Secret(string text)
    {
        var secret = new byte[text.Length];
        return Convert.TryFromBase64String(text, secret, out var length) && length >= KeyBytes
            ? secret[..length]
            : throw new InvalidOperationException($"A key of the vault must be base64 of at least {KeyBytes} bytes.");
    }

    private static byte[]? Opened(byte[] secret, KeyHolder holder, byte[] wrapped)
    {
        using var aes = For(secret, holder);
        try
        {
            return aes.DecryptKeyWrapPadded(wrapped);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static Aes For(byte[] secret, KeyHolder holder)
    {
        var aes = Aes.Create();
        aes.Key = Derive(secret, "wrap", holder.Tenant, holder.Holder, holder.Key.ToString());
        return aes;
    }

    // As a JSON array, so that no two uses have the same text.
    private static byte[] Derive(byte[] secret, params string[] use) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, secret, KeyBytes, info: JsonSerializer.SerializeToUtf8Bytes<string[]>(["ledger-vault/1", .. use]));
}
