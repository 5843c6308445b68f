using Ledger.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Ledger.Benchmarks.Servers;

/// <summary>
/// Takes every message of a topic and drops it: stands in for a queue (Audit's, another service's) without which no relay moves.
/// A quorum queue as the real ones, since its log write is part of what a publish costs.
/// </summary>
internal sealed class Drain : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly string _queue;

    private Drain(IConnection connection, string queue) => (_connection, _queue) = (connection, queue);

    /// <param name="contract">Contract whose topic is drained.</param>
    /// <param name="ct">Cancels the declaration.</param>
    public static async Task<Drain> OpenAsync(Type contract, CancellationToken ct)
    {
        var topic = IntegrationEventAttribute.TopicOf(contract);
        var queue = $"bench-drain-{Guid.NewGuid():N}";
        var connection = await Broker.ConnectAsync(ct);
        var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.ExchangeDeclareAsync(topic, ExchangeType.Fanout, durable: true, cancellationToken: ct);
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" }, cancellationToken: ct);
        await channel.QueueBindAsync(queue, topic, "", cancellationToken: ct);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) => await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        await channel.BasicQosAsync(0, ServiceDefaults.Limits.Prefetch, global: false, ct);
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, ct);
        return new Drain(connection, queue);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await Broker.DeleteAsync([_queue], []);
    }
}
