using Ledger.Contributions.Domain;
using Ledger.Contributions.Duplicates;
using Ledger.Contributions.Vault;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Contributions.Integration;

/// <summary>
/// Finds and takes the keys of a contribution, in its consortium and across the deployment. A claim holds a keyed digest of its
/// key, because the number may be one that a contribution hides; the oldest claims hold the key itself.
/// </summary>
internal sealed class AssetClaims(RegistryKey registry, IMasterKeys masters)
{
    /// <summary>The command with what stands of the same things, and the streams that take the keys when it is accepted.</summary>
    public async Task<(RegisterContribution Command, IReadOnlyList<NewStream> Streams)> LookAsync(
        RegisterContribution command, string tenant, Guid contribution, IQuerySession reads, CancellationToken ct)
    {
        var standing = new List<StandingClaim>();
        var streams = new List<NewStream>();
        var keys = AssetKey.Of(command.Particulars);
        foreach (var key in keys)
        {
            var digest = "digest:" + Convert.ToHexStringLower(await masters.FingerprintAsync(tenant, key.Name, ct));
            var claims = await reads.Query<AssetClaim>().Where(claim => claim.Key == digest || claim.Key == key.Name).ToListAsync(ct);
            var holders = (await reads.LoadManyAsync<Contribution>(ct, [.. claims.Select(claim => claim.Contribution)]))
                .Where(holder => holder.Stands()).Select(holder => holder.Id).ToHashSet();
            standing.AddRange(claims.Where(claim => holders.Contains(claim.Contribution))
                .Select(claim => new StandingClaim(key.Name, claim.From, claim.To, claim.Reference)));
            // Numbered by how many there are: of two that come at once, one finds its stream taken and decides again.
            streams.Add(new NewStream(typeof(AssetClaim), StreamId.For(tenant, "asset-claim", $"{digest}#{claims.Count}"),
                [new AssetClaimed(digest, contribution, command.Particulars.Reference, key.From, key.To)]));
        }

        var elsewhere = await ElsewhereAsync(keys, tenant, reads, ct);
        return (command with { Claims = standing, Elsewhere = elsewhere }, streams);
    }

    /// <summary>Enters the keys into the registry when the unit of work commits.</summary>
    public void Enter(Particulars said, string tenant, Guid contribution, IQuerySession session)
    {
        if (registry.Key is null) return;
        foreach (var key in AssetKey.Of(said))
        {
            Operations(session).QueueSqlCommand("call asset_register(?, ?, ?, ?, ?, ?)",
                registry.Digest("asset", key.Name), registry.Digest("holder", tenant), registry.Digest("contribution", contribution.ToString()),
                key.From, key.To, registry.Refuses);
        }
    }

    /// <summary>Takes the keys out of the registry when the unit of work commits.</summary>
    public void Release(Guid contribution, IQuerySession session)
    {
        if (registry.Key is null) return;
        Operations(session).QueueSqlCommand("call asset_release(?)", registry.Digest("contribution", contribution.ToString()));
    }

    private async Task<Elsewhere> ElsewhereAsync(IReadOnlyList<AssetKey> keys, string tenant, IQuerySession reads, CancellationToken ct)
    {
        if (registry.Key is null) return Elsewhere.Nothing;
        foreach (var key in keys)
        {
            var found = await reads.AdvancedSql.QueryAsync<bool>("select asset_elsewhere(?, ?, ?, ?)", ct,
                registry.Digest("asset", key.Name), registry.Digest("holder", tenant), key.From, key.To);
            if (found.Contains(true)) return registry.Refuses ? Elsewhere.Refused : Elsewhere.Flagged;
        }

        return Elsewhere.Nothing;
    }

    // The session that decisions read from is the unit of work that commits them.
    private static IDocumentOperations Operations(IQuerySession session) => (IDocumentOperations)session;
}
