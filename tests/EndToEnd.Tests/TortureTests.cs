namespace Ledger.EndToEnd.Tests;

/// <summary>The sample runs while its servers and services die at seeded random moments and are started again.</summary>
public sealed class TortureTests(ITestOutputHelper output)
{
    private static readonly string[] Victims =
        ["postgres", "rabbitmq", "agreements", "contributions", "valuation", "risks", "distribution", "audit", "portal", "identity"];

    [Theory]
    [InlineData(20261123)]
    [InlineData(7)]
    public async Task Killed_and_started_again_the_system_ends_with_the_same_figures(int seed)
    {
        var random = new Random(seed);
        await using var system = await LedgerSystem.StartAsync($"torture-{seed}");
        var demo = system.DemoAsync();
        var kills = 0;
        // At least one server and several services die, however quick the demo is.
        foreach (var victim in Plan(random))
        {
            await Task.WhenAny(demo, Task.Delay(random.Next(300, 2500)));
            if (demo.IsCompleted) break;
            output.WriteLine($"kill -9 {victim}");
            system.Kill(victim);
            kills++;
            await Task.Delay(random.Next(0, 1500));
            await system.LedgerAsync("up", "--no-build");
        }

        var (code, figures, errors) = await demo;
        Assert.True(code == 0, $"seed {seed} after {kills} kills:\n{errors}\n{figures}");
        Assert.True(kills >= 3, $"Only {kills} kills happened before the demo ended: the test shows too little.");
        SampleA.AssertFigures(figures);
        await Databases.AssertEverythingLoggedOnceAsync(system);
        await AssertNothingTwiceAsync(system);
    }

    private static IEnumerable<string> Plan(Random random)
    {
        yield return Victims[random.Next(2)];
        for (var i = 0; i < 12; i++) yield return Victims[random.Next(Victims.Length)];
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
