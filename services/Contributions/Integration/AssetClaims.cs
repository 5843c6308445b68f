using Ledger.Contributions.Domain;
using Ledger.Contributions.Duplicates;
using Ledger.Contributions.Vault;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Marten;
using Npgsql;

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
        var (claims, elsewhere, streams) = await LookAsync(AssetKey.Of(command.Particulars), command.Particulars, tenant, contribution, reads, ct);
        return (command with { Claims = claims, Elsewhere = elsewhere }, streams);
    }

    /// <summary>What stands of the same things as these keys name, and the streams that take the keys.</summary>
    public async Task<(IReadOnlyList<StandingClaim> Claims, Elsewhere Elsewhere, IReadOnlyList<NewStream> Streams)> LookAsync(
        IReadOnlyList<AssetKey> keys, Particulars said, string tenant, Guid contribution, IQuerySession reads, CancellationToken ct)
    {
        var known = await KnownAsync(keys, tenant, reads, ct);
        return ([.. known.Values.SelectMany(key => key.Standing)], await ElsewhereAsync(keys, tenant, reads, ct),
            [.. keys.Select(key => Stream(key, known[key.Name], known[key.Name].Count, said, tenant, contribution))]);
    }

    /// <summary>
    /// What this consortium knows of keys: how often each was claimed, and the claims that stand. The ids of a key's claims are
    /// numbered on, so they are found by their ids, key by key until one is not there.
    /// </summary>
    public async Task<Dictionary<string, KnownKey>> KnownAsync(
        IReadOnlyList<AssetKey> keys, string tenant, IQuerySession reads, CancellationToken ct)
    {
        var names = keys.Select(key => key.Name).Distinct().ToArray();
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names) digests[name] = "digest:" + Convert.ToHexStringLower(await masters.FingerprintAsync(tenant, name, ct));
        var claims = new List<AssetClaim>();
        for (var (number, left) = (0, names.Concat(digests.Values).ToArray()); left.Length > 0; number++)
        {
            var found = await reads.LoadManyAsync<AssetClaim>(ct, [.. left.Select(name => ClaimId(tenant, name, number))]);
            claims.AddRange(found);
            left = [.. found.Select(claim => claim.Key)];
        }

        var holders = claims.Count == 0 ? [] : (await reads.LoadManyAsync<Contribution>(ct, [.. claims.Select(claim => claim.Contribution).Distinct()]))
            .Where(holder => holder.Stands()).Select(holder => holder.Id).ToHashSet();
        var byKey = claims.ToLookup(claim => claim.Key, StringComparer.Ordinal);
        return names.ToDictionary(name => name, name => new KnownKey(digests[name], byKey[digests[name]].Count(),
            [.. byKey[name].Concat(byKey[digests[name]]).Where(claim => holders.Contains(claim.Contribution))
                .Select(claim => new StandingClaim(name, claim.From, claim.To, claim.Reference))]), StringComparer.Ordinal);
    }

    /// <summary>The stream that takes a key. Numbered by how many there are: of two that come at once, one finds its stream taken.</summary>
    public static NewStream Stream(AssetKey key, KnownKey known, int claimed, Particulars said, string tenant, Guid contribution) => new(
        typeof(AssetClaim), ClaimId(tenant, known.Digest, claimed),
        [new AssetClaimed(known.Digest, contribution, said.Reference, key.From, key.To)]);

    /// <summary>Enters the keys into the registry when the unit of work commits.</summary>
    public void Enter(IReadOnlyList<AssetKey> keys, string tenant, Guid contribution, IQuerySession session)
    {
        if (registry.Key is null) return;
        foreach (var key in keys)
        {
            Operations(session).QueueSqlCommand("call asset_register(?, ?, ?, ?, ?, ?)",
                registry.Digest("asset", key.Name), registry.Digest("holder", tenant), registry.Digest("contribution", contribution.ToString()),
                key.From, key.To, registry.Refuses);
        }
    }

    /// <summary>What other consortia have of each of many keys.</summary>
    public async Task<IReadOnlyList<Elsewhere>> ElsewhereAsync(
        IReadOnlyList<AssetKey> keys, string tenant, NpgsqlConnection connection, CancellationToken ct)
    {
        var found = new Elsewhere[keys.Count];
        if (registry.Key is null || keys.Count == 0) return found;
        await using var command = new NpgsqlCommand(
            """
            select k.n::integer from unnest($1, $3, $4) with ordinality as k (digest, since, until, n)
            where asset_elsewhere(k.digest, $2, k.since, k.until)
            """, connection)
        {
            Parameters =
            {
                new() { Value = keys.Select(key => registry.Digest("asset", key.Name)).ToArray() }, new() { Value = registry.Digest("holder", tenant) },
                new() { Value = keys.Select(key => key.From).ToArray() }, new() { Value = keys.Select(key => key.To).ToArray() },
            },
        };
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) found[rows.GetInt32(0) - 1] = registry.Refuses ? Elsewhere.Refused : Elsewhere.Flagged;
        return found;
    }

    /// <summary>Enters the keys of many contributions into the registry, as part of the connection's transaction; to be followed by its commit.</summary>
    public async Task EnterAsync(IReadOnlyList<(AssetKey Key, Guid Contribution)> keys, string tenant, NpgsqlConnection connection, CancellationToken ct)
    {
        if (registry.Key is null || keys.Count == 0) return;
        await using var command = new NpgsqlCommand("call asset_register_many($1, $2, $3, $4, $5, $6)", connection)
        {
            Parameters =
            {
                new() { Value = keys.Select(entry => registry.Digest("asset", entry.Key.Name)).ToArray() },
                new() { Value = registry.Digest("holder", tenant) },
                new() { Value = keys.Select(entry => registry.Digest("contribution", entry.Contribution.ToString())).ToArray() },
                new() { Value = keys.Select(entry => entry.Key.From).ToArray() }, new() { Value = keys.Select(entry => entry.Key.To).ToArray() },
                new() { Value = registry.Refuses },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
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

    private static Guid ClaimId(string tenant, string key, int number) => StreamId.For(tenant, "asset-claim", $"{key}#{number}");

    // The session that decisions read from is the unit of work that commits them.
    private static IDocumentOperations Operations(IQuerySession session) => (IDocumentOperations)session;
}

/// <summary>What a consortium knows of a key.</summary>
/// <param name="Digest">The keyed digest that its claims hold.</param>
/// <param name="Count">How often it was claimed, claims that no longer stand included.</param>
/// <param name="Standing">The claims that stand.</param>
internal sealed record KnownKey(string Digest, int Count, IReadOnlyList<StandingClaim> Standing);
