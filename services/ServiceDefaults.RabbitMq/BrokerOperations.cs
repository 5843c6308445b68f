using Ledger.ServiceDefaults.Messaging;
using MassTransit;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Ledger.ServiceDefaults.RabbitMq;

/// <summary>Declares the topology, counts what waits, and puts failed messages back.</summary>
internal sealed class BrokerOperations(BrokerAddress address, SubscriptionList subscriptions, IBusControl bus) : IBrokerOperations
{
    private static readonly TimeSpan DeclareTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ReplayIdle = TimeSpan.FromSeconds(5);

    // Starting the bus declares every exchange, queue and binding it consumes from; the job then leaves.
    public async Task DeclareAsync(CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(DeclareTimeout);
        await bus.StartAsync(timeout.Token);
        await bus.StopAsync(timeout.Token);
    }

    public async Task<IReadOnlyList<QueueDepth>> DepthsAsync(CancellationToken ct)
    {
        await using var connection = await ConnectAsync(ct);
        var depths = new List<QueueDepth>();
        foreach (var queue in subscriptions.All.Select(subscription => subscription.Queue))
        {
            depths.Add(new QueueDepth(
                queue,
                await DepthAsync(connection, queue, ct) ?? 0,
                await DepthAsync(connection, Endpoint.ErrorQueue(queue), ct) ?? 0,
                await DepthAsync(connection, Endpoint.DeadLetterQueue(queue), ct) ?? 0));
        }

        return depths;
    }

    public async Task<int?> ReplayAsync(string queue, CancellationToken ct)
    {
        if (subscriptions.All.All(subscription => subscription.Queue != queue)) return null;
        await using var connection = await ConnectAsync(ct);
        return await MoveAsync(connection, Endpoint.ErrorQueue(queue), queue, ct)
               + await MoveAsync(connection, Endpoint.DeadLetterQueue(queue), queue, ct);
    }

    // A message is acknowledged at its old place only after the broker confirmed it at the new one. The count bounds the loop:
    // what fails again while we replay stays for the next time. Consumed, not got: the error queue of an ordered queue allows
    // no other way.
    private static async Task<int> MoveAsync(IConnection connection, string from, string to, CancellationToken ct)
    {
        if (await DepthAsync(connection, from, ct) is not (> 0 and var count)) return 0;
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);
        await channel.BasicQosAsync(0, Limits.Prefetch, global: false, ct);
        var arrivals = System.Threading.Channels.Channel.CreateUnbounded<(BasicProperties Properties, byte[] Body, ulong Tag)>();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) => await arrivals.Writer.WriteAsync(
            (WithoutFault(delivery.BasicProperties), delivery.Body.ToArray(), delivery.DeliveryTag), ct);
        var consuming = await channel.BasicConsumeAsync(from, autoAck: false, consumer, ct);
        var moved = 0;
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(ct);
        idle.CancelAfter(ReplayIdle);
        try
        {
            while (moved < count)
            {
                var (properties, body, tag) = await arrivals.Reader.ReadAsync(idle.Token);
                await channel.BasicPublishAsync("", to, mandatory: true, properties, body, ct);
                await channel.BasicAckAsync(tag, multiple: false, ct);
                moved++;
                idle.CancelAfter(ReplayIdle);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Somebody else replays the same queue; what we have moved is moved.
        }

        await channel.BasicCancelAsync(consuming, cancellationToken: ct);
        return moved;
    }

    private static BasicProperties WithoutFault(IReadOnlyBasicProperties properties) => new(properties)
    {
        Headers = properties.Headers?
            .Where(header => !header.Key.StartsWith("MT-Fault-", StringComparison.Ordinal) && !IsDeathRecord(header.Key))
            .ToDictionary(header => header.Key, header => header.Value),
    };

    private static bool IsDeathRecord(string header) =>
        header is "MT-Reason" or "x-death" || header.StartsWith("x-first-death", StringComparison.Ordinal);

    // A passive declaration of a queue that does not exist closes its channel, so each look has a channel of its own.
    private static async Task<long?> DepthAsync(IConnection connection, string queue, CancellationToken ct)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, ct)).MessageCount;
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == 404)
        {
            return null;
        }
    }

    private Task<IConnection> ConnectAsync(CancellationToken ct) =>
        new ConnectionFactory { Uri = address.Uri, ClientProvidedName = $"ledger-operations-{subscriptions.Service}" }.CreateConnectionAsync(ct);
}
