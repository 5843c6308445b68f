using Ledger.Integration.Tests.Support;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.RabbitMq;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Integration.Tests.Frame;

public sealed class CaptureTests(FrameFixture frame) : IClassFixture<FrameFixture>
{
    [Theory]
    [InlineData("drop trigger {0} on mt_events")]
    [InlineData("alter table mt_events disable trigger {0}")]
    [InlineData("alter table mt_events enable trigger {0}")]
    [InlineData("alter table mt_events enable replica trigger {0}")]
    public async Task A_service_refuses_to_start_and_turns_red_when_a_trigger_is_missing_or_not_enabled_always(string change)
    {
        foreach (var trigger in new[] { "outbox_capture", "events_append_only" })
        {
            await using var host = await FrameHost.StartAsync(frame.Issuer);
            await host.Database.AdminAsync(string.Format(change, trigger));

            string[] args =
            [
                "--environment=Development", "--urls=http://127.0.0.1:0", $"--ConnectionStrings:Store={host.Database.Store}",
                $"--ConnectionStrings:Relay={host.Database.Relay}", $"--RabbitMq:Uri={Servers.RabbitMq}",
                $"--Identity:Issuer={frame.Issuer.Address}", "--Logging:LogLevel:Default=None",
            ];
            var refused = await Assert.ThrowsAsync<CaptureMissingException>(() => LedgerService.Create(args, "refused")
                .Store(Probe.Store).Publishes(Probe.Outgoing).UseRabbitMq(_ => { }).RunAsync(args));
            Assert.Equal([trigger], refused.Triggers);
            Assert.Contains(trigger, refused.Message, StringComparison.Ordinal);

            using var open = new HttpClient();
            Assert.Contains("\"store\":\"Unhealthy\"", await open.GetStringAsyncAnyStatus($"{host.Address}/health/ready"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_migration_can_run_again_and_keeps_what_is_there()
    {
        await using var host = await FrameHost.StartAsync(frame.Issuer);
        using var client = host.Client();
        await client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "a" });
        string[] args =
        [
            "migrate", "--environment=Development", $"--ConnectionStrings:Store={host.Database.Store}",
            $"--ConnectionStrings:Relay={host.Database.Relay}", $"--ConnectionStrings:Owner={host.Database.Owner}",
            $"--RabbitMq:Uri={Servers.RabbitMq}", $"--Identity:Issuer={frame.Issuer.Address}", "--Logging:LogLevel:Default=None",
        ];
        Assert.Equal(0, await LedgerService.Create(args, "again").Store(Probe.Store).Publishes(Probe.Outgoing).UseRabbitMq(_ => { }).RunAsync(args));
        Assert.Equal(1, await host.Database.CountAsync("select count(*) from mt_events"));
        await client.CommandAsync($"notes/{Guid.NewGuid()}", new { text = "b" });
        Assert.Equal(2, await host.Database.CountAsync("select count(*) from mt_events"));
    }
}
