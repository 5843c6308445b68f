using Ledger.ServiceDefaults.Messaging;

namespace Ledger.ServiceDefaults.RabbitMq;

/// <summary>The contracts a service listens to.</summary>
public sealed class SubscriptionList(string service)
{
    private readonly List<Subscription> _all = [];

    public string Service { get; } = service;

    public IReadOnlyList<Subscription> All => _all;

    /// <summary>Subscribes a handler to a contract on the queue <c>service.fact.vN</c>.</summary>
    /// <param name="ordered">One message at a time over all replicas, in publishing order; costs throughput.</param>
    public SubscriptionList On<TEvent, THandler>(bool ordered = false)
        where TEvent : class
        where THandler : class, IHandle<TEvent>
    {
        _all.Add(Subscription.Of<TEvent, THandler>(Service, ordered));
        return this;
    }
}
