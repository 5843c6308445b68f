using System.Text;
using Ledger.Audit.Log;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Transparency;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Tiles;
using Npgsql;

namespace Ledger.Audit.Checkpoints;

/// <summary>
/// Signs the tree. Before that it hashes every entry since the last signed tree anew and shows, in the same snapshot of the
/// database, that they lead from that tree to this one: a contradiction is never signed.
/// </summary>
public sealed class Sealing(SigningKeys keys, PublishedCheckpoint published)
{
    private readonly LogKey _key = keys.Current;
    private volatile bool _handedOver;

    /// <summary>Checks the database against what was signed and published, and signs nothing.</summary>
    /// <exception cref="InconsistentLogException">It contradicts it.</exception>
    public async Task CheckAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await SnapshotAsync(connection, ct);
        await GrowthAsync(connection, transaction, ct);
    }

    /// <summary>Signs, stores and publishes a checkpoint of the tree as it is now. Can be repeated after any failure.</summary>
    /// <returns>Its size; 0 when the log is empty.</returns>
    /// <exception cref="InconsistentLogException">The tree contradicts what was signed or published before; nothing was signed.</exception>
    public async Task<long> SealAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await SnapshotAsync(connection, ct);
        var growth = await GrowthAsync(connection, transaction, ct);
        Failpoints.Pass(Failpoint.SealChecked);
        var newest = growth.Last?.Note;
        if (growth.Tree.Size > (growth.Last?.Tree.Size ?? 0))
        {
            var checkpoint = new Checkpoint(_key.Origin, growth.Tree.Size, growth.Tree.Root);
            newest = keys.Sign(checkpoint, await HandedOverAsync(connection, transaction, checkpoint.Size, ct)).ToString();
            await StoreAsync(connection, transaction, growth, newest, ct);
            Failpoints.Pass(Failpoint.SealWritten);
        }

        await transaction.CommitAsync(ct);
        Failpoints.Pass(Failpoint.SealCommitted);
        if (newest is not null && growth.PublishedSize < growth.Tree.Size)
        {
            published.Write(SignedNote.Parse(newest));
            Failpoints.Pass(Failpoint.SealPublished);
        }

        return growth.Tree.Size;
    }

    // The next key signs no tree that does not hold the entry that names it: whoever follows the log meets that entry first.
    private async Task<bool> HandedOverAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long size, CancellationToken ct)
    {
        if (keys.Rotation is not { } rotation) return false;
        return _handedOver = _handedOver || await KeyRotations.HoldsAsync(connection, transaction, rotation, size, ct);
    }

    private static async Task<NpgsqlTransaction> SnapshotAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        await using var enter = new NpgsqlBatch(connection, transaction) { BatchCommands = { IntakeRole.Enter() } };
        await enter.ExecuteNonQueryAsync(ct);
        return transaction;
    }

    // What came since the last signed tree, shown to continue it.
    private async Task<Growth> GrowthAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var known = published.Read(_key);
        var (tree, last) = await TreesAsync(connection, transaction, ct);
        var size = last?.Tree.Size ?? 0;
        if (known is not null && known.Size > tree.Size)
        {
            throw new InconsistentLogException(
                $"the database holds {tree.Size} entries and is behind the last published checkpoint of {known.Size}; it was set back to an older state");
        }

        if (last is not null && (_key.Verified(last.Note) is not { } signed || signed.Size != size || !signed.Root.Equals(last.Tree.Root)))
            throw new InconsistentLogException($"the stored checkpoint of {size} entries is not one that the key {_key.Public} signed");
        if (tree.Size < size) throw new InconsistentLogException($"the tree holds {tree.Size} entries, signed were {size}");
        if (known is not null && known.Size <= size && !known.Root.Equals(await SignedRootAsync(connection, transaction, known.Size, ct)))
            throw new InconsistentLogException($"the published checkpoint of {known.Size} entries has another root than the stored one");

        var builder = await BuilderAsync(connection, transaction, size, ct);
        var (range, tiles) = (last?.Tree ?? CompactRange.Empty, new List<(TilePath, HashTile, MerkleHash)>());
        await using var command = new NpgsqlCommand(
            "select index, leaf_hash, envelope from audit_log where index >= $1 order by index", connection, transaction) { Parameters = { new() { Value = size } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var leaf = MerkleTree.Leaf(Encoding.UTF8.GetBytes(reader.GetString(2)));
            if (reader.GetInt64(0) != range.Size) throw new InconsistentLogException($"entry {range.Size} is missing");
            if (!leaf.Equals(LogRows.Hash(reader, 1))) throw new InconsistentLogException($"entry {range.Size} is not the one that was logged");
            range = range.Append(leaf);
            tiles.AddRange(builder.Append(leaf));
            if (known is not null && known.Size == range.Size && !known.Root.Equals(range.Root))
                throw new InconsistentLogException($"the first {known.Size} entries are not those of the published checkpoint");
        }

        return range.Size == tree.Size && range.Root.Equals(tree.Root)
            ? new Growth(last, tree, tiles, known?.Size ?? 0)
            : throw new InconsistentLogException($"the {range.Size} entries do not lead to the tree of {tree.Size}");
    }

    private static async Task<(CompactRange Tree, SignedTree? Last)> TreesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new("select size, hashes from audit_tree"));
        batch.BatchCommands.Add(new($"select {SignedTree.Columns} from audit_checkpoint order by size desc limit 1"));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) throw new InvalidOperationException("audit_tree is empty; run the migrate job.");
        var tree = LogRows.Tree(reader);
        await reader.NextResultAsync(ct);
        return (tree, await reader.ReadAsync(ct) ? SignedTree.Read(reader) : null);
    }

    private static async Task<MerkleHash?> SignedRootAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long size, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select root from audit_checkpoint where size = $1", connection, transaction)
        {
            Parameters = { new() { Value = size } },
        };
        return await command.ExecuteScalarAsync(ct) is byte[] root ? MerkleHash.Of(root) : null;
    }

    private static async Task<TileBuilder> BuilderAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long size, CancellationToken ct)
    {
        var right = new List<IReadOnlyList<MerkleHash>>();
        for (var level = 0; level < TileBuilder.Levels; level++)
        {
            var (first, count) = TileBuilder.Right(size, level);
            right.Add(count == 0 ? [] : await TileReads.RowAsync(connection, transaction, level, first, count, ct));
        }

        return TileBuilder.Of(size, right);
    }

    private static async Task StoreAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Growth growth, string note, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new("insert into audit_checkpoint (size, root, hashes, note) values ($1, $2, $3, $4)")
        {
            Parameters =
            {
                new() { Value = growth.Tree.Size }, new() { Value = growth.Tree.Root.ToArray() },
                new() { Value = growth.Tree.Hashes.Select(hash => hash.ToArray()).ToArray() }, new() { Value = note },
            },
        });
        if (growth.Tiles.Count > 0)
        {
            batch.BatchCommands.Add(new(
                "insert into audit_tile (level, index, hashes, root) select * from unnest($1::integer[], $2::bigint[], $3::bytea[], $4::bytea[])")
            {
                Parameters =
                {
                    new() { Value = growth.Tiles.Select(tile => tile.Path.Level!.Value).ToArray() },
                    new() { Value = growth.Tiles.Select(tile => tile.Path.Index).ToArray() },
                    new() { Value = growth.Tiles.Select(tile => tile.Tile.ToBytes()).ToArray() },
                    new() { Value = growth.Tiles.Select(tile => tile.Root.ToArray()).ToArray() },
                },
            });
        }

        await batch.ExecuteNonQueryAsync(ct);
    }

    private sealed record Growth(
        SignedTree? Last, CompactRange Tree, IReadOnlyList<(TilePath Path, HashTile Tile, MerkleHash Root)> Tiles, long PublishedSize);
}
