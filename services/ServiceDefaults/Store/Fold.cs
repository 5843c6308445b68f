using JasperFx.Events;
using Marten.Events.Aggregation;

namespace Ledger.ServiceDefaults.Store;

/// <summary>Lets Marten keep a state by calling the service's own pure Evolve: no conventions, no generated code.</summary>
/// <typeparam name="TState">Immutable state with a <c>Guid Id</c>.</typeparam>
public sealed class Fold<TState>(Func<Guid, TState> none, Func<TState, object, TState> evolve) : SingleStreamProjection<TState, Guid>
    where TState : class
{
    public override TState Evolve(TState? snapshot, Guid id, IEvent e) => evolve(snapshot ?? none(id), e.Data);
}
