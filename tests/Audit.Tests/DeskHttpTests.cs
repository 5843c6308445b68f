using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Audit.Tests.Running;
using Ledger.Cli.Verify;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Store;
using Ledger.Transparency.Bundles;
using Npgsql;
using static Ledger.Audit.Tests.Running.DeskCalls;

namespace Ledger.Audit.Tests;

/// <summary>Search, the regulator's desk and audit work behind HTTP: one service for all of them, each in a consortium of its own.</summary>
public sealed class DeskHttpTests(EmptyAudit shared) : IClassFixture<EmptyAudit>
{
    private const string Machine = "contribution_registered.v1";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_looked_for_is_found_by_every_part_of_the_question()
    {
        var audit = await FilledAsync("search");
        using var client = audit.As("lin", "search", Roles.Contributor);
        Assert.Equal(["E2-robot", "E1-mill"], await FoundAsync(client, $"kind={Machine}"));
        Assert.Equal(["E1-mill"], await FoundAsync(client, $"kind={Machine}&party=E1"));
        Assert.Equal(["E1-mill"], await FoundAsync(client, "person=lin&kind=" + Machine));
        Assert.Equal(["E1-mill"], await FoundAsync(client, "text=数控铣床"));
        Assert.Equal(["E1-mill"], await FoundAsync(client, "text=控"));
        Assert.Equal(["E1-mill"], await FoundAsync(client, "text=Milling mach*"));
        Assert.Empty(await FoundAsync(client, "text=铣数"));
        Assert.Equal(["E2-robot", "E1-mill"], await FoundAsync(client, "days=valid&from=2025-01-01&to=2025-02-01&kind=" + Machine));
        Assert.Equal(["E1-mill"], await FoundAsync(client, "days=valid&to=2025-01-01&kind=" + Machine));
        Assert.Empty(await FoundAsync(client, "from=2025-03-03&kind=" + Machine));
        Assert.Equal(["E2-robot"], await FoundAsync(client, "currency=CNY&least=2000.00&most=2000&kind=" + Machine));
        Assert.Empty(await FoundAsync(client, "known=2025-03-01"));
        var page = await JsonAsync(client, $"audit/search?kind={Machine}&limit=1");
        Assert.Equal(["E1-mill"], await FoundAsync(client, $"kind={Machine}&limit=1&after={page.GetProperty("next").GetString()}"));
        using var others = audit.As("lin", "elsewhere", Roles.Contributor);
        Assert.Empty(await FoundAsync(others, "text=数控"));
        foreach (var (query, field) in new[]
        {
            ("text=…", "text"), ("text=" + string.Join(' ', Enumerable.Range(0, AuditLimits.AskedWords + 1).Select(i => $"w{i}")), "text"),
            ("text=" + new string('x', AuditLimits.AskedText + 1), "text"), ("least=5", "currency"), ("currency=CNY&least=x", "least"),
            ("currency=CNY&least=2&most=1", "most"), ("from=2025-13-01", "from"), ("from=2025-02-02&to=2025-02-01", "to"), ("days=x", "days"),
            ("known=yesterday", "known"), ($"limit={AuditLimits.SearchPage + 1}", "limit"), ("after=-1", "after"),
        })
        {
            Assert.Equal((400, "request.malformed", field), await ProblemAsync(client, $"audit/search?{query}"));
        }
    }

    [Fact]
    public async Task Who_only_values_reads_no_contents_for_claims_stand_in_them()
    {
        var audit = await FilledAsync("blind");
        using var valuer = audit.As("he", "blind", Roles.Valuer);
        using var both = audit.As("he", "blind", Roles.Valuer, Roles.Approver);
        var mill = Stream("blind", "E1-mill");
        foreach (var path in new[] { $"audit/search?kind={Machine}", $"audit/trail?stream={mill}", "audit/entries" })
        {
            Assert.DoesNotContain("1000.00", await valuer.GetStringAsync(path, Ct), StringComparison.Ordinal);
        }

        Assert.Contains("1000.00", await both.GetStringAsync("audit/entries", Ct), StringComparison.Ordinal);
        // Nor is a guess answered.
        foreach (var path in new[] { "audit/search?currency=CNY&least=1000.00&most=1000.00", "audit/search?text=mill", $"audit/trail?stream={mill}&figure=particulars.claimed.amount" })
            Assert.Equal((403, "grant.out-of-scope", "envelopes"), await ProblemAsync(valuer, path));
    }

    [Fact]
    public async Task A_trail_is_asked_forward_by_party_by_figure_as_of_a_day_as_table_and_picture()
    {
        var audit = await FilledAsync("trails");
        using var client = audit.As("lin", "trails", Roles.Contributor);
        var (mill, run) = (Stream("trails", "E1-mill"), Stream("trails", "run"));
        Assert.Equal([Machine, "value_accepted.v1", "run_settled.v1", "loss_allocated.v1"], await TypesAsync(client, $"stream={mill}&direction=forward"));
        Assert.Equal([Machine, "value_accepted.v1", "run_settled.v1"], await TypesAsync(client, "party=E1"));
        Assert.Equal([Machine, "value_accepted.v1"], await TypesAsync(client, $"stream={Stream("trails", "value")}"));
        Assert.Equal([Machine, "value_accepted.v1", "loss_allocated.v1"], await TypesAsync(client, $"stream={Stream("trails", "loss")}"));
        Assert.Equal([Machine, "value_accepted.v1", "loss_allocated.v1"], await TypesAsync(client, $"stream={Stream("trails", "loss")}&known=2025-03-02T09:00:00Z"));
        Assert.Equal([Machine, "value_accepted.v1"], await TypesAsync(client, "party=E1&asOf=2025-02-01"));
        var figure = (await JsonAsync(client, $"audit/trail?stream={run}&figure=lines[1].cash")).GetProperty("figure");
        Assert.Equal("1500.00", figure.GetProperty("value").GetProperty("amount").GetString());
        var line = (await JsonAsync(client, $"audit/trail?stream={run}&figure=residual/equal/E1")).GetProperty("figure");
        Assert.Equal("result.steps[0]", line.GetProperty("path").GetString());
        Assert.Equal((404, "trail.no-such-figure", "figure"), await ProblemAsync(client, $"audit/trail?stream={run}&figure=lines[9].cash"));
        Assert.Equal((400, "request.malformed", "direction"), await ProblemAsync(client, $"audit/trail?stream={run}&direction=up"));
        Assert.Equal((400, "request.malformed", "asOf"), await ProblemAsync(client, $"audit/trail?stream={run}&asOf=x"));
        Assert.Equal((404, "not-found", null), await ProblemAsync(client, $"audit/trail?stream={run}&known=2025-03-01"));
        var rows = await JsonAsync(client, $"audit/trail/table?stream={run}");
        Assert.Equal([2, 3], rows[3].GetProperty("restsOn").EnumerateArray().Select(no => no.GetInt32()));
        var picture = await client.GetAsync($"audit/trail/picture?stream={run}", Ct);
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType!.ToString());
        Assert.StartsWith("<svg", await picture.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_regulator_of_elsewhere_reads_under_a_grant_of_two_persons_only_what_it_says()
    {
        const string Consortium = "granted";
        var audit = await FilledAsync(Consortium);
        using var admin = audit.As("ma", Consortium, Roles.Administrator);
        using var approver = audit.As("zhao", Consortium, Roles.Approver);
        using var inspector = audit.As("wei", Consortium, Roles.Regulator);
        // Before the consortium has rules of its own, its regulators are its own auditors.
        await JsonAsync(inspector, "audit/entries?limit=1");
        await SendAsync(admin, "audit/desk-rules", new { standing = new[] { "own-auditor-office" }, delayDays = 0 });
        var rules = (await JsonAsync(admin, "audit/desk-rules")).GetProperty("proposalHash").GetString();
        Assert.Equal("desk-rules.same-person", await RefusedAsync(admin, "audit/desk-rules/confirmation", new { proposalHash = rules }));
        await SendAsync(approver, "audit/desk-rules/confirmation", new { proposalHash = rules });

        Assert.Equal((403, "grant.case-missing", null), await ProblemAsync(inspector, "audit/entries"));
        Assert.Equal((403, "grant.none", null), await ProblemAsync(inspector, "audit/entries?case=c1"));
        var proposal = new { @case = "c1", reader = "wei-office", legalBasis = "Law", reason = "Audit", until = DateTimeOffset.UtcNow.AddDays(5), parties = new[] { "E1" } };
        var id = (await SendAsync(admin, "audit/grants", proposal)).GetProperty("id").GetGuid();
        Assert.Equal((403, "grant.not-issued", null), await ProblemAsync(inspector, "audit/entries?case=c1"));
        var grant = Assert.Single((await JsonAsync(inspector, "audit/grants")).GetProperty("items").EnumerateArray());
        var seen = new { proposalHash = grant.GetProperty("proposalHash").GetString() };
        Assert.Equal("grant.same-person", await RefusedAsync(admin, $"audit/grants/{id}/issue", seen));
        Assert.Equal("role.missing", await RefusedAsync(inspector, $"audit/grants/{id}/issue", seen));
        await SendAsync(approver, $"audit/grants/{id}/issue", seen);

        Assert.Equal((403, "grant.out-of-scope", "party"), await ProblemAsync(inspector, "audit/entries?case=c1"));
        Assert.Equal((403, "grant.out-of-scope", "party"), await ProblemAsync(inspector, "audit/search?case=c1&party=E2"));
        Assert.Equal((403, "grant.out-of-scope", null), await ProblemAsync(inspector, $"audit/populations?case=c1&kind={Machine}&path=claimed&currency=CNY"));
        Assert.Equal(["E1-mill"], await FoundAsync(inspector, $"case=c1&party=E1&kind={Machine}"));
        await JsonAsync(inspector, $"audit/trail?case=c1&party=E1&stream={Stream(Consortium, "run")}");
        Assert.Equal("role.missing", await RefusedAsync(audit.As("lin", Consortium, Roles.Contributor), $"audit/grants/{id}/revocation", new { reason = "x" }));
        await SendAsync(inspector, $"audit/grants/{id}/revocation", new { reason = "Finished" });
        Assert.Equal((403, "grant.revoked", null), await ProblemAsync(inspector, "audit/entries?case=c1&party=E1"));

        // Every question of his is on record, the refused ones too, each with its answer.
        var report = await EventuallyAsync(() => JsonAsync(admin, "audit/reports/access"), found => found.GetProperty("readings").GetInt32() == 10 && found.GetProperty("unanswered").GetInt32() == 0);
        Assert.Equal((10, 7, 0), (report.GetProperty("readings").GetInt32(), report.GetProperty("refused").GetInt32(), report.GetProperty("unanswered").GetInt32()));
    }

    // Not where samples run: no rules, no reading. The same question is answered once two persons have issued a grant.
    [Fact]
    public async Task Without_rules_of_its_own_a_consortium_is_read_by_nobody_without_a_grant()
    {
        const string Consortium = "closed";
        await FilledAsync(Consortium);
        await using var audit = await RunningAudit.StartAsync((await shared.AuditAsync()).Database, ("Desk:OpenWithoutRules", null));
        using var inspector = audit.As("wei", Consortium, Roles.Regulator);
        Assert.Equal((403, "grant.case-missing", null), await ProblemAsync(inspector, "audit/entries"));
        using var admin = audit.As("ma", Consortium, Roles.Administrator);
        var id = (await SendAsync(admin, "audit/grants", new { @case = "c1", reader = "wei-office", legalBasis = "Law", reason = "Audit", until = DateTimeOffset.UtcNow.AddDays(5) })).GetProperty("id").GetGuid();
        Assert.Equal((403, "grant.not-issued", null), await ProblemAsync(inspector, "audit/entries?case=c1"));
        var seen = Assert.Single((await JsonAsync(inspector, "audit/grants")).GetProperty("items").EnumerateArray()).GetProperty("proposalHash").GetString();
        await SendAsync(audit.As("zhao", Consortium, Roles.Approver), $"audit/grants/{id}/issue", new { proposalHash = seen });
        Assert.Equal(["E2-robot", "E1-mill"], await FoundAsync(inspector, $"case=c1&kind={Machine}"));
    }

    [Fact]
    public async Task An_organisation_sees_who_read_about_it_and_the_hash_of_what_was_answered()
    {
        const string Consortium = "seen";
        var audit = await FilledAsync(Consortium);
        using var auditor = audit.As("jian", Consortium, Roles.Regulator);
        var bytes = await auditor.GetByteArrayAsync("audit/search?party=lin-office&case=c9", Ct);
        await JsonAsync(auditor, "audit/search?party=other-office");
        using var member = audit.As("lin", Consortium, Roles.Contributor);
        var items = await EventuallyAsync(
            async () => (await JsonAsync(member, "audit/readings")).GetProperty("items").EnumerateArray().ToList(),
            found => found.Count == 1 && found[0].TryGetProperty("answer", out _));
        var reading = Assert.Single(items);
        Assert.Equal(("jian", "c9"), (reading.GetProperty("by").GetProperty("person").GetString(), reading.GetProperty("case").GetString()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), reading.GetProperty("answer").GetProperty("resultHash").GetString());
        Assert.False(reading.TryGetProperty("query", out _));
        using var admin = audit.As("ma", Consortium, Roles.Administrator);
        // The second reading may still be on its way into the log.
        Assert.Equal(2, (await EventuallyAsync(
            async () => (await JsonAsync(admin, "audit/readings")).GetProperty("items").EnumerateArray().ToList(), found => found.Count == 2)).Count);

        // With a delay in the consortium's rules, not yet.
        await SendAsync(admin, "audit/desk-rules", new { standing = new[] { "jian-office" }, delayDays = 1 });
        var hash = (await JsonAsync(admin, "audit/desk-rules")).GetProperty("proposalHash").GetString();
        await SendAsync(audit.As("zhao", Consortium, Roles.Approver), "audit/desk-rules/confirmation", new { proposalHash = hash });
        Assert.Empty((await JsonAsync(member, "audit/readings")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_sample_is_recorded_so_that_anybody_draws_it_again()
    {
        const string Consortium = "sampled";
        var audit = await FilledAsync(Consortium);
        using var auditor = audit.As("jian", Consortium, Roles.Regulator);
        var population = await JsonAsync(auditor, "audit/populations?kind=run_settled.v1&path=lines[*].cash&currency=CNY");
        Assert.Equal((2, "2500.00"), (population.GetProperty("totals").GetProperty("count").GetInt32(), population.GetProperty("totals").GetProperty("total").GetProperty("amount").GetString()));
        Assert.Equal(["E1", "E2"], population.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("party").GetString()));
        var csv = (await auditor.GetStringAsync("audit/populations?kind=run_settled.v1&path=lines[*].cash&currency=CNY&format=csv", Ct)).TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal("item,amount,currency,party,day", csv[0]);
        Assert.StartsWith("total of 2,2500.00,CNY,", csv[3], StringComparison.Ordinal);

        var request = new { reference = "S-1", @case = "c1", kind = "run_settled.v1", path = "lines[*].cash", currency = "CNY", to = "2025-03-02", plan = "random", seed = "2f", size = 1 };
        var id = (await SendAsync(auditor, "audit/samples", request)).GetProperty("id").GetGuid();
        var drawn = await JsonAsync(auditor, $"audit/samples/{id}");
        var again = MethodCatalogue.Find("audit.sample", 1)!.Evaluate(await JsonAsync(auditor, $"audit/samples/{id}/inputs"));
        Assert.Equal(drawn.GetProperty("inputsHash").GetString(), again.Result!.InputsHash);
        Assert.Equal(Transparency.CanonicalJson.Hash(drawn.GetProperty("figures")), Transparency.CanonicalJson.Hash(again.Result.Value));
        Assert.Equal("sample.exists", await RefusedAsync(auditor, "audit/samples", new { reference = "S-1", @case = "c1", kind = "run_settled.v1", path = "lines[*].cash", currency = "CNY", to = "2025-03-02", plan = "random", seed = "30", size = 1 }));
        Assert.Equal("sample.period-open", await RefusedAsync(auditor, "audit/samples", new { reference = "S-2", @case = "c1", kind = "run_settled.v1", path = "lines[*].cash", currency = "CNY", to = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(1), plan = "random", seed = "30", size = 1 }));
        Assert.Equal("sample.larger-than-population", await RefusedAsync(auditor, "audit/samples", new { reference = "S-3", @case = "c1", kind = "run_settled.v1", path = "lines[*].cash", currency = "CNY", to = "2025-03-02", plan = "random", seed = "30", size = 3 }));
        Assert.Equal("population.empty", await RefusedAsync(auditor, "audit/samples", new { reference = "S-4", @case = "c1", kind = "nothing.v1", path = "lines[*].cash", currency = "CNY", to = "2025-03-02", plan = "random", seed = "30", size = 3 }));
        // A cent changed in the log behind its back: what was drawn is not drawn again from other items.
        await ChangeAsync("1500.00", "1500.01");
        Assert.Equal((409, "sample.population-changed", null), await ProblemAsync(auditor, $"audit/samples/{id}/inputs"));
        await ChangeAsync("1500.01", "1500.00");
        Assert.Equal((400, "request.malformed", "path"), await ProblemAsync(auditor, "audit/populations?kind=a.v1&path=lines[0].cash&currency=CNY"));
        Assert.Equal((400, "request.malformed", "currency"), await ProblemAsync(auditor, "audit/populations?kind=a.v1&path=cash&currency=XXQ"));

        var checks = await JsonAsync(auditor, "audit/reports/checks?kind=run_settled.v1&path=lines[*].cash&currency=CNY&roundTo=500");
        Assert.Equal(2, checks.GetProperty("checks").GetProperty("value").GetProperty("round").GetArrayLength());
        Assert.False(checks.TryGetProperty("benford", out _));
        Assert.Contains("300", checks.GetProperty("benfordRefused").GetProperty("en").GetString(), StringComparison.Ordinal);
        var duties = await JsonAsync(auditor, "audit/reports/duties");
        Assert.Empty(duties.GetProperty("result").GetProperty("value").GetProperty("conflicts").EnumerateArray());
        var related = await JsonAsync(auditor, "audit/reports/related-parties");
        Assert.Equal(["S", "E1"], Assert.Single(related.GetProperty("result").GetProperty("value").GetProperty("related").EnumerateArray()).GetProperty("path").EnumerateArray().Select(name => name.GetString()));

        Task ChangeAsync(string from, string to) => audit.Database.AttackAsync(
            $"update audit_log set canonical = replace(canonical, '{from}', '{to}') where tenant_id = '{Consortium}' and event_type = 'run_settled.v1'");
    }

    [Fact]
    public async Task A_finding_goes_its_way_and_each_organisation_sees_its_own()
    {
        const string Consortium = "found";
        var audit = await FilledAsync(Consortium);
        using var auditor = audit.As("jian", Consortium, Roles.Regulator);
        using var second = audit.As("ying", Consortium, Roles.Regulator);
        using var member = audit.As("lin", Consortium, Roles.Contributor);
        var start = (await JsonAsync(auditor, $"audit/trail?stream={Stream(Consortium, "E1-mill")}")).GetProperty("start").GetGuid();
        var due = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(10);
        var finding = new { reference = "F-1", @case = "c1", title = new { en = "Late", zh = "迟" }, description = "Late invoice.", severity = "high", responsible = "lin-office", due, evidence = new[] { start } };
        Assert.Equal("finding.evidence-unknown", await RefusedAsync(auditor, "audit/findings", finding with { evidence = [Guid.CreateVersion7()] }));
        var id = (await SendAsync(auditor, "audit/findings", finding)).GetProperty("id").GetGuid();
        Assert.Equal("role.missing", await RefusedAsync(member, "audit/findings", finding));
        Assert.Equal("finding.other-organisation", await RefusedAsync(second, $"audit/findings/{id}/answers", new { response = "x" }));
        await SendAsync(member, $"audit/findings/{id}/answers", new { response = "Corrected.", evidence = new[] { start } });
        Assert.Equal("finding.same-person", await RefusedAsync(auditor, $"audit/findings/{id}/closing", new { conclusion = "Well." }));
        await SendAsync(second, $"audit/findings/{id}/closing", new { conclusion = "Shown." });
        var seen = Assert.Single((await JsonAsync(member, "audit/findings?state=closed")).GetProperty("items").EnumerateArray());
        Assert.Equal(start, seen.GetProperty("raised").GetProperty("evidence")[0].GetProperty("ev").GetGuid());
        Assert.Empty((await JsonAsync(audit.As("wu", Consortium, Roles.Contributor), "audit/findings")).GetProperty("items").EnumerateArray());
        Assert.Equal((400, "request.malformed", "state"), await ProblemAsync(member, "audit/findings?state=x"));
    }

    // The opening is gone with its key; the digest in the payload and every proof over it stay.
    [Fact]
    public async Task A_shredded_key_stands_in_the_log_and_bundles_verify_before_and_after()
    {
        const string Consortium = "erased";
        var audit = await FilledAsync(Consortium);
        var contributions = new SendingService($"contributions-{Consortium}");
        var hidden = contributions.Record(Stream(Consortium, "secret"), Machine, Consortium, new JsonObject
        {
            ["party"] = "lin-office", ["_sd"] = new JsonArray(new string('A', 43)), ["key"] = Stream(Consortium, "key").ToString(),
        });
        await audit.Log.AppendAsync(contributions.Page(1, 1), Ct);
        var before = await BundleAsync(audit, Consortium, hidden.Event);
        contributions.Record(Stream(Consortium, "key"), "legal_hold_placed.v1", Consortium);
        contributions.Record(Stream(Consortium, "key"), "subject_key_shredded.v1", Consortium, new JsonObject { ["ground"] = "PIPL 47", ["concerned"] = hidden.Cited });
        await audit.Log.AppendAsync(contributions.Page(2, 3), Ct);
        var after = await BundleAsync(audit, Consortium, hidden.Event);
        var erasure = await BundleAsync(audit, Consortium, contributions.Sent[2].Event);
        foreach (var bundle in new[] { before, after, erasure })
            Assert.Equal(VerdictKind.Verified, BundleVerifier.Verify(bundle, LogKeys.Policy, Reperformer.Of).Kind);

        using var client = audit.As("lin", Consortium, Roles.Contributor);
        var retention = await JsonAsync(client, "audit/retention");
        Assert.Equal((1, 1), (retention.GetProperty("holds").GetArrayLength(), retention.GetProperty("erasures").GetArrayLength()));
        Assert.Empty(retention.GetProperty("unclassed").EnumerateArray());
    }

    [Fact]
    public void Every_kind_that_the_services_record_has_a_retention_class()
    {
        var setup = new StoreSetup();
        Integration.Facts.Register(setup);
        foreach (var name in setup.Facts.ByName.Keys) Assert.True(Work.RetentionClasses.Of(name) is not null, name);
        Assert.Equal(("agreement", "contribution", "settlement"), (Work.RetentionClasses.Of("agreement_signed.v1")!.Id, Work.RetentionClasses.Of("contribution_verified.v1")!.Id, Work.RetentionClasses.Of("contribution_struck.v1")!.Id));
        Assert.Null(Work.RetentionClasses.Of("thing_done.v1"));
    }

    [Fact]
    public async Task Whoever_reads_is_answered_on_a_connection_that_cannot_write()
    {
        var audit = await FilledAsync("readonly");
        await using var reader = NpgsqlDataSource.Create(audit.Database.Reader);
        Assert.Equal(4L, await ScalarAsync(reader, "select count(*) from audit_log", "readonly"));
        Assert.Equal(0L, await ScalarAsync(reader, "select count(*) from audit_log", "elsewhere"));
        foreach (var sql in new[]
        {
            "update audit_log set tenant_id = 'x'", "delete from audit_term", "insert into audit_tree values (true, 0, '{}')", "select count(*) from mt_events",
            "select count(*) from mt_doc_grant", "select count(*) from audit_waiting", "select count(*) from outbox", "select count(*) from idempotency",
            "create table t (a int)", "truncate audit_log", "select outbox_number(1, 1)",
        })
        {
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(reader, sql, "readonly"))).SqlState);
        }

        Assert.Equal([$"{audit.Database.Reader.Split("Username=")[1].Split(';')[0]}"], await ReaderOfRegulatorAsync(audit));
        await using var connection = await audit.Service<Desk.LogConnections>().OpenAsync("readonly", regulator: true, Ct);
        await using var write = new NpgsqlCommand("insert into idempotency default values", connection);
        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, (await Assert.ThrowsAsync<PostgresException>(() => write.ExecuteNonQueryAsync(Ct))).SqlState);
    }

    private static async Task<List<string>> ReaderOfRegulatorAsync(RunningAudit audit)
    {
        await using var connection = await audit.Service<Desk.LogConnections>().OpenAsync("readonly", regulator: true, Ct);
        await using var who = new NpgsqlCommand("select current_user::text", connection);
        return [(string)(await who.ExecuteScalarAsync(Ct))!];
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource source, string sql, string consortium)
    {
        await using var connection = await source.OpenConnectionAsync(Ct);
        await using (var enter = new NpgsqlCommand("select set_config('app.tenant_id', $1, false)", connection) { Parameters = { new() { Value = consortium } } })
            await enter.ExecuteNonQueryAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Ct);
    }

    private static async Task<byte[]> BundleAsync(RunningAudit audit, string consortium, Guid of)
    {
        await audit.SealedAsync((await audit.Database.ReadAsync<long>("select size from audit_tree"))[0], Ct);
        using var client = audit.As("lin", consortium, Roles.Contributor);
        return await client.GetByteArrayAsync($"audit/bundles/{of}?party=lin-office", Ct);
    }

    // Two contributions, values, and a run that settles both; each consortium by services of its own, so that tests do not wait for each other.
    private async Task<RunningAudit> FilledAsync(string consortium)
    {
        var audit = await shared.AuditAsync();
        var service = new SendingService($"made-{consortium}");
        var mill = service.Record(Stream(consortium, "E1-mill"), Machine, consortium, Particulars("E1-mill", "E1", "lin", "Milling machine", "数控铣床", "1000.00", "2025-01-01"));
        var robot = service.Record(Stream(consortium, "E2-robot"), Machine, consortium, Particulars("E2-robot", "E2", "wu", "Welding robot", "焊接机器人", "2000.00", "2025-02-01"));
        var tie = new JsonObject { ["controller"] = "S", ["controlled"] = "E1", ["by"] = new JsonObject { ["person"] = "ma", ["organisation"] = "S" } };
        var value = service.Record(Stream(consortium, "value"), "value_accepted.v1", consortium, new JsonObject
        {
            ["party"] = "E1", ["effectiveOn"] = "2025-01-01", ["accepted"] = Amount("1000.00"), ["contribution"] = mill.Cited,
            ["by"] = new JsonObject { ["person"] = "zhao", ["organisation"] = "S" },
        });
        service.Record(Stream(consortium, "run"), "run_settled.v1", consortium, new JsonObject
        {
            ["lines"] = new JsonArray(
                new JsonObject { ["party"] = "E1", ["value"] = value.Cited, ["cash"] = Amount("1000.00") },
                new JsonObject { ["party"] = "E2", ["value"] = robot.Cited, ["cash"] = Amount("1500.00") }),
            ["result"] = new JsonObject { ["steps"] = new JsonArray(new JsonObject { ["id"] = "residual/equal/E1", ["value"] = "1000.00" }) },
        });
        if (consortium == "trails")
            service.Record(Stream(consortium, "loss"), "loss_allocated.v1", consortium, new JsonObject { ["sufferer"] = "E3", ["loss"] = Amount("10.00"), ["value"] = value.Cited });
        if (consortium == "sampled") service.Record(Stream(consortium, "register"), "control_declared.v1", consortium, tie);
        await audit.Log.AppendAsync(service.All, Ct);
        return audit;
    }

    private static JsonObject Particulars(string reference, string party, string person, string en, string zh, string claimed, string day) => new()
    {
        ["particulars"] = new JsonObject { ["reference"] = reference, ["party"] = party, ["effectiveOn"] = day, ["claimed"] = Amount(claimed) },
        ["title"] = new JsonObject { ["en"] = en, ["zh"] = zh }, ["by"] = new JsonObject { ["person"] = person, ["organisation"] = party },
    };

    private static JsonObject Amount(string amount) => new() { ["amount"] = amount, ["currency"] = "CNY" };

    private static Guid Stream(string consortium, string name) => StreamId.For(consortium, "test", name);

    private static async Task<List<string>> FoundAsync(HttpClient client, string query) =>
        [.. (await JsonAsync(client, $"audit/search?{query}")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetProperty("en").GetString() == "Milling machine" ? "E1-mill" : "E2-robot")];

    private static async Task<List<string?>> TypesAsync(HttpClient client, string query) =>
        [.. (await JsonAsync(client, $"audit/trail?{query}")).GetProperty("nodes").EnumerateArray().Where(node => node.TryGetProperty("type", out _)).Select(node => node.GetProperty("type").GetString()).Distinct()];
}
