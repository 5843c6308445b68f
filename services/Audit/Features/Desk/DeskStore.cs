using Ledger.Audit.Domain;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Audit.Features;

/// <summary>Loads the states of the desk.</summary>
internal sealed class DeskStore(TenantSessions sessions)
{
    /// <summary>One state, or null.</summary>
    public async Task<TState?> OneAsync<TState>(string tenant, Guid id, CancellationToken ct)
        where TState : class
    {
        await using var session = await sessions.OpenAsync(tenant, ct);
        return await session.Documents.LoadAsync<TState>(id, ct);
    }

    /// <summary>A consortium's rules, and one grant when it is asked for.</summary>
    public async Task<(DeskRules Rules, Grant? Grant)> LoadAsync(string tenant, Guid? grant, CancellationToken ct)
    {
        await using var session = await sessions.OpenAsync(tenant, ct);
        var id = DeskStates.RulesId(tenant);
        var rules = await session.Documents.LoadAsync<DeskRules>(id, ct) ?? DeskRules.None(id);
        return (rules, grant is { } wanted ? await session.Documents.LoadAsync<Grant>(wanted, ct) : null);
    }
}
