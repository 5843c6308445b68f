using Ledger.Contracts;

namespace Ledger.ServiceDefaults.Messaging;

/// <summary>The pure map from a service's facts to the contracts others may know. What is not mapped stays inside.</summary>
public sealed class OutgoingMap
{
    private readonly Dictionary<Type, Func<object, FactContext, object?>> _maps = [];
    private readonly HashSet<Type> _contracts = [];

    /// <summary>Every contract this service can publish.</summary>
    public IReadOnlyCollection<Type> Contracts => _contracts;

    /// <summary>Maps one fact type to one contract; null where this one of its kind stays inside.</summary>
    public OutgoingMap Map<TFact, TContract>(Func<TFact, FactContext, TContract?> map)
        where TFact : class
        where TContract : class
    {
        IntegrationEventAttribute.TopicOf(typeof(TContract));
        _maps.Add(typeof(TFact), (fact, context) => map((TFact)fact, context));
        _contracts.Add(typeof(TContract));
        return this;
    }

    /// <summary>Whether facts of this type are told to others.</summary>
    public bool Publishes(Type fact) => _maps.ContainsKey(fact);

    /// <summary>The contract of a fact, or null when it stays inside.</summary>
    public object? Apply(object fact, FactContext context) =>
        _maps.TryGetValue(fact.GetType(), out var map) ? map(fact, context) : null;
}

/// <summary>Where the fact stands, for maps that name the stream.</summary>
public sealed record FactContext(string Tenant, Guid Stream, long Version, DateTimeOffset OccurredAt);
