using Ledger.Contributions.Domain;
using Ledger.Contributions.Integration;
using Marten;

namespace Ledger.Contributions.Features;

/// <summary>Finds what cites a file by the columns made for it (<c>Integration/evidence-use.sql</c>).</summary>
internal static class EvidenceUses
{
    /// <summary>Every use of each of some files; a file that nothing cites has none.</summary>
    public static async Task<ILookup<string, EvidenceUse>> OfAsync(
        string[] files, Agreements agreements, IQuerySession reads, CancellationToken ct)
    {
        var contributions = await reads.LoadManyAsync<Contribution>(ct, await RecordsAsync("contribution", files, reads, ct));
        var citations = await reads.LoadManyAsync<EvidenceCitation>(ct, await RecordsAsync("citation", files, reads, ct));
        var wanted = files.ToHashSet(StringComparer.Ordinal);
        return contributions.OrderBy(contribution => contribution.Id).SelectMany(contribution => EvidenceUse.Of(contribution, agreements.RetentionOf(contribution)))
            .Concat(citations.OrderBy(citation => citation.Id).SelectMany(citation => EvidenceUse.Of(citation, agreements.RetentionOf(citation))))
            .Where(cited => wanted.Contains(cited.Sha256))
            .ToLookup(cited => cited.Sha256, cited => cited.Use, StringComparer.Ordinal);
    }

    /// <summary>Files behind a cursor whose last use may be over, in the order of hashes.</summary>
    /// <param name="before">Day before which every day that counts for them lies.</param>
    /// <param name="after">Only hashes behind this one; empty for all.</param>
    /// <param name="most">How many.</param>
    /// <param name="reads">The consortium's.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IReadOnlyList<string>> OldAsync(DateOnly before, string after, int most, IQuerySession reads, CancellationToken ct) =>
        await reads.AdvancedSql.QueryAsync<string>(
            "select sha256 from evidence_use where tenant_id = ? and sha256 > ? group by sha256 having max(last_day) < ? order by sha256 limit ?",
            ct, reads.TenantId, after, before, most);

    private static async Task<Guid[]> RecordsAsync(string source, string[] files, IQuerySession reads, CancellationToken ct) =>
        [.. await reads.AdvancedSql.QueryAsync<Guid>(
            "select distinct record from evidence_use where tenant_id = ? and source = ? and sha256 = any(?)", ct, reads.TenantId, source, files)];
}
