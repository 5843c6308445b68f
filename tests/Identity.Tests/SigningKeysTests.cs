using System.Net;
using System.Security.Cryptography;
using System.Xml.Linq;
using Ledger.Identity.Keys;
using Ledger.Identity.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Identity.Tests;

/// <summary>Which keys sign, and where they come from.</summary>
public sealed class SigningKeysTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-keys");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_made_key_survives_a_restart_and_only_its_owner_can_read_it()
    {
        using var first = SigningKeys.Load(Settings());
        using var second = SigningKeys.Load(Settings());

        Assert.Equal(SecurityAlgorithms.EcdsaSha256, Assert.Single(first.Signing).Algorithm);
        Assert.Equal(first.Signing[0].Key.KeyId, Assert.Single(second.Signing).Key.KeyId);
        Assert.Equal(first.TokenEncryption[0].Key, second.TokenEncryption[0].Key);
        var file = Assert.Single(_folder.GetFiles());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode);
        }
    }

    [Fact]
    public async Task Providers_that_start_at_once_agree_on_one_key()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var keys = SigningKeys.Load(Settings());
            return keys.Signing[0].Key.KeyId;
        })));

        Assert.Single(ids.Distinct());
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void The_first_of_several_files_signs_and_the_others_stay_published()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);

        using var keys = SigningKeys.Load(Settings(Pem("new.pem", rsa.ExportRSAPrivateKeyPem()), Pem("old.pem", curve.ExportECPrivateKeyPem())));

        Assert.Equal([SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256], keys.Signing.Select(key => key.Algorithm));
        Assert.Equal(4, keys.TokenEncryption.Select(key => Convert.ToHexString(key.Key)).Concat(keys.KeyRing.Select(Convert.ToHexString)).Distinct().Count());
    }

    [Fact]
    public void Keys_in_the_common_form_of_both_kinds_are_read()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);

        using var keys = SigningKeys.Load(Settings(Pem("a.pem", rsa.ExportPkcs8PrivateKeyPem()), Pem("b.pem", curve.ExportPkcs8PrivateKeyPem())));

        Assert.Equal([SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256], keys.Signing.Select(key => key.Algorithm));
    }

    [Fact]
    public void Weak_foreign_public_and_broken_keys_are_refused()
    {
        using var shortRsa = RSA.Create(1024);
        using var otherCurve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Contains("1024 bits", Refusal(shortRsa.ExportPkcs8PrivateKeyPem()), StringComparison.Ordinal);
        Assert.Contains("another curve", Refusal(otherCurve.ExportPkcs8PrivateKeyPem()), StringComparison.Ordinal);
        Assert.Contains("no readable", Refusal(curve.ExportSubjectPublicKeyInfoPem()), StringComparison.Ordinal);
        Assert.Contains("no readable", Refusal("not a key"), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<SettingsException>(() => SigningKeys.Load(Settings("/nowhere/key.pem"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_file_no_key_is_made_outside_Development()
    {
        Assert.Throws<SettingsException>(() => SigningKeys.Load(Settings() with { Development = false }));
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void The_key_ring_opens_under_its_own_key_and_under_no_other()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        using var before = SigningKeys.Load(Settings(Pem("a.pem", curve.ExportPkcs8PrivateKeyPem())));
        using var changed = SigningKeys.Load(Settings(Pem("b.pem", rsa.ExportPkcs8PrivateKeyPem()), Path.Combine(_folder.FullName, "a.pem")));
        using var foreign = SigningKeys.Load(Settings(Pem("c.pem", rsa.ExportPkcs8PrivateKeyPem())));
        var secret = XElement.Parse("<masterKey><value>c2VjcmV0</value></masterKey>");

        var closed = new KeyRingEncryptor(before).Encrypt(secret).EncryptedElement;

        Assert.DoesNotContain("c2VjcmV0", closed.ToString(), StringComparison.Ordinal);
        Assert.Equal(secret.ToString(), Open(before, closed).ToString());
        Assert.Equal(secret.ToString(), Open(changed, closed).ToString());
        Assert.Throws<CryptographicException>(() => Open(foreign, closed));
    }

    private static XElement Open(SigningKeys keys, XElement closed)
    {
        using var services = new ServiceCollection().AddSingleton(keys).BuildServiceProvider();
        return new KeyRingDecryptor(services).Decrypt(closed);
    }

    private string Refusal(string pem) => Assert.Throws<SettingsException>(() => SigningKeys.Load(Settings(Pem("refused.pem", pem)))).Message;

    private string Pem(string name, string content)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, content);
        return file;
    }

    private IdentitySettings Settings(params string[] files) => new()
    {
        Development = true,
        Issuer = new Uri("http://127.0.0.1:5001"),
        Audience = "ledger",
        Store = "",
        SigningKeyFiles = files,
        KeyFolder = _folder.FullName,
        SeedFiles = [],
        SeedPassword = null,
        PortalAddress = null,
        PortalSecret = null,
        KnownProxies = Array.Empty<IPNetwork>(),
        StoreWait = TimeSpan.Zero,
    };
}
