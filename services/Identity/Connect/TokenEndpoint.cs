using System.Globalization;
using Ledger.Identity.People;
using Ledger.Identity.Settings;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Ledger.Identity.Connect;

/// <summary>
/// The token endpoint. OpenIddict has already checked the code or refresh token, that it was not used before, and the PKCE
/// verifier; here the person is read again, so that somebody disabled since gets no new token and a changed role shows at once.
/// </summary>
public static class TokenEndpoint
{
    /// <summary>Maps POST /connect/token.</summary>
    public static void MapToken(this IEndpointRouteBuilder routes) => routes.MapPost(Endpoints.Token, HandleAsync).DisableAntiforgery();

    private static async Task<IResult> HandleAsync(
        HttpContext http, SignIns signIns, IdentitySettings settings, ILogger<SignIns> log, CancellationToken ct)
    {
        var presented = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal
            ?? throw new InvalidOperationException("OpenIddict let a token request pass without a code or refresh token.");
        var subject = presented.GetClaim(Claims.Subject);
        var person = await signIns.FindActiveAsync(subject, presented.GetClaim(PersonClaims.Stamp), ct);
        if (person is null)
        {
            log.LogWarning("Token of {Subject} refused: the person may not act any more, or the password has changed", subject);
            return Results.Forbid(
                new AuthenticationProperties(new Dictionary<string, string?>
                {
                    [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidGrant,
                    [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "The person may not sign in any more.",
                }),
                [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        }

        var signedInAt = DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(presented.GetClaim(Claims.AuthenticationTime) ?? "0", CultureInfo.InvariantCulture));
        var principal = PersonClaims.Principal(person, presented.GetScopes(), settings.Audience, signedInAt);
        return Results.SignIn(principal, null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
