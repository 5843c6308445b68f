using Ledger.Contributions.Domain;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Contributions.Features;

/// <summary>Files that were erased in a consortium.</summary>
internal static class ErasedFiles
{
    public static Guid StreamOf(string tenant, string sha256) => StreamId.For(tenant, "erased-file", sha256);

    public static async Task<ErasedFile?> FindAsync(string sha256, string tenant, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        return await FindAsync(sha256, tenant, session.Documents, ct);
    }

    public static Task<ErasedFile?> FindAsync(string sha256, string tenant, IQuerySession reads, CancellationToken ct) =>
        reads.LoadAsync<ErasedFile>(StreamOf(tenant, sha256), ct);
}
