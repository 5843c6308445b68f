using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;
using Marten;
using Marten.Linq;

namespace Ledger.Valuation.Features;

/// <summary>Streams of the register: an item and a series are named by the reference that methods cite them by.</summary>
internal static class RegisterStreams
{
    public static Guid Evidence(string tenant, string reference) => StreamId.For(tenant, "market-evidence", reference);

    public static Guid Import(string tenant, string sha256) => StreamId.For(tenant, "market-evidence-import", sha256);

    public static Guid Series(string tenant, string series) => StreamId.For(tenant, "index-series", series);
}

/// <summary>Reads what the register holds of a valuer's choice.</summary>
internal static class RegisterReader
{
    public static async Task<KnownRegister> ReadAsync(RegisterChoice? choice, string tenant, IQuerySession reads, CancellationToken ct)
    {
        if (choice is null) return KnownRegister.Empty;
        return new KnownRegister(
            await EvidenceAsync([.. choice.Evidence.OfType<EvidenceChoice>().Select(use => use.Reference)], tenant, reads, ct),
            await SeriesAsync([.. (choice.Series ?? []).OfType<SeriesChoice>().Select(use => use.Series).Take(MarketEvidenceLimits.SeriesPerProposal)], tenant, reads, ct));
    }

    private static async Task<Dictionary<string, KnownEvidence>> EvidenceAsync(
        IReadOnlyList<string> references, string tenant, IQuerySession reads, CancellationToken ct)
    {
        // What goes past the limit is refused by the decision; the store is not asked for it.
        var ids = references.Take(MarketEvidenceLimits.EvidencePerProposal).Select(reference => RegisterStreams.Evidence(tenant, reference)).Distinct().ToArray();
        var items = await reads.LoadManyAsync<MarketEvidence>(ct, ids);
        var registered = await reads.Events.QueryAllRawEvents().Where(recorded => recorded.StreamId.IsOneOf(ids) && recorded.Version == 1).ToListAsync(ct);
        var sources = registered.ToDictionary(recorded => recorded.StreamId, recorded => recorded.Cite());
        return items.ToDictionary(item => item.Said!.Reference, item => new KnownEvidence(item, sources[item.Id]), StringComparer.Ordinal);
    }

    /// <summary>What the register holds of index series.</summary>
    internal static async Task<Dictionary<string, KnownIndex>> SeriesAsync(
        IReadOnlyList<string> series, string tenant, IQuerySession reads, CancellationToken ct)
    {
        var known = new Dictionary<string, KnownIndex>(StringComparer.Ordinal);
        foreach (var id in series.Distinct(StringComparer.Ordinal))
        {
            var recorded = await reads.Events.FetchStreamAsync(RegisterStreams.Series(tenant, id), token: ct);
            if (recorded.Count == 0) continue;
            var index = recorded.Aggregate(PriceIndex.None(recorded[0].StreamId), (state, fact) => PriceIndexDecider.Evolve(state, fact.Data));
            known[id] = new KnownIndex(index, [.. recorded.Where(fact => fact.Data is IndexVintagePublished).Select(fact => fact.Cite())]);
        }

        return known;
    }
}
