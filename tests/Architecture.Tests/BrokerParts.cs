using Ledger.Contracts;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.RabbitMq;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Architecture.Tests;

/// <summary>What every service does at the broker, read from the services themselves.</summary>
public sealed class BrokerParts : IAsyncLifetime
{
    internal Dictionary<string, Part> All { get; } = new(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        foreach (var service in Platform.EventSourced.Keys)
        {
            await using var app = Platform.Build(service);
            var heard = app.Services.GetRequiredService<SubscriptionList>().All;
            All.Add(service, new Part(
                [.. app.Services.GetRequiredService<OutgoingMap>().Contracts.Append(typeof(AuditPage)).Select(IntegrationEventAttribute.TopicOf)],
                [.. heard.Select(subscription => IntegrationEventAttribute.TopicOf(subscription.Event))],
                [.. heard.SelectMany(subscription => (string[])[subscription.Queue, $"{subscription.Queue}_error", $"{subscription.Queue}_dead"])]));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What one service tells, hears, and receives on.</summary>
    internal sealed record Part(IReadOnlyList<string> Told, IReadOnlyList<string> Heard, IReadOnlyList<string> Queues);
}
