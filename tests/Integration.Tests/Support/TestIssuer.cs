using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Integration.Tests.Support;

/// <summary>An OpenID Connect issuer over HTTP with discovery and keys: the services trust it as they would any other.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "test" };

    private TestIssuer(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    public static async Task<TestIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var issuer = new TestIssuer(app);
        app.MapGet("/.well-known/openid-configuration", () => new { issuer = issuer.Address, jwks_uri = $"{issuer.Address}/keys" });
        app.MapGet("/keys", () =>
        {
            var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(issuer._key.Rsa.ExportParameters(false)) { KeyId = "test" });
            return Results.Json(new { keys = new[] { new { kty = key.Kty, n = key.N, e = key.E, kid = key.Kid, use = "sig", alg = "RS256" } } });
        });
        await app.StartAsync();
        issuer.Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return issuer;
    }

    /// <summary>A signed access token; every part of it can be set wrong on purpose.</summary>
    public string Token(
        string person, string? consortium, string organisation, IEnumerable<string> roles, string type = "at+jwt",
        string audience = "ledger", string? issuer = null, DateTime? expires = null, SigningCredentials? signing = null,
        IEnumerable<string>? moreConsortia = null)
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = person, ["name"] = person, ["organisation"] = organisation, ["role"] = roles.ToArray(),
        };
        if (moreConsortia is not null) claims["consortium"] = moreConsortia.Prepend(consortium!).ToArray();
        else if (consortium is not null) claims["consortium"] = consortium;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address, Audience = audience, Claims = claims, TokenType = type,
            NotBefore = (expires ?? DateTime.UtcNow.AddMinutes(10)).AddMinutes(-30), IssuedAt = DateTime.UtcNow.AddMinutes(-20),
            Expires = expires ?? DateTime.UtcNow.AddMinutes(10),
            SigningCredentials = signing ?? new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>The public key, for an attacker who signs with it as if it were a shared secret.</summary>
    public byte[] PublicKey => _key.Rsa.ExportSubjectPublicKeyInfo();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
