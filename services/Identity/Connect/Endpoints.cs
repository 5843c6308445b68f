namespace Ledger.Identity.Connect;

/// <summary>Addresses of the provider, relative to the issuer. Clients find them in the discovery document.</summary>
public static class Endpoints
{
    /// <summary>Authorization endpoint (RFC 6749 section 3.1).</summary>
    public const string Authorize = "/connect/authorize";

    /// <summary>Token endpoint (RFC 6749 section 3.2).</summary>
    public const string Token = "/connect/token";

    /// <summary>Revocation endpoint (RFC 7009).</summary>
    public const string Revocation = "/connect/revocation";

    /// <summary>The form for name and password.</summary>
    public const string SignIn = "/sign-in";

    /// <summary>Ends the browser's sign-in.</summary>
    public const string SignOut = "/sign-out";

    /// <summary>Says who is signed in.</summary>
    public const string Home = "/";

    /// <summary>What the people of a consortium are called; read with an access token of that consortium.</summary>
    public const string People = "/api/v1/consortia/{consortium}/people";
}
