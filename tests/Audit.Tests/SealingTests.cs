using System.Text;
using Ledger.Audit.Checkpoints;
using Ledger.Audit.Log;
using Ledger.Audit.Tests.Running;
using Ledger.Transparency;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Audit.Tests;

/// <summary>What is signed, and what never is, on a real PostgreSQL.</summary>
public sealed class SealingTests(PostgresServer server)
{
    private static readonly Guid A = Guid.Parse("0198f0a1-0000-7000-8000-00000000000a");

    private readonly SendingService _agreements = new("agreements");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_checkpoint_is_signed_and_continues_the_one_before()
    {
        var database = await server.DatabaseAsync();
        Assert.Equal(0, await SealAsync(database));
        foreach (var size in new[] { 1, 2, 7, 256, 300 })
        {
            await GrowAsync(database, size);
            Assert.Equal(size, await SealAsync(database));
        }

        var notes = await database.ReadAsync<string>("select note from audit_checkpoint order by size");
        var heads = notes.ConvertAll(note => LogKeys.Policy.Evaluate(SignedNote.Parse(note)));
        Assert.All(heads, head => Assert.Equal(CheckpointStanding.Trusted, head.Standing));
        Assert.Equal([1, 2, 7, 256, 300], heads.Select(head => head.Checkpoint!.Size));
        var nodes = MerkleNodes.Of([.. _agreements.Sent.Select(sent => MerkleTree.Leaf(Encoding.UTF8.GetBytes(sent.Entry.Envelope)))]);
        foreach (var (earlier, later) in heads.Zip(heads.Skip(1), (a, b) => (a.Checkpoint!, b.Checkpoint!)))
        {
            Assert.Equal(MerkleNodes.Root(nodes, later.Size), later.Root);
            Assert.True(ConsistencyProof.Verify(earlier.Size, later.Size, earlier.Root, later.Root, ConsistencyProof.Of(nodes, earlier.Size, later.Size)));
        }

        Assert.Equal(notes[^1], await File.ReadAllTextAsync(database.PublishedFile, Ct));
    }

    [Fact]
    public async Task A_tree_that_did_not_grow_is_not_signed_again_and_a_lost_copy_comes_back()
    {
        var database = await server.DatabaseAsync();
        await GrowAsync(database, 3);
        await SealAsync(database);
        var published = await File.ReadAllBytesAsync(database.PublishedFile, Ct);
        // As after a crash between the transaction and the file.
        File.Delete(database.PublishedFile);
        await SealAsync(database);
        Assert.Equal(published, await File.ReadAllBytesAsync(database.PublishedFile, Ct));
        Assert.Single(await database.ReadAsync<long>("select size from audit_checkpoint"));
    }

    [Theory]
    [InlineData("update audit_log set envelope = replace(envelope, 'thing_done', 'thing_dont') where index = 4", "entry 4 is not the one that was logged")]
    [InlineData("update audit_log set leaf_hash = sha256('x') where index = 4", "entry 4 is not the one that was logged")]
    [InlineData("delete from audit_log where index = 4", "entry 4 is missing")]
    [InlineData("delete from audit_log where index = 5", "the 5 entries do not lead to the tree of 6")]
    [InlineData("update audit_tree set hashes[1] = sha256('x')", "do not lead to the tree")]
    [InlineData("update audit_checkpoint set note = replace(note, 'ledger.example', 'ledger.exbmple')", "is not one that the key")]
    [InlineData("update audit_checkpoint set hashes = array[sha256('x'), sha256('y')]", "is not one that the key")]
    public async Task What_contradicts_the_last_signature_is_not_signed(string attack, string reason)
    {
        var database = await server.DatabaseAsync();
        await GrowAsync(database, 3);
        await SealAsync(database);
        await GrowAsync(database, 6);
        await AttackAsync(database, attack);
        var refused = await Assert.ThrowsAsync<InconsistentLogException>(() => SealAsync(database));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Equal([3], await database.ReadAsync<long>("select size from audit_checkpoint"));
    }

    [Fact]
    public async Task A_database_behind_the_published_checkpoint_keeps_the_service_from_starting()
    {
        var database = await server.DatabaseAsync();
        await GrowAsync(database, 6);
        await SealAsync(database);
        await AttackAsync(database, Restore(3));
        var refused = await Assert.ThrowsAsync<InconsistentLogException>(() => RunningAudit.StartAsync(database));
        Assert.Contains("behind the last published checkpoint of 6", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restored_database_that_was_filled_again_with_something_else_is_refused()
    {
        var database = await server.DatabaseAsync();
        await GrowAsync(database, 6);
        await SealAsync(database);
        await AttackAsync(database, Restore(3));
        var restored = _agreements.RestoredTo(3);
        for (var i = 0; i < 4; i++) restored.Record(A);
        await new AuditLog(database.App, NullLogger<AuditLog>.Instance).AppendAsync(restored.All, Ct);
        var refused = await Assert.ThrowsAsync<InconsistentLogException>(() => SealAsync(database));
        Assert.Contains("are not those of the published checkpoint", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restored_database_that_was_filled_again_with_the_same_goes_on()
    {
        var database = await server.DatabaseAsync();
        await GrowAsync(database, 6);
        await SealAsync(database);
        await AttackAsync(database, Restore(3));
        await new AuditLog(database.App, NullLogger<AuditLog>.Instance).AppendAsync(_agreements.All, Ct);
        await GrowAsync(database, 7);
        Assert.Equal(7, await SealAsync(database));
    }

    [Fact]
    public async Task A_published_checkpoint_of_another_key_is_refused()
    {
        var database = await server.DatabaseAsync();
        await GrowAsync(database, 3);
        await SealAsync(database);
        var checkpoint = LogKeys.Own.Verified(await File.ReadAllTextAsync(database.PublishedFile, Ct))!;
        new PublishedCheckpoint(database.PublishedFile).Write(LogKeys.Stranger.Sign(checkpoint));
        await Assert.ThrowsAsync<InconsistentLogException>(() => SealAsync(database));
    }

    [Fact]
    public async Task A_second_history_that_the_same_key_signed_elsewhere_is_refused()
    {
        var database = await server.DatabaseAsync();
        await GrowAsync(database, 3);
        await SealAsync(database);
        new PublishedCheckpoint(database.PublishedFile).Write(LogKeys.Own.Sign(new Checkpoint(LogKeys.Origin, 3, MerkleTree.EmptyRoot)));
        Assert.Contains(
            "has another root", (await Assert.ThrowsAsync<InconsistentLogException>(() => SealAsync(database))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_smaller_tree_cannot_be_stored_after_a_larger_one()
    {
        var database = await server.DatabaseAsync();
        await GrowAsync(database, 3);
        await SealAsync(database);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => database.ExecuteAsync(
            "insert into audit_checkpoint (size, root, hashes, note) select 2, root, hashes, note from audit_checkpoint"));
    }

    [Fact]
    public async Task The_running_service_signs_within_two_seconds_and_says_whose_key_it_is()
    {
        using var policy = new TemporaryFile();
        await using var audit = await RunningAudit.StartAsync(await server.DatabaseAsync(), ("Log:PolicyFile", policy.Name));
        _agreements.Record(A);
        await audit.Log.AppendAsync(_agreements.All, Ct);
        var since = System.Diagnostics.Stopwatch.StartNew();
        while ((await audit.Database.ReadAsync<long>("select size from audit_checkpoint")).Count == 0)
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(2), "Nothing was signed for two seconds.");
            await Task.Delay(20, Ct);
        }

        Assert.Equal([LogKeys.Own.Public], WitnessPolicy.Parse(await File.ReadAllTextAsync(policy.Name, Ct)).Logs);
    }

    [Fact]
    public async Task Outside_development_the_service_does_not_start_without_a_key()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await RunningAudit.StartAsync(await server.DatabaseAsync(), ("Log:Key", null)));
        Assert.Contains("Log:KeyFile", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A log as a backup of an earlier state holds it.</summary>
    internal static string Restore(int size) =>
        $"""
        delete from audit_log where index >= {size};
        update audit_source set last_source_no = {size};
        delete from audit_checkpoint where size > {size};
        delete from audit_tile;
        update audit_tree set size = {size}, hashes = array[$];
        """;

    private async Task GrowAsync(LogDatabase database, int size)
    {
        var log = new AuditLog(database.App, NullLogger<AuditLog>.Instance);
        while (_agreements.Sent.Count < size)
        {
            var first = _agreements.Sent.Count + 1;
            while (_agreements.Sent.Count < Math.Min(size, first + 199)) _agreements.Record(A);
            await log.AppendAsync(_agreements.Page(first, _agreements.Sent.Count), Ct);
        }
    }

    // As the superuser, with every trigger silenced: what nothing inside the database can stop.
    private async Task AttackAsync(LogDatabase database, string sql)
    {
        var leaves = _agreements.Sent.Take(3).Select(sent => MerkleTree.Leaf(Encoding.UTF8.GetBytes(sent.Entry.Envelope)));
        var tree = leaves.Aggregate(CompactRange.Empty, (range, leaf) => range.Append(leaf));
        await database.AttackAsync(sql.Replace("$", string.Join(',', tree.Hashes.Select(hash => $"'\\x{hash}'::bytea")), StringComparison.Ordinal));
    }

    private static async Task<long> SealAsync(LogDatabase database)
    {
        await using var connection = await database.App.OpenConnectionAsync(Ct);
        return await new Sealing(new SigningKeys(LogKeys.Own), new PublishedCheckpoint(database.PublishedFile)).SealAsync(connection, Ct);
    }
}
