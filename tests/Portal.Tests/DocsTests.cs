using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Portal.Gateway;
using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests;

/// <summary>The services' OpenAPI documents and the page to browse them.</summary>
public sealed partial class DocsTests : IAsyncLifetime
{
    private RunningPortal? _portal;

    private RunningPortal Portal => _portal!;

    public async ValueTask InitializeAsync() => _portal = await RunningPortal.StartAsync(down: ["audit"]);

    public async ValueTask DisposeAsync() => await Portal.DisposeAsync();

    [Theory]
    [InlineData("agreements")]
    [InlineData("contributions")]
    [InlineData("valuation")]
    [InlineData("risks")]
    [InlineData("distribution")]
    public async Task Each_document_comes_from_its_service_and_names_the_gateway_as_its_server(string service)
    {
        var document = await Portal.Http.GetFromJsonAsync<JsonElement>($"/openapi/{service}.json", TestContext.Current.CancellationToken);

        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        Assert.Equal(service, document.GetProperty("info").GetProperty("title").GetString());
        Assert.Equal("/", Assert.Single(document.GetProperty("servers").EnumerateArray()).GetProperty("url").GetString());
    }

    [Fact]
    public async Task The_document_of_a_service_that_is_away_is_a_problem()
    {
        using var answer = await Portal.GetAsync("/openapi/audit.json");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("audit", (await RunningPortal.ProblemAsync(answer)).GetProperty("service").GetString());
    }

    [Fact]
    public async Task The_page_lists_every_service_and_loads_nothing_from_elsewhere()
    {
        using var answer = await Portal.GetAsync("/docs/");
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.All(ServiceCatalog.All, service => Assert.Contains($"openapi/{service.Name}.json", page, StringComparison.Ordinal));
        Assert.DoesNotMatch("https?://", page);
        Assert.Contains("\"telemetry\":false", page, StringComparison.Ordinal);
        Assert.Contains("\"showDeveloperTools\":\"never\"", page, StringComparison.Ordinal);
        var scripts = ScriptAddress().Matches(page).Select(match => match.Groups["address"].Value).ToList();
        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            using var file = await Portal.GetAsync(new Uri(new Uri(Portal.Address, "/docs/"), script).PathAndQuery);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            Assert.Contains("javascript", file.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Its_policy_allows_only_its_own_scripts_by_a_fresh_nonce_and_only_this_origin()
    {
        using var first = await Portal.GetAsync("/docs/");
        using var second = await Portal.GetAsync("/docs/");
        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        var page = await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var nonce = policy.Split('\'').Single(part => part.StartsWith("nonce-", StringComparison.Ordinal))["nonce-".Length..];

        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("script-src[^;]*unsafe", policy);
        Assert.Equal(Count(page, "<script"), Count(WebUtility.HtmlDecode(page), $"nonce=\"{nonce}\""));
        Assert.NotEqual(policy, second.Headers.GetValues("Content-Security-Policy").Single());
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("<script[^>]* src=\"(?<address>[^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex ScriptAddress();
}
