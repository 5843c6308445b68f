using JasperFx.Events;
using Marten.Events.Aggregation;

namespace Ledger.ServiceDefaults.Store;

/// <summary>Lets Marten keep a state by calling the service's own pure Evolve: no conventions, no generated code.</summary>
/// <typeparam name="TState">Immutable state with a <c>Guid Id</c>.</typeparam>
public sealed class Fold<TState> : SingleStreamProjection<TState, Guid>
    where TState : class
{
    private readonly Func<Guid, TState> _none;
    private readonly Func<TState, object, TState> _evolve;

    /// <param name="none">The state of a stream that has no facts yet.</param>
    /// <param name="evolve">State after one more fact.</param>
    /// <param name="facts">
    /// The facts of these streams. Marten offers every stream of the service to every state and loads a state for each, unless
    /// it knows which facts a state is folded from; none given means that the service has no other streams.
    /// </param>
    public Fold(Func<Guid, TState> none, Func<TState, object, TState> evolve, params IReadOnlyList<Type> facts)
    {
        (_none, _evolve) = (none, evolve);
        foreach (var fact in facts) IncludeType(fact);
    }

    public override TState Evolve(TState? snapshot, Guid id, IEvent e) => _evolve(snapshot ?? _none(id), e.Data);
}
