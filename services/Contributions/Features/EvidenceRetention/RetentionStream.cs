using Ledger.Contributions.Domain;
using Ledger.Contributions.Integration;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Marten;

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
        var uses = await EvidenceUses.OfAsync([sha256], await Agreements.OfAsync(reads, ct), reads, ct);
        return new FileStanding(
            sha256, stored, [.. uses[sha256]], await ErasedFiles.FindAsync(sha256, tenant, reads, ct), await KeyHoldAsync(sha256, reads, ct));
    }

    /// <summary>The hold that keeps a subject's key: its own are not asked here, only those on files, contributions and everything.</summary>
    public static async Task<LegalHold?> HoldOnKeyAsync(Guid key, string tenant, IQuerySession reads, CancellationToken ct)
    {
        foreach (var hold in (await LoadAsync(tenant, reads, ct)).Holds)
        {
            if (hold.Scope is { Contribution: null, Sha256: null }) return hold;
            if (hold.Scope.Contribution is { } contribution)
            {
                if ((await reads.LoadAsync<Contribution>(contribution, ct))?.Hidden().Any(field => field.Key == key) == true) return hold;
            }
            else if ((await MarksOfAsync(hold.Scope.Sha256!, reads, ct)).Any(field => field.Key == key))
            {
                return hold;
            }
        }

        return null;
    }

    private static async Task<KeyHold?> KeyHoldAsync(string sha256, IQuerySession reads, CancellationToken ct)
    {
        Guid[] keys = [.. (await MarksOfAsync(sha256, reads, ct)).Select(field => field.Key!.Value).Distinct()];
        return keys.Length == 0 ? null : (await reads.LoadManyAsync<SecretSubject>(ct, keys)).SelectMany(subject => subject.Holds).FirstOrDefault();
    }

    private static async Task<IReadOnlyList<MarkedField>> MarksOfAsync(string sha256, IQuerySession reads, CancellationToken ct)
    {
        var marked = await reads.Query<MarkedDocument>().Where(document => document.Sha256 == sha256).ToListAsync(ct);
        if (marked.Count == 0) return [];
        var contributions = await reads.LoadManyAsync<Contribution>(ct, [.. marked.Select(document => document.Contribution).Distinct()]);
        return [.. contributions.SelectMany(contribution => contribution.Hidden().Where(field => contribution.FileOf(field.Field) == sha256))];
    }
}
