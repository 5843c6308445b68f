using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Ledger.Audit.Checkpoints;
using Ledger.Audit.Tests.Running;
using Ledger.ServiceDefaults.Access;
using Ledger.Transparency;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Tiles;

namespace Ledger.Audit.Tests;

/// <summary>The log by the standard paths.</summary>
public sealed class TileTests(PostgresServer server, TileTests.Filled filled) : IClassFixture<TileTests.Filled>
{
    private const int Size = 600;

    private static readonly Guid A = Guid.Parse("0198f0a1-0000-7000-8000-00000000000a");

    private readonly SendingService _agreements = new("agreements");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_reads_the_tiles_finds_the_tree_of_the_checkpoint_and_every_entry_in_it()
    {
        var audit = await filled.AuditAsync();
        using var client = audit.As("lin", roles: Roles.Contributor);
        var note = SignedNote.Parse(await client.GetStringAsync("audit/log/checkpoint", Ct));
        var checkpoint = Assert.IsType<Checkpoint>(LogKeys.Policy.Evaluate(note).Checkpoint);
        Assert.Equal(Size, checkpoint.Size);
        Assert.Equal($"{LogKeys.Own.Public}\n", await client.GetStringAsync("audit/log/key", Ct));

        var tiles = new Dictionary<TilePath, HashTile>();
        foreach (var path in TileLayout.Hashes(Size))
            tiles.Add(path, HashTile.Parse(await client.GetByteArrayAsync($"audit/log/{path}", Ct), path.Width));
        Assert.Equal(["tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"], tiles.Keys.Select(path => path.ToString()));
        var nodes = TiledTree.Nodes(Size, path => tiles[path]);
        Assert.Equal(checkpoint.Root, MerkleNodes.Root(nodes, Size));
        var leaves = new List<byte[]>();
        foreach (var path in TileLayout.ChangedEntries(0, Size))
            leaves.AddRange(EntryBundle.Parse(await client.GetByteArrayAsync($"audit/log/{path}", Ct), path.Width));
        Assert.Equal(filled.Sent.Select(sent => sent.Entry.Envelope), leaves.Select(Encoding.UTF8.GetString));
        for (var i = 0; i < Size; i++)
            Assert.True(InclusionProof.Verify(MerkleTree.Leaf(leaves[i]), i, Size, InclusionProof.Of(nodes, i, Size), checkpoint.Root));
    }

    [Fact]
    public async Task Every_member_reads_how_the_signing_stands()
    {
        var audit = await filled.AuditAsync();
        using var client = audit.As("lin", roles: Roles.Contributor);
        var status = await client.GetFromJsonAsync<JsonElement>("audit/log/status", Ct);
        var signed = status.GetProperty("signed");
        Assert.Equal((Size, 0, Size), (status.GetProperty("entries").GetInt32(), status.GetProperty("unsigned").GetInt32(), signed.GetProperty("size").GetInt32()));
        Assert.Equal("trusted", signed.GetProperty("standing").GetString());
        Assert.True(signed.GetProperty("ageSeconds").GetInt64() is >= 0 and < 3600);
        var note = SignedNote.Parse(signed.GetProperty("note").GetString()!);
        Assert.Equal(Checkpoint.Parse(note.Text).Root.ToBase64(), signed.GetProperty("root").GetString());
        Assert.Contains(LogKeys.Own.Public.ToString(), status.GetProperty("policy").GetString(), StringComparison.Ordinal);
        Assert.True(status.GetProperty("asksForNoWitness").GetBoolean());
        Assert.Empty(status.GetProperty("witnesses").EnumerateArray());
    }

    [Fact]
    public async Task The_service_proves_every_entry_of_the_tree()
    {
        var audit = await filled.AuditAsync();
        var reads = new TileReads(audit.Database.App);
        var newest = await reads.NewestAsync(Ct);
        var indexes = Enumerable.Range(0, Size).Select(i => (long)i).ToList();
        var proofs = await reads.ProofsAsync(indexes, Size, Ct);
        foreach (var (index, proof) in indexes.Zip(proofs))
        {
            var leaf = MerkleTree.Leaf(Encoding.UTF8.GetBytes(filled.Sent[(int)index].Entry.Envelope));
            Assert.True(InclusionProof.Verify(leaf, index, Size, proof, newest!.Tree.Root));
        }
    }

    [Theory]
    [InlineData("tile/0/000.p/1", 32)]
    [InlineData("tile/0/002.p/88", 2816)]
    [InlineData("tile/0/002.p/3", 96)]
    [InlineData("tile/1/000.p/1", 32)]
    [InlineData("tile/0/002.p/89", null)]
    [InlineData("tile/0/002", null)]
    [InlineData("tile/0/003.p/1", null)]
    [InlineData("tile/1/000", null)]
    [InlineData("tile/2/000.p/1", null)]
    [InlineData("tile/63/000.p/1", null)]
    [InlineData("tile/0/x001/000", null)]
    [InlineData("tile/0/x009/x223/x372/x036/x854/x775/807", null)]
    [InlineData("tile/0/0", null)]
    [InlineData("tile/00/000", null)]
    [InlineData("tile/entries/003.p/1", null)]
    [InlineData("tile/x/000", null)]
    public async Task A_tile_is_given_as_far_as_the_checkpoint_reaches(string path, int? bytes)
    {
        var audit = await filled.AuditAsync();
        using var client = audit.As("lin", roles: Roles.Contributor);
        var answer = await client.GetAsync($"audit/log/{path}", Ct);
        Assert.Equal(bytes is null ? HttpStatusCode.NotFound : HttpStatusCode.OK, answer.StatusCode);
        if (bytes is not null) Assert.Equal(bytes, (await answer.Content.ReadAsByteArrayAsync(Ct)).Length);
    }

    [Fact]
    public async Task A_bundle_with_entries_of_another_consortium_is_refused_and_the_tile_beside_it_is_not()
    {
        await using var audit = await RunningAudit.StartAsync(server);
        _agreements.Record(A);
        _agreements.Record(A, tenant: "dongting");
        await audit.Log.AppendAsync(_agreements.All, Ct);
        await audit.SealedAsync(2, Ct);
        using var client = audit.As("jian", roles: Roles.Regulator);
        var refused = await client.GetAsync("audit/log/tile/entries/000.p/2", Ct);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("log.entries-of-others", (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
        Assert.Equal(64, (await client.GetByteArrayAsync("audit/log/tile/0/000.p/2", Ct)).Length);
        Assert.Single(EntryBundle.Parse(await client.GetByteArrayAsync("audit/log/tile/entries/000.p/1", Ct), 1));
        // The regulator's readings of entries are on record, those of hashes are not.
        Assert.Equal(
            ["entry-bundle", "entry-bundle"],
            await audit.Database.ReadAsync<string>("select data ->> 'resource' from mt_events where type = 'trail_read.v1'"));
    }

    [Fact]
    public async Task Before_the_first_signature_there_is_nothing_to_give()
    {
        await using var audit = await RunningAudit.StartAsync(server);
        using var client = audit.As("lin", roles: Roles.Contributor);
        foreach (var path in new[] { "checkpoint", "tile/0/000.p/1" })
        {
            var answer = await client.GetAsync($"audit/log/{path}", Ct);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("log.not-signed", (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task Nobody_reads_the_log_without_signing_in()
    {
        await using var audit = await RunningAudit.StartAsync(server);
        using var client = new HttpClient { BaseAddress = audit.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/consortia/taihu/audit/log/checkpoint", Ct)).StatusCode);
    }

    [Fact]
    public void A_tree_grows_its_tiles_level_by_level()
    {
        const int Leaves = (256 * 256) + 300;
        var hashes = Enumerable.Range(0, Leaves).Select(i => MerkleTree.Leaf(BitConverter.GetBytes(i))).ToList();
        var builder = TileBuilder.Of(0, [.. Enumerable.Range(0, TileBuilder.Levels).Select(_ => (IReadOnlyList<MerkleHash>)[])]);
        var made = hashes.SelectMany(hash => builder.Append(hash).ToList()).ToList();
        Assert.Equal(257 + 1, made.Count);
        var top = Assert.Single(made, tile => tile.Path.Level == 1);
        var tree = hashes.Take(256 * 256).Aggregate(CompactRange.Empty, (range, leaf) => range.Append(leaf));
        Assert.Equal(tree.Root, top.Root);
    }

    /// <summary>A log of several tiles, filled once for every test that only reads it.</summary>
    public sealed class Filled(PostgresServer server) : IAsyncDisposable
    {
        private readonly SendingService _service = new("agreements");
        private readonly SemaphoreSlim _filling = new(1, 1);
        private RunningAudit? _audit;

        internal IReadOnlyList<SentEvent> Sent => _service.Sent;

        internal async Task<RunningAudit> AuditAsync()
        {
            await _filling.WaitAsync(Ct);
            try
            {
                return _audit ??= await FillAsync();
            }
            finally
            {
                _filling.Release();
            }
        }

        public async ValueTask DisposeAsync()
        {
            _filling.Dispose();
            if (_audit is not null) await _audit.DisposeAsync();
        }

        private async Task<RunningAudit> FillAsync()
        {
            var audit = await RunningAudit.StartAsync(server);
            for (var i = 0; i < Size; i++) _service.Record(A);
            for (var i = 0; i < Size; i += 200)
            {
                await audit.Log.AppendAsync(_service.Page(i + 1, i + 200), Ct);
                await audit.SealedAsync(i + 200, Ct);
            }

            return audit;
        }
    }
}
