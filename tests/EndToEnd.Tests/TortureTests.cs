namespace Ledger.EndToEnd.Tests;

/// <summary>The sample runs while its servers and services die at seeded random moments and are started again.</summary>
public sealed class TortureTests(ITestOutputHelper output)
{
    private static readonly string[] Victims =
        ["postgres", "rabbitmq", "agreements", "contributions", "valuation", "risks", "distribution", "audit", "portal", "identity"];

    [Theory]
    [InlineData(20261123)]
    public async Task Killed_and_started_again_the_system_ends_with_the_same_figures(int seed)
    {
        var random = new Random(seed);
        await using var system = await LedgerSystem.StartAsync($"torture-{seed}");
        var demo = system.DemoAsync();
        using var killed = new SemaphoreSlim(0);
        var keeper = KeepUpAsync(system, killed, demo);
        var kills = 0;
        foreach (var victim in Plan(random))
        {
            await Task.WhenAny(demo, Task.Delay(random.Next(500, 3000)));
            if (demo.IsCompleted) break;
            if (!system.Kill(victim)) continue;
            output.WriteLine($"kill -9 {victim}");
            kills++;
            killed.Release();
        }

        var (code, figures, errors) = await demo;
        await keeper;
        Assert.True(code == 0, $"seed {seed} after {kills} kills:\n{errors}\n{figures}");
        Assert.True(kills >= 3, $"Only {kills} kills happened before the demo ended: the test shows too little.");
        SampleA.AssertFigures(figures);
        await Databases.AssertEverythingLoggedOnceAsync(system);
        await AssertNothingTwiceAsync(system);
    }

    // The next death does not wait until the system has recovered from the last one; so starting it again may fail on the way.
    private static async Task KeepUpAsync(LedgerSystem system, SemaphoreSlim killed, Task demo)
    {
        while (!demo.IsCompleted)
        {
            if (await killed.WaitAsync(TimeSpan.FromMilliseconds(200))) await system.TryAsync("up", "--no-build");
        }

        await system.LedgerAsync("up", "--no-build");
    }

    // A server first; then whoever it hits.
    private static IEnumerable<string> Plan(Random random)
    {
        yield return Victims[random.Next(2)];
        for (var i = 0; i < 6; i++) yield return Victims[random.Next(Victims.Length)];
    }

    private static async Task AssertNothingTwiceAsync(LedgerSystem system)
    {
        Assert.Equal(1, await Databases.CountAsync(system, "distribution", "select count(*) from mt_events where type = 'run_settled.v1'"));
        Assert.Equal(1, await Databases.CountAsync(system, "agreements", "select count(*) from mt_events where type = 'agreement_activated.v1'"));
        foreach (var service in LedgerSystem.Stores)
        {
            Assert.Equal(0, await Databases.CountAsync(system, service,
                "select count(*) from (select tenant_id, consumer, message_id from inbox group by 1, 2, 3 having count(*) > 1) twice"));
            Assert.Equal(0, await Databases.CountAsync(system, service, "select count(*) from inbox where rejection is not null"));
        }
    }
}
