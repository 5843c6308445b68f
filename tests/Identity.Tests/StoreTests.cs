using System.Net;
using System.Text.Json;
using Ledger.Identity.Settings;
using Ledger.Identity.Store;
using Ledger.Identity.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Ledger.Identity.Tests;

/// <summary>The database: its migrations and rights, and what happens when it is not there.</summary>
public sealed class StoreTests : IAsyncLifetime
{
    private TestDatabase? _database;

    private TestDatabase Database => _database!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async ValueTask DisposeAsync() => await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);

    [Fact]
    public async Task The_migrations_are_the_model()
    {
        await Database.MigrateAsync();
        await Database.MigrateAsync();
        await using var store = new IdentityStore(new DbContextOptionsBuilder<IdentityStore>().UseLedgerPostgres(Database.Owner).Options);

        Assert.False(store.Database.HasPendingModelChanges());
        Assert.Equal(store.Database.GetMigrations(), await store.Database.GetAppliedMigrationsAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("create table identity.x ()")]
    [InlineData("delete from identity.people")]
    [InlineData("truncate identity.people")]
    [InlineData("delete from identity.migrations")]
    [InlineData("drop table identity.people")]
    [InlineData("create table public.x ()")]
    public async Task The_application_role_can_neither_change_the_schema_nor_remove_people(string sql)
    {
        await Database.MigrateAsync();

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await RefusalAsync(Database.App, sql));
    }

    [Theory]
    [InlineData("lin@taihu", "other", "{valuer}", "people_subject")]
    [InlineData("lin", "lin", "{valuer}", "people_subject")]
    [InlineData("lin@taihu", "taihu", "{chief}", "people_roles")]
    public async Task A_person_of_another_consortium_than_the_name_says_or_with_an_unknown_role_cannot_be_stored(
        string subject, string consortium, string roles, string constraint)
    {
        await Database.MigrateAsync();

        var fault = await Assert.ThrowsAsync<PostgresException>(() => Database.ExecuteAsync(
            $"""
            insert into identity.people (subject, consortium, name_en, name_zh, organisation, roles, password_hash, stamp, disabled, failures)
            values ('{subject}', '{consortium}', 'a', 'a', 'E1', '{roles}', '', gen_random_uuid(), false, 0)
            """));

        Assert.Equal(constraint, fault.ConstraintName);
    }

    [Fact]
    public async Task Migrate_names_a_missing_application_role_and_a_missing_owner()
    {
        var nobody = new NpgsqlConnectionStringBuilder(Database.App) { Username = "nobody_here" }.ConnectionString;
        var refusal = await Assert.ThrowsAsync<SettingsException>(() => Migrator.RunAsync(
            Configuration(("ConnectionStrings:Owner", Database.Owner), ("ConnectionStrings:Store", nobody)), TestContext.Current.CancellationToken));
        Assert.Contains("'nobody_here' does not exist", refusal.Message, StringComparison.Ordinal);

        refusal = await Assert.ThrowsAsync<SettingsException>(() => Migrator.RunAsync(Configuration(), TestContext.Current.CancellationToken));
        Assert.Contains("ConnectionStrings:Owner is not set", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_before_migrate_gives_up_and_says_what_to_do()
    {
        await using var provider = await RunningProvider.StartAsync(
            Database.App, ready: false, change: settings => settings["Identity:StoreWaitSeconds"] = "1");

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(provider.EndAsync);

        Assert.Contains("gives up", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_while_the_database_is_away_is_alive_and_not_ready_until_it_comes()
    {
        await Database.MigrateAsync();
        await using var route = new CuttableRoute(Database.App);
        await using var provider = await RunningProvider.StartAsync(route.Connection, ready: false);
        using var browser = provider.Browser();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, "/health/live"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(browser, "/health/ready"));

        route.Mend();
        await UntilAsync(browser, "/health/ready", HttpStatusCode.OK);
        await browser.SignInAsync("lin@taihu", RunningProvider.Password);
    }

    [Fact]
    public async Task A_running_provider_survives_the_database_going_away_and_coming_back()
    {
        await Database.MigrateAsync();
        await using var route = new CuttableRoute(Database.App);
        route.Mend();
        await using var provider = await RunningProvider.StartAsync(route.Connection);
        using var browser = provider.Browser();
        var fields = await browser.OpenFormAsync();
        var tokens = await browser.RedeemAsync(await browser.SignInAsync("lin@taihu", RunningProvider.Password));

        await route.CutAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(browser, "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, "/.well-known/openid-configuration"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, "/.well-known/jwks"));
        using (var refused = await browser.PostAsync(
            "/connect/token", new() { ["grant_type"] = "refresh_token", ["client_id"] = "ledger-cli", ["refresh_token"] = tokens.Refresh }))
        {
            Assert.True(refused.StatusCode == HttpStatusCode.ServiceUnavailable, await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.NotNull(refused.Headers.RetryAfter);
            var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
            Assert.Equal("store.unavailable", problem.GetProperty("code").GetString());
            Assert.Equal("urn:ledger:problem:store.unavailable", problem.GetProperty("type").GetString());
        }

        using (var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in"))
        {
            request.Headers.Accept.ParseAdd("text/html");
            request.Content = new FormUrlEncodedContent(new Dictionary<string, string>(fields) { ["name"] = "lin@taihu", ["password"] = RunningProvider.Password });
            using var page = await browser.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
            Assert.Contains("<p>Sign-in is not available", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        route.Mend();
        await UntilAsync(browser, "/health/ready", HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await browser.RefreshAsync(tokens.Refresh)).Status);
    }

    private static async Task<HttpStatusCode> StatusAsync(Browser browser, string address)
    {
        using var answer = await browser.GetAsync(address);
        return answer.StatusCode;
    }

    private static async Task UntilAsync(Browser browser, string address, HttpStatusCode expected)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (await StatusAsync(browser, address) == expected)
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail($"{address} did not answer {expected} within 20 s.");
    }

    private static async Task<string?> RefusalAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState;
    }

    private static IConfiguration Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();
}
