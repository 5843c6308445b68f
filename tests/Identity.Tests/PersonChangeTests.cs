using System.Net;
using System.Text.Json;
using Ledger.Identity.Connect;
using Ledger.Identity.Tests.Running;
using Ledger.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ledger.Identity.Tests;

/// <summary>People, keys and providers that change while tokens are out.</summary>
public sealed class PersonChangeTests : IAsyncLifetime
{
    private TestDatabase? _database;

    private TestDatabase Database => _database!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.MigratedAsync();

    public async ValueTask DisposeAsync() => await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);

    [Fact]
    public async Task A_disabled_person_gets_no_new_token_and_cannot_sign_in()
    {
        await using var provider = await RunningProvider.StartAsync(Database.App);
        using var browser = provider.Browser();
        var answer = await browser.RedeemAsync(await browser.SignInAsync("lin@taihu", RunningProvider.Password));
        var pending = await browser.CodeAsync();

        await Database.ExecuteAsync("update identity.people set disabled = true where subject = 'lin@taihu'");

        Assert.Equal("invalid_grant", (await browser.RefreshAsync(answer.Refresh)).Error);
        Assert.Equal("invalid_grant", (await browser.RedeemAsync(pending)).Error);
        using var cookie = await browser.GetAsync(Browser.AuthorizeAddress());
        Assert.StartsWith("/sign-in?", cookie.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var form = await browser.PostFormAsync(await browser.OpenFormAsync(), "lin@taihu", RunningProvider.Password);
        Assert.Equal(HttpStatusCode.BadRequest, form.StatusCode);
    }

    [Fact]
    public async Task A_renewed_token_shows_the_roles_of_now()
    {
        await using var provider = await RunningProvider.StartAsync(Database.App);
        using var browser = provider.Browser();
        var answer = await browser.RedeemAsync(await browser.SignInAsync("lin@taihu", RunningProvider.Password));

        await Database.ExecuteAsync("update identity.people set roles = array['valuer'], organisation = 'E2' where subject = 'lin@taihu'");
        var (_, access) = TokenAnswer.Open((await browser.RefreshAsync(answer.Refresh)).Access);

        Assert.Equal(["valuer"], access.GetProperty("role").EnumerateArray().Select(role => role.GetString()));
        Assert.Equal("E2", access.GetProperty("organisation").GetString());
    }

    [Fact]
    public async Task A_refresh_token_used_again_after_the_leeway_ends_the_whole_chain()
    {
        await using var provider = await RunningProvider.StartAsync(Database.App);
        using var browser = provider.Browser();
        var first = await browser.RedeemAsync(await browser.SignInAsync("lin@taihu", RunningProvider.Password));
        var second = await browser.RefreshAsync(first.Refresh);
        Assert.Equal(HttpStatusCode.OK, (await browser.RefreshAsync(first.Refresh)).Status);

        provider.Clock.Advance(Limits.RefreshReuseLeeway + TimeSpan.FromSeconds(5));

        Assert.Equal("invalid_grant", (await browser.RefreshAsync(first.Refresh)).Error);
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(second.Refresh)).Error);
    }

    [Fact]
    public async Task A_browsers_sign_in_ends_after_half_an_hour_without_use()
    {
        await using var provider = await RunningProvider.StartAsync(Database.App);
        using var browser = provider.Browser();
        await browser.SignInAsync("lin@taihu", RunningProvider.Password);

        provider.Clock.Advance(Limits.BrowserSession + TimeSpan.FromSeconds(1));
        using var answer = await browser.GetAsync(Browser.AuthorizeAddress());

        Assert.StartsWith("/sign-in?", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seeding_again_updates_people_keeps_their_passwords_and_enables_nobody()
    {
        await using (await RunningProvider.StartAsync(Database.App))
        {
        }

        var hash = await Database.ExecuteAsync("select password_hash from identity.people where subject = 'lin@taihu'");
        await Database.ExecuteAsync("update identity.people set disabled = true where subject = 'gu@taihu'");
        var changed = RunningProvider.Scenario
            .Replace("\"Lin\"", "\"Lin Yi\"", StringComparison.Ordinal)
            .Replace("[\"signatory\", \"contributor\"]", "[\"approver\"]", StringComparison.Ordinal);
        await using (await RunningProvider.StartAsync(Database.App, changed))
        {
        }

        Assert.Equal(2L, await Database.ExecuteAsync("select count(*) from identity.people"));
        Assert.Equal("Lin Yi", await Database.ExecuteAsync("select name_en from identity.people where subject = 'lin@taihu'"));
        Assert.Equal(new[] { "approver" }, await Database.ExecuteAsync("select roles from identity.people where subject = 'lin@taihu'"));
        Assert.Equal(hash, await Database.ExecuteAsync("select password_hash from identity.people where subject = 'lin@taihu'"));
        Assert.Equal(true, await Database.ExecuteAsync("select disabled from identity.people where subject = 'gu@taihu'"));
    }

    [Fact]
    public async Task Tokens_and_sign_ins_survive_a_restart_and_a_changed_seed_password_voids_them()
    {
        var folder = Directory.CreateTempSubdirectory("ledger-identity");
        var address = FreePort.Address();
        using var browser = new Browser(address);
        string refresh;
        await using (await RunningProvider.StartAsync(Database.App, folder: folder, address: address))
        {
            refresh = (await browser.RedeemAsync(await browser.SignInAsync("lin@taihu", RunningProvider.Password))).Refresh;
        }

        await using (await RunningProvider.StartAsync(Database.App, folder: folder, address: address))
        {
            await browser.CodeAsync();
            var renewed = await browser.RefreshAsync(refresh);
            Assert.Equal(HttpStatusCode.OK, renewed.Status);
            refresh = renewed.Refresh;
        }

        await using (await RunningProvider.StartAsync(
            Database.App, folder: folder, address: address, change: settings => settings["Identity:SeedPassword"] = "another-word-2"))
        {
            using var answer = await browser.GetAsync(Browser.AuthorizeAddress());
            Assert.StartsWith("/sign-in?", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
            Assert.Equal("invalid_grant", (await browser.RefreshAsync(refresh)).Error);
            await browser.SignInAsync("lin@taihu", "another-word-2");
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_portal_is_a_client_when_its_address_is_known_and_needs_its_secret()
    {
        await using var provider = await RunningProvider.StartAsync(Database.App, change: settings =>
        {
            settings["Identity:PortalAddress"] = "http://127.0.0.1:8080";
            settings["Identity:PortalSecret"] = "portal-secret-1";
        });
        using var browser = provider.Browser();
        const string redirect = "http://127.0.0.1:8080/signed-in";
        var request = Browser.AuthorizeAddress(("client_id", "ledger-portal"), ("redirect_uri", redirect));
        var code = await browser.SignInAsync("lin@taihu", RunningProvider.Password, request);
        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["client_id"] = "ledger-portal", ["code"] = code, ["redirect_uri"] = redirect, ["code_verifier"] = Browser.Verifier,
        };

        Assert.Equal("invalid_client", (await browser.TokenAsync(fields)).Error);
        Assert.Equal("invalid_client", (await browser.TokenAsync(new(fields) { ["client_secret"] = "wrong" })).Error);
        Assert.Equal(HttpStatusCode.OK, (await browser.TokenAsync(new(fields) { ["client_secret"] = "portal-secret-1" })).Status);
        using var otherPort = await browser.GetAsync(Browser.AuthorizeAddress(("client_id", "ledger-portal"), ("redirect_uri", "http://127.0.0.1:8081/signed-in")));
        Assert.Equal(HttpStatusCode.BadRequest, otherPort.StatusCode);

        await using var without = await RunningProvider.StartAsync(Database.App);
        using var later = without.Browser();
        using var gone = await later.GetAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, gone.StatusCode);
    }

    [Fact]
    public async Task Old_tokens_are_removed_and_living_ones_stay()
    {
        await using var provider = await RunningProvider.StartAsync(Database.App);
        using var browser = provider.Browser();
        await browser.RedeemAsync(await browser.SignInAsync("lin@taihu", RunningProvider.Password));
        var pruning = Assert.Single(provider.Services.GetServices<IHostedService>().OfType<TokenPruning>());

        Assert.Equal(0, await pruning.PruneAsync(TestContext.Current.CancellationToken));
        var stored = (long)(await Database.ExecuteAsync("select count(*) from identity.\"OpenIddictTokens\""))!;
        await Database.ExecuteAsync(
            """
            update identity."OpenIddictTokens" set "CreationDate" = "CreationDate" - interval '2 days', "ExpirationDate" = "ExpirationDate" - interval '2 days';
            update identity."OpenIddictAuthorizations" set "CreationDate" = "CreationDate" - interval '2 days'
            """);

        Assert.True(stored >= 4);
        Assert.Equal(stored, await pruning.PruneAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0L, await Database.ExecuteAsync("select count(*) from identity.\"OpenIddictAuthorizations\""));
    }
}
