using System.Net;
using System.Net.Http.Headers;
using Ledger.Integration.Tests.Support;
using Ledger.ServiceDefaults;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Integration.Tests.Frame;

public sealed class AccessTests(FrameFixture frame) : IClassFixture<FrameFixture>
{
    public static TheoryData<string> ForgedTokens => ["none", "no-signature", "hs256-with-public-key", "issuer", "audience", "type", "expired", "other-key", "garbage"];

    [Theory]
    [MemberData(nameof(ForgedTokens))]
    public async Task A_token_that_is_not_the_issuers_is_refused(string fault)
    {
        var issuer = frame.Issuer;
        var token = fault switch
        {
            "none" => null,
            "no-signature" => string.Join('.', issuer.Token("lin", "alpha", "E1", ["contributor"]).Split('.')[..2]) + ".",
            "hs256-with-public-key" => issuer.Token("lin", "alpha", "E1", ["contributor"],
                signing: new SigningCredentials(new SymmetricSecurityKey(issuer.PublicKey) { KeyId = "test" }, SecurityAlgorithms.HmacSha256)),
            "issuer" => issuer.Token("lin", "alpha", "E1", ["contributor"], issuer: "http://127.0.0.1:1"),
            "audience" => issuer.Token("lin", "alpha", "E1", ["contributor"], audience: "another"),
            "type" => issuer.Token("lin", "alpha", "E1", ["contributor"], type: "JWT"),
            "expired" => issuer.Token("lin", "alpha", "E1", ["contributor"], expires: DateTime.UtcNow.AddMinutes(-2)),
            "other-key" => issuer.Token("lin", "alpha", "E1", ["contributor"],
                signing: new SigningCredentials(new RsaSecurityKey(System.Security.Cryptography.RSA.Create(2048)) { KeyId = "test" }, SecurityAlgorithms.RsaSha256)),
            _ => "garbage",
        };
        using var client = new HttpClient { BaseAddress = new Uri($"{frame.Host.Address}/api/v1/consortia/alpha/") };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var answer = await client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "a" });
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("token.missing-or-invalid", await answer.CodeAsync());
    }

    [Fact]
    public async Task A_token_without_or_with_two_consortia_is_refused()
    {
        foreach (var token in new[]
                 {
                     frame.Issuer.Token("lin", null, "E1", ["contributor"]),
                     frame.Issuer.Token("lin", "alpha", "E1", ["contributor"], moreConsortia: ["beta"]),
                     frame.Issuer.Token("lin", "alpha", "", ["contributor"]),
                 })
        {
            using var client = new HttpClient { BaseAddress = new Uri($"{frame.Host.Address}/api/v1/consortia/alpha/") };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var answer = await client.GetAsync("notes");
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Equal("token.incomplete", await answer.CodeAsync());
        }
    }

    [Theory]
    [InlineData("regulator")]
    [InlineData("valuer")]
    [InlineData("administrator")]
    public async Task Who_lacks_the_role_can_read_and_changes_nothing(string role)
    {
        using var client = frame.Host.Client(roles: role);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("notes")).StatusCode);
        var answer = await client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "a" });
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("role.missing", await answer.CodeAsync());
    }

    [Fact]
    public async Task Only_an_administrator_looks_at_queues()
    {
        var service = frame.Host.Services.GetService(typeof(ServiceName)) as ServiceName;
        using var contributor = frame.Host.Client();
        using var administrator = frame.Host.Client(roles: "administrator");
        var path = $"{frame.Host.Address}/api/v1/services/{service!.Value}/operations/queues";
        Assert.Equal(HttpStatusCode.Forbidden, (await contributor.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await administrator.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Health_is_open_and_nothing_else_is()
    {
        using var client = new HttpClient { BaseAddress = new Uri(frame.Host.Address) };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
        Assert.NotEqual(HttpStatusCode.Unauthorized, (await client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/openapi/v1.json")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/consortia/alpha/notes")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/anything")).StatusCode);
    }

    [Fact]
    public async Task A_refusal_speaks_the_readers_language_and_keeps_its_code()
    {
        using var client = frame.Host.Client(roles: "regulator");
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN, en;q=0.5");
        var answer = await client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "a" });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("您的角色无权执行此操作", text, StringComparison.Ordinal);
        Assert.Contains("role.missing", text, StringComparison.Ordinal);
    }
}
