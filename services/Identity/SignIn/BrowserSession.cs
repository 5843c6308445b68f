using System.Globalization;
using System.Security.Claims;
using Ledger.Identity.Connect;
using Ledger.Identity.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Ledger.Identity.SignIn;

/// <summary>The sign-in of one browser, kept in a cookie that only this provider can read. It names the person and no right.</summary>
/// <param name="Subject">person@consortium.</param>
/// <param name="Stamp">The person's stamp at sign-in.</param>
/// <param name="SignedInAt">When the password was checked.</param>
public sealed record BrowserSession(string Subject, string Stamp, DateTimeOffset SignedInAt)
{
    /// <summary>Authentication scheme of the cookie.</summary>
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>The session of a cookie, or null without a valid one.</summary>
    public static BrowserSession? Read(AuthenticateResult cookie) =>
        cookie.Principal is { } principal
        && principal.FindFirstValue(Claims.Subject) is { } subject
        && principal.FindFirstValue(PersonClaims.Stamp) is { } stamp
        && long.TryParse(principal.FindFirstValue(Claims.AuthenticationTime), CultureInfo.InvariantCulture, out var seconds)
            ? new BrowserSession(subject, stamp, DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;

    /// <summary>The cookie's content for somebody whose password was right just now.</summary>
    public static ClaimsPrincipal Principal(Person person, DateTimeOffset now) => new(new ClaimsIdentity(
        [
            new Claim(Claims.Subject, person.Subject),
            new Claim(PersonClaims.Stamp, person.Stamp.ToString()),
            new Claim(Claims.AuthenticationTime, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ],
        Scheme));
}
