using Ledger.Agreements.Domain;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Agreements.Integration;

/// <summary>Every consortium has one register.</summary>
internal static class ConsortiumRegisters
{
    public static Guid StreamOf(string tenant) => StreamId.For(tenant, "consortium", "register");

    /// <summary>The register, or null when the consortium was not founded here: then it binds nothing.</summary>
    public static async Task<ConsortiumRegister?> FoundedAsync(IQuerySession session, string tenant, CancellationToken ct) =>
        await session.LoadAsync<ConsortiumRegister>(StreamOf(tenant), ct) is { FoundedOn: not null } register ? register : null;
}
