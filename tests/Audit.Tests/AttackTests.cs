using Ledger.Audit.Checkpoints;
using Ledger.Audit.Log;
using Ledger.Audit.Tests.Running;
using Ledger.Cli.Fsck;
using Ledger.ServiceDefaults.Access;
using Ledger.Transparency;
using Ledger.Transparency.Bundles;
using Ledger.Transparency.Notes;

[assembly: AssemblyFixture(typeof(Ledger.Audit.Tests.RecordedLog))]

namespace Ledger.Audit.Tests;

/// <summary>
/// Attacks by a superuser who silences every trigger, on events that the service itself recorded, captured, relayed and logged.
/// Each must be found by fsck, by the named check.
/// </summary>
public sealed class AttackTests(PostgresServer server, RecordedLog recorded)
{
    private const string One = "(select seq_id from mt_events order by seq_id limit 1)";
    private const string Other = "(select seq_id from mt_events order by seq_id offset 2 limit 1)";

    private const string Stream = "(select stream_id from mt_events where version = 2 order by seq_id limit 1)";

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
        { "insert a back-dated event", $"insert into mt_events select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'seq_id', 0, 'version', 3, 'timestamp', now() - interval '1 year'))).* from mt_events e where seq_id = {One}", "event.without-leaf" },
        { "compact a stream into its state", $"delete from mt_events where stream_id = {Stream} and version = 1; update mt_events set type = 'compacted', data = '{{\"state\":{{}}}}' where stream_id = {Stream}", "stream.version-broken" },
        { "compact a stream and number it anew", $"delete from mt_events where stream_id = {Stream} and version = 1; update mt_events set version = 1, type = 'compacted' where stream_id = {Stream}; update mt_streams set version = 1 where id = {Stream}", "leaf.without-event" },
        { "cut the tail of the events", "with cut as (delete from mt_events where seq_id = (select max(seq_id) from mt_events) returning stream_id) update mt_streams s set version = s.version - 1 from cut where s.id = cut.stream_id", "leaf.without-event" },
        { "restore an older backup of the service", $"delete from mt_events where seq_id > {Other}; delete from mt_streams s where not exists (select from mt_events e where e.stream_id = s.id); update mt_streams s set version = (select count(*) from mt_events e where e.stream_id = s.id); update relay_state set source_no = 3; delete from relay_tenant; insert into relay_tenant select tenant_id, count(*) from mt_events group by tenant_id", "leaf.without-event" },
        { "version beyond all numbers", $"update mt_events set version = 9223372036854775807 where stream_id = {Stream} and version = 1; update mt_events set version = 9223372036854775806 where stream_id = {Stream} and version = 2", "stream.version-broken" },
        { "index beyond all numbers", "update audit_log set index = 9223372036854775807 where index = 4", "log.entry-missing" },
        { "number beyond all numbers", "update audit_log set envelope = replace(envelope, '\"sn\":\"3\"', '\"sn\":\"9223372036854775807\"')", "log.number-broken" },
        { "set a source back", "update audit_source set last_source_no = 2", "source.number-differs" },
        { "hide an entry from search", "delete from audit_found where index = 2", "search.entry-differs" },
        { "move an entry to another day", "update audit_term set term = '2020-01-01' where field = 'valid' and entries & 8 <> 0", "search.term-differs" },
        { "move an entry to another moment", "update audit_found set recorded_at = recorded_at - interval '1 year' where index = 3", "search.entry-differs" },
        { "give an entry to another consortium's search", "update audit_found set tenant_id = 'beihai' where index = 3", "search.entry-differs" },
        { "take a word from an entry", "delete from audit_term where field = 'word' and entries & 16 <> 0 and term = (select min(term) from audit_term where entries & 16 <> 0 and field = 'word')", "search.term-differs" },
        { "take an entry from a word", "with shared as (delete from audit_term where entries & 16 <> 0 returning *) insert into audit_term select tenant_id, field, term, block, entries & ~16 from shared where entries <> 16", "search.term-differs" },
        { "let an entry be found by what another says", "update audit_term set entries = entries | 16 where entries & 16 = 0 and term = (select min(term) from audit_term where field = 'word' and entries & 16 = 0)", "search.term-differs" },
        { "move a word to another block", "update audit_term set block = 1 where term = (select min(term) from audit_term)", "search.term-differs" },
        { "move a word to a block whose indexes come round to the same", "update audit_term set block = 288230376151711744 where term = (select min(term) from audit_term)", "search.term-differs" },
        { "name an entry twice", "alter table audit_term drop constraint audit_term_pkey; insert into audit_term select * from audit_term where entries & 16 <> 0", "search.term-differs" },
        { "let an entry be found by another person", "update audit_term set term = 'nobody' where field = 'person' and entries & 1 <> 0", "search.term-differs" },
        { "truncate the words", "truncate audit_term", "search.term-differs" },
        { "invent an amount", "insert into audit_amount (tenant_id, currency, amount, index) values ('taihu', 'CNY', 1, 0)", "search.amount-differs" },
        { "find what is not in the log", "insert into audit_term (tenant_id, field, term, block, entries) values ('taihu', 'word', 'ghost', 1, 8192)", "search.term-differs" },
        { "hide the beginning from search", "delete from audit_found where index < 2; delete from audit_term where entries & ~3 = 0; update audit_term set entries = entries & ~3; delete from audit_cite where index < 2", "search.not-filled" },
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
    [InlineData("drop trigger audit_log_no_truncate on audit_log")]
    [InlineData("alter table audit_checkpoint disable trigger audit_checkpoint_grows")]
    [InlineData("alter table audit_tree enable replica trigger audit_tree_grows")]
    [InlineData("alter table audit_term disable trigger audit_term_append_only")]
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

    // Everything written anew from the last event on, as whoever owns the database can: event, header, entry, leaf, tree, search. The key
    // is not in it, so the signatures are missing or a stranger's; and what was published says that it was otherwise.
    [Theory]
    [InlineData(false, "checkpoint.root-differs")]
    [InlineData(true, "checkpoint.not-signed")]
    public async Task Fsck_finds_a_log_that_was_rebuilt_without_the_key(bool signed, string code)
    {
        var database = await recorded.CopyAsync(server, Ct);
        await RebuildAsync(database);
        if (signed)
        {
            var tree = await TreeAsync(database);
            var note = LogKeys.Stranger.Sign(new Checkpoint(LogKeys.Origin, tree.Size, tree.Root));
            await database.AttackAsync($"insert into audit_checkpoint (size, root, hashes, note) values ({tree.Size}, '\\x{tree.Root}', (select hashes from audit_tree), '{note}')");
        }

        var report = await CheckAsync(database);
        Assert.Contains(report.Problems, problem => problem.Code == code);
        // Nothing else gives it away: this is what signature and published copy are for.
        Assert.Equal(signed ? ["checkpoint.not-signed", "checkpoint.root-differs"] : ["checkpoint.root-differs"], report.Problems.Select(problem => problem.Code).Order(StringComparer.Ordinal));
    }

    // The operator himself, with the true key, and the published copy replaced too: nothing on his machines is left that contradicts. Whoever
    // has a checkpoint from before does, and the witnesses have: they cosign no second history, so bundles of it stay incomplete.
    [Fact]
    public async Task A_witness_finds_a_log_that_was_rebuilt_with_the_key()
    {
        await using var witness = await RunningWitness.StartAsync("one", LogKeys.Own.Public);
        using var file = new TemporaryFile();
        await File.WriteAllTextAsync(file.Name, $"{witness.Line}quorum one\n", Ct);
        var policy = Transparency.Witnesses.WitnessPolicy.Parse($"log {LogKeys.Own.Public}\n{witness.Line}quorum one\n");
        var database = await recorded.CopyAsync(server, Ct);
        await using (var before = await RunningAudit.StartAsync(database, ("Log:WitnessFile", file.Name)))
            Assert.Equal(VerdictKind.Verified, (await BundleAsync(before, policy, VerdictKind.Verified)).Kind);

        await RebuildAsync(database);
        File.Delete(database.PublishedFile);
        await using var fork = await RunningAudit.StartAsync(database, ("Log:WitnessFile", file.Name));
        var verdict = await BundleAsync(fork, policy, VerdictKind.Incomplete);
        Assert.Equal((VerdictKind.Incomplete, 2), (verdict.Kind, verdict.ExitCode));
        Assert.Contains(verdict.Findings, finding => finding.Code == "checkpoint.too-few-witnesses");
    }

    // A service that was set back goes on under numbers that are taken: the log takes nothing of it any more and says so.
    [Theory]
    [InlineData("a backup", $"delete from mt_events where seq_id > {Other}; delete from mt_streams s where not exists (select from mt_events e where e.stream_id = s.id); update mt_streams s set version = (select count(*) from mt_events e where e.stream_id = s.id); update relay_state set source_no = 3; delete from relay_tenant; insert into relay_tenant select tenant_id, count(*) from mt_events group by tenant_id")]
    [InlineData("its counters", "update relay_state set source_no = source_no - 2")]
    [InlineData("a consortium's counter", "update relay_tenant set tenant_no = tenant_no - 1")]
    [InlineData("a consortium's counter, forwards", "update relay_tenant set tenant_no = tenant_no + 1")]
    public async Task The_log_quarantines_a_service_that_was_set_to_other_numbers(string to, string sql)
    {
        var database = await recorded.CopyAsync(server, Ct);
        await database.AttackAsync(sql);
        await using (var audit = await RunningAudit.StartAsync(database))
        {
            using var client = audit.As("jian", "taihu", Roles.Regulator);
            await client.GetAsync($"audit/trail?event={Guid.CreateVersion7()}", Ct);
            for (var i = 0; i < 200 && (await database.ReadAsync<long>("select count(*) from audit_conflict"))[0] == 0; i++) await Task.Delay(20, Ct);
        }

        var report = await CheckAsync(database);
        Assert.True(report.Problems.Any(problem => problem.Code == "source.quarantined"), $"{to}: {string.Join(", ", report.Problems.Select(problem => problem.Code))}");
    }

    // Skipped numbers leave a gap that nothing fills: what comes behind it waits, for longer than health allows.
    [Fact]
    public async Task Numbers_that_were_skipped_keep_the_service_out_of_the_log()
    {
        var database = await recorded.CopyAsync(server, Ct);
        await database.AttackAsync("update relay_state set source_no = source_no + 5");
        await using (var audit = await RunningAudit.StartAsync(database))
        {
            using var client = audit.As("jian", "taihu", Roles.Regulator);
            await client.GetAsync($"audit/trail?event={Guid.CreateVersion7()}", Ct);
            for (var i = 0; i < 200 && (await database.ReadAsync<long>("select count(*) from audit_waiting"))[0] == 0; i++) await Task.Delay(20, Ct);
            Assert.Equal(6L, (await database.ReadAsync<long>("select size from audit_tree"))[0]);
        }

        Assert.Contains((await CheckAsync(database)).Problems, problem => problem.Code == "counter.source-differs");
    }

    [Theory]
    [InlineData("delete from outbox", "event.without-leaf")]
    [InlineData("update outbox set source_no = 2, tenant_no = 1", "counter.source-differs")]
    [InlineData("update outbox set tenant_id = 'dongting'", "counter.tenant-differs")]
    [InlineData("update outbox set seq_id = (select min(seq_id) from mt_events)", "event.without-leaf")]
    public async Task Fsck_finds_what_was_done_to_an_outbox(string attack, string code)
    {
        var database = await recorded.CopyAsync(server, Ct);
        await database.ExecuteAsync(
            $"""
            with stream as (insert into mt_streams (id, type, version, tenant_id) values (gen_random_uuid(), 'reading', 1, 'taihu') returning id)
            insert into mt_events select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'seq_id', 900, 'version', 1, 'stream_id', (select id from stream)))).* from mt_events e where seq_id = {One}
            """);
        Assert.Equal(1L, (await database.ReadAsync<long>("select count(*) from outbox"))[0]);
        Assert.Equal((0, 1L), ((await CheckAsync(database)).Problems.Count, (await CheckAsync(database)).Pending));
        await database.AttackAsync(attack);
        var report = await CheckAsync(database);
        Assert.True(report.Problems.Any(problem => problem.Code == code), string.Join(", ", report.Problems.Select(problem => problem.Code)));
    }

    // A true form, the next number, and no event behind it: the log cannot know, and the check of both ways does.
    [Fact]
    public async Task Fsck_finds_a_forged_entry()
    {
        var database = await recorded.CopyAsync(server, Ct);
        var (number, tenantNumber) = ((await database.ReadAsync<long>("select max(source_no) from audit_log"))[0], (await database.ReadAsync<long>("select max(tenant_no) from audit_log where tenant_id = 'taihu'"))[0]);
        var forger = new SendingService("audit");
        var forged = forger.Write(Guid.CreateVersion7(), "page_read.v1", Guid.CreateVersion7(), "taihu", number + 1, tenantNumber + 1, 1, new System.Text.Json.Nodes.JsonObject { ["forged"] = "yes" });
        await new AuditLog(database.App, Microsoft.Extensions.Logging.Abstractions.NullLogger<AuditLog>.Instance).AppendAsync(forger.Page([forged]), Ct);
        Assert.Equal(("leaf.without-event", "log 6"), (await CheckAsync(database)).Problems.Select(problem => (problem.Code, problem.Place)).First(problem => problem.Code != "counter.source-differs"));
    }

    // The log's own contents are as they were; trails and search would show something else. Checked from the beginning and going on.
    [Theory]
    [InlineData("delete from audit_cite where index = 2", "trail.edge-differs", "log 2")]
    [InlineData("update audit_cite set cited = gen_random_uuid() where index = 1", "trail.edge-differs", "log 1")]
    [InlineData("update audit_cite set event_id = gen_random_uuid() where index = 2", "trail.edge-differs", "log 2")]
    [InlineData("insert into audit_cite select tenant_id, gen_random_uuid(), 0, event_id from audit_cite limit 1", "trail.edge-differs", "log 0")]
    [InlineData("insert into audit_cite select tenant_id, gen_random_uuid(), 9, event_id from audit_cite limit 1", "trail.edge-differs", "log 9")]
    [InlineData("update audit_amount set amount = amount + 100 where index = 1", "search.amount-differs", "log 1")]
    [InlineData("delete from audit_amount", "search.amount-differs", "log 1")]
    public async Task Fsck_makes_edges_and_amounts_anew(string attack, string code, string place)
    {
        var database = await server.DatabaseAsync();
        var service = new SendingService("made");
        var cause = service.Record(Guid.CreateVersion7());
        for (var i = 0; i < 3; i++)
        {
            cause = service.Record(Guid.CreateVersion7(), payload: new System.Text.Json.Nodes.JsonObject
            {
                ["cause"] = cause.Cited, ["claimed"] = new System.Text.Json.Nodes.JsonObject { ["amount"] = "12.50", ["currency"] = "CNY" },
            });
        }

        using var file = new TemporaryFile();
        var log = new AuditLog(database.App, Microsoft.Extensions.Logging.Abstractions.NullLogger<AuditLog>.Instance);
        await log.AppendAsync(service.Page(1, 3), Ct);
        Assert.Equal(0, (await RunAsync(FsckState.Open(file.Name))).Count);
        await log.AppendAsync(service.Page(4, 4), Ct);
        Assert.Equal(0, (await RunAsync(FsckState.Open(file.Name))).Count);
        await database.AttackAsync(attack);
        foreach (var state in new[] { FsckState.None, FsckState.Open(file.Name) })
        {
            var problem = (await RunAsync(state)).Problems[0];
            Assert.Equal((code, place), (problem.Code, problem.Place));
        }

        Task<FsckReport> RunAsync(FsckState state) => Checker.RunAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["audit"] = database.All }, LogKeys.Policy, null, _ => { }, Ct, state);
    }

    [Theory]
    [InlineData("delete from audit_tile", "log.tile-missing")]
    [InlineData("update audit_tile set root = sha256('x')", "log.tile-differs")]
    [InlineData("update audit_tile set hashes = set_byte(hashes, 8191, get_byte(hashes, 8191) # 1)", "log.tile-differs")]
    [InlineData("update audit_tile set index = 7", "log.tile-differs")]
    [InlineData("insert into audit_tile select 1, 0, hashes, root from audit_tile", "log.tile-differs")]
    public async Task Fsck_builds_every_tile_anew(string attack, string code)
    {
        var database = await server.DatabaseAsync();
        var service = new SendingService("made");
        for (var i = 0; i < 300; i++) service.Record(Guid.CreateVersion7());
        var log = new AuditLog(database.App, Microsoft.Extensions.Logging.Abstractions.NullLogger<AuditLog>.Instance);
        await log.AppendAsync(service.Page(1, 200), Ct);
        await log.AppendAsync(service.Page(201, 300), Ct);
        await using (var connection = await database.App.OpenConnectionAsync(Ct))
            await new Sealing(new SigningKeys(LogKeys.Own), new PublishedCheckpoint(database.PublishedFile)).SealAsync(connection, Ct);
        Assert.Empty((await CheckAsync(database, await File.ReadAllTextAsync(database.PublishedFile, Ct))).Problems);
        await database.AttackAsync(attack);
        Assert.Equal(code, (await CheckAsync(database, await File.ReadAllTextAsync(database.PublishedFile, Ct))).Problems[0].Code);
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
                    if (said.Contains("goes on", StringComparison.Ordinal) || said.Contains("done", StringComparison.Ordinal) || said.Contains("rows", StringComparison.Ordinal)) return;
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
    [InlineData("delete from audit_term where entries & 8 <> 0", "search.term-differs")]
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

    // The last event of all, which nothing cites.
    private static async Task RebuildAsync(LogDatabase database)
    {
        var (envelope, canonical) = ((await database.ReadAsync<string>("select envelope from audit_log where index = 5"))[0], (await database.ReadAsync<string>("select canonical from audit_log where index = 5"))[0]);
        var payload = System.Text.Json.Nodes.JsonNode.Parse(canonical)!.AsObject();
        payload["forged"] = "yes";
        canonical = SendingService.Canonical(payload);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(canonical)));
        var said = System.Text.Json.Nodes.JsonNode.Parse(envelope)!.AsObject();
        said["ph"] = hash;
        envelope = SendingService.Canonical(said);
        var (id, leaf) = (said["ev"]!.GetValue<string>(), MerkleTree.Leaf(System.Text.Encoding.UTF8.GetBytes(envelope)));
        await database.AttackAsync(
            $"""
            update mt_events set data = '{canonical}', headers = jsonb_set(headers, array['ph'], '"{hash}"') where id = '{id}';
            update audit_log set canonical = '{canonical}', envelope = '{envelope}', payload_hash = '\x{hash}', leaf_hash = '\x{leaf}' where index = 5;
            insert into audit_term (tenant_id, field, term, block, entries) select tenant_id, 'word', 'yes', 0, 32 from audit_log where index = 5;
            delete from audit_cosignature; delete from audit_checkpoint
            """);
        var tree = CompactRange.Empty;
        foreach (var each in await database.ReadAsync<byte[]>("select leaf_hash from audit_log order by index")) tree = tree.Append(MerkleHash.Of(each));
        await database.AttackAsync($"update audit_tree set hashes = array[{string.Join(',', tree.Hashes.Select(each => $"'\\x{each}'::bytea"))}]");
    }

    private static async Task<CompactRange> TreeAsync(LogDatabase database)
    {
        var tree = CompactRange.Empty;
        foreach (var each in await database.ReadAsync<byte[]>("select leaf_hash from audit_log order by index")) tree = tree.Append(MerkleHash.Of(each));
        return tree;
    }

    // Of an old entry; until it has the wanted verdict, for witnesses are asked beside signing.
    private static async Task<Verdict> BundleAsync(RunningAudit audit, Transparency.Witnesses.WitnessPolicy policy, VerdictKind wanted)
    {
        using var client = audit.As("lin", "taihu", Roles.Contributor);
        var id = (await audit.Database.ReadAsync<Guid>("select event_id from audit_log where index = 0"))[0];
        await audit.SealedAsync(6, Ct);
        // Twice as long as a witness may take, where none is to come.
        for (var i = 0; ; i++)
        {
            var verdict = BundleVerifier.Verify(await client.GetByteArrayAsync($"audit/bundles/{id}?party=lin-office", Ct), policy);
            if (i == 40 || (verdict.Kind == wanted && (i == 15 || wanted == VerdictKind.Verified))) return verdict;
            await Task.Delay(100, Ct);
        }
    }

    private static Task<FsckReport> CheckAsync(LogDatabase database, string published) => Checker.RunAsync(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["audit"] = database.All }, LogKeys.Policy, published, _ => { }, Ct);

    private Task<FsckReport> CheckAsync(LogDatabase database) => CheckAsync(database, FsckState.None, _ => { }, Ct);

    private Task<FsckReport> CheckAsync(LogDatabase database, FsckState state, Action<string> progress, CancellationToken ct) => Checker.RunAsync(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["audit"] = database.All }, LogKeys.Policy, recorded.Published, progress, ct, state);
}

/// <summary>Six readings of two consortia that the running service recorded and logged, once for all attacks and tools.</summary>
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
