using System.Net;
using Ledger.Identity.Tests.Running;

namespace Ledger.Identity.Tests;

/// <summary>Guessing passwords. A provider and a database of its own, because locks and counters outlive a test.</summary>
public sealed class LockTests : IAsyncLifetime
{
    private TestDatabase? _database;
    private RunningProvider? _provider;

    private RunningProvider Provider => _provider!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.MigratedAsync();
        _provider = await RunningProvider.StartAsync(_database.App);
    }

    public async ValueTask DisposeAsync()
    {
        await (_provider?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_is_refused_for_a_minute_then_two()
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, await TryAsync("lin@taihu", "wrong"));
        }

        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync("lin@taihu", RunningProvider.Password));
        Assert.Equal(HttpStatusCode.SeeOther, await TryAsync("gu@taihu", RunningProvider.Password));

        Provider.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync("lin@taihu", "wrong"));
        Provider.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync("lin@taihu", RunningProvider.Password));
        Provider.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.SeeOther, await TryAsync("lin@taihu", RunningProvider.Password));

        // The right password starts the count again.
        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync("lin@taihu", "wrong"));
        Assert.Equal(HttpStatusCode.SeeOther, await TryAsync("lin@taihu", RunningProvider.Password));
    }

    [Fact]
    public async Task A_burst_of_guesses_cannot_outrun_the_count()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => TryAsync("lin@taihu", "wrong")));

        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync("lin@taihu", RunningProvider.Password));
        Assert.Equal(5, await _database!.ExecuteAsync("select failures from identity.people where subject = 'lin@taihu'"));
    }

    [Fact]
    public async Task An_address_that_fails_on_many_names_has_to_wait()
    {
        using var browser = Provider.Browser();
        var fields = await browser.OpenFormAsync();
        for (var attempt = 0; attempt < Limits.FailuresPerAddress; attempt++)
        {
            // An empty password fails without the cost of a hash.
            using var failed = await browser.PostFormAsync(fields, $"name{attempt}@taihu", "");
            Assert.Equal(HttpStatusCode.BadRequest, failed.StatusCode);
        }

        using var answer = await browser.PostFormAsync(fields, "lin@taihu", RunningProvider.Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(5), answer.Headers.RetryAfter!.Delta);
        Assert.Contains("Too many failed attempts", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> TryAsync(string name, string password)
    {
        using var browser = Provider.Browser();
        using var answer = await browser.PostFormAsync(await browser.OpenFormAsync(), name, password);
        return answer.StatusCode;
    }
}
