using Ledger.Contributions.Domain;
using Ledger.Contributions.EvidenceFiles;
using Ledger.Contributions.Features;
using Ledger.ServiceDefaults.Store;
using Marten;
using Marten.Linq.MatchesSql;

namespace Ledger.Contributions.Integration;

/// <summary>A file of rows: nobody's evidence, and not everybody's to read.</summary>
internal static class ImportedFile
{
    private const string Open = "d.data -> 'order' ->> 'sha256' = ? and d.data ->> 'stage' in ('waiting', 'running')";

    /// <summary>
    /// Destroys the file of an import that has ended and whose rows marked fields: it has in clear what the register hides. A file that
    /// is also somebody's evidence, or that another import still reads, stays.
    /// </summary>
    public static async Task ForgetAsync(string sha256, string tenant, TenantSessions sessions, IEvidenceStore evidence, CancellationToken ct)
    {
        await using var session = await sessions.OpenAsync(tenant, ct);
        if (await EvidenceUses.AnyAsync(sha256, session.Documents, ct)
            || await session.Documents.Query<Import>().AnyAsync(import => import.MatchesSql(Open, sha256), ct)) return;
        await evidence.EraseAsync(tenant, sha256, ct);
    }

    /// <summary>Whether a file only came as rows of imports by other organisations: it is not there for this one.</summary>
    public static async Task<bool> IsOfOthersAsync(string sha256, string organisation, IQuerySession reads, CancellationToken ct)
    {
        var brought = await reads.Query<Import>().Where(import => import.MatchesSql("d.data -> 'order' ->> 'sha256' = ?", sha256)).ToListAsync(ct);
        return brought.Count > 0 && brought.All(import => import.By!.Organisation != organisation) && !await EvidenceUses.AnyAsync(sha256, reads, ct);
    }
}
