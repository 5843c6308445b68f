using System.Text.Json;

namespace Ledger.Cli.Connection;

/// <summary>The OpenID Connect provider as its discovery document describes it (OpenID Connect Discovery 1.0 section 3).</summary>
/// <param name="Name">The issuer, letter for letter; <c>iss</c> of its answers.</param>
/// <param name="Authorize">Authorization endpoint.</param>
/// <param name="Token">Token endpoint.</param>
public sealed record Issuer(string Name, Uri Authorize, Uri Token)
{
    /// <summary>Where the gateway says whose tokens it takes (RFC 9728).</summary>
    public const string ResourcePath = "/.well-known/oauth-protected-resource";

    private const string DiscoveryPath = "/.well-known/openid-configuration";

    /// <summary>
    /// Finds the provider: the one named, else the one that the gateway names.
    /// </summary>
    /// <param name="http">Without cookies and redirects.</param>
    /// <param name="gateway">Address of the gateway.</param>
    /// <param name="named">Issuer given on the command line, or null.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="HttpRequestException">Gateway or provider cannot be reached, or answers something else.</exception>
    /// <exception cref="ConnectionException">The documents contradict each other.</exception>
    public static async Task<Issuer> FindAsync(HttpClient http, Uri gateway, Uri? named, CancellationToken cancel)
    {
        var name = named?.OriginalString ?? await NamedByAsync(http, gateway, cancel);
        var address = new Uri(name.TrimEnd('/') + DiscoveryPath, UriKind.Absolute);
        using var document = await ReadAsync(http, address, cancel);
        var says = Member(document, "issuer", address);

        // A document that speaks for another issuer is refused (Discovery section 4.3); a slash at the end is no other issuer.
        if (says.TrimEnd('/') != name.TrimEnd('/'))
            throw new ConnectionException($"{address} speaks for the issuer '{says}', not for '{name}'.");
        return new Issuer(says, new Uri(Member(document, "authorization_endpoint", address)), new Uri(Member(document, "token_endpoint", address)));
    }

    private static async Task<string> NamedByAsync(HttpClient http, Uri gateway, CancellationToken cancel)
    {
        var address = new Uri(gateway, ResourcePath);
        using var document = await ReadAsync(http, address, cancel);
        return document.RootElement.TryGetProperty("authorization_servers", out var servers)
            && servers is { ValueKind: JsonValueKind.Array } && servers.GetArrayLength() > 0
            && servers[0].GetString() is { Length: > 0 } issuer
                ? issuer
                : throw new ConnectionException($"{address} names no issuer; name it with --issuer.");
    }

    private static async Task<JsonDocument> ReadAsync(HttpClient http, Uri address, CancellationToken cancel)
    {
        using var answer = await http.GetAsync(address, cancel);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{address} answers {(int)answer.StatusCode}.", null, answer.StatusCode);
        try
        {
            return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
        }
        catch (JsonException noJson)
        {
            throw new ConnectionException($"{address} does not answer with JSON. Is this the gateway's address?", noJson);
        }
    }

    private static string Member(JsonDocument document, string name, Uri address) =>
        document.RootElement.TryGetProperty(name, out var member) && member.GetString() is { Length: > 0 } text
            ? text
            : throw new ConnectionException($"{address} does not say '{name}'.");
}
