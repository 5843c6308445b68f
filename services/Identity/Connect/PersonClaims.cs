using System.Security.Claims;
using System.Text.Json;
using Ledger.Identity.People;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Ledger.Identity.Connect;

/// <summary>
/// What a token says about a person. The access token carries <c>sub</c> (person@consortium), <c>name</c>, <c>name#zh</c>
/// (the Chinese name, language-tagged as in OpenID Connect Core 5.2), <c>consortium</c>, <c>organisation</c> and <c>role</c>
/// (always an array); the id token <c>sub</c>, the names and <c>auth_time</c>.
/// </summary>
public static class PersonClaims
{
    /// <summary>The one consortium the person acts in.</summary>
    public const string Consortium = "consortium";

    /// <summary>The party the person acts for.</summary>
    public const string Organisation = "organisation";

    /// <summary>The person's roles, an array of strings.</summary>
    public const string Role = "role";

    /// <summary>The Chinese display name.</summary>
    public const string NameZh = "name#zh";

    /// <summary>Stays in codes, refresh tokens and the cookie: void after a change of password.</summary>
    public const string Stamp = "ledger_stamp";

    /// <summary>
    /// The principal of which OpenIddict makes tokens.
    /// </summary>
    /// <param name="person">As stored now, so that a renewed token shows today's roles.</param>
    /// <param name="scopes">Granted scopes; <see cref="Clients.LedgerScope"/> sets the audience.</param>
    /// <param name="audience">The services' name.</param>
    /// <param name="signedInAt">When the password was checked.</param>
    public static ClaimsPrincipal Principal(Person person, IEnumerable<string> scopes, string audience, DateTimeOffset signedInAt)
    {
        var identity = new ClaimsIdentity("ledger", Claims.Name, Role);
        identity.SetClaim(Claims.Subject, person.Subject);
        identity.SetClaim(Claims.Name, person.NameEn);
        identity.SetClaim(NameZh, person.NameZh);
        identity.SetClaim(Consortium, person.Consortium);
        identity.SetClaim(Organisation, person.Organisation);

        // As one JSON array, because a list of claims would become a bare string when there is one role only.
        identity.AddClaim(new Claim(Role, JsonSerializer.Serialize(person.Roles), JsonClaimValueTypes.JsonArray));
        identity.SetClaim(Claims.AuthenticationTime, signedInAt.ToUnixTimeSeconds());
        identity.SetClaim(Stamp, person.Stamp.ToString());

        var granted = scopes.ToList();
        identity.SetScopes(granted);
        if (granted.Contains(Clients.LedgerScope, StringComparer.Ordinal))
        {
            identity.SetResources(audience);
        }

        identity.SetDestinations(static claim => claim.Type switch
        {
            Claims.Name or NameZh => [Destinations.AccessToken, Destinations.IdentityToken],
            Claims.AuthenticationTime => [Destinations.IdentityToken],
            Consortium or Organisation or Role => [Destinations.AccessToken],
            _ => [],
        });
        return new ClaimsPrincipal(identity);
    }
}
