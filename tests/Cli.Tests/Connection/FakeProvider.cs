using System.Net;
using System.Text.Json;
using Ledger.Cli.Connection;

namespace Ledger.Cli.Tests.Connection;

/// <summary>An OpenID Connect provider in a handler: one browser's view of it, cookies and all, as far as a sign-in goes.</summary>
internal sealed class FakeProvider : HttpMessageHandler
{
    public const string Root = "http://127.0.0.1:7001";
    public const string Password = "correct horse";

    private readonly Dictionary<string, string> _challenges = new(StringComparer.Ordinal);
    private int _codes;

    public static Issuer Issuer { get; } = new($"{Root}/", new Uri($"{Root}/connect/authorize"), new Uri($"{Root}/connect/token"));

    public List<string> Asked { get; } = [];

    /// <summary>Replaces an answer: by method and path; null lets the provider answer.</summary>
    public Func<string, HttpResponseMessage?> Instead { get; set; } = _ => null;

    /// <summary>What the redirect with the code carries besides it.</summary>
    public Func<Dictionary<string, string>, Dictionary<string, string>> Redirect { get; set; } = parameters => parameters;

    private bool SignedIn { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var what = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        Asked.Add(what);
        if (Instead(what) is { } other) return other;
        return what switch
        {
            "GET /connect/authorize" => Authorize(request.RequestUri),
            "GET /sign-in" => Page(HttpStatusCode.OK, Parse(request.RequestUri.Query)["returnUrl"]),
            "POST /sign-in" => SignIn(Parse(await request.Content!.ReadAsStringAsync(cancellationToken))),
            "POST /connect/token" => Token(Parse(await request.Content!.ReadAsStringAsync(cancellationToken))),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        };
    }

    private HttpResponseMessage Authorize(Uri address)
    {
        var asked = Parse(address.Query);
        Assert.Equal(("code", SignInClient, "S256"), (asked["response_type"], asked["client_id"], asked["code_challenge_method"]));
        if (!SignedIn) return Go(HttpStatusCode.Redirect, $"/sign-in?returnUrl={Uri.EscapeDataString(address.PathAndQuery)}");

        var code = $"code-{++_codes}";
        _challenges[code] = asked["code_challenge"];
        var given = Redirect(new Dictionary<string, string> { ["code"] = code, ["state"] = asked["state"], ["iss"] = $"{Root}/" });
        return Go(HttpStatusCode.Redirect, $"{asked["redirect_uri"]}?{string.Join('&', given.Select(item => $"{item.Key}={Uri.EscapeDataString(item.Value)}"))}");
    }

    private HttpResponseMessage SignIn(Dictionary<string, string> form)
    {
        Assert.Equal("antiforgery", form["__RequestVerificationToken"]);
        if (form["name"] != "lin@taihu" || form["password"] != Password) return Page(HttpStatusCode.BadRequest, form["returnUrl"]);
        SignedIn = true;
        return Go(HttpStatusCode.SeeOther, form["returnUrl"]);
    }

    private HttpResponseMessage Token(Dictionary<string, string> form)
    {
        if (!_challenges.Remove(form["code"], out var challenge) || Pkce.Of(form["code_verifier"]).Challenge != challenge)
            return new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":"invalid_grant"}""") };
        var answer = new { access_token = $"token of {form["code"]}", expires_in = 899, token_type = "Bearer" };
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(answer)) };
    }

    private const string SignInClient = Ledger.Cli.Connection.SignIn.Client;

    private static HttpResponseMessage Page(HttpStatusCode status, string back) => new(status)
    {
        Content = new StringContent(
            $"""<form method="post" action="/sign-in"><input type="hidden" name="__RequestVerificationToken" value="antiforgery"><input type="hidden" name="returnUrl" value="{WebUtility.HtmlEncode(back)}"></form>"""),
    };

    private static HttpResponseMessage Go(HttpStatusCode status, string to) => new(status) { Headers = { Location = new Uri(to, UriKind.RelativeOrAbsolute) } };

    private static Dictionary<string, string> Parse(string query) => query.TrimStart('?').Split('&')
        .Select(part => part.Split('=', 2)).ToDictionary(part => WebUtility.UrlDecode(part[0]), part => WebUtility.UrlDecode(part[1]), StringComparer.Ordinal);
}
