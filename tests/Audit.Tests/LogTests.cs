using System.Text;
using System.Text.Json.Nodes;
using Ledger.Audit.Log;
using Ledger.Audit.Tests.Running;
using Ledger.Transparency;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.Audit.Tests;

/// <summary>The intake on a real PostgreSQL, as the application role.</summary>
public sealed class LogTests(PostgresServer server)
{
    private static readonly Guid A = Guid.Parse("0198f0a1-0000-7000-8000-00000000000a");
    private static readonly Guid B = Guid.Parse("0198f0a1-0000-7000-8000-00000000000b");

    private readonly SendingService _agreements = new("agreements");
    private readonly SendingService _risks = new("risks");

    private static readonly string[] ForbiddenWrites =
    [
        "update audit_log set tenant_id = 'x'",
        "update audit_log set logged_at = now()",
        "delete from audit_log",
        "truncate audit_log",
        "truncate audit_log cascade",
        "update audit_tree set size = 0, hashes = '{}'",
        "delete from audit_tree",
        "update audit_source set last_source_no = 0",
        "delete from audit_source",
        "set session_replication_role = replica; delete from audit_log",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_is_logged_in_one_gap_free_order_under_the_root_of_its_leaves()
    {
        var (database, log) = await NewLogAsync();
        Record(_agreements, 3);
        Record(_risks, 2);
        await log.AppendAsync(_agreements.All, Ct);
        await log.AppendAsync(_risks.All, Ct);

        Assert.Equal([0, 1, 2, 3, 4], await database.ReadAsync<long>("select index from audit_log order by index"));
        var leaves = _agreements.Sent.Concat(_risks.Sent).Select(sent => MerkleTree.Leaf(Encoding.UTF8.GetBytes(sent.Entry.Envelope)));
        var state = await new LogStates(database.App).ReadAsync(Ct);
        Assert.Equal((5, leaves.Aggregate(CompactRange.Empty, (tree, leaf) => tree.Append(leaf)).Root.ToString()), (state.Size, state.Root));
        Assert.Equal(
            [new SourceState("agreements", 3, 0, null, null, null), new SourceState("risks", 2, 0, null, null, null)], state.Sources);
    }

    [Fact]
    public async Task Every_part_of_an_entry_is_kept_and_can_be_found()
    {
        var (database, log) = await NewLogAsync();
        var payload = new JsonObject
        {
            ["by"] = new JsonObject { ["person"] = "lin", ["organisation"] = "E1" }, ["text"] = "é\u007f\u0001😂\"\\",
        };
        var sent = _agreements.Record(A, "agreement_signed.v1", payload: payload);
        await log.AppendAsync(_agreements.All, Ct);

        var row = Assert.Single(await database.ReadAsync<string>(
            """
            select concat_ws('|', index, tenant_id, source, source_no, tenant_no, event_id, event_type, stream_id, stream_version,
                to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), encode(payload_hash, 'hex'), encode(leaf_hash, 'hex'),
                logged_at > now() - interval '1 hour')
            from audit_log
            """));
        Assert.Equal(
            $"0|taihu|agreements|1|1|{sent.Event}|agreement_signed.v1|{A}|1|2025-03-02 08:00:00.000001|{sent.PayloadHash}|"
            + $"{MerkleTree.Leaf(Encoding.UTF8.GetBytes(sent.Entry.Envelope))}|t", row);
        Assert.Equal(
            ["kind|agreement_signed.v1", "party|E1", "person|lin", "recorded|2025-03-02", "valid|2025-03-02", "word|e1", "word|lin"],
            await database.ReadAsync<string>("select field || '|' || term from audit_term order by 1"));
        Assert.Equal([sent.Entry.Envelope], await database.ReadAsync<string>("select envelope from audit_log"));
        Assert.Equal([sent.Entry.Payload], await database.ReadAsync<string>("select canonical from audit_log"));
    }

    [Fact]
    public async Task A_page_that_comes_again_changes_nothing()
    {
        var (database, log) = await NewLogAsync();
        Record(_agreements, 5);
        await log.AppendAsync(_agreements.Page(1, 3), Ct);
        await log.AppendAsync(_agreements.Page(1, 3), Ct);
        // After a crash the relay may cut its pages elsewhere.
        await log.AppendAsync(_agreements.Page(2, 5), Ct);
        await log.AppendAsync(_agreements.All, Ct);
        Assert.Equal([1, 2, 3, 4, 5], await NumbersAsync(database));
        Assert.Equal(5, (await new LogStates(database.App).ReadAsync(Ct)).Size);
    }

    [Fact]
    public async Task Entries_after_a_gap_wait_and_come_in_when_it_is_filled()
    {
        var (database, log) = await NewLogAsync();
        Record(_agreements, 6);
        await log.AppendAsync(_agreements.Page(1, 1), Ct);
        await log.AppendAsync(_agreements.Page(5, 6), Ct);
        await log.AppendAsync(_agreements.Page(3, 4), Ct);
        await log.AppendAsync(_agreements.Page(3, 4), Ct);

        var waiting = Assert.Single((await new LogStates(database.App).ReadAsync(Ct)).Sources);
        Assert.Equal((1, 4, WaitsFor.Predecessor), (waiting.LastNumber, waiting.Waiting, waiting.WaitsFor));
        Assert.NotNull(waiting.WaitingSince);

        await log.AppendAsync(_agreements.Page(2, 2), Ct);
        Assert.Equal([1, 2, 3, 4, 5, 6], await NumbersAsync(database));
        Assert.Empty(await database.ReadAsync<string>("select source from audit_waiting"));
    }

    [Fact]
    public async Task Entries_wait_for_events_of_other_sources_that_they_cite()
    {
        var (database, log) = await NewLogAsync();
        var signed = _agreements.Record(A);
        var struck = _risks.Record(B, payload: new JsonObject { ["agreement"] = signed.Cited });
        _risks.Record(B);
        var answered = _agreements.Record(A, payload: new JsonObject { ["risk"] = struck.Cited });

        await log.AppendAsync(_risks.All, Ct);
        Assert.Equal(WaitsFor.CitedEvent, Assert.Single((await new LogStates(database.App).ReadAsync(Ct)).Sources).WaitsFor);
        await log.AppendAsync(_agreements.Page(2, 2), Ct);
        Assert.Empty(await NumbersAsync(database));

        await log.AppendAsync(_agreements.Page(1, 1), Ct);
        Assert.Equal(
            [signed.Event, struck.Event, _risks.Sent[1].Event, answered.Event],
            await database.ReadAsync<Guid>("select event_id from audit_log order by index"));
    }

    [Fact]
    public async Task More_waits_than_one_transaction_drains()
    {
        var (database, log) = await NewLogAsync();
        var events = AuditLimits.DrainBatch + 150;
        Record(_agreements, events);
        for (var first = 2; first <= events; first += 200) await log.AppendAsync(_agreements.Page(first, Math.Min(events, first + 199)), Ct);
        await log.AppendAsync(_agreements.Page(1, 1), Ct);
        Assert.Equal(events, (await new LogStates(database.App).ReadAsync(Ct)).Size);
    }

    [Fact]
    public async Task A_contradicting_entry_quarantines_its_source_and_overwrites_nothing()
    {
        var (database, log) = await NewLogAsync();
        Record(_agreements, 3);
        await log.AppendAsync(_agreements.All, Ct);
        var before = await database.ReadAsync<string>("select envelope from audit_log order by index");
        var restored = _agreements.RestoredTo(2);
        Record(restored, 2);

        await log.AppendAsync(restored.All, Ct);
        await log.AppendAsync(restored.All, Ct);

        Assert.Equal(before, await database.ReadAsync<string>("select envelope from audit_log order by index"));
        var source = Assert.Single((await new LogStates(database.App).ReadAsync(Ct)).Sources);
        Assert.Equal((3, 1, WaitsFor.Release), (source.LastNumber, source.Waiting, source.WaitsFor));
        Assert.Equal((3, "number-taken"), (source.Quarantine!.Number, source.Quarantine.Reason));
        Assert.Equal([restored.Sent[2].Entry.Envelope], await database.ReadAsync<string>("select envelope from audit_conflict"));
        Assert.Equal(HealthStatus.Unhealthy, (await HealthAsync(database)).Status);

        // Others go on; the quarantined source waits until it is released.
        Record(_risks, 1);
        await log.AppendAsync(_risks.All, Ct);
        Record(_agreements, 1);
        Assert.Equal([1, 2, 3], await NumbersAsync(database));
        await database.ExecuteAsync("update audit_source set quarantined_at = null, quarantine_no = null, quarantine_reason = null; delete from audit_waiting");
        await log.AppendAsync(_agreements.Page(4, 4), Ct);
        Assert.Equal([1, 2, 3, 4], await NumbersAsync(database));
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(database)).Status);
    }

    [Fact]
    public async Task A_flood_of_contradictions_is_kept_up_to_the_limit()
    {
        var (database, log) = await NewLogAsync();
        var events = AuditLimits.ConflictsKept + 50;
        Record(_agreements, events);
        await log.AppendAsync(_agreements.All, Ct);
        var restored = _agreements.RestoredTo(0);
        Record(restored, events);
        await log.AppendAsync(restored.All, Ct);
        await log.AppendAsync(restored.All, Ct);
        Assert.Equal([AuditLimits.ConflictsKept], await database.ReadAsync<long>("select count(*) from audit_conflict"));
        Assert.Equal([(long)events], await database.ReadAsync<long>("select count(*) from audit_log"));
    }

    [Fact]
    public async Task A_malformed_page_leaves_nothing_behind()
    {
        var (database, log) = await NewLogAsync();
        Record(_agreements, 2);
        var page = _agreements.All with { Entries = [_agreements.Sent[0].Entry, _agreements.Sent[1].Entry with { Payload = "{}" }] };
        await Assert.ThrowsAsync<MalformedEntryException>(() => log.AppendAsync(page, Ct));
        Assert.Empty(await database.ReadAsync<string>("select source from audit_source"));
        await log.AppendAsync(_agreements.All, Ct);
        Assert.Equal([1, 2], await NumbersAsync(database));
    }

    // Rows of the search before there is their entry: fsck names them, and the log goes on.
    [Theory]
    [InlineData("insert into audit_found values (1, 'taihu', now())")]
    [InlineData("insert into audit_term select 'taihu', 'kind', kind, 0, entries from unnest(array['thing_done.v1', 'agreement_signed.v1']) kind, generate_series(1, 3) entries")]
    public async Task A_planted_row_of_the_search_does_not_stop_the_log(string planted)
    {
        var (database, log) = await NewLogAsync();
        await database.ExecuteAsync(planted);
        Record(_agreements, 2);
        await log.AppendAsync(_agreements.All, Ct);
        Assert.Equal([1, 2], await NumbersAsync(database));
        Assert.Equal([2L], await database.ReadAsync<long>("select count(*) from audit_found"));
    }

    [Theory]
    [InlineData("audit_log")]
    [InlineData("audit_term")]
    public async Task A_crash_after_the_entries_were_written_and_before_the_commit_leaves_nothing_behind(string table)
    {
        var (database, log) = await NewLogAsync();
        Record(_agreements, 4);
        await log.AppendAsync(_agreements.Page(1, 1), Ct);
        // The server process of the intake's connection dies once the rows are there.
        await database.ExecuteAsync(
            $"""
            create function die() returns trigger language plpgsql security definer as
                $f$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $f$;
            create trigger die after insert on {table} for each statement execute function die();
            """);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => log.AppendAsync(_agreements.Page(2, 4), Ct));

        Assert.Equal([1], await NumbersAsync(database));
        Assert.Equal([1L], await database.ReadAsync<long>("select count(*) from audit_term where field = 'kind' and entries = 1"));
        Assert.Equal([0L], await database.ReadAsync<long>("select count(*) from audit_term where entries <> 1"));
        await database.ExecuteAsync($"drop trigger die on {table}");
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(database)).Status);
        await log.AppendAsync(_agreements.Page(2, 4), Ct);
        Assert.Equal([1, 2, 3, 4], await NumbersAsync(database));
    }

    [Fact]
    public async Task A_crash_between_the_page_and_what_waited_for_it_is_made_good_by_the_repetition()
    {
        var (database, log) = await NewLogAsync();
        Record(_agreements, 4);
        await log.AppendAsync(_agreements.Page(3, 4), Ct);
        // The first transaction takes 1 and 2 in; the second, which drains 3 and 4, dies.
        await database.ExecuteAsync(
            """
            create function die() returns trigger language plpgsql security definer as
                $f$ begin if new.source_no = 3 then perform pg_terminate_backend(pg_backend_pid()); end if; return null; end $f$;
            create trigger die after insert on audit_log for each row execute function die();
            """);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => log.AppendAsync(_agreements.Page(1, 2), Ct));
        Assert.Equal([1, 2], await NumbersAsync(database));

        await database.ExecuteAsync("drop trigger die on audit_log");
        await log.AppendAsync(_agreements.Page(1, 2), Ct);
        Assert.Equal([1, 2, 3, 4], await NumbersAsync(database));
    }

    [Fact]
    public async Task Two_processes_at_once_log_everything_once()
    {
        var (database, first) = await NewLogAsync();
        var second = new AuditLog(database.App, NullLogger<AuditLog>.Instance);
        var services = new[] { _agreements, _risks, new SendingService("valuation") };
        var random = new Random(7);
        IntakeTests.Happen(random, services, 300);
        var pages = services.SelectMany(service => IntakeTests.Pages(random, service)).ToArray();
        random.Shuffle(pages);

        await Task.WhenAll(new[] { first, second, first, second }.Select(log => Task.Run(async () =>
        {
            foreach (var page in pages) await log.AppendAsync(page, Ct);
        }, Ct)));

        Assert.Equal(Enumerable.Range(0, 300).Select(i => (long)i), await database.ReadAsync<long>("select index from audit_log order by index"));
        Assert.Empty(await database.ReadAsync<string>("select source from audit_waiting"));
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(database)).Status);
        var leaves = await database.ReadAsync<byte[]>("select leaf_hash from audit_log order by index");
        Assert.Equal(
            leaves.Aggregate(CompactRange.Empty, (tree, leaf) => tree.Append(MerkleHash.Of(leaf))).Root.ToString(),
            (await new LogStates(database.App).ReadAsync(Ct)).Root);
        // Causes before effects, as the database sees it.
        Assert.Empty(await database.ReadAsync<long>(
            """
            select l.index from audit_log l cross join lateral jsonb_array_elements(l.envelope::jsonb -> 'refs') r
            left join audit_log c on c.event_id = (r ->> 'ev')::uuid
            where c.index is null or c.index >= l.index
            """));
    }

    [Fact]
    public async Task A_process_that_holds_the_tree_and_stands_still_does_not_hold_the_others_for_ever()
    {
        var database = await server.DatabaseAsync();
        var log = new AuditLog(database.App, NullLogger<AuditLog>.Instance) { Patience = TimeSpan.FromSeconds(1) };
        Record(_agreements, 1);
        await using var holder = await database.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync(Ct);
        await using (var hold = new NpgsqlCommand("select from audit_tree for update", holder)) await hold.ExecuteNonQueryAsync(Ct);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => log.AppendAsync(_agreements.All, Ct));
        Assert.Equal(PostgresErrorCodes.LockNotAvailable, refused.SqlState);

        await transaction.RollbackAsync(Ct);
        await log.AppendAsync(_agreements.All, Ct);
        Assert.Equal([1], await NumbersAsync(database));
    }

    [Fact]
    public async Task Nothing_logged_can_be_changed_not_even_by_the_superuser_while_the_triggers_are_on()
    {
        var (database, log) = await NewLogAsync();
        Record(_agreements, 2);
        await log.AppendAsync(_agreements.All, Ct);
        foreach (var sql in ForbiddenWrites)
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(sql));
            Assert.True(refused.SqlState == PostgresErrorCodes.RestrictViolation, $"{sql}: {refused.Message}");
            Assert.Equal([1, 2], await NumbersAsync(database));
        }
    }

    [Theory]
    [InlineData("alter table audit_log disable trigger audit_log_append_only", "audit_log_append_only")]
    [InlineData("alter table audit_log enable trigger audit_log_append_only", "audit_log_append_only")]
    [InlineData("drop trigger audit_log_no_truncate on audit_log", "audit_log_no_truncate")]
    [InlineData("alter table audit_log disable trigger all; delete from audit_log where index = 1; alter table audit_log enable always trigger audit_log_append_only; alter table audit_log enable always trigger audit_log_no_truncate", "log's size")]
    public async Task A_log_that_is_not_protected_or_lost_its_end_is_unwell(string sql, string problem)
    {
        var (database, log) = await NewLogAsync();
        Record(_agreements, 2);
        await log.AppendAsync(_agreements.All, Ct);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(database)).Status);
        await database.ExecuteAsync(sql);
        var health = await HealthAsync(database);
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains(problem, health.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_was_not_migrated_or_is_away_is_unwell()
    {
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=nobody;Password=x;Timeout=2");
        var health = await new IntakeHealth(new LogStates(nowhere), nowhere, TimeProvider.System).CheckHealthAsync(new(), Ct);
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
    }

    [Fact]
    public async Task Contradictions_are_logged_as_errors()
    {
        var database = await server.DatabaseAsync();
        var errors = new ErrorList();
        var log = new AuditLog(database.App, errors);
        Record(_agreements, 2);
        await log.AppendAsync(_agreements.All, Ct);
        Assert.Empty(errors.Messages);
        var restored = _agreements.RestoredTo(1);
        Record(restored, 1);
        await log.AppendAsync(restored.All, Ct);
        Assert.Contains("Source agreements contradicts the audit log", Assert.Single(errors.Messages), StringComparison.Ordinal);
    }

    private async Task<(LogDatabase, AuditLog)> NewLogAsync()
    {
        var database = await server.DatabaseAsync();
        return (database, new AuditLog(database.App, NullLogger<AuditLog>.Instance));
    }

    private static Task<HealthCheckResult> HealthAsync(LogDatabase database) =>
        new IntakeHealth(new LogStates(database.App), database.App, TimeProvider.System).CheckHealthAsync(new HealthCheckContext(), Ct);

    private static Task<List<long>> NumbersAsync(LogDatabase database) =>
        database.ReadAsync<long>("select source_no from audit_log where source = 'agreements' order by index");

    private static void Record(SendingService service, int events)
    {
        for (var i = 0; i < events; i++) service.Record(i % 2 == 0 ? A : B);
    }

    private sealed class ErrorList : ILogger<AuditLog>
    {
        public List<string> Messages { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error) Messages.Add(formatter(state, exception));
        }
    }
}
