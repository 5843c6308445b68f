using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;

namespace Ledger.Identity.Tests.Running;

/// <summary>
/// Walks the sign-in as the doc comment of AuthorizeEndpoint describes it: a cookie jar, redirects by hand, fields read from the
/// form. PKCE verifier and challenge are those of RFC 7636 appendix B.
/// </summary>
public sealed partial class Browser : IDisposable
{
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    public const string Redirect = "http://127.0.0.1:49152/callback";

    private readonly HttpClient _http;

    public Browser(Uri address)
    {
        Cookies = new CookieContainer();
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address };
    }

    public HttpClient Http => _http;

    public CookieContainer Cookies { get; }

    /// <summary>The authorization request of the command line, changed by <paramref name="change"/>; a null value leaves a parameter out.</summary>
    public static string AuthorizeAddress(params (string Name, string? Value)[] change)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = "ledger-cli",
            ["redirect_uri"] = Redirect,
            ["scope"] = "openid profile offline_access ledger",
            ["state"] = "s-1",
            ["nonce"] = "n-1",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in change)
        {
            parameters[name] = value;
        }

        return "/connect/authorize?" + string.Join('&', parameters
            .Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value!)}"));
    }

    /// <summary>GET of an address of the provider, absolute or relative.</summary>
    public Task<HttpResponseMessage> GetAsync(string address) => _http.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute));

    /// <summary>The form behind the authorization request, and its fields.</summary>
    public async Task<Dictionary<string, string>> OpenFormAsync(string? authorizeAddress = null)
    {
        using var authorize = await GetAsync(authorizeAddress ?? AuthorizeAddress());
        Assert.Equal(HttpStatusCode.Found, authorize.StatusCode);
        using var page = await GetAsync(authorize.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return Fields(await page.Content.ReadAsStringAsync());
    }

    /// <summary>Posts the form with name and password.</summary>
    public Task<HttpResponseMessage> PostFormAsync(Dictionary<string, string> fields, string name, string password)
    {
        var filled = new Dictionary<string, string>(fields) { ["name"] = name, ["password"] = password };
        return PostAsync("/sign-in", filled);
    }

    /// <summary>POST of form fields.</summary>
    public async Task<HttpResponseMessage> PostAsync(string address, Dictionary<string, string> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await _http.PostAsync(new Uri(address, UriKind.Relative), content);
    }

    /// <summary>From the authorization request to the code.</summary>
    public async Task<string> SignInAsync(string name, string password, string? authorizeAddress = null)
    {
        var fields = await OpenFormAsync(authorizeAddress);
        using var answer = await PostFormAsync(fields, name, password);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return await CodeAsync(answer.Headers.Location!.OriginalString);
    }

    /// <summary>The code for which a browser that is signed in is sent back at once.</summary>
    public async Task<string> CodeAsync(string? authorizeAddress = null)
    {
        using var answer = await GetAsync(authorizeAddress ?? AuthorizeAddress());
        Assert.True(answer.StatusCode == HttpStatusCode.Found, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return Code(answer.Headers.Location!);
    }

    /// <summary>The code of a redirect to the client; fails when it carries an error.</summary>
    public static string Code(Uri location)
    {
        var query = HttpUtility.ParseQueryString(location.Query);
        Assert.Null(query["error"]);
        Assert.Equal("s-1", query["state"]);
        return query["code"]!;
    }

    /// <summary>Redeems a code.</summary>
    public Task<TokenAnswer> RedeemAsync(string code, string verifier = Verifier, string redirect = Redirect) => TokenAsync(new Dictionary<string, string>
    {
        ["grant_type"] = "authorization_code",
        ["client_id"] = "ledger-cli",
        ["code"] = code,
        ["redirect_uri"] = redirect,
        ["code_verifier"] = verifier,
    });

    /// <summary>Renews tokens.</summary>
    public Task<TokenAnswer> RefreshAsync(string refreshToken) => TokenAsync(new Dictionary<string, string>
    {
        ["grant_type"] = "refresh_token",
        ["client_id"] = "ledger-cli",
        ["refresh_token"] = refreshToken,
    });

    /// <summary>A token request.</summary>
    public async Task<TokenAnswer> TokenAsync(Dictionary<string, string> fields)
    {
        using var answer = await PostAsync("/connect/token", fields);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return new TokenAnswer(answer.StatusCode, body);
    }

    /// <summary>Names and values of the inputs of a page.</summary>
    public static Dictionary<string, string> Fields(string html) => InputTag().Matches(html)
        .Select(tag => (Name: Attribute(tag.Value, "name"), Value: Attribute(tag.Value, "value")))
        .Where(field => field.Name is not null)
        .ToDictionary(field => field.Name!, field => field.Value ?? "");

    public void Dispose() => _http.Dispose();

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $" {name}=\"([^\"]*)\"", RegexOptions.NonBacktracking) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    [GeneratedRegex("<input[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex InputTag();
}

/// <summary>What the token endpoint answered.</summary>
public sealed record TokenAnswer(HttpStatusCode Status, JsonElement Body)
{
    public string Access => Body.GetProperty("access_token").GetString()!;

    public string Refresh => Body.GetProperty("refresh_token").GetString()!;

    public string Identity => Body.GetProperty("id_token").GetString()!;

    public string? Error => Body.TryGetProperty("error", out var error) ? error.GetString() : null;

    /// <summary>Header and payload of a signed token, unverified.</summary>
    public static (JsonElement Header, JsonElement Payload) Open(string token)
    {
        var parts = token.Split('.');
        Assert.Equal(3, parts.Length);
        return (Json(parts[0]), Json(parts[1]));
    }

    private static JsonElement Json(string part) =>
        JsonDocument.Parse(Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(part))).RootElement;
}
