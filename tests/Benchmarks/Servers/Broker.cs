using RabbitMQ.Client;

namespace Ledger.Benchmarks.Servers;

/// <summary>The broker as a plain RabbitMQ client sees it.</summary>
internal static class Broker
{
    public static Task<IConnection> ConnectAsync(CancellationToken ct) =>
        new ConnectionFactory { Uri = new Uri(Addresses.RabbitMq), ClientProvidedName = "ledger-bench" }.CreateConnectionAsync(ct);

    /// <summary>Removes queues with their error and dead-letter queues, and exchanges.</summary>
    public static async Task DeleteAsync(IEnumerable<string> queues, IEnumerable<string> exchanges)
    {
        await using var connection = await ConnectAsync(CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in queues.SelectMany(queue => new[] { queue, $"{queue}_error", $"{queue}_dead" }))
        {
            await channel.QueueDeleteAsync(queue);
            await channel.ExchangeDeleteAsync(queue);
        }

        foreach (var exchange in exchanges) await channel.ExchangeDeleteAsync(exchange);
    }
}
