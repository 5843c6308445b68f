using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
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
    private static readonly TimeSpan PeekTime = TimeSpan.FromSeconds(2);

    // The head of a side queue stays its head until a replay, and every look counts as a delivery, of which there are not many
    // before the broker moves a message on: each is looked at once.
    private readonly ConcurrentDictionary<string, QueueFault> _seen = new(StringComparer.Ordinal);

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
            if (depths[^1] is { Errors: 0, DeadLetters: 0 }) _seen.TryRemove(queue, out _);
        }

        return depths;
    }

    public async Task<QueueFault?> FirstFaultAsync(QueueDepth depth, CancellationToken ct)
    {
        if (depth.Errors + depth.DeadLetters == 0) return null;
        if (_seen.TryGetValue(depth.Queue, out var known)) return known;
        await using var connection = await ConnectAsync(ct);
        var from = depth.Errors > 0 ? Endpoint.ErrorQueue(depth.Queue) : Endpoint.DeadLetterQueue(depth.Queue);
        if (await PeekAsync(connection, from, ct) is { } fault) _seen[depth.Queue] = fault;
        return _seen.GetValueOrDefault(depth.Queue);
    }

    public async Task<int?> ReplayAsync(string queue, CancellationToken ct)
    {
        if (subscriptions.All.All(subscription => subscription.Queue != queue)) return null;
        _seen.TryRemove(queue, out _);
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
                // To the queue's own exchange: no service may write to the default one, by which it could reach every queue.
                await channel.BasicPublishAsync(to, "", mandatory: true, properties, body, ct);
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

    // Consumed and given back, for the reason above; null when somebody else, who replays it, is the queue's only consumer.
    private static async Task<QueueFault?> PeekAsync(IConnection connection, string queue, CancellationToken ct)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.BasicQosAsync(0, 1, global: false, ct);
        var seen = new TaskCompletionSource<QueueFault>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            var first = seen.TrySetResult(FaultOf(delivery.BasicProperties));
            if (first) await channel.BasicCancelAsync(delivery.ConsumerTag, noWait: true, CancellationToken.None);
            await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: true, CancellationToken.None);
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, ct);
        try
        {
            return await seen.Task.WaitAsync(PeekTime, ct);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static QueueFault FaultOf(IReadOnlyBasicProperties properties)
    {
        var headers = properties.Headers ?? new Dictionary<string, object?>();
        return new QueueFault(
            Header(headers, HeaderNames.Tenant) ?? "", Guid.TryParse(Header(headers, HeaderNames.Event), out var id) ? id : null,
            Header(headers, "MT-Fault-ExceptionType"), Header(headers, "MT-Fault-Message"),
            DateTimeOffset.TryParse(Header(headers, "MT-Fault-Timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null);
    }

    private static string? Header(IDictionary<string, object?> headers, string name) => headers.TryGetValue(name, out var value)
        ? value switch { byte[] bytes => Encoding.UTF8.GetString(bytes), string text => text, _ => null }
        : null;

    private async Task<IConnection> ConnectAsync(CancellationToken ct)
    {
        try
        {
            return await new ConnectionFactory { Uri = address.Uri, ClientProvidedName = $"ledger-operations-{subscriptions.Service}" }.CreateConnectionAsync(ct);
        }
        catch (BrokerUnreachableException away)
        {
            throw new BrokerAwayException(away);
        }
    }
}
