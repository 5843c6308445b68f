using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Contributions.Vault;

/// <summary>
/// Master keys in a key service that speaks the transit API of OpenBao or HashiCorp Vault: they never leave it, it says who used them, and
/// it rotates them. Each organisation has a key of its own (<c>ledger-CONSORTIUM-ORGANISATION</c>), so that who destroys one there ends
/// every wrap of it, those in backups too; requests and custody share <c>ledger-CONSORTIUM</c>. The holder is bound into the wrap as its
/// associated data. Fingerprints are made by the first version of <c>ledger-fingerprint</c>, which is made beforehand and stays.
/// </summary>
/// <param name="client">Its base address is the transit engine's: <c>https://keys.example.org:8200/v1/transit/</c>.</param>
/// <param name="token">Reads the token at each use: an agent renews it in its file.</param>
internal sealed class TransitMasterKeys(HttpClient client, Func<string> token) : IMasterKeys
{
    private const string Prefix = "vault:v";

    /// <summary>Reads <c>Vault:Transit</c> (address of the engine) and <c>Vault:TransitTokenFile</c>.</summary>
    /// <exception cref="InvalidOperationException">The address is no https address (http only on this machine), or the token's file is not set.</exception>
    public static TransitMasterKeys Read(IConfiguration configuration)
    {
        var address = configuration["Vault:Transit"];
        if (!Uri.TryCreate(address?.TrimEnd('/') + "/", UriKind.Absolute, out var engine) || (engine.Scheme != Uri.UriSchemeHttps && !(engine.Scheme == Uri.UriSchemeHttp && engine.IsLoopback)))
            throw new InvalidOperationException($"Vault:Transit '{address}' is not an https address: keys would travel in clear.");
        var file = configuration["Vault:TransitTokenFile"] is { Length: > 0 } set ? set
            : throw new InvalidOperationException("Vault:TransitTokenFile is not set.");
        return new TransitMasterKeys(
            new HttpClient { BaseAddress = engine, Timeout = TimeSpan.FromSeconds(ContributionLimits.KeyServiceSeconds), MaxResponseContentBufferSize = ContributionLimits.KeyServiceAnswerBytes },
            () => File.ReadAllText(file).Trim());
    }

    public async Task<byte[]> WrapAsync(KeyHolder holder, byte[] key, CancellationToken ct) => Encoding.ASCII.GetBytes(await AskAsync(
        $"encrypt/{NameOf(holder)}", new { plaintext = Convert.ToBase64String(key), associated_data = Bound(holder) }, "ciphertext", ct));

    public async Task<byte[]> UnwrapAsync(KeyHolder holder, byte[] wrapped, CancellationToken ct) => Convert.FromBase64String(await AskAsync(
        $"decrypt/{NameOf(holder)}", new { ciphertext = Encoding.ASCII.GetString(wrapped), associated_data = Bound(holder) }, "plaintext", ct));

    public async Task<bool> IsCurrentAsync(KeyHolder holder, byte[] wrapped, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"keys/{NameOf(holder)}");
        var data = await SendAsync(request, ct);
        var text = Encoding.ASCII.GetString(wrapped);
        return text.StartsWith($"{Prefix}{data.GetProperty("latest_version").GetInt32()}:", StringComparison.Ordinal);
    }

    public async Task<byte[]> FingerprintAsync(string tenant, string text, CancellationToken ct)
    {
        var mac = await AskAsync(
            "hmac/ledger-fingerprint", new { input = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes<string[]>(["ledger-vault/1", tenant, text])), key_version = 1 }, "hmac", ct);
        return Convert.FromBase64String(mac[(mac.LastIndexOf(':') + 1)..]);
    }

    private static string NameOf(KeyHolder holder)
    {
        var organisation = holder.Holder.StartsWith("owner:", StringComparison.Ordinal) || holder.Holder.StartsWith("reader:", StringComparison.Ordinal)
            ? holder.Holder[(holder.Holder.LastIndexOf(':') + 1)..] : null;
        return organisation is null ? $"ledger-{Name(holder.Tenant)}" : $"ledger-{Name(holder.Tenant)}-{Name(organisation)}";
    }

    // Names of keys are part of the path. What identifiers have beside letters, digits and hyphens is written out, so that no two meet.
    private static string Name(string identifier) => string.Concat(identifier.Select(c =>
        char.IsAsciiLetterOrDigit(c) ? c.ToString() : $"_{(int)c:x}_"));

    private static string Bound(KeyHolder holder) => Convert.ToBase64String(
        JsonSerializer.SerializeToUtf8Bytes<string[]>(["ledger-vault/1", holder.Tenant, holder.Holder, holder.Key.ToString()]));

    // Nothing is opened and nothing is hidden until it can be used again.
    private static RequestRefusedException Unavailable() => new(new Problem(503, "vault.key-service-unavailable", new Text(
        "The key service cannot be used now. Nothing was changed; send the same request with the same key again.",
        "密钥服务暂时不可用，未做任何更改；请用相同的键重新发送同一请求。")));

    private async Task<string> AskAsync(string path, object body, string member, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        return (await SendAsync(request, ct)).GetProperty(member).GetString()!;
    }

    private async Task<JsonElement> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        request.Headers.Add("X-Vault-Token", token());
        HttpResponseMessage answer;
        try
        {
            answer = await client.SendAsync(request, ct);
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is TaskCanceledException && !ct.IsCancellationRequested))
        {
            throw Unavailable();
        }

        using (answer)
        {
            // What it cannot open it calls a bad request; everything else is its own trouble, and never told on with its text.
            if (answer.StatusCode == HttpStatusCode.BadRequest) throw new CryptographicException("The key service refuses the wrap.");
            if (!answer.IsSuccessStatusCode) throw Unavailable();
            return (await answer.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("data");
        }
    }
}
