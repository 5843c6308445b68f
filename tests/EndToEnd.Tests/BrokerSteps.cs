using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Ledger.EndToEnd.Tests;

/// <summary>A service that is taken over can publish only what it tells, and nothing in the log as another.</summary>
internal static class BrokerSteps
{
    private const string Page = "audit.audit-page.v1";

    /// <summary>Everything that the account of Risks may not do is refused by the broker; a page of another service by Audit, also when it is put back.</summary>
    public static async Task RefuseForgedPagesAsync(LedgerSystem system)
    {
        var password = (await File.ReadAllTextAsync(Path.Combine(system.Folder, "secrets", "ledger_risks_broker"))).Trim();
        await using var connection = await new ConnectionFactory
        {
            Uri = new Uri($"amqp://risks:{password}@127.0.0.1:{system.Port("rabbitmq")}/ledger"),
        }.CreateConnectionAsync();

        // A fact of another service; its own queue to another; every queue by the default exchange; a name that is not its own.
        await RefusedAsync(403, channel => PublishAsync(channel, "contributions.contribution-verified.v1", null));
        await RefusedAsync(403, channel => PublishAsync(channel, "distribution.loss-allocated.v1", null));
        await RefusedAsync(403, channel => PublishAsync(channel, "", null, Page));
        await RefusedAsync(406, channel => PublishAsync(channel, Page, "contributions"));
        // Reading what everybody sends to the log, or what is meant for another.
        await RefusedAsync(403, async channel =>
        {
            await channel.QueueDeclareAsync("risks.spy", durable: false, exclusive: true, autoDelete: true);
            await channel.QueueBindAsync("risks.spy", Page, "");
        });
        await RefusedAsync(403, channel => channel.BasicGetAsync("distribution.loss-allocated.v1", autoAck: false));
        await RefusedAsync(403, channel => channel.QueueDeleteAsync("distribution.loss-allocated.v1"));

        // Under its own name, or none, it can send pages; Audit takes none of another service.
        var logged = await LoggedAsync(system);
        await using (var channel = await OpenAsync(connection))
        {
            await PublishAsync(channel, Page, "risks");
            await PublishAsync(channel, Page, null);
        }

        await RefusedPagesAsync(system, 2);
        await system.LedgerAsync("replay", Page);
        await RefusedPagesAsync(system, 2);
        Assert.Equal(logged, await LoggedAsync(system));

        async Task RefusedAsync(ushort code, Func<IChannel, Task> act)
        {
            await using var channel = await OpenAsync(connection);
            await Assert.ThrowsAnyAsync<Exception>(() => act(channel));
            Assert.Equal(code, channel.CloseReason?.ReplyCode);
        }
    }

    private static Task<IChannel> OpenAsync(IConnection connection) =>
        connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));

    // Everything about it is as Contributions would send it, but the account.
    private static Task PublishAsync(IChannel channel, string exchange, string? account, string key = "")
    {
        var properties = new BasicProperties
        {
            ContentType = "application/json", MessageId = Guid.NewGuid().ToString(), Persistent = true,
            Headers = new Dictionary<string, object?>
            {
                ["ledger-source"] = "contributions", ["ledger-position"] = "1000000", ["ledger-event"] = Guid.NewGuid().ToString(), ["ledger-tenant"] = "",
                ["ledger-ph"] = new string('0', 64), ["ledger-stream"] = Guid.NewGuid().ToString(), ["ledger-stream-version"] = "1",
                ["ledger-occurred-at"] = "2026-01-01T00:00:00Z",
            },
        };
        if (account is not null) properties.UserId = account;
        var body = JsonSerializer.SerializeToUtf8Bytes(new { source = "contributions", entries = new[] { new { envelope = "{}", payload = "{}" } } });
        return channel.BasicPublishAsync(exchange, key, mandatory: true, properties, body).AsTask();
    }

    private static async Task RefusedPagesAsync(LedgerSystem system, int count)
    {
        var queues = "";
        for (var end = DateTime.UtcNow.AddSeconds(30); DateTime.UtcNow < end; await Task.Delay(300))
        {
            queues = await system.LedgerAsync("rabbitmqctl", "-q", "list_queues", "-p", "ledger", "name", "messages");
            if (queues.Split('\n').Any(line => line.Split('\t') is [var name, var messages] && name == $"{Page}_error" && messages.Trim() == $"{count}")) return;
        }

        Assert.Fail($"The refused pages are not on the error queue: {queues}");
    }

    private static Task<long> LoggedAsync(LedgerSystem system) =>
        Databases.CountAsync(system, "audit", "select count(*) from audit_log where source = 'contributions'");
}
