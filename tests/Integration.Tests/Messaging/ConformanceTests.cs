using System.Collections.Concurrent;
using System.Text;
using Ledger.Integration.Tests.Support;
using Ledger.ServiceDefaults;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.RabbitMq;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Ledger.Integration.Tests.Messaging;

[Ledger.Contracts.IntegrationEvent("conformance.counted", 1)]
public sealed record Counted(int Number, string Text);

/// <summary>What every adapter of the messaging seam must do, run against RabbitMQ.</summary>
public sealed class ConformanceTests : IAsyncDisposable
{
    private readonly string _service = $"conf-{Guid.NewGuid():N}"[..14];
    private readonly List<IHost> _hosts = [];

    private string Queue => $"{_service}.counted.v1";

    [Fact]
    public async Task An_ordered_queue_delivers_in_publishing_order()
    {
        var log = new Log { Delay = _ => TimeSpan.FromMilliseconds(Random.Shared.Next(3)) };
        var host = await StartAsync(log, ordered: true);
        foreach (var n in Enumerable.Range(0, 200)) await PublishAsync(host, n);
        await Eventually.Async(() => Task.FromResult(log.Handled.Count), count => count == 200);
        Assert.Equal(Enumerable.Range(0, 200), log.Handled);
    }

    [Fact]
    public async Task An_ordered_queue_has_one_active_consumer_over_two_replicas()
    {
        var (first, second) = (new Log(), new Log());
        var host = await StartAsync(first, ordered: true);
        var replica = await StartAsync(second, ordered: true);
        foreach (var n in Enumerable.Range(0, 50)) await PublishAsync(host, n);
        await Eventually.Async(() => Task.FromResult(first.Handled.Count + second.Handled.Count), count => count == 50);
        Assert.True(first.Handled.IsEmpty || second.Handled.IsEmpty, "Both replicas handled messages of one ordered queue.");

        var active = first.Handled.IsEmpty ? replica : host;
        var standby = first.Handled.IsEmpty ? first : second;
        await StopAsync(active);
        await PublishAsync(active == host ? replica : host, 50);
        await Eventually.Async(() => Task.FromResult(standby.Handled.Count), count => count == 1);
    }

    [Fact]
    public async Task A_publish_returns_only_when_the_message_is_on_the_queue()
    {
        var log = new Log { Delay = _ => TimeSpan.FromSeconds(30) };
        var host = await StartAsync(log, ordered: true);
        foreach (var n in Enumerable.Range(0, 10)) await PublishAsync(host, n);
        await using var connection = await Broker.ConnectAsync();
        // One is being handled and the rest is prefetched or ready: stop the consumer and all ten are on the queue.
        log.Release();
        await StopAsync(host, abruptly: true);
        await using var channel = await connection.CreateChannelAsync();
        var depth = await Eventually.Async(() => channel.MessageCountAsync(Queue), count => count + (uint)log.Handled.Count >= 10);
        Assert.Equal(10, depth + log.Handled.Count);
    }

    [Fact]
    public async Task A_message_nobody_listens_to_is_refused_to_the_publisher()
    {
        var host = await StartAsync(new Log(), subscribe: false);
        await Assert.ThrowsAsync<UnroutableException>(() => PublishAsync(host, 1));
    }

    [Fact]
    public async Task A_poison_message_goes_to_the_error_queue_the_others_pass_and_it_can_be_replayed()
    {
        var log = new Log { Poison = 1 };
        var host = await StartAsync(log, ordered: true);
        foreach (var n in Enumerable.Range(0, 3)) await PublishAsync(host, n);
        await Eventually.Async(() => Task.FromResult(log.Handled.Count), count => count == 2);
        Assert.Equal([0, 2], log.Handled);

        var operations = host.Services.GetRequiredService<IBrokerOperations>();
        var depth = await Eventually.Async(async () => (await operations.DepthsAsync(default)).Single(), d => d.Errors == 1);
        Assert.Equal((0, 0), (depth.Ready, depth.DeadLetters));
        var headers = await Broker.PeekHeadersAsync($"{Queue}_error");
        Assert.Equal("conformance", headers["ledger-source"]);
        Assert.Contains("cannot be handled", headers["MT-Fault-Message"], StringComparison.Ordinal);

        log.Poison = null;
        Assert.Equal(1, await operations.ReplayAsync(Queue, default));
        await Eventually.Async(() => Task.FromResult(log.Handled.Count), count => count == 3);
        Assert.Equal(1, log.Handled.Last());
        Assert.Single(log.SeenIds, id => id.Number == 1);
        Assert.Null(await operations.ReplayAsync("somebody-elses.queue.v1", default));
    }

    [Fact]
    public async Task A_store_outage_holds_the_message_until_it_can_be_handled()
    {
        var log = new Log { OutageUntil = DateTime.UtcNow.AddSeconds(3) };
        var host = await StartAsync(log, ordered: true);
        await PublishAsync(host, 7);
        await Eventually.Async(() => Task.FromResult(log.Handled.Count), count => count == 1);
        Assert.True(log.Attempts > 1);
        Assert.Equal(0, (await host.Services.GetRequiredService<IBrokerOperations>().DepthsAsync(default)).Single().Errors);
    }

    [Fact]
    public async Task A_consumer_that_dies_gets_its_messages_again_and_after_the_limit_they_are_dead_letters()
    {
        var log = new Log();
        var host = await StartAsync(log);
        await StopAsync(host);
        await using var connection = await Broker.ConnectAsync();
        var publisher = await StartAsync(new Log(), subscribe: false);
        await PublishAsync(publisher, 5);
        var operations = host.Services.GetRequiredService<IBrokerOperations>();
        var deaths = 0;
        var deadline = DateTime.UtcNow.AddSeconds(20);
        QueueDepth depth;
        do
        {
            // A consumer that takes the message and dies before it answers: its channel closes.
            await using (var channel = await connection.CreateChannelAsync())
                if (await channel.BasicGetAsync(Queue, autoAck: false) is not null) deaths++;
            depth = (await operations.DepthsAsync(default)).Single();
        }
        while (depth.DeadLetters == 0 && DateTime.UtcNow < deadline);
        Assert.Equal(Limits.Deliveries + 1, deaths);
        Assert.Equal(0, depth.Ready);
        Assert.Equal(1, await operations.ReplayAsync(Queue, default));
        await StartAsync(log);
        await Eventually.Async(() => Task.FromResult(log.Handled.Count), count => count == 1);
    }

    [Fact]
    public async Task A_plain_client_can_publish_and_unknown_fields_are_ignored()
    {
        var log = new Log();
        await StartAsync(log, ordered: true);
        await using var connection = await Broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var properties = new BasicProperties
        {
            MessageId = Guid.NewGuid().ToString(), ContentType = "application/json", DeliveryMode = DeliveryModes.Persistent,
            Headers = new Dictionary<string, object?>
            {
                ["ledger-tenant"] = "alpha", ["ledger-source"] = "plain", ["ledger-position"] = "1", ["ledger-event"] = Guid.NewGuid().ToString(),
                ["ledger-ph"] = new string('a', 64), ["ledger-stream"] = Guid.NewGuid().ToString(), ["ledger-stream-version"] = "1",
                ["ledger-occurred-at"] = "2026-01-02T03:04:05.678901Z", ["ledger-by"] = "lin",
            },
        };
        await channel.BasicPublishAsync("conformance.counted.v1", "", mandatory: true, properties, """{"number":42,"text":"plain","later":"field"}"""u8.ToArray());
        await Eventually.Async(() => Task.FromResult(log.Handled.Count), count => count == 1);
        Assert.Equal(42, log.Handled.Single());
    }

    [Fact]
    public async Task Queues_are_quorum_queues_with_a_delivery_limit()
    {
        await StartAsync(new Log(), ordered: true);
        await using var connection = await Broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        // Declaring again with the same arguments succeeds only if the arguments are the same.
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum", ["x-delivery-limit"] = Limits.Deliveries, ["x-dead-letter-exchange"] = $"{Queue}_dead",
            ["x-dead-letter-strategy"] = "at-least-once", ["x-overflow"] = "reject-publish", ["x-single-active-consumer"] = true,
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }

        await Broker.DeleteQueuesAsync([Queue]);
    }

    private async Task<IHost> StartAsync(Log log, bool ordered = false, bool subscribe = true)
    {
        // As in production: a job declares the queues, then the service starts.
        using (var job = Build(log, ordered, subscribe))
            await job.Services.GetRequiredService<IBrokerOperations>().DeclareAsync(default);
        var host = Build(log, ordered, subscribe);
        await host.StartAsync();
        _hosts.Add(host);
        // The host does not wait for the broker; a test that stops it again must.
        var health = host.Services.GetRequiredService<HealthCheckService>();
        await Eventually.Async(async () => (await health.CheckHealthAsync()).Status, status => status == HealthStatus.Healthy);
        return host;
    }

    private IHost Build(Log log, bool ordered, bool subscribe)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["RabbitMq:Uri"] = Servers.RabbitMq;
        builder.Services.AddSingleton(log);
        builder.Services.AddLedgerRabbitMq(builder.Configuration, _service, on =>
        {
            if (subscribe) on.On<Counted, WhenCounted>(ordered);
        });
        return builder.Build();
    }

    private async Task StopAsync(IHost host, bool abruptly = false)
    {
        _hosts.Remove(host);
        using var at = new CancellationTokenSource(abruptly ? TimeSpan.Zero : TimeSpan.FromSeconds(10));
        await host.StopAsync(at.Token);
    }

    private static Task PublishAsync(IHost host, int number) =>
        host.Services.GetRequiredService<IIntegrationEvents>().PublishAsync(
            new IntegrationEnvelope(new Counted(number, "text"), new FactHeaders(
                Guid.NewGuid(), "alpha", "conformance", number + 1, Guid.NewGuid(), new string('a', 64), Guid.NewGuid(), 1,
                DateTimeOffset.UtcNow, "lin", null)), new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);

    public sealed class Log
    {
        private readonly TaskCompletionSource _release = new();
        private int _attempts;

        public ConcurrentQueue<int> Handled { get; } = new();

        /// <summary>Distinct message ids seen per number: a replay must not make a new one.</summary>
        public ConcurrentDictionary<(int Number, Guid Id), bool> Ids { get; } = new();

        public IEnumerable<(int Number, Guid Id)> SeenIds => Ids.Keys;

        public int? Poison { get; set; }

        public DateTime OutageUntil { get; set; }

        public Func<int, TimeSpan>? Delay { get; set; }

        public int Attempts => _attempts;

        public void Release() => _release.TrySetResult();

        public async Task HandleAsync(Counted message, DeliveryContext delivery)
        {
            Interlocked.Increment(ref _attempts);
            if (DateTime.UtcNow < OutageUntil) throw new Npgsql.NpgsqlException("the store is away", new TimeoutException());
            Ids.TryAdd((message.Number, delivery.MessageId), true);
            if (message.Number == Poison) throw new FormatException("This cannot be handled.");
            if (Delay is not null) await Task.WhenAny(Task.Delay(Delay(message.Number)), _release.Task);
            Handled.Enqueue(message.Number);
        }
    }

    public sealed class WhenCounted(Log log) : IHandle<Counted>
    {
        public Task HandleAsync(Counted message, DeliveryContext delivery, CancellationToken ct) => log.HandleAsync(message, delivery);
    }
}
