using Ledger.Audit.Checkpoints;
using Ledger.Audit.Tests.Running;
using Ledger.Cli.Fsck;
using Ledger.ServiceDefaults.Access;
using Ledger.Transparency;
using Ledger.Transparency.Notes;

namespace Ledger.Audit.Tests;

/// <summary>
/// Attacks by a superuser who silences every trigger, on events that the service itself recorded, captured, relayed and logged.
/// Each must be found by fsck, by the named check.
/// </summary>
public sealed class AttackTests(PostgresServer server, RecordedLog recorded) : IClassFixture<RecordedLog>
{
    private const string One = "(select seq_id from mt_events order by seq_id limit 1)";
    private const string Other = "(select seq_id from mt_events order by seq_id offset 2 limit 1)";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Attacks => new()
    {
        { "edit a payload", $"update mt_events set data = jsonb_set(data, '{{resource}}', '\"other\"') where seq_id = {One}", "event.payload-differs" },
        { "edit a payload with its recorded hash", $"update mt_events a set data = b.data, headers = b.headers from mt_events b where a.seq_id = {One} and b.seq_id = {Other}", "event.payload-unlike-log" },
        { "back-date an event", $"update mt_events set timestamp = timestamp - interval '1 day' where seq_id = {One}", "event.metadata-unlike-log" },
        { "change a type", $"update mt_events set type = 'page_read.v1' where seq_id = {One}", "event.metadata-unlike-log" },
        { "swap consortia", "update mt_events set tenant_id = case tenant_id when 'taihu' then 'dongting' else 'taihu' end", "event.metadata-unlike-log" },
        { "reorder events", $"update mt_events set seq_id = case seq_id when 1001 then 0 else seq_id + 1000 end", "event.metadata-unlike-log" },
        { "delete an event", $"delete from mt_events where seq_id = {One}", "leaf.without-event" },
        { "mask an event", $"update mt_events set data = '{{}}' where seq_id = {One}", "event.payload-differs" },
        { "truncate the events", "truncate mt_events cascade", "leaf.without-event" },
        { "insert an event past the outbox", $"insert into mt_events select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'seq_id', 0, 'version', 3))).* from mt_events e where seq_id = {One}", "event.without-leaf" },
        { "lengthen a stream's count", "update mt_streams set version = version + 1", "stream.count-differs" },
        { "edit a logged payload", "update audit_log set canonical = replace(canonical, 'trail', 'trajl') where index = 2", "log.payload-differs" },
        { "edit a logged envelope", "update audit_log set envelope = replace(envelope, 'taihu', 'taixu') where index = 1", "log.leaf-differs" },
        { "edit a logged envelope with its leaf hash", "update audit_log set envelope = replace(envelope, '\"at\":\"2', '\"at\":\"1') where index = 1; update audit_log set leaf_hash = sha256('\\x00'::bytea || convert_to(envelope, 'UTF8'))", "checkpoint.root-differs" },
        { "edit a column that is searched by", "update audit_log set event_type = 'page_read.v1' where index = 1", "log.column-differs" },
        { "delete a logged entry", "delete from audit_log where index = 1", "log.entry-missing" },
        { "reorder logged entries", "update audit_log set index = 50 where index = 0; update audit_log set index = 0 where index = 1; update audit_log set index = 1 where index = 50", "checkpoint.root-differs" },
        { "truncate the log", "truncate audit_log", "checkpoint.beyond-log" },
        { "cut the log's tail", "delete from audit_log where index = 5", "checkpoint.beyond-log" },
        { "restore an old log with its checkpoints", "delete from audit_log where index >= 3; delete from audit_checkpoint; update audit_tree set size = 3", "checkpoint.beyond-log" },
        { "change the stored tree", "update audit_tree set hashes[1] = sha256('x')", "log.tree-differs" },
        { "strip the signature", "update audit_checkpoint set note = split_part(note, E'\\n\\n', 1) || E'\\n\\n'", "checkpoint.not-signed" },
        { "sign as a stranger of the same name", "update audit_checkpoint set note = '{stranger}'", "checkpoint.not-signed" },
        { "change a checkpoint's row", "update audit_checkpoint set root = sha256('x')", "checkpoint.row-differs" },
        { "count another number of events of the service", "update relay_state set source_no = source_no + 1", "counter.source-differs" },
        { "count another number of events of a consortium", "update relay_tenant set tenant_no = tenant_no - 1 where tenant_id = 'taihu'", "counter.tenant-differs" },
        { "forget a consortium's counter", "delete from relay_tenant where tenant_id = 'dongting'", "counter.tenant-differs" },
        { "invent a cosignature", "insert into audit_cosignature (size, witness, line) select max(size), 'w+a0059f11+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4', 'no line' from audit_checkpoint", "checkpoint.cosignature-false" },
        { "use a number twice", "update audit_log set envelope = replace(envelope, '\"sn\":\"3\"', '\"sn\":\"2\"')", "log.number-broken" },
    };

    [Fact]
    public async Task What_was_not_attacked_is_whole()
    {
        var database = await recorded.CopyAsync(server, Ct);
        var report = await CheckAsync(database);
        Assert.Empty(report.Problems);
        Assert.Equal((6, 6, 0, 6), (report.Entries, report.Events, report.Pending, report.Signed));
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Fsck_finds_the_attack(string attack, string sql, string code)
    {
        var database = await recorded.CopyAsync(server, Ct);
        var stranger = LogKeys.Stranger.Sign(LogKeys.Own.Verified(recorded.Published)!).ToString();
        await database.AttackAsync(sql.Replace("{stranger}", stranger, StringComparison.Ordinal));
        var report = await CheckAsync(database);
        Assert.True(report.Problems.Any(problem => problem.Code == code), $"{attack}: {string.Join(", ", report.Problems.Select(problem => problem.Code))}");
    }

    [Theory]
    [InlineData("alter table mt_events disable trigger events_append_only")]
    [InlineData("alter table mt_events enable trigger outbox_capture")]
    [InlineData("drop trigger outbox_capture on mt_events")]
    public async Task Fsck_finds_a_silenced_guard(string sql)
    {
        var database = await recorded.CopyAsync(server, Ct);
        await database.ExecuteAsync(sql);
        Assert.Equal("trigger.missing", Assert.Single((await CheckAsync(database)).Problems).Code);
    }

    // The whole database rewritten in itself, tree and all, and signed with the true key: the copy outside still says otherwise.
    [Fact]
    public async Task Fsck_finds_a_fork_signed_with_the_true_key()
    {
        var database = await recorded.CopyAsync(server, Ct);
        var fork = LogKeys.Own.Sign(new Checkpoint(LogKeys.Origin, 6, MerkleTree.EmptyRoot)).ToString();
        var report = await Checker.RunAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["audit"] = database.All }, LogKeys.Policy, fork, _ => { }, Ct);
        Assert.Equal("checkpoint.root-differs", Assert.Single(report.Problems).Code);
    }

    [Fact]
    public async Task The_first_bad_entry_is_named_first_and_only_so_many_are_kept()
    {
        var database = await recorded.CopyAsync(server, Ct);
        await database.AttackAsync("update audit_log set canonical = '{}' where index >= 2");
        Assert.Equal(("log.payload-differs", "log 2"), (await CheckAsync(database)).Problems.Select(problem => (problem.Code, problem.Place)).First());
        var report = new FsckReport();
        for (var i = 0; i <= FsckReport.Kept; i++) report.Add("a", "b", "c", "d");
        Assert.Equal((FsckReport.Kept, FsckReport.Kept + 1), (report.Problems.Count, report.Count));
    }

    // Stopped after every second entry and event, and continued each time: together it is one whole check.
    [Fact]
    public async Task A_check_that_is_stopped_goes_on_where_it_was()
    {
        var database = await recorded.CopyAsync(server, Ct);
        using var file = new TemporaryFile();
        var stops = 0;
        while (true)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            var told = 0;
            var before = File.Exists(file.Name) ? await File.ReadAllTextAsync(file.Name, Ct) : "";
            try
            {
                // Told first that it continues, then that it has come further: there it is stopped.
                var report = await CheckAsync(database, FsckState.Open(file.Name, every: 2), said =>
                {
                    if (said.Contains("goes on", StringComparison.Ordinal) || said.Contains("done", StringComparison.Ordinal)) return;
                    if (++told == 2) stop.Cancel();
                }, stop.Token);
                Assert.Empty(report.Problems);
                Assert.Equal((6, 6, 0, 6), (report.Entries, report.Events, report.Pending, report.Signed));
                break;
            }
            catch (OperationCanceledException)
            {
                Assert.NotEqual(before, await File.ReadAllTextAsync(file.Name, Ct));
                Assert.True(++stops < 20);
            }
        }

        Assert.True(stops > 0);
        Assert.Equal((6, 6), (FsckState.Open(file.Name).Log.Size, FsckState.Open(file.Name).Of("audit").Count));
    }

    [Theory]
    [InlineData("update audit_log set leaf_hash = sha256('x') where index = 1", "state.other-log")]
    [InlineData("delete from audit_log where index = 5", "state.other-log")]
    [InlineData("update audit_log set index = 50 where index = 0; update audit_log set index = 0 where index = 1; update audit_log set index = 1 where index = 50", "state.other-log")]
    [InlineData($"delete from mt_events where seq_id = {One}", "leaf.without-event")]
    [InlineData("update mt_events set headers = jsonb_set(headers, '{ph}', '\"0\"')", "event.payload-unlike-log")]
    [InlineData($"insert into mt_events select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'seq_id', 0, 'version', 3))).* from mt_events e where seq_id = {One}", "event.without-leaf")]
    public async Task A_check_that_goes_on_finds_another_log_and_other_events(string attack, string code)
    {
        var database = await recorded.CopyAsync(server, Ct);
        using var file = new TemporaryFile();
        Assert.Empty((await CheckAsync(database, FsckState.Open(file.Name), _ => { }, Ct)).Problems);
        await database.AttackAsync(attack);
        var report = await CheckAsync(database, FsckState.Open(file.Name), _ => { }, Ct);
        Assert.True(report.Problems.Any(problem => problem.Code == code), string.Join(", ", report.Problems.Select(problem => problem.Code)));
        // What was found is found again: a check with problems keeps no progress.
        Assert.True((await CheckAsync(database, FsckState.Open(file.Name), _ => { }, Ct)).Count > 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"ledger-fsck/1\",\"size\":3,\"hashes\":[],\"services\":{}}")]
    [InlineData("{\"format\":\"ledger-fsck/2\",\"size\":0,\"hashes\":[],\"services\":{}}")]
    public async Task A_state_of_another_form_is_refused(string text)
    {
        using var file = new TemporaryFile();
        await File.WriteAllTextAsync(file.Name, text, Ct);
        Assert.Throws<FormatException>(() => FsckState.Open(file.Name));
    }

    [Fact]
    public async Task Fsck_changes_nothing_and_refuses_half_the_rows()
    {
        var database = await recorded.CopyAsync(server, Ct);
        // As the application role, row-level policies would hide rows.
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Checker.RunAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["audit"] = database.App.ConnectionString + ";Password=app" }, null, null, _ => { }, Ct));
    }

    private Task<FsckReport> CheckAsync(LogDatabase database) => CheckAsync(database, FsckState.None, _ => { }, Ct);

    private Task<FsckReport> CheckAsync(LogDatabase database, FsckState state, Action<string> progress, CancellationToken ct) => Checker.RunAsync(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["audit"] = database.All }, LogKeys.Policy, recorded.Published, progress, ct, state);
}

/// <summary>Six readings of two consortia that the running service recorded and logged, once for all attacks.</summary>
public sealed class RecordedLog : IDisposable
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private LogDatabase? _original;

    /// <summary>The newest checkpoint from outside the database.</summary>
    public string Published { get; private set; } = "";

    public async Task<LogDatabase> CopyAsync(PostgresServer server, CancellationToken ct)
    {
        await _once.WaitAsync(ct);
        try
        {
            _original ??= await RecordAsync(server, ct);
            return await server.CopyAsync(_original);
        }
        finally
        {
            _once.Release();
        }
    }

    private async Task<LogDatabase> RecordAsync(PostgresServer server, CancellationToken ct)
    {
        var database = await server.DatabaseAsync();
        await using (var audit = await RunningAudit.StartAsync(database))
        {
            foreach (var consortium in new[] { "taihu", "dongting", "taihu" })
            {
                using var client = audit.As("jian", consortium, Roles.Regulator);
                await client.GetAsync($"audit/trail?event={Guid.CreateVersion7()}", ct);
            }

            while ((await database.ReadAsync<long>("select count(*) from audit_log"))[0] < 6 || (await database.ReadAsync<long>("select count(*) from outbox"))[0] > 0)
                await Task.Delay(20, ct);
            await audit.SealedAsync(6, ct);
        }

        // A late signature of the service itself would have come before it stopped.
        Published = await File.ReadAllTextAsync(database.PublishedFile, ct);
        await database.CloseAsync();
        Npgsql.NpgsqlConnection.ClearAllPools();
        return database;
    }

    public void Dispose() => _once.Dispose();
}
