using System.Net;
using Ledger.Identity.Tests.Running;

namespace Ledger.Identity.Tests;

/// <summary>What the provider refuses, on the running provider.</summary>
[Collection(SharedProviderCollection.Name)]
public sealed class RefusalTests(SharedProvider shared)
{
    private RunningProvider Provider => shared.Provider;

    [Theory]
    [InlineData("redirect_uri", "https://evil.example/callback", "invalid_request")]
    [InlineData("redirect_uri", "http://127.0.0.1:49152/other", "invalid_request")]
    [InlineData("redirect_uri", "http://127.0.0.1.evil.example:49152/callback", "invalid_request")]
    [InlineData("redirect_uri", "http://localhost:49152/callback", "invalid_request")]
    [InlineData("redirect_uri", null, "invalid_request")]
    [InlineData("client_id", "somebody", "invalid_request")]
    [InlineData("client_id", "ledger-portal", "invalid_request")]
    public async Task A_request_that_may_come_from_somebody_else_is_never_answered_to_its_address(string parameter, string? value, string code)
    {
        using var browser = Provider.Browser();
        await browser.SignInAsync("lin@taihu", RunningProvider.Password);

        using var answer = await browser.GetAsync(Browser.AuthorizeAddress((parameter, value)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<h1>The sign-in request was refused</h1>", page, StringComparison.Ordinal);
        Assert.Contains($"<code>{code}</code>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", "code id_token", "unsupported_response_type")]
    [InlineData("response_mode", "fragment", "invalid_request")]
    [InlineData("scope", "openid everything", "invalid_scope")]
    public async Task A_request_weaker_than_code_with_s256_is_refused(string parameter, string? value, string code)
    {
        using var browser = Provider.Browser();
        await browser.SignInAsync("lin@taihu", RunningProvider.Password);

        using var answer = await browser.GetAsync(Browser.AuthorizeAddress((parameter, value)));

        var told = answer.Headers.Location?.OriginalString ?? await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(code, told, StringComparison.Ordinal);
        Assert.DoesNotContain("code=", answer.Headers.Location?.Query ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_name_and_an_empty_field_get_the_same_sentence()
    {
        var sentences = new HashSet<string>();
        foreach (var (name, password) in new[] { ("gu@taihu", "not-the-secret"), ("nobody@taihu", RunningProvider.Password), ("gu@taihu", ""), ("lin", RunningProvider.Password) })
        {
            using var browser = Provider.Browser();
            using var answer = await browser.PostFormAsync(await browser.OpenFormAsync(), name, password);
            var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.DoesNotContain(answer.Headers, header => header.Key == "Set-Cookie" && header.Value.Any(cookie => cookie.StartsWith("ledger-sign-in", StringComparison.Ordinal)));
            sentences.Add(page[page.IndexOf("role=\"alert\"", StringComparison.Ordinal)..page.IndexOf("<form", StringComparison.Ordinal)]);
            Assert.Contains($"value=\"{name}\"", page, StringComparison.Ordinal);
            if (password.Length > 0)
            {
                Assert.DoesNotContain(password, page, StringComparison.Ordinal);
            }

            using var still = await browser.GetAsync(Browser.AuthorizeAddress());
            Assert.StartsWith("/sign-in?", still.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }

        Assert.Single(sentences);
    }

    [Fact]
    public async Task A_form_sent_from_elsewhere_is_refused()
    {
        using var browser = Provider.Browser();
        var fields = await browser.OpenFormAsync();
        using var other = Provider.Browser();
        var foreign = await other.OpenFormAsync();

        foreach (var token in new[] { "", "forged", foreign["__RequestVerificationToken"] })
        {
            using var answer = await browser.PostFormAsync(
                new Dictionary<string, string>(fields) { ["__RequestVerificationToken"] = token }, "lin@taihu", RunningProvider.Password);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("Fill it in again", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_person_typed_comes_back_as_text_and_not_as_markup()
    {
        using var browser = Provider.Browser();
        using var answer = await browser.PostFormAsync(await browser.OpenFormAsync(), "\"><script>alert(1)</script>", "x");

        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_form_nobody_is_sent_to_a_foreign_site()
    {
        using var browser = Provider.Browser();
        using var page = await browser.GetAsync("/sign-in?returnUrl=" + Uri.EscapeDataString("https://evil.example/"));
        var fields = Browser.Fields(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("/", fields["returnUrl"]);

        using var answer = await browser.PostFormAsync(
            new Dictionary<string, string>(fields) { ["returnUrl"] = "//evil.example" }, "lin@taihu", RunningProvider.Password);

        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_code_is_good_once_and_its_second_use_voids_what_the_first_gave()
    {
        using var browser = Provider.Browser();
        var code = await browser.SignInAsync("lin@taihu", RunningProvider.Password);
        var first = await browser.RedeemAsync(code);
        Assert.Equal(HttpStatusCode.OK, first.Status);

        var second = await browser.RedeemAsync(code);
        var renewed = await browser.RefreshAsync(first.Refresh);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (second.Status, second.Error));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (renewed.Status, renewed.Error));
    }

    [Fact]
    public async Task Of_many_who_redeem_one_code_at_once_one_gets_tokens()
    {
        using var browser = Provider.Browser();
        var code = await browser.SignInAsync("lin@taihu", RunningProvider.Password);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => browser.RedeemAsync(code)));

        Assert.True(answers.Count(answer => answer.Status == HttpStatusCode.OK) <= 1);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Equal("invalid_grant", answer.Error));
    }

    [Fact]
    public async Task A_stolen_code_is_worth_nothing_without_the_verifier_and_the_same_address()
    {
        using var browser = Provider.Browser();
        var wrongVerifier = await browser.RedeemAsync(
            await browser.SignInAsync("lin@taihu", RunningProvider.Password), verifier: new string('a', 43));
        using var next = Provider.Browser();
        var otherAddress = await next.RedeemAsync(
            await next.SignInAsync("lin@taihu", RunningProvider.Password), redirect: "http://127.0.0.1:50000/callback");

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (wrongVerifier.Status, wrongVerifier.Error));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (otherAddress.Status, otherAddress.Error));
    }

    [Theory]
    [InlineData("password")]
    [InlineData("client_credentials")]
    [InlineData("urn:ietf:params:oauth:grant-type:device_code")]
    public async Task Other_flows_do_not_exist(string grant)
    {
        using var browser = Provider.Browser();
        var answer = await browser.TokenAsync(new Dictionary<string, string>
        {
            ["grant_type"] = grant, ["client_id"] = "ledger-cli", ["username"] = "lin@taihu", ["password"] = RunningProvider.Password, ["scope"] = "ledger",
        });

        Assert.Equal((HttpStatusCode.BadRequest, "unsupported_grant_type"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task A_revoked_refresh_token_renews_nothing()
    {
        using var browser = Provider.Browser();
        var answer = await browser.RedeemAsync(await browser.SignInAsync("lin@taihu", RunningProvider.Password));

        using var revoked = await browser.PostAsync(
            "/connect/revocation", new Dictionary<string, string> { ["client_id"] = "ledger-cli", ["token"] = answer.Refresh });
        var renewed = await browser.RefreshAsync(answer.Refresh);

        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        Assert.Equal("invalid_grant", renewed.Error);
    }

    [Fact]
    public async Task A_body_past_the_limit_is_refused()
    {
        using var browser = Provider.Browser();
        var fields = await browser.OpenFormAsync();

        using var answer = await browser.PostFormAsync(fields, "lin@taihu", new string('x', Limits.RequestBodyBytes));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_name_or_password_past_its_limit_is_refused_like_a_wrong_one()
    {
        using var browser = Provider.Browser();
        using var longName = await browser.PostFormAsync(await browser.OpenFormAsync(), new string('a', Limits.NameLength + 1), "x");
        using var longPassword = await browser.PostFormAsync(await browser.OpenFormAsync(), "gu@taihu", new string('a', Limits.PasswordLength + 1));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (longName.StatusCode, longPassword.StatusCode));
    }

    [Fact]
    public async Task A_path_that_is_not_there_says_so()
    {
        using var browser = Provider.Browser();
        using var answer = await browser.GetAsync("/people");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
