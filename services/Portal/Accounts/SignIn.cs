using System.Globalization;
using Ledger.Portal.Settings;
using Ledger.Portal.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Ledger.Portal.Accounts;

/// <summary>
/// Sign-in by OpenID Connect (authorization code with PKCE). The tokens stay in the encrypted session cookie: no script and no
/// other site can read them.
/// </summary>
public static class SignIn
{
    /// <summary>The Portal's name at the provider.</summary>
    public const string ClientId = "ledger-portal";

    /// <summary>Adds the session and the sign-in.</summary>
    public static void AddSignIn(this IServiceCollection services, PortalSettings settings)
    {
        var keys = services.AddDataProtection().SetApplicationName("Ledger.Portal");
        if (settings.KeyFolder is { } folder) keys.PersistKeysToFileSystem(new DirectoryInfo(folder));
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(options =>
            {
                options.Cookie.Name = "ledger.session";
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = settings.Development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
                options.ExpireTimeSpan = Limits.SessionTime;
                options.SlidingExpiration = true;
                options.LoginPath = "/sign-in";
                options.AccessDeniedPath = "/denied";
                options.ReturnUrlParameter = "return";
                options.Events.OnValidatePrincipal = TokenRenewal.ValidateAsync;
                options.Events.OnRedirectToLogin = ToSignIn;
            })
            .AddOpenIdConnect(options =>
            {
                options.Authority = settings.Issuer.AbsoluteUri.TrimEnd('/');
                options.RequireHttpsMetadata = settings.Issuer.Scheme == Uri.UriSchemeHttps;
                options.ClientId = ClientId;
                options.ClientSecret = settings.ClientSecret;
                options.ResponseType = OpenIdConnectResponseType.Code;
                options.ResponseMode = OpenIdConnectResponseMode.Query;
                options.CallbackPath = "/signed-in";
                options.UsePkce = true;
                options.MapInboundClaims = false;
                options.SaveTokens = true;
                options.GetClaimsFromUserInfoEndpoint = false;
                options.DisableTelemetry = true;
                options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
                options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy =
                    settings.Development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
                options.Scope.Clear();
                foreach (var scope in (string[])["openid", "profile", "ledger", "offline_access"]) options.Scope.Add(scope);
                options.Events.OnRedirectToIdentityProvider = context =>
                {
                    context.ProtocolMessage.UiLocales = Language.Of(context.HttpContext) == Language.Zh ? "zh-CN" : "en";
                    return Task.CompletedTask;
                };
                options.Events.OnTokenValidated = context =>
                {
                    context.Principal = Claims.Principal(context.TokenEndpointResponse!.AccessToken);
                    return Task.CompletedTask;
                };
                // Somebody turned back, or the answer came too late: to the start, not to a fault.
                options.Events.OnRemoteFailure = context =>
                {
                    context.HandleResponse();
                    context.Response.Redirect("/?sign-in=failed");
                    return Task.CompletedTask;
                };
            });
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
    }

    /// <summary>Maps <c>GET /sign-in</c> and <c>POST /sign-out</c>.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", (string? @return) => Results.Challenge(
            new AuthenticationProperties { RedirectUri = Local(@return), IsPersistent = false }, [OpenIdConnectDefaults.AuthenticationScheme]));
        routes.MapPost("/sign-out", async (HttpContext http, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery) =>
        {
            await antiforgery.ValidateRequestAsync(http);
            await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            ReadingCase.Forget(http);
            return Results.LocalRedirect("/?sign-out=done");
        });
    }

    /// <summary>An address of this site, whatever was asked for: a sign-in must not lead elsewhere.</summary>
    internal static string Local(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal)
            && !address.Any(char.IsControl)
            ? address : "/desk";

    // The framework's script fetches pages itself and may not follow to the provider's address: it is told to open the sign-in. What
    // was typed waits in the browser's draft meanwhile.
    private static Task ToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.Headers.Accept.Any(types => types?.Contains("blazor-enhanced-nav=on", StringComparison.Ordinal) == true))
        {
            context.Response.Headers["blazor-enhanced-nav"] = "allow";
            context.Response.Headers["blazor-enhanced-nav-redirect-location"] = context.RedirectUri;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }

    internal static string Expiry(DateTimeOffset at) => at.ToString("o", CultureInfo.InvariantCulture);
}
