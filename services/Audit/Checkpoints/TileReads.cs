using Ledger.Audit.Log;
using Ledger.Transparency;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Tiles;
using Ledger.Transparency.Witnesses;
using Npgsql;

namespace Ledger.Audit.Checkpoints;

/// <summary>
/// Reads hashes of the signed tree: of all consortia together, so nothing but hashes of envelopes and what is hashed from them.
/// </summary>
public sealed class TileReads(NpgsqlDataSource source)
{
    /// <summary>The newest signed checkpoint with the cosignatures that it has, or null.</summary>
    public async Task<SignedTree?> NewestAsync(CancellationToken ct) => (await NewestAsync("true", 1, ct)).SingleOrDefault();

    /// <summary>The newest checkpoint that enough witnesses have seen; the newest one when the policy asks for none, or none has enough.</summary>
    public async Task<SignedTree?> PublishedAsync(WitnessPolicy policy, CancellationToken ct)
    {
        if (!policy.AsksForNoWitness)
        {
            var cosigned = await NewestAsync(
                "exists (select from audit_cosignature s where s.size = k.size)", AuditLimits.CosignedLookedThrough, ct);
            if (cosigned.FirstOrDefault(tree => policy.Evaluate(SignedNote.Parse(tree.Note)).Standing == CheckpointStanding.Trusted) is { } enough) return enough;
        }

        return await NewestAsync(ct);
    }

    /// <summary>A tile of hashes that lies within a signed tree.</summary>
    public async Task<HashTile> TileAsync(TilePath path, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await EnterAsync(connection, ct);
        return await TileAsync(connection, transaction, path, ct);
    }

    /// <summary>Inclusion proofs of entries in a signed tree, in the order asked for.</summary>
    public Task<IReadOnlyList<IReadOnlyList<MerkleHash>>> ProofsAsync(IReadOnlyList<long> indexes, long size, CancellationToken ct) =>
        OfTilesAsync<IReadOnlyList<IReadOnlyList<MerkleHash>>>(size, nodes => [.. indexes.Select(index => InclusionProof.Of(nodes, index, size))], ct);

    /// <summary>Consistency proof from an earlier tree, above 0, to a signed one.</summary>
    public Task<IReadOnlyList<MerkleHash>> ConsistencyAsync(long earlier, long size, CancellationToken ct) =>
        OfTilesAsync(size, nodes => ConsistencyProof.Of(nodes, earlier, size), ct);

    // First which tiles the proof is made of, then these, each once.
    private async Task<T> OfTilesAsync<T>(long size, Func<MerkleNode, T> proof, CancellationToken ct)
    {
        var wanted = new HashSet<TilePath>();
        proof(TiledTree.Nodes(size, path =>
        {
            wanted.Add(path);
            return new HashTile([.. Enumerable.Repeat(MerkleTree.EmptyRoot, path.Width)]);
        }));
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await EnterAsync(connection, ct);
        var tiles = new Dictionary<TilePath, HashTile>();
        foreach (var path in wanted) tiles.Add(path, await TileAsync(connection, transaction, path, ct));
        return proof(TiledTree.Nodes(size, path => tiles[path]));
    }

    private async Task<List<SignedTree>> NewestAsync(string where, int most, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            $"""
            select k.size, k.hashes, k.note || coalesce((select string_agg(s.line || E'\n', '' order by s.witness) from audit_cosignature s where s.size = k.size), '')
            from audit_checkpoint k where {where} order by k.size desc limit {most}
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<SignedTree>();
        while (await reader.ReadAsync(ct)) found.Add(SignedTree.Read(reader));
        return found;
    }

    /// <summary>Hashes of a level: leaf hashes, or the roots of full tiles one level down.</summary>
    internal static async Task<IReadOnlyList<MerkleHash>> RowAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, int level, long first, int count, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            level == 0
                ? "select leaf_hash from audit_log where index >= $1 and index < $2 order by index"
                : "select root from audit_tile where level = $3 and index >= $1 and index < $2 order by index",
            connection, transaction) { Parameters = { new() { Value = first }, new() { Value = first + count } } };
        if (level > 0) command.Parameters.Add(new NpgsqlParameter { Value = level - 1 });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var hashes = new List<MerkleHash>(count);
        while (await reader.ReadAsync(ct)) hashes.Add(LogRows.Hash(reader, 0));
        return hashes.Count == count
            ? hashes
            : throw new InconsistentLogException($"level {level} of the tree lacks hashes from {first} on");
    }

    private static async Task<HashTile> TileAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, TilePath path, CancellationToken ct)
    {
        var level = path.Level ?? throw new ArgumentException("Not a tile of hashes.", nameof(path));
        if (path.IsFull)
        {
            await using var command = new NpgsqlCommand("select hashes from audit_tile where level = $1 and index = $2", connection, transaction)
            {
                Parameters = { new() { Value = level }, new() { Value = path.Index } },
            };
            if (await command.ExecuteScalarAsync(ct) is byte[] bytes) return HashTile.Parse(bytes, TilePath.FullWidth);
        }

        return new HashTile(await RowAsync(connection, transaction, level, path.Index * TilePath.FullWidth, path.Width, ct));
    }

    private static async Task<NpgsqlTransaction> EnterAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var transaction = await connection.BeginTransactionAsync(ct);
        await using var enter = new NpgsqlBatch(connection, transaction) { BatchCommands = { IntakeRole.Enter() } };
        await enter.ExecuteNonQueryAsync(ct);
        return transaction;
    }
}
