using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Ledger.Portal.Accounts;

/// <summary>
/// What of an access token the pages need to know. They decide only what is offered: what is allowed, the services decide by the
/// token itself.
/// </summary>
internal static class Claims
{
    public const string Consortium = "consortium";
    public const string Organisation = "organisation";
    public const string Role = "role";
    public const string NameZh = "name#zh";

    private static readonly HashSet<string> Wanted = ["sub", "name", NameZh, Consortium, Organisation, Role];

    /// <summary>The principal of a session, from an access token that the provider's token endpoint has just answered.</summary>
    public static ClaimsPrincipal Principal(string accessToken)
    {
        var token = new JsonWebToken(accessToken);
        return new ClaimsPrincipal(new ClaimsIdentity(
            token.Claims.Where(claim => Wanted.Contains(claim.Type)).Select(claim => new Claim(claim.Type, claim.Value)), "portal", "name", Role));
    }
}
