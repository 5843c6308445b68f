using Ledger.Contracts;
using MassTransit;

namespace Ledger.ServiceDefaults.RabbitMq;

/// <summary>Exchanges are named by the contract's topic, never by a CLR type.</summary>
internal sealed class TopicNames : IEntityNameFormatter
{
    public static TopicNames Instance { get; } = new();

    public string FormatEntityName<T>() => IntegrationEventAttribute.TopicOf(typeof(T));
}
