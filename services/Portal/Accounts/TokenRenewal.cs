using System.Globalization;
using System.Text.Json;
using Ledger.Portal.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Ledger.Portal.Accounts;

/// <summary>
/// Renews the access token of a session shortly before it ends. A session that the provider does not renew (the person was
/// removed, the password changed) ends; while the provider is not reached it goes on until the token itself ends.
/// </summary>
internal static class TokenRenewal
{
    /// <summary>Name of the HTTP client.</summary>
    public const string Client = "tokens";

    /// <summary>Called with every request that carries a session.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (!DateTimeOffset.TryParse(context.Properties.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, DateTimeStyles.None, out var ends)
            || context.Properties.GetTokenValue("refresh_token") is not { Length: > 0 } refresh)
        {
            context.RejectPrincipal();
            return;
        }

        if (ends - now > Limits.RenewalMargin) return;
        try
        {
            if (await RenewAsync(services, refresh, context.HttpContext.RequestAborted) is not { } renewed)
            {
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
                return;
            }

            context.Properties.UpdateTokenValue("access_token", renewed.Access);
            context.Properties.UpdateTokenValue("refresh_token", renewed.Refresh ?? refresh);
            context.Properties.UpdateTokenValue("expires_at", SignIn.Expiry(now.AddSeconds(renewed.Seconds)));
            context.ReplacePrincipal(Claims.Principal(renewed.Access));
            context.ShouldRenew = true;
        }
        catch (Exception outage) when (outage is HttpRequestException or TaskCanceledException or InvalidOperationException)
        {
            if (ends <= now) context.RejectPrincipal();
        }
    }

    private static async Task<Renewed?> RenewAsync(IServiceProvider services, string refresh, CancellationToken ct)
    {
        var options = services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme);
        var provider = await options.ConfigurationManager!.GetConfigurationAsync(ct);
        var fields = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = refresh, ["client_id"] = SignIn.ClientId };
        if (services.GetRequiredService<PortalSettings>().ClientSecret is { } secret) fields["client_secret"] = secret;
        using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(Client);
        using var body = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync(provider.TokenEndpoint, body, ct);
        if ((int)answer.StatusCode is >= 400 and < 500) return null;
        answer.EnsureSuccessStatusCode();
        using var document = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
        var root = document.RootElement;
        return new Renewed(
            root.GetProperty("access_token").GetString()!,
            root.TryGetProperty("refresh_token", out var next) ? next.GetString() : null,
            root.TryGetProperty("expires_in", out var life) ? life.GetInt32() : 300);
    }

    private sealed record Renewed(string Access, string? Refresh, int Seconds);
}
