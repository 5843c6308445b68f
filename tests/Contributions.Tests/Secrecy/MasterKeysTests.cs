using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Vault;
using Ledger.ServiceDefaults.Hosting;
using Microsoft.Extensions.Configuration;

namespace Ledger.Contributions.Tests.Secrecy;

/// <summary>Master keys: in a file with rotation, and in a key service that holds them.</summary>
public sealed class MasterKeysTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private static readonly KeyHolder Owner = KeyHolder.Owner("taihu", "E1", Guid.Parse("0198f000-0000-7000-8000-00000000c001"));
    private static readonly string Old = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private static readonly string New = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_secret_before_the_old_one_opens_what_the_old_one_wrapped_until_that_is_wrapped_anew()
    {
        var before = File(Old);
        var wrapped = await before.WrapAsync(Owner, Key, Ct);
        var both = File(New + "\n" + Old + "\n");
        Assert.Equal(Key, await both.UnwrapAsync(Owner, wrapped, Ct));
        Assert.False(await both.IsCurrentAsync(Owner, wrapped, Ct));
        var anew = await both.WrapAsync(Owner, Key, Ct);
        Assert.True(await both.IsCurrentAsync(Owner, anew, Ct));
        Assert.Equal(Key, await File(New).UnwrapAsync(Owner, anew, Ct));
        await Assert.ThrowsAsync<CryptographicException>(() => File(New).UnwrapAsync(Owner, wrapped, Ct));
        // The same thing is found again after the rotation: the last secret makes the fingerprints.
        Assert.Equal(await before.FingerprintAsync("taihu", "serial:1", Ct), await both.FingerprintAsync("taihu", "serial:1", Ct));
        Assert.NotEqual(await File(New).FingerprintAsync("taihu", "serial:1", Ct), await both.FingerprintAsync("taihu", "serial:1", Ct));
    }

    [Fact]
    public void A_key_file_that_is_wrong_does_not_start()
    {
        foreach (var text in new[] { "", "short", Convert.ToBase64String(new byte[31]), Old + "\n" + Old, string.Join('\n', Enumerable.Range(0, ContributionLimits.VaultKeys + 1).Select(_ => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))) })
            Assert.Throws<InvalidOperationException>(() => File(text));
        foreach (var address in new[] { "http://keys.example.org/v1/transit", "keys", "" })
            Assert.Throws<InvalidOperationException>(() => TransitMasterKeys.Read(Settings(("Vault:Transit", address), ("Vault:TransitTokenFile", "token"))));
        Assert.Throws<InvalidOperationException>(() => TransitMasterKeys.Read(Settings(("Vault:Transit", "https://keys.example.org/v1/transit"))));
        Assert.NotNull(TransitMasterKeys.Read(Settings(("Vault:Transit", "http://127.0.0.1:8200/v1/transit"), ("Vault:TransitTokenFile", "token"))));
    }

    [Fact]
    public async Task A_key_service_wraps_for_one_holder_and_forgets_nothing_when_it_rotates()
    {
        using var service = new Transit();
        var keys = service.Keys();
        var wrapped = await keys.WrapAsync(Owner, Key, Ct);
        Assert.StartsWith("vault:v1:", Encoding.ASCII.GetString(wrapped), StringComparison.Ordinal);
        Assert.Equal(Key, await keys.UnwrapAsync(Owner, wrapped, Ct));
        Assert.Contains("ledger-taihu-E1", service.Names);
        await Assert.ThrowsAsync<CryptographicException>(() => keys.UnwrapAsync(Owner with { Key = Guid.NewGuid() }, wrapped, Ct));
        await Assert.ThrowsAsync<CryptographicException>(() => keys.UnwrapAsync(KeyHolder.Owner("taihu", "E2", Owner.Key), wrapped, Ct));
        var mac = await keys.FingerprintAsync("taihu", "serial:1", Ct);
        Assert.True(await keys.IsCurrentAsync(Owner, wrapped, Ct));
        service.Rotate();
        Assert.Equal(Key, await keys.UnwrapAsync(Owner, wrapped, Ct));
        Assert.False(await keys.IsCurrentAsync(Owner, wrapped, Ct));
        Assert.True(await keys.IsCurrentAsync(Owner, await keys.WrapAsync(Owner, Key, Ct), Ct));
        Assert.Equal(mac, await keys.FingerprintAsync("taihu", "serial:1", Ct));
        Assert.NotEqual(mac, await keys.FingerprintAsync("lakeside", "serial:1", Ct));
    }

    [Fact]
    public async Task A_key_service_that_is_away_or_refuses_the_token_is_said_so()
    {
        using var service = new Transit { Token = "other" };
        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => service.Keys().WrapAsync(Owner, Key, Ct));
        Assert.Equal((503, "vault.key-service-unavailable"), (refused.Problem.Status, refused.Problem.Code));
        using var away = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:1/v1/transit/") };
        await Assert.ThrowsAsync<RequestRefusedException>(() => new TransitMasterKeys(away, () => "t").WrapAsync(Owner, Key, Ct));
    }

    private static FileMasterKeys File(string text) => FileMasterKeys.Read(Settings(("Vault:Key", text)));

    private static IConfiguration Settings(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build();

    // The transit engine's documented requests and answers: a key is made by its first use, ciphertext names its version, what does not
    // open is a bad request.
    private sealed class Transit : HttpMessageHandler
    {
        private readonly Dictionary<string, List<byte[]>> keys = new(StringComparer.Ordinal) { ["ledger-fingerprint"] = [RandomNumberGenerator.GetBytes(32)] };

        public string Token { get; init; } = "token";

        public IEnumerable<string> Names => keys.Keys;

        public TransitMasterKeys Keys() => new(new HttpClient(this, disposeHandler: false) { BaseAddress = new Uri("https://keys.example.org/v1/transit/") }, () => "token");

        public void Rotate()
        {
            foreach (var versions in keys.Values) versions.Add(RandomNumberGenerator.GetBytes(32));
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Headers.GetValues("X-Vault-Token").Single() != Token) return new HttpResponseMessage(HttpStatusCode.Forbidden);
            var parts = request.RequestUri!.AbsolutePath.Split('/')[^2..];
            var body = request.Content is null ? default : await request.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            if (parts[0] == "encrypt") keys.TryAdd(parts[1], [RandomNumberGenerator.GetBytes(32)]);
            if (!keys.TryGetValue(parts[1], out var versions)) return new HttpResponseMessage(HttpStatusCode.BadRequest);
            try
            {
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(new { data = Answer(parts[0], versions, body) }) };
            }
            catch (CryptographicException)
            {
                return new HttpResponseMessage(HttpStatusCode.BadRequest);
            }
        }

        private static object Answer(string what, List<byte[]> versions, JsonElement body)
        {
            switch (what)
            {
                case "keys": return new { latest_version = versions.Count };
                case "hmac":
                    var version = body.GetProperty("key_version").GetInt32();
                    return new { hmac = $"vault:v{version}:" + Convert.ToBase64String(HMACSHA256.HashData(versions[version - 1], Bytes(body, "input"))) };
                case "encrypt":
                    var (plain, nonce) = (Bytes(body, "plaintext"), RandomNumberGenerator.GetBytes(12));
                    var (cipher, tag) = (new byte[plain.Length], new byte[16]);
                    using (var aes = new AesGcm(versions[^1], 16)) aes.Encrypt(nonce, plain, cipher, tag, Bytes(body, "associated_data"));
                    return new { ciphertext = $"vault:v{versions.Count}:" + Convert.ToBase64String([.. nonce, .. cipher, .. tag]) };
                default:
                    var text = body.GetProperty("ciphertext").GetString()!.Split(':');
                    var bytes = Convert.FromBase64String(text[2]);
                    var opened = new byte[bytes.Length - 28];
                    using (var aes = new AesGcm(versions[int.Parse(text[1][1..], System.Globalization.CultureInfo.InvariantCulture) - 1], 16))
                        aes.Decrypt(bytes.AsSpan(0, 12), bytes.AsSpan(12, opened.Length), bytes.AsSpan(12 + opened.Length), opened, Bytes(body, "associated_data"));
                    return new { plaintext = Convert.ToBase64String(opened) };
            }
        }

        private static byte[] Bytes(JsonElement body, string member) => Convert.FromBase64String(body.GetProperty(member).GetString()!);
    }
}
