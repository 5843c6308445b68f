using Ledger.Identity.Settings;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Ledger.Identity.Connect;

/// <summary>
/// The programs that may ask for tokens. All are the platform's own, so nobody is asked for consent; all use authorization code
/// with PKCE and refresh tokens, and no other flow.
/// </summary>
public static class Clients
{
    /// <summary>The command line: a native app (RFC 8252), public, back at any port of the loopback address.</summary>
    public const string Cli = "ledger-cli";

    /// <summary>The Portal's web pages.</summary>
    public const string Portal = "ledger-portal";

    /// <summary>Where the command line listens; the port is its free choice (RFC 8252 section 7.3).</summary>
    public const string CliRedirect = "http://127.0.0.1/callback";

    /// <summary>Path at which the Portal receives the code.</summary>
    public const string PortalRedirectPath = "/signed-in";

    /// <summary>The scope that makes a token one for the services (<c>aud</c>).</summary>
    public const string LedgerScope = "ledger";

    /// <summary>The clients of these settings.</summary>
    public static IReadOnlyList<OpenIddictApplicationDescriptor> All(IdentitySettings settings)
    {
        var cli = Common(Cli, ApplicationTypes.Native, "Ledger command line");
        cli.ClientType = ClientTypes.Public;
        cli.RedirectUris.Add(new Uri(CliRedirect));
        if (settings.PortalAddress is not { } address)
        {
            return [cli];
        }

        var portal = Common(Portal, ApplicationTypes.Web, "Ledger Portal");
        portal.ClientType = settings.PortalSecret is null ? ClientTypes.Public : ClientTypes.Confidential;
        portal.ClientSecret = settings.PortalSecret;
        portal.RedirectUris.Add(new Uri(address, PortalRedirectPath));
        return [cli, portal];
    }

    /// <summary>
    /// Where a browser may be sent after the sign-in form, as sources of a content security policy: browsers apply
    /// <c>form-action</c> to the redirects that follow a form, too.
    /// </summary>
    public static string FormTargets(IdentitySettings settings) =>
        settings.PortalAddress is { } portal ? $"'self' http://127.0.0.1:* {portal.GetLeftPart(UriPartial.Authority)}" : "'self' http://127.0.0.1:*";

    /// <summary>Brings the stored clients to these settings.</summary>
    public static async Task RegisterAsync(IOpenIddictApplicationManager applications, IdentitySettings settings, CancellationToken ct)
    {
        foreach (var client in All(settings))
        {
            if (await applications.FindByClientIdAsync(client.ClientId!, ct) is { } known)
            {
                await applications.UpdateAsync(known, client, ct);
            }
            else
            {
                await applications.CreateAsync(client, ct);
            }
        }

        // A Portal that is not configured any more must not keep its way in.
        if (settings.PortalAddress is null && await applications.FindByClientIdAsync(Portal, ct) is { } former)
        {
            await applications.DeleteAsync(former, ct);
        }
    }

    private static OpenIddictApplicationDescriptor Common(string id, string type, string name)
    {
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = id,
            ApplicationType = type,
            ConsentType = ConsentTypes.Implicit,
            DisplayName = name,
        };
        client.Permissions.UnionWith(
        [
            Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.Revocation,
            Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken,
            Permissions.ResponseTypes.Code,
            Permissions.Scopes.Profile, Permissions.Prefixes.Scope + LedgerScope,
        ]);
        client.Requirements.Add(Requirements.Features.ProofKeyForCodeExchange);
        return client;
    }
}
