using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Ledger.Integration.Tests.Support;

/// <summary>A plain RabbitMQ client bound to a topic: reads what the services tell, without any of our libraries.</summary>
public sealed class Tap : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly ConcurrentQueue<TapMessage> _messages = new();

    private Tap(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public IReadOnlyList<TapMessage> Messages => [.. _messages];

    public static async Task<Tap> OnAsync(string topic)
    {
        var connection = await Broker.ConnectAsync();
        var channel = await connection.CreateChannelAsync();
        var tap = new Tap(connection, channel);
        await channel.ExchangeDeclareAsync(topic, ExchangeType.Fanout, durable: true);
        var queue = await channel.QueueDeclareAsync(exclusive: true, autoDelete: true);
        await channel.QueueBindAsync(queue.QueueName, topic, "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            tap._messages.Enqueue(TapMessage.Of(delivery));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return tap;
    }

    public Task<IReadOnlyList<TapMessage>> UntilAsync(Func<IReadOnlyList<TapMessage>, bool> until, int seconds = 30) =>
        Eventually.Async(() => Task.FromResult(Messages), until, seconds, "The message");

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}

/// <summary>A message as it lies on the wire.</summary>
public sealed record TapMessage(string? MessageId, IReadOnlyDictionary<string, string> Headers, JsonElement Body, string Raw)
{
    public static TapMessage Of(BasicDeliverEventArgs delivery)
    {
        var raw = Encoding.UTF8.GetString(delivery.Body.Span);
        var headers = (delivery.BasicProperties.Headers ?? new Dictionary<string, object?>())
            .Where(header => header.Value is byte[])
            .ToDictionary(header => header.Key, header => Encoding.UTF8.GetString((byte[])header.Value!));
        return new TapMessage(delivery.BasicProperties.MessageId, headers, JsonDocument.Parse(raw).RootElement.Clone(), raw);
    }

    public string Header(string name) => Headers[name];
}

/// <summary>The audit entries that a source sent, in order, with repetitions.</summary>
public static class AuditEntries
{
    public static IReadOnlyList<JsonElement> EnvelopesOf(this IEnumerable<TapMessage> pages, string source) =>
    [
        .. pages.Where(page => page.Body.GetProperty("source").GetString() == source)
            .SelectMany(page => page.Body.GetProperty("entries").EnumerateArray())
            .Select(entry => JsonDocument.Parse(entry.GetProperty("envelope").GetString()!).RootElement.Clone()),
    ];
}
