using JasperFx.Events.Projections;
using Marten;
using Marten.Events;

namespace Ledger.ServiceDefaults.Store;

/// <summary>
/// What a service tells the frame about its facts and the states folded from them: first the facts of a stream, then its
/// state, then the facts of the next. A state is folded from its own facts only.
/// </summary>
public sealed class StoreSetup
{
    private readonly List<Action<StoreOptions>> _states = [];
    private readonly List<Type> _unclaimed = [];

    /// <summary>Stored names of this service's facts.</summary>
    public FactTypes Facts { get; } = new();

    /// <summary>Registers a fact under its stored name, for example <c>contribution_verified.v1</c>.</summary>
    public StoreSetup Fact<TFact>(string name)
        where TFact : class
    {
        Facts.Add<TFact>(name);
        _unclaimed.Add(typeof(TFact));
        return this;
    }

    /// <summary>
    /// Registers a state, folded by a pure function from the facts registered since the last state, and kept beside its stream
    /// in the same transaction.
    /// </summary>
    /// <param name="none">The state of a stream that has no facts yet.</param>
    /// <param name="evolve">State after one more fact.</param>
    /// <param name="configure">Indexes of the state's table.</param>
    public StoreSetup State<TState>(
        Func<Guid, TState> none, Func<TState, object, TState> evolve,
        Action<MartenRegistry.DocumentMappingExpression<TState>>? configure = null)
        where TState : class
    {
        Type[] facts = [.. _unclaimed];
        _unclaimed.Clear();
        _states.Add(options =>
        {
            if (typeof(TState).GetProperty("Version") is not null)
                throw new InvalidOperationException($"{typeof(TState).Name}.Version would be overwritten: Marten puts the stream's version into a member of that name.");
            if (facts.Length == 0)
                throw new InvalidOperationException($"{typeof(TState).Name} has no facts: register them between the state before it and itself.");
            options.Projections.Add(new Fold<TState>(none, evolve, facts), ProjectionLifecycle.Inline);
            var mapping = options.Schema.For<TState>();
            configure?.Invoke(mapping);
        });
        return this;
    }

    internal void Apply(StoreOptions options)
    {
        foreach (var (name, type) in Facts.ByName) options.Events.MapEventType(type, name);
        foreach (var state in _states) state(options);
    }
}
