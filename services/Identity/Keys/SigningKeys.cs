using System.Security.Cryptography;
using Ledger.Identity.Settings;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Identity.Keys;

/// <summary>
/// The keys of the provider, all from its signing key: the keys that sign tokens (the public halves are published), and secret
/// keys derived from each by HKDF (RFC 5869) that keep authorization codes, refresh tokens and the cookies' key ring
/// unreadable outside this provider. One secret to keep, and what it protects ends with it.
/// </summary>
public sealed class SigningKeys : IDisposable
{
    private const string DevelopmentKeyFile = "signing-key.pem";

    private readonly List<IDisposable> _owned = [];

    // The library's default keeps signers by key id for the whole process, beyond the life of these keys.
    private readonly InMemoryCryptoProviderCache _signers = new();
    private readonly List<SigningCredentials> _signing = [];
    private readonly List<SymmetricSecurityKey> _tokenEncryption = [];
    private readonly List<byte[]> _keyRing = [];

    private SigningKeys()
    {
    }

    /// <summary>The first signs; all are published for verification. ES256 or RS256.</summary>
    public IReadOnlyList<SigningCredentials> Signing => _signing;

    /// <summary>256-bit keys for codes and refresh tokens, in the order of <see cref="Signing"/>.</summary>
    public IReadOnlyList<SymmetricSecurityKey> TokenEncryption => _tokenEncryption;

    /// <summary>256-bit keys for the cookies' key ring, in the order of <see cref="Signing"/>.</summary>
    public IReadOnlyList<byte[]> KeyRing => _keyRing;

    /// <summary>Loads the configured PEM files; in Development without any, the key kept in the key folder, made at first use.</summary>
    /// <exception cref="SettingsException">A file is missing, unreadable, or holds no acceptable private key.</exception>
    public static SigningKeys Load(IdentitySettings settings)
    {
        var keys = new SigningKeys();
        if (settings.SigningKeyFiles.Count == 0)
        {
            if (!settings.Development)
            {
                throw new SettingsException("Identity:SigningKeyFile is not set.");
            }

            keys.Add(DevelopmentKey(settings.KeyFolder), "the key of Identity:KeyFolder");
            return keys;
        }

        foreach (var file in settings.SigningKeyFiles)
        {
            keys.Add(ReadFile(file), file);
        }

        return keys;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _signers.Dispose();
        _owned.ForEach(key => key.Dispose());
    }

    private void Add(string pem, string source)
    {
        try
        {
            var key = Import(pem, source);
            key.CryptoProviderFactory = new CryptoProviderFactory(_signers);
            key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
            _signing.Add(new SigningCredentials(key, key is RsaSecurityKey ? SecurityAlgorithms.RsaSha256 : SecurityAlgorithms.EcdsaSha256));
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            throw new SettingsException($"{source} holds no readable, unencrypted PEM private key.");
        }
    }

    private SecurityKey Import(string pem, string source)
    {
        // The label decides for the old formats; PKCS #8 says in its content which algorithm it holds, so both are tried.
        if (!pem.Contains("BEGIN RSA PRIVATE KEY", StringComparison.Ordinal) && TryImport(ECDsa.Create(), pem) is { } curve)
        {
            _owned.Add(curve);
            if (curve.KeySize != 256 || curve.ExportParameters(false).Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
            {
                throw new SettingsException($"{source} holds an EC key of another curve than P-256.");
            }

            Derive(curve.ExportParameters(true).D!);
            return new ECDsaSecurityKey(curve);
        }

        var rsa = RSA.Create();
        _owned.Add(rsa);
        rsa.ImportFromPem(pem);
        if (rsa.KeySize < Limits.RsaBits)
        {
            throw new SettingsException($"{source} holds an RSA key of {rsa.KeySize} bits; at least {Limits.RsaBits} are required.");
        }

        Derive(rsa.ExportParameters(true).D!);
        return new RsaSecurityKey(rsa);
    }

    private static ECDsa? TryImport(ECDsa key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }

    private void Derive(byte[] secret)
    {
        _tokenEncryption.Add(new SymmetricSecurityKey(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "ledger/identity/tokens/1"u8.ToArray())));
        _keyRing.Add(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "ledger/identity/key-ring/1"u8.ToArray()));
        CryptographicOperations.ZeroMemory(secret);
    }

    private static string ReadFile(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"Identity:SigningKeyFile: {file} cannot be read: {fault.Message}");
        }
    }

    private static string DevelopmentKey(string folder)
    {
        var file = Path.Combine(folder, DevelopmentKeyFile);
        try
        {
            if (!File.Exists(file))
            {
                MakeKey(folder, file);
            }

            return File.ReadAllText(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"Identity:KeyFolder: the signing key {file} can neither be read nor made: {fault.Message}");
        }
    }

    private static void MakeKey(string folder, string file)
    {
        Directory.CreateDirectory(folder);
        using var turn = Turn($"{file}.lock");
        if (File.Exists(file)) return;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var draft = $"{file}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(key.ExportPkcs8PrivateKeyPem());
        }

        File.Move(draft, file);
    }

    // Of processes that start at once one makes the key and the others read it. A move that must not overwrite is no lock: it looks first and
    // moves then.
    private static FileStream Turn(string file)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (tries < Limits.KeyTurns)
            {
                Thread.Sleep(Limits.KeyTurn);
            }
        }
    }
}
