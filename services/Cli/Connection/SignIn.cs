using System.Net;
using System.Text.Json;

namespace Ledger.Cli.Connection;

/// <summary>A token for the services.</summary>
/// <param name="Value">The access token.</param>
/// <param name="Life">How long it lives from now.</param>
public sealed record AccessToken(string Value, TimeSpan Life);

/// <summary>The provider does not let this person in. Trying again would only lock the name.</summary>
public sealed class SignInRefusedException(string message) : ConnectionException(message);

/// <summary>
/// Signs one person in as a browser would: authorization code with PKCE (RFC 6749 section 4.1, RFC 7636, RFC 8252), the form
/// filled in by us. A program of people who are not at hand, like this one, is meant for seeded people of a development system.
/// <list type="number">
/// <item>The authorization request is answered with a redirect to the form.</item>
/// <item>The form brings an antiforgery cookie and its twin in a hidden field.</item>
/// <item>Name and password go with the hidden fields; the answer is a sign-in cookie and the way back (303), or the form again (400).</item>
/// <item>The authorization request, now with the cookie, redirects to the address of a native app on this machine with a code.
/// Nothing listens there; the code is read from the redirect. <c>state</c> and <c>iss</c> must be ours and the provider's (RFC 9207).</item>
/// <item>Code and verifier are exchanged for the token.</item>
/// </list>
/// A code works once. Whatever breaks on the way, the whole flow is walked again; so failures that pass are
/// <see cref="HttpRequestException"/> and left to the caller.
/// </summary>
/// <param name="handler">Makes a handler that keeps cookies and follows no redirects; one per walk, for each person has cookies of his own.</param>
/// <param name="issuer">The provider.</param>
public sealed class SignIn(Func<HttpMessageHandler> handler, Issuer issuer)
{
    /// <summary>The command line at the provider.</summary>
    public const string Client = "ledger-cli";

    /// <summary>Registered for any port of the loopback address (RFC 8252 section 7.3); it is never opened.</summary>
    public const string Redirect = "http://127.0.0.1/callback";

    private const string Scope = "openid profile ledger";

    /// <summary>Walks the flow once.</summary>
    /// <param name="name">person@consortium.</param>
    /// <param name="password">Its password.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="SignInRefusedException">Wrong name or password, or the name is locked.</exception>
    /// <exception cref="HttpRequestException">The provider did not answer as it should.</exception>
    public async Task<AccessToken> RunAsync(string name, string password, CancellationToken cancel)
    {
        using var browser = new HttpClient(handler()) { Timeout = Timeout.InfiniteTimeSpan };
        var pkce = Pkce.New();
        var state = Pkce.RandomText();
        var request = AuthorizationRequest(pkce, state);

        var page = Follow(await SendAsync(browser, HttpMethod.Get, request, null, cancel), request);
        var way = await SubmitAsync(browser, page, name, password, cancel);
        var answer = Follow(await SendAsync(browser, HttpMethod.Get, way, null, cancel), way);
        return await ExchangeAsync(browser, CodeIn(answer, state), pkce.Verifier, cancel);
    }

    private Uri AuthorizationRequest(Pkce pkce, string state) => new(issuer.Authorize, "?" + Query(
        ("response_type", "code"), ("client_id", Client), ("redirect_uri", Redirect), ("scope", Scope), ("state", state),
        ("nonce", Pkce.RandomText()), ("code_challenge", pkce.Challenge), ("code_challenge_method", "S256")));

    private static async Task<Uri> SubmitAsync(HttpClient browser, Uri page, string name, string password, CancellationToken cancel)
    {
        using var shown = await SendAsync(browser, HttpMethod.Get, page, null, cancel);
        if (shown.StatusCode != HttpStatusCode.OK) throw Unexpected(page, shown);
        var form = SignInForm.Read(await shown.Content.ReadAsStringAsync(cancel))
            ?? throw new ConnectionException($"{page.GetLeftPart(UriPartial.Path)} shows no sign-in form.");

        var action = new Uri(page, form.Action);
        if (action.GetLeftPart(UriPartial.Authority) != page.GetLeftPart(UriPartial.Authority))
            throw new ConnectionException("The sign-in form would send the password to another place; it is not sent.");

        using var fields = new FormUrlEncodedContent([.. form.Hidden, KeyValuePair.Create("name", name), KeyValuePair.Create("password", password)]);
        using var sent = await SendAsync(browser, HttpMethod.Post, action, fields, cancel);
        if (sent.StatusCode == HttpStatusCode.BadRequest)
            throw new SignInRefusedException($"{name} is not let in: the name or the password is wrong, or the name is locked for a while.");
        return Follow(sent, action);
    }

    private string CodeIn(Uri answer, string state)
    {
        if (!answer.AbsoluteUri.StartsWith(Redirect + "?", StringComparison.Ordinal))
        {
            // The provider lost the cookie's sign-in (it was started again, say) and shows its form once more.
            throw new HttpRequestException("The sign-in did not hold; it is walked again.");
        }

        var given = Parse(answer.Query);
        if (given.GetValueOrDefault("state") != state || given.GetValueOrDefault("iss", issuer.Name).TrimEnd('/') != issuer.Name.TrimEnd('/'))
            throw new ConnectionException("The answer to the sign-in is not the answer to our request.");
        return given.GetValueOrDefault("code")
            ?? throw new ConnectionException($"The provider refuses the sign-in: {given.GetValueOrDefault("error")} {given.GetValueOrDefault("error_description")}");
    }

    private async Task<AccessToken> ExchangeAsync(HttpClient browser, string code, string verifier, CancellationToken cancel)
    {
        using var fields = new FormUrlEncodedContent(
        [
            new("grant_type", "authorization_code"), new("client_id", Client), new("code", code), new("redirect_uri", Redirect),
            new("code_verifier", verifier),
        ]);
        using var answer = await SendAsync(browser, HttpMethod.Post, issuer.Token, fields, cancel);
        if (answer.StatusCode != HttpStatusCode.OK) throw Unexpected(issuer.Token, answer);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
        return new AccessToken(
            document.RootElement.GetProperty("access_token").GetString()!,
            TimeSpan.FromSeconds(document.RootElement.GetProperty("expires_in").GetInt32()));
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient browser, HttpMethod method, Uri address, HttpContent? content, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        return await browser.SendAsync(request, cancel);
    }

    private static Uri Follow(HttpResponseMessage answer, Uri from)
    {
        using (answer)
        {
            return (int)answer.StatusCode is >= 300 and < 400 && answer.Headers.Location is { } location
                ? new Uri(from, location)
                : throw Unexpected(from, answer);
        }
    }

    private static HttpRequestException Unexpected(Uri address, HttpResponseMessage answer) =>
        new($"{address.GetLeftPart(UriPartial.Path)} answers {(int)answer.StatusCode}.", null, answer.StatusCode);

    private static string Query(params (string Name, string Value)[] parameters) =>
        string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"));

    private static Dictionary<string, string> Parse(string query)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = part.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = cut < 0 ? (part, "") : (part[..cut], part[(cut + 1)..]);
            found.TryAdd(Decode(name), Decode(value));
        }

        return found;
    }

    private static string Decode(string text) => WebUtility.UrlDecode(text);
}
