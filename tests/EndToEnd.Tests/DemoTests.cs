using System.Collections.Concurrent;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Ledger.EndToEnd.Tests;

public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_ends_with_the_figures_computed_by_hand_twice_and_leaves_no_process()
    {
        var system = await LedgerSystem.StartAsync("demo");
        await using (system)
        {
            var topics = await ListenAsync(system);
            var (code, output, errors) = await system.DemoAsync();
            Assert.True(code == 0, errors + output);
            SampleA.AssertFigures(output);
            await Databases.AssertEverythingLoggedOnceAsync(system);
            // The version the parties wrote, not that of its stream.
            Assert.Equal(1, await Databases.CountAsync(system, "agreements",
                "select (data ->> 'version')::bigint from mt_events where type = 'agreement_activated.v1'"));

            // A plain RabbitMQ client, bound to the exchanges, saw the services' events pass.
            foreach (var topic in Topics) Assert.True(topics.ContainsKey(topic), $"Nothing passed on {topic}.");

            await RegulatorSteps.ProveElsewhereAsync(system);

            // A second consortium on the same system, in dollars, equals what its file comes to offline.
            var (simulated, offline, why) = await system.CliAsync("simulate", SampleB.File, "--json");
            Assert.True(simulated == 0, why + offline);
            (code, output, errors) = await system.DemoAsync(SampleB.File);
            Assert.True(code == 0, errors + output);
            SampleB.AssertFigures(output, offline);

            var before = await Databases.EventsAsync(system);
            (code, output, errors) = await system.DemoAsync();
            Assert.True(code == 0, errors + output);
            SampleA.AssertFigures(output);
            var after = await Databases.EventsAsync(system);
            // Reading the trail is itself recorded by Audit; nothing else may have grown.
            foreach (var service in LedgerSystem.Stores.Where(service => service != "audit")) Assert.Equal(before[service], after[service]);

            await BrokerSteps.RefuseForgedPagesAsync(system);
            await RegulatorSteps.FindEveryCentAsync(system);
            await system.LedgerAsync("down");
            Assert.Empty(system.Processes());
        }
    }

    private static readonly string[] Topics =
    [
        "agreements.agreement-activated.v1", "contributions.contribution-verified.v1", "valuation.value-accepted.v1",
        "risks.loss-allocated.v1", "distribution.distribution-settled.v1", "audit.audit-page.v1",
    ];

    private static async Task<ConcurrentDictionary<string, int>> ListenAsync(LedgerSystem system)
    {
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var password = (await File.ReadAllTextAsync(Path.Combine(system.Folder, "secrets", "rabbitmq"))).Trim();
        var uri = new Uri($"amqp://ledger:{password}@127.0.0.1:{system.Port("rabbitmq")}/ledger");
        var connection = await new ConnectionFactory { Uri = uri }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        var queue = await channel.QueueDeclareAsync();
        foreach (var topic in Topics)
        {
            await channel.ExchangeDeclareAsync(topic, ExchangeType.Fanout, durable: true);
            await channel.QueueBindAsync(queue.QueueName, topic, "");
        }

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            seen.AddOrUpdate(delivery.Exchange, 1, (_, count) => count + 1);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return seen;
    }
}
