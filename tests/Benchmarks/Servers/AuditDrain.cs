using Ledger.Contracts;
using Ledger.Contracts.V1;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Ledger.Benchmarks.Servers;

/// <summary>Stands in for the Audit service's queue, without which no relay moves: takes every page and drops it.</summary>
internal sealed class AuditDrain : IAsyncDisposable
{
    private readonly IConnection _connection;

    private AuditDrain(IConnection connection) => _connection = connection;

    public static async Task<AuditDrain> OpenAsync(CancellationToken ct)
    {
        var topic = IntegrationEventAttribute.TopicOf(typeof(AuditPage));
        var connection = await Broker.ConnectAsync(ct);
        var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.ExchangeDeclareAsync(topic, ExchangeType.Fanout, durable: true, cancellationToken: ct);
        // A quorum queue, as Audit's own: its log write is part of what a publish costs.
        var queue = $"bench-audit-{Guid.NewGuid():N}";
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" }, cancellationToken: ct);
        await channel.QueueBindAsync(queue, topic, "", cancellationToken: ct);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) => await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        await channel.BasicQosAsync(0, ServiceDefaults.Limits.Prefetch, global: false, ct);
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, ct);
        return new AuditDrain(connection) { Queue = queue };
    }

    private string Queue { get; init; } = "";

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await Broker.DeleteAsync([Queue], []);
    }
}
