using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Identity.Tests.Running;
using Ledger.Tests.Running;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Identity.Tests;

/// <summary>Signing in over HTTP as a program without a browser does it, against a real provider and a real database.</summary>
[Collection(SharedProviderCollection.Name)]
public sealed class SignInFlowTests(SharedProvider shared)
{
    private RunningProvider Provider => shared.Provider;

    [Fact]
    public async Task Discovery_names_the_issuer_its_endpoints_and_nothing_weaker_than_code_with_s256()
    {
        using var browser = Provider.Browser();
        var document = await browser.Http.GetFromJsonAsync<JsonElement>("/.well-known/openid-configuration", TestContext.Current.CancellationToken);

        Assert.Equal(Provider.Address.AbsoluteUri, document.GetProperty("issuer").GetString());
        Assert.Equal(new Uri(Provider.Address, "/connect/authorize").AbsoluteUri, document.GetProperty("authorization_endpoint").GetString());
        Assert.Equal(new Uri(Provider.Address, "/connect/token").AbsoluteUri, document.GetProperty("token_endpoint").GetString());
        Assert.Equal(["authorization_code", "refresh_token"], Strings(document, "grant_types_supported"));
        Assert.Equal(["code"], Strings(document, "response_types_supported"));
        Assert.Equal(["query"], Strings(document, "response_modes_supported"));
        Assert.Equal(["S256"], Strings(document, "code_challenge_methods_supported"));
        Assert.Equal(["ES256"], Strings(document, "id_token_signing_alg_values_supported"));
        Assert.Subset(Strings(document, "scopes_supported").ToHashSet(), new HashSet<string> { "openid", "profile", "offline_access", "ledger" });
    }

    [Fact]
    public async Task Published_keys_are_public_halves_only()
    {
        using var browser = Provider.Browser();
        var keys = await browser.Http.GetFromJsonAsync<JsonElement>("/.well-known/jwks", TestContext.Current.CancellationToken);

        var key = Assert.Single(keys.GetProperty("keys").EnumerateArray());
        Assert.Equal(("EC", "P-256", "sig"), (key.GetProperty("kty").GetString(), key.GetProperty("crv").GetString(), key.GetProperty("use").GetString()));
        Assert.False(key.TryGetProperty("d", out _));
    }

    [Fact]
    public async Task A_person_signs_in_and_the_tokens_say_who_for_whom_and_in_which_roles()
    {
        using var browser = Provider.Browser();

        var answer = await browser.RedeemAsync(await browser.SignInAsync(" Lin@Taihu ", RunningProvider.Password));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(900, answer.Body.GetProperty("expires_in").GetInt32(), 5d);
        Assert.Equal("Bearer", answer.Body.GetProperty("token_type").GetString());
        var (header, access) = TokenAnswer.Open(answer.Access);
        Assert.Equal("at+jwt", header.GetProperty("typ").GetString());
        Assert.Equal("ES256", header.GetProperty("alg").GetString());
        Assert.Equal(Provider.Address.AbsoluteUri, access.GetProperty("iss").GetString());
        Assert.Equal("ledger", access.GetProperty("aud").GetString());
        Assert.Equal("lin@taihu", access.GetProperty("sub").GetString());
        Assert.Equal("Lin", access.GetProperty("name").GetString());
        Assert.Equal("林工", access.GetProperty("name#zh").GetString());
        Assert.Equal("taihu", access.GetProperty("consortium").GetString());
        Assert.Equal("E1", access.GetProperty("organisation").GetString());
        Assert.Equal(["contributor", "signatory"], Strings(access, "role"));
        Assert.Equal(900, access.GetProperty("exp").GetInt64() - access.GetProperty("iat").GetInt64());
        Assert.False(access.TryGetProperty("ledger_stamp", out _));
    }

    [Fact]
    public async Task The_id_token_names_the_person_and_is_no_access_token()
    {
        using var browser = Provider.Browser();
        var answer = await browser.RedeemAsync(await browser.SignInAsync("lin@taihu", RunningProvider.Password));

        var (header, identity) = TokenAnswer.Open(answer.Identity);

        Assert.Equal("JWT", header.GetProperty("typ").GetString());
        Assert.Equal("ledger-cli", identity.GetProperty("aud").GetString());
        Assert.Equal("lin@taihu", identity.GetProperty("sub").GetString());
        Assert.Equal("Lin", identity.GetProperty("name").GetString());
        Assert.Equal("n-1", identity.GetProperty("nonce").GetString());
        Assert.True(identity.GetProperty("auth_time").GetInt64() > 0);
        Assert.False(identity.TryGetProperty("role", out _));
        Assert.False(identity.TryGetProperty("consortium", out _));
    }

    [Fact]
    public async Task One_role_is_a_list_too()
    {
        using var browser = Provider.Browser();
        var answer = await browser.RedeemAsync(await browser.SignInAsync("gu@taihu", RunningProvider.Password));

        Assert.Equal(["regulator"], Strings(TokenAnswer.Open(answer.Access).Payload, "role"));
    }

    [Fact]
    public async Task A_service_that_knows_only_the_issuer_accepts_the_access_token_and_refuses_the_id_token()
    {
        using var browser = Provider.Browser();
        var answer = await browser.RedeemAsync(await browser.SignInAsync("lin@taihu", RunningProvider.Password));
        var address = FreePort.Address();
        await using var service = Service(address);
        await service.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal("lin@taihu/taihu/contributor+signatory", await AskAsync(address, answer.Access));
        Assert.Equal("401", await AskAsync(address, answer.Identity));
        Assert.Equal("401", await AskAsync(address, answer.Access[..^4] + "AAAA"));
        Assert.Equal("401", await AskAsync(address, answer.Refresh));
    }

    [Fact]
    public async Task A_second_request_in_the_same_browser_needs_no_password_unless_the_program_asks_for_it()
    {
        using var browser = Provider.Browser();
        await browser.SignInAsync("lin@taihu", RunningProvider.Password);

        using var again = await browser.GetAsync(Browser.AuthorizeAddress());
        Assert.StartsWith(Browser.Redirect, again.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Browser.Code(again.Headers.Location);

        using var forced = await browser.GetAsync(Browser.AuthorizeAddress(("prompt", "login")));
        Assert.StartsWith("/sign-in?", forced.Headers.Location!.OriginalString, StringComparison.Ordinal);
        await browser.SignInAsync("lin@taihu", RunningProvider.Password, Browser.AuthorizeAddress(("prompt", "login")));
    }

    [Fact]
    public async Task Without_a_sign_in_a_silent_request_is_told_so_at_the_programs_address()
    {
        using var browser = Provider.Browser();
        using var answer = await browser.GetAsync(Browser.AuthorizeAddress(("prompt", "none")));

        Assert.StartsWith(Browser.Redirect + "?error=login_required", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_token_renews_and_each_is_for_one_use()
    {
        using var browser = Provider.Browser();
        var first = await browser.RedeemAsync(await browser.SignInAsync("lin@taihu", RunningProvider.Password));

        var second = await browser.RefreshAsync(first.Refresh);

        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.NotEqual(first.Refresh, second.Refresh);
        Assert.Equal("lin@taihu", TokenAnswer.Open(second.Access).Payload.GetProperty("sub").GetString());
        Assert.Equal(["contributor", "signatory"], Strings(TokenAnswer.Open(second.Access).Payload, "role"));
    }

    [Fact]
    public async Task The_form_is_plain_labelled_html_in_both_languages_without_script()
    {
        using var browser = Provider.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.AcceptLanguage.ParseAdd("zh-CN,zh;q=0.9");
        using var chinese = await browser.Http.SendAsync(request, TestContext.Current.CancellationToken);
        using var english = await browser.GetAsync("/sign-in?lang=en");

        var zh = await chinese.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var en = await english.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("<!DOCTYPE html>", zh.TrimStart(), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"zh\">", zh, StringComparison.Ordinal);
        Assert.Contains("<h1>登录</h1>", zh, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", en, StringComparison.Ordinal);
        Assert.Contains("<label for=\"password\">Password</label>", en, StringComparison.Ordinal);
        Assert.Contains("href=\"/sign-in?returnUrl=%2F&amp;lang=zh\"", en, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", en, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("style=", en, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http://127.0.0.1:*",
            english.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", english.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(english.Headers.CacheControl!.NoStore);
        using var sheet = await browser.GetAsync("/identity.css");
        Assert.Equal("text/css", sheet.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_programs_wish_for_a_language_reaches_the_form()
    {
        using var browser = Provider.Browser();
        using var answer = await browser.GetAsync(Browser.AuthorizeAddress(("ui_locales", "fr zh-CN en")));

        Assert.EndsWith("&lang=zh", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_browsers_sign_in()
    {
        using var browser = Provider.Browser();
        await browser.SignInAsync("lin@taihu", RunningProvider.Password);
        using var home = await browser.GetAsync("/");
        var page = await home.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<strong>lin@taihu</strong>", page, StringComparison.Ordinal);

        using var forged = await browser.PostAsync("/sign-out", []);
        using var still = await browser.GetAsync(Browser.AuthorizeAddress());
        Assert.StartsWith(Browser.Redirect, still.Headers.Location!.OriginalString, StringComparison.Ordinal);

        using var answer = await browser.PostAsync("/sign-out", Browser.Fields(page));
        using var after = await browser.GetAsync(Browser.AuthorizeAddress());
        Assert.StartsWith("/sign-in?", after.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_is_open_and_says_ready()
    {
        using var browser = Provider.Browser();
        using var live = await browser.GetAsync("/health/live");
        using var ready = await browser.GetAsync("/health/ready");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (live.StatusCode, ready.StatusCode));
    }

    private static IEnumerable<string> Strings(JsonElement parent, string name) =>
        parent.GetProperty(name).EnumerateArray().Select(value => value.GetString()!);

    // A stand-in for a service: it is told the issuer and the audience and finds the rest by discovery.
    private WebApplication Service(Uri address)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(address.GetLeftPart(UriPartial.Authority));
        builder.Logging.ClearProviders();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication().AddJwtBearer(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            options.Authority = Provider.Address.GetLeftPart(UriPartial.Authority);
            options.Audience = "ledger";
            options.MapInboundClaims = false;
            options.RequireHttpsMetadata = false;
            options.TokenValidationParameters.ValidTypes = ["at+jwt"];
            options.TokenValidationParameters.ValidAlgorithms = ["ES256", "RS256"];
        });
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", (HttpContext http) =>
            $"{http.User.FindFirst("sub")!.Value}/{http.User.FindFirst("consortium")!.Value}/{string.Join('+', http.User.FindAll("role").Select(role => role.Value))}")
            .RequireAuthorization();
        return app;
    }

    private static async Task<string> AskAsync(Uri address, string token)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync(new Uri("/", UriKind.Relative));
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : $"{(int)answer.StatusCode}";
    }
}
