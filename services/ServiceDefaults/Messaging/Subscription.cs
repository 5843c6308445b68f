using Ledger.Contracts;

namespace Ledger.ServiceDefaults.Messaging;

/// <summary>One queue of this service: which contract it takes, who handles it.</summary>
/// <param name="Event">Contract type.</param>
/// <param name="Handler">Implements <see cref="IHandle{TEvent}"/> of the contract.</param>
/// <param name="Queue"><c>service.fact.v1</c>.</param>
/// <param name="Ordered">One active consumer over all replicas, and one stream (or source, for audit pages) at a time in publishing order.</param>
public sealed record Subscription(Type Event, Type Handler, string Queue, bool Ordered)
{
    /// <summary>The queue of a service for a contract: the service's name and the contract's own last part.</summary>
    public static Subscription Of<TEvent, THandler>(string service, bool ordered)
        where TEvent : class
        where THandler : class, IHandle<TEvent>
    {
        var topic = IntegrationEventAttribute.TopicOf(typeof(TEvent));
        return new Subscription(typeof(TEvent), typeof(THandler), service + topic[topic.IndexOf('.', StringComparison.Ordinal)..], ordered);
    }
}
