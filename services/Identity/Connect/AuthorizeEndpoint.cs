using System.Collections.Immutable;
using Ledger.Identity.People;
using Ledger.Identity.Settings;
using Ledger.Identity.SignIn;
using Ledger.Identity.Web;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Ledger.Identity.Connect;

/// <summary>
/// The authorization endpoint. OpenIddict has already refused requests with an unknown client, a foreign redirect address or no
/// PKCE challenge; here the person is looked up, or sent to the sign-in form first.
/// <para>
/// The whole flow needs no script, so that any program can walk it over plain HTTP with a cookie jar and automatic redirects
/// switched off:
/// </para>
/// <list type="number">
/// <item><c>GET /connect/authorize?response_type=code&amp;client_id=ledger-cli&amp;redirect_uri=http://127.0.0.1:PORT/callback
/// &amp;scope=openid profile offline_access ledger&amp;state=…&amp;nonce=…&amp;code_challenge=BASE64URL(SHA256(verifier))
/// &amp;code_challenge_method=S256</c> answers 302 to <c>/sign-in?returnUrl=…</c>.</item>
/// <item><c>GET</c> that address answers 200 with the form and sets the antiforgery cookie. The form's hidden fields are
/// <c>__RequestVerificationToken</c>, <c>returnUrl</c> and <c>lang</c>.</item>
/// <item><c>POST /sign-in</c>, form-encoded, with those fields and <c>name</c> (person@consortium) and <c>password</c>: answers
/// 303 to <c>returnUrl</c> and sets the sign-in cookie. A refused sign-in answers 400 with the form again, too many of them
/// 429 with <c>Retry-After</c>.</item>
/// <item><c>GET</c> that address (the authorization request again, with the cookie) answers 302 to
/// <c>redirect_uri?code=…&amp;state=…&amp;iss=…</c>. Nothing has to listen there: the code stands in the Location header.</item>
/// <item><c>POST /connect/token</c>, form-encoded, <c>grant_type=authorization_code&amp;client_id=ledger-cli&amp;code=…
/// &amp;redirect_uri=…&amp;code_verifier=…</c> answers <c>access_token</c>, <c>id_token</c>, <c>refresh_token</c>,
/// <c>expires_in</c>. Later <c>grant_type=refresh_token&amp;client_id=ledger-cli&amp;refresh_token=…</c> renews them; every
/// answer carries a new refresh token.</item>
/// </list>
/// </summary>
public static class AuthorizeEndpoint
{
    /// <summary>Maps GET and POST (OpenID Connect Core 3.1.2.1 asks for both).</summary>
    public static void MapAuthorize(this IEndpointRouteBuilder routes) =>
        routes.MapMethods(Endpoints.Authorize, [HttpMethods.Get, HttpMethods.Post], HandleAsync).DisableAntiforgery();

    private static async Task<IResult> HandleAsync(
        HttpContext http, SignIns signIns, IdentitySettings settings, TimeProvider clock, CancellationToken ct)
    {
        if (http.GetOpenIddictServerResponse() is { } refusal)
        {
            return Pages.Refusal(http, refusal.Error ?? Errors.InvalidRequest, refusal.ErrorDescription);
        }

        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict has not seen this request.");
        var cookie = await http.AuthenticateAsync(BrowserSession.Scheme);
        var session = BrowserSession.Read(cookie);
        var person = await signIns.FindActiveAsync(session?.Subject, session?.Stamp, ct);
        if (person is null || session is null || HasToSignInAgain(request, session, clock.GetUtcNow()))
        {
            return request.HasPromptValue(PromptValues.None)
                ? Refuse(Errors.LoginRequired, "Nobody is signed in.")
                : Results.Redirect(SignInAddress(http, request));
        }

        var principal = PersonClaims.Principal(person, request.GetScopes(), settings.Audience, session.SignedInAt);
        return Results.SignIn(principal, null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static bool HasToSignInAgain(OpenIddictRequest request, BrowserSession session, DateTimeOffset now) =>
        request.HasPromptValue(PromptValues.Login)
        || request.HasPromptValue(PromptValues.SelectAccount)
        || (request.MaxAge is { } seconds && now - session.SignedInAt > TimeSpan.FromSeconds(seconds));

    // The way back is this same request. "prompt" is left out: it is fulfilled by the form, and would ask for it for ever.
    private static string SignInAddress(HttpContext http, OpenIddictRequest request)
    {
        var back = QueryString.Create(
            from parameter in request.GetParameters()
            where parameter.Key != Parameters.Prompt
            from value in (ImmutableArray<string?>?)parameter.Value ?? []
            select KeyValuePair.Create(parameter.Key, value));
        var query = QueryString.Create("returnUrl", http.Request.PathBase + Endpoints.Authorize + back);
        var language = request.UiLocales is { Length: > 0 } locales ? Language.FromTags(locales.Split(' ')) : null;
        return http.Request.PathBase + Endpoints.SignIn + (language is null ? query : query.Add("lang", language));
    }

    private static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
