using Ledger.Contributions.Domain;
using Ledger.Contributions.Integration;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Marten;
using Marten.Linq.MatchesSql;

namespace Ledger.Contributions.Features;

/// <summary>Every consortium has one register of holds and erasures.</summary>
internal static class RetentionStream
{
    public static Guid Of(string tenant) => StreamId.For(tenant, "retention", "register");

    public static async Task<RetentionRegister> LoadAsync(string tenant, IQuerySession reads, CancellationToken ct) =>
        await reads.LoadAsync<RetentionRegister>(Of(tenant), ct) ?? RetentionRegister.None(Of(tenant));

    /// <summary>What is known of a file: whether it is stored, what cites it, and whether it was erased.</summary>
    public static async Task<FileStanding> StandingAsync(
        string sha256, bool stored, string tenant, IQuerySession reads, CancellationToken ct)
    {
        // A hash stands nowhere by chance, so its text finds every place where it is cited; each hit is looked at again.
        var citing = await reads.Query<Contribution>()
            .Where(contribution => contribution.MatchesSql("position(? in d.data::text) > 0", sha256)).ToListAsync(ct);
        var agreements = await Agreements.OfAsync(reads, ct);
        var uses = citing
            .SelectMany(contribution => EvidenceUse.Of(contribution, agreements.InForce(contribution)))
            .Where(cited => cited.Sha256 == sha256).Select(cited => cited.Use);
        return new FileStanding(sha256, stored, [.. uses], await ErasedFiles.FindAsync(sha256, tenant, reads, ct));
    }
}
