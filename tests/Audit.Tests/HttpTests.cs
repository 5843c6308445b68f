using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Audit.Integration;
using Ledger.Audit.Log;
using Ledger.Audit.Tests.Running;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Messaging;
using Ledger.Transparency;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Audit.Tests;

/// <summary>The service's public face: who may read what, and that a regulator's reading is on record first.</summary>
public sealed class HttpTests(PostgresServer server, EmptyAudit empty) : IClassFixture<EmptyAudit>
{
    private static readonly Guid Agreement = Guid.Parse("0198f0a1-0000-7000-8000-0000000000a0");
    private static readonly Guid Contribution = Guid.Parse("0198f0a1-0000-7000-8000-0000000000c0");
    private static readonly Guid Run = Guid.Parse("0198f0a1-0000-7000-8000-0000000000e0");

    private readonly SendingService _agreements = new("agreements");
    private readonly SendingService _contributions = new("contributions");
    private readonly SendingService _distribution = new("distribution");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_come_in_pages_with_what_is_needed_to_check_them()
    {
        await using var audit = await FilledAsync();
        using var client = audit.As("lin", roles: Roles.Contributor);

        var first = await JsonAsync(client, "audit/entries?limit=3");
        var second = await JsonAsync(client, $"audit/entries?limit=3&after={first.GetProperty("next").GetString()}");

        Assert.False(second.TryGetProperty("next", out _));
        var items = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).ToList();
        Assert.Equal([0, 1, 2, 3, 4], items.Select(item => item.GetProperty("index").GetInt32()));
        foreach (var item in items)
        {
            var envelope = CanonicalJson.Bytes(item.GetProperty("envelope"));
            Assert.Equal(MerkleTree.Leaf(envelope).ToString(), item.GetProperty("leafHash").GetString());
            Assert.Equal(item.GetProperty("envelope").GetProperty("ph").GetString(), CanonicalJson.Hash(item.GetProperty("payload")));
        }
    }

    [Fact]
    public async Task Entries_can_be_narrowed_to_a_type_and_a_stream()
    {
        await using var audit = await FilledAsync();
        using var client = audit.As("lin", roles: Roles.Contributor);
        Assert.Equal([3], await IndexesAsync(client, "audit/entries?type=contribution_verified.v1"));
        Assert.Equal([0, 1], await IndexesAsync(client, $"audit/entries?stream={Agreement}"));
        Assert.Equal([1], await IndexesAsync(client, $"audit/entries?stream={Agreement}&type=agreement_activated.v1&after=0"));
        Assert.Empty(await IndexesAsync(client, "audit/entries?type=nothing_like_it.v1"));
        Assert.Empty(await IndexesAsync(client, "audit/entries?after=9223372036854775807"));
    }

    [Fact]
    public async Task A_page_of_large_entries_is_cut_and_goes_on()
    {
        await using var audit = await RunningAudit.StartAsync(server);
        for (var i = 0; i < 3; i++) _agreements.Record(Agreement, payload: new JsonObject { ["text"] = new string('x', AuditLimits.EntriesCharacters * 2 / 5) });
        foreach (var sent in _agreements.Sent) await audit.Log.AppendAsync(_agreements.Page(sent), Ct);
        using var client = audit.As("lin", roles: Roles.Contributor);
        var sizes = new List<int>();
        string? after = null;
        do
        {
            var page = await JsonAsync(client, $"audit/entries{(after is null ? "" : $"?after={after}")}");
            sizes.Add(page.GetProperty("items").GetArrayLength());
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (after is not null);
        Assert.Equal([2, 1], sizes);
    }

    [Theory]
    [InlineData("audit/entries?limit=0", "limit")]
    [InlineData("audit/entries?limit=201", "limit")]
    [InlineData("audit/entries?limit=x", null)]
    [InlineData("audit/entries?after=-1", "after")]
    [InlineData("audit/entries?after=x", "after")]
    [InlineData("audit/entries?after=99999999999999999999", "after")]
    [InlineData("audit/entries?type=", "type")]
    [InlineData("audit/entries?type=a%00b", "type")]
    [InlineData("audit/entries?stream=x", null)]
    [InlineData("audit/trail", "event")]
    [InlineData("audit/trail?event=x", null)]
    [InlineData("audit/trail?event=0198f0a1-0000-7000-8000-0000000000a0&stream=0198f0a1-0000-7000-8000-0000000000a0", "event")]
    [InlineData("audit/trail?stream=0198f0a1-0000-7000-8000-0000000000a0&party=", "party")]
    public async Task A_malformed_question_is_refused_and_not_recorded(string address, string? field)
    {
        var audit = await empty.AuditAsync();
        using var client = audit.As("jian", roles: Roles.Regulator);
        var answer = await client.GetAsync(address, Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal("request.malformed", problem.GetProperty("code").GetString());
        if (field is not null) Assert.Equal(field, problem.GetProperty("field").GetString());
        Assert.Empty(await audit.Database.ReadAsync<string>("select type from mt_events"));
    }

    [Fact]
    public async Task The_trail_of_a_stream_leads_from_its_last_event_to_the_first_causes()
    {
        await using var audit = await FilledAsync();
        using var client = audit.As("lin", roles: Roles.Contributor);

        var trail = await JsonAsync(client, $"audit/trail?stream={Run}&party=E1");

        Assert.Equal(_distribution.Sent[0].Event, trail.GetProperty("start").GetGuid());
        Assert.True(trail.GetProperty("complete").GetBoolean());
        Assert.Equal("E1", trail.GetProperty("party").GetString());
        var nodes = trail.GetProperty("nodes").EnumerateArray().ToList();
        Assert.Equal(
            ["agreement_drafted.v1", "agreement_activated.v1", "contribution_registered.v1", "contribution_verified.v1", "run_settled.v1"],
            nodes.Select(node => node.GetProperty("type").GetString()));
        Assert.All(nodes, node => Assert.Equal("logged", node.GetProperty("state").GetString()));
        Assert.Equal("lin", nodes[2].GetProperty("person").GetString());
        Assert.Equal("机器", nodes[2].GetProperty("title").GetProperty("zh").GetString());
        Assert.Equal("E1-machine", nodes[2].GetProperty("values").GetProperty("reference").GetString());
        Assert.Equal("2025-03-02T08:00:00.000001Z", nodes[2].GetProperty("recordedAt").GetString());
        var edges = trail.GetProperty("edges").EnumerateArray().Select(edge => (
            edge.GetProperty("kind").GetString(), edge.TryGetProperty("path", out var path) ? path.GetString() : null,
            edge.TryGetProperty("hash", out var hash) ? hash.GetString() : null)).ToList();
        Assert.Equal(
            [("precedes", null, null), ("cites", "agreement", "matches"), ("precedes", null, null), ("cites", "lines[0].contribution", "matches")],
            edges);
    }

    [Fact]
    public async Task The_trail_of_an_event_ends_with_that_event()
    {
        await using var audit = await FilledAsync();
        using var client = audit.As("lin", roles: Roles.Contributor);
        var trail = await JsonAsync(client, $"audit/trail?event={_contributions.Sent[0].Event}");
        Assert.Equal([0, 1, 2], trail.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("index").GetInt32()));
        Assert.False(trail.TryGetProperty("party", out _));
    }

    // Other services keep a copy of an agreement in a stream of the same id.
    [Fact]
    public async Task A_stream_that_others_copied_is_asked_for_where_it_was_first()
    {
        await using var audit = await FilledAsync();
        _contributions.Record(Agreement, "agreement_adopted.v1", payload: new JsonObject { ["source"] = _agreements.Sent[1].Cited });
        await audit.Log.AppendAsync(_contributions.Page(3, 3), Ct);
        using var client = audit.As("lin", roles: Roles.Contributor);
        var trail = await JsonAsync(client, $"audit/trail?stream={Agreement}");
        Assert.Equal(_agreements.Sent[1].Event, trail.GetProperty("start").GetGuid());
    }

    [Fact]
    public async Task A_trail_beyond_the_limit_says_that_it_is_not_complete()
    {
        await using var audit = await RunningAudit.StartAsync(server);
        for (var i = 0; i <= AuditLimits.TrailEvents; i++) _agreements.Record(Agreement);
        for (var first = 1; first <= AuditLimits.TrailEvents + 1; first += 200)
            await audit.Log.AppendAsync(_agreements.Page(first, Math.Min(AuditLimits.TrailEvents + 1, first + 199)), Ct);
        using var client = audit.As("lin", roles: Roles.Contributor);

        var trail = await JsonAsync(client, $"audit/trail?stream={Agreement}");

        Assert.False(trail.GetProperty("complete").GetBoolean());
        Assert.Equal(AuditLimits.TrailEvents, trail.GetProperty("nodes").GetArrayLength());
        Assert.Equal(AuditLimits.TrailEvents, trail.GetProperty("nodes").EnumerateArray().Last().GetProperty("index").GetInt32());
        var whole = await JsonAsync(client, $"audit/trail?event={_agreements.Sent[AuditLimits.TrailEvents - 1].Event}");
        Assert.True(whole.GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task A_trail_of_large_events_is_cut_by_their_size()
    {
        await using var audit = await RunningAudit.StartAsync(server);
        for (var i = 0; i < 3; i++) _agreements.Record(Agreement, payload: new JsonObject { ["text"] = new string('x', AuditLimits.TrailCharacters * 2 / 5) });
        foreach (var sent in _agreements.Sent) await audit.Log.AppendAsync(_agreements.Page(sent), Ct);
        using var client = audit.As("lin", roles: Roles.Contributor);
        var trail = await JsonAsync(client, $"audit/trail?stream={Agreement}");
        Assert.False(trail.GetProperty("complete").GetBoolean());
        Assert.Equal([1, 2], trail.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("index").GetInt32()));
    }

    [Fact]
    public async Task Two_consortia_never_see_each_other()
    {
        await using var audit = await FilledAsync();
        var foreign = _agreements.Record(Contribution, "agreement_drafted.v1", "dongting", new JsonObject { ["secret"] = "dongting" });
        _distribution.Record(Run, "run_settled.v1", payload: new JsonObject { ["basis"] = foreign.Cited });
        await audit.Log.AppendAsync(_agreements.Page(3, 3), Ct);
        await audit.Log.AppendAsync(_distribution.Page(2, 2), Ct);
        using var taihu = audit.As("lin", roles: Roles.Contributor);
        using var dongting = audit.As("wu", "dongting", Roles.Contributor);

        Assert.Equal([0, 1, 2, 3, 4, 6], await IndexesAsync(taihu, "audit/entries"));
        Assert.Equal([5], await IndexesAsync(dongting, "audit/entries"));
        Assert.Equal([2, 3], await IndexesAsync(taihu, $"audit/entries?stream={Contribution}"));
        Assert.Equal([5], await IndexesAsync(dongting, $"audit/entries?stream={Contribution}"));

        // What exists elsewhere is answered to the byte as what does not exist.
        var unknown = await NotFoundAsync(taihu, $"audit/trail?event={Guid.CreateVersion7()}");
        Assert.Equal(unknown, await NotFoundAsync(taihu, $"audit/trail?event={foreign.Event}"));
        Assert.Equal(unknown, await NotFoundAsync(dongting, $"audit/trail?event={_agreements.Sent[0].Event}"));
        Assert.Equal(unknown, await NotFoundAsync(dongting, $"audit/trail?stream={Agreement}"));

        var trail = await JsonAsync(taihu, $"audit/trail?stream={Run}");
        var node = trail.GetProperty("nodes").EnumerateArray().Single(node => node.GetProperty("event").GetGuid() == foreign.Event);
        Assert.Equal(["event", "state"], node.EnumerateObject().Select(member => member.Name));
        Assert.Equal("not-logged-yet", node.GetProperty("state").GetString());

        using var crossing = audit.As("lin", "taihu", Roles.Contributor);
        var answer = await crossing.GetAsync("/api/v1/consortia/dongting/audit/entries", Ct);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Nobody_reads_without_signing_in()
    {
        var audit = await empty.AuditAsync();
        using var client = new HttpClient { BaseAddress = audit.Address };
        foreach (var path in new[] { "entries", "trail", "state" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync($"api/v1/consortia/taihu/audit/{path}", Ct)).StatusCode);
    }

    [Fact]
    public async Task Every_role_reads()
    {
        await using var audit = await FilledAsync();
        foreach (var role in Roles.All)
        {
            using var client = audit.As("lin", roles: role);
            await JsonAsync(client, "audit/entries");
            await JsonAsync(client, $"audit/trail?stream={Run}");
            await JsonAsync(client, "audit/state");
        }
    }

    [Fact]
    public async Task The_state_tells_size_root_and_sources()
    {
        await using var audit = await FilledAsync();
        _distribution.Record(Run);
        _distribution.Record(Run);
        await audit.Log.AppendAsync(_distribution.Page(3, 3), Ct);
        using var client = audit.As("lin", roles: Roles.Contributor);

        var state = await JsonAsync(client, "audit/state");

        Assert.Equal(5, state.GetProperty("size").GetInt32());
        Assert.Equal((await new LogStates(audit.Database.App).ReadAsync(Ct)).Root, state.GetProperty("root").GetString());
        var distribution = state.GetProperty("sources").EnumerateArray().Single(source => source.GetProperty("source").GetString() == "distribution");
        Assert.Equal((1, 1, "predecessor"), (
            distribution.GetProperty("lastNumber").GetInt32(), distribution.GetProperty("waiting").GetInt32(),
            distribution.GetProperty("waitsFor").GetString()));
        Assert.False(distribution.TryGetProperty("quarantine", out _));
    }

    [Fact]
    public async Task A_regulators_reading_is_on_record_and_comes_into_the_log_itself()
    {
        await using var audit = await FilledAsync();
        using var regulator = audit.As("jian", roles: [Roles.Regulator, Roles.Approver]);

        await JsonAsync(regulator, $"audit/trail?stream={Run}&party=E1");
        await NotFoundAsync(regulator, $"audit/trail?event={Run}");
        await JsonAsync(regulator, "audit/entries?limit=1&after=0");

        using var client = audit.As("lin", roles: Roles.Contributor);
        var readings = await EventuallyAsync(async () =>
            (await JsonAsync(client, "audit/entries?type=trail_read.v1")).GetProperty("items").EnumerateArray().ToList(), items => items.Count == 3);
        Assert.Equal(
        [
            $$"""{"by":{"organisation":"jian-office","person":"jian"},"concerns":["E1"],"query":{"party":"E1","stream":"{{Run}}"},"resource":"trail"}""",
            $$"""{"by":{"organisation":"jian-office","person":"jian"},"concerns":["*"],"query":{"event":"{{Run}}"},"resource":"trail"}""",
            """{"by":{"organisation":"jian-office","person":"jian"},"concerns":["*"],"query":{"after":"0","limit":"1"},"resource":"entries"}""",
        ],
        readings.Select(item =>
        {
            var payload = JsonNode.Parse(item.GetProperty("payload").GetRawText())!.AsObject();
            Assert.True(payload.Remove("at") && payload.Remove("queryHash"));
            return SendingService.Canonical(payload);
        }));
        Assert.All(readings, item => Assert.Equal("audit", item.GetProperty("envelope").GetProperty("src").GetString()));
        Assert.Equal(
            ["jian", "jian", "jian", "jian", "jian", "jian"], await audit.Database.ReadAsync<string>("select user_name from mt_events"));
        // How each was answered, with a hash of what was sent.
        Assert.Equal(["200/5", "404/0", "200/1"], await audit.Database.ReadAsync<string>(
            "select (data ->> 'status') || '/' || (data ->> 'count') from mt_events where type = 'reading_answered.v1' order by seq_id"));
    }

    [Fact]
    public async Task The_reading_of_others_is_not_recorded()
    {
        await using var audit = await FilledAsync();
        foreach (var role in Roles.All.Where(role => role != Roles.Regulator))
        {
            using var client = audit.As("lin", roles: role);
            await JsonAsync(client, "audit/entries");
        }

        using var regulator = audit.As("jian", roles: Roles.Regulator);
        await JsonAsync(regulator, "audit/state");
        Assert.Empty(await audit.Database.ReadAsync<string>("select type from mt_events"));
    }

    [Fact]
    public async Task A_regulator_gets_no_answer_when_the_reading_cannot_be_recorded()
    {
        await using var audit = await FilledAsync();
        await audit.Database.ExecuteAsync(
            """
            create function full_disk() returns trigger language plpgsql as
                $f$ begin raise exception 'no space left' using errcode = '53100'; end $f$;
            create trigger full_disk before insert on mt_events for each row execute function full_disk();
            """);
        using var regulator = audit.As("jian", roles: Roles.Regulator);
        var answer = await regulator.GetAsync("audit/entries", Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.DoesNotContain("items", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var client = audit.As("lin", roles: Roles.Contributor);
        await JsonAsync(client, "audit/entries");
    }

    [Fact]
    public async Task Many_readings_at_once_are_all_recorded()
    {
        await using var audit = await FilledAsync();
        using var regulator = audit.As("jian", roles: Roles.Regulator);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => JsonAsync(regulator, $"audit/trail?stream={Run}")));
        Assert.Equal([40L], await audit.Database.ReadAsync<long>("select count(*) from mt_events where type = 'trail_read.v1'"));
    }

    [Fact]
    public async Task Readiness_shows_the_intake()
    {
        await using var audit = await FilledAsync();
        using var client = new HttpClient { BaseAddress = audit.Address };
        var ready = await EventuallyAsync(() => client.GetAsync("health/ready", Ct), answer => answer.IsSuccessStatusCode);
        var checks = (await ready.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("checks");
        Assert.Equal("Healthy", checks.GetProperty("intake").GetString());

        await audit.Database.ExecuteAsync("update audit_source set quarantined_at = now(), quarantine_no = 1, quarantine_reason = 'number-taken'");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("health/ready", Ct)).StatusCode);
    }

    [Fact]
    public async Task The_document_of_the_interface_names_the_endpoints()
    {
        var audit = await empty.AuditAsync();
        using var client = new HttpClient { BaseAddress = audit.Address };
        var paths = (await JsonAsync(client, "openapi/v1.json")).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        foreach (var name in new[] { "entries", "trail", "state" }) Assert.Contains($"/api/v1/consortia/{{consortium}}/audit/{name}", paths);
    }

    [Theory]
    [InlineData("risks", "risks")]
    [InlineData("risks", "agreements")]
    [InlineData("agreements", "risks")]
    [InlineData("agreements", "ledger")]
    [InlineData("agreements", "Agreements")]
    [InlineData("agreements", "")]
    [InlineData("agreements", null)]
    public async Task A_page_that_another_service_sent_is_refused(string sender, string? account)
    {
        var audit = await empty.AuditAsync();
        _agreements.Record(Agreement);
        await Assert.ThrowsAsync<ForgedPageException>(() => Hearing(audit).HandleAsync(_agreements.All, Sent(sender, account), Ct));
        Assert.Empty(await audit.Database.ReadAsync<long>("select source_no from audit_log where source = 'agreements'"));
    }

    [Fact]
    public async Task A_page_of_a_service_s_own_account_is_taken_and_one_of_the_account_that_all_share()
    {
        await using var audit = await RunningAudit.StartAsync(await server.DatabaseAsync(), ("Log:SharedAccount", "ledger"));
        _agreements.Record(Agreement);
        await Hearing(audit).HandleAsync(_agreements.Page(1, 1), Sent("agreements", "agreements"), Ct);
        _agreements.Record(Agreement);
        await Hearing(audit).HandleAsync(_agreements.Page(2, 2), Sent("agreements", "ledger"), Ct);
        await Assert.ThrowsAsync<ForgedPageException>(() => Hearing(audit).HandleAsync(_agreements.All, Sent("agreements", "risks"), Ct));
        Assert.Equal([1, 2], await audit.Database.ReadAsync<long>("select source_no from audit_log order by 1"));
    }

    private static WhenAuditPage Hearing(RunningAudit audit) => new(audit.Log, audit.Service<PageSenders>());

    private static DeliveryContext Sent(string sender, string? account) => new("audit.audit-page.v1", new FactHeaders(
        Guid.CreateVersion7(), "", sender, 1, Guid.CreateVersion7(), "", Agreement, 1, DateTimeOffset.UnixEpoch, "lin", null)) { Account = account };

    // An agreement, a contribution under it, and a run that settles it for two parties.
    private async Task<RunningAudit> FilledAsync()
    {
        var audit = await RunningAudit.StartAsync(server);
        _agreements.Record(Agreement, "agreement_drafted.v1");
        var activated = _agreements.Record(Agreement, "agreement_activated.v1");
        _contributions.Record(Contribution, "contribution_registered.v1", payload: new JsonObject
        {
            ["agreement"] = activated.Cited, ["reference"] = "E1-machine",
            ["title"] = new JsonObject { ["en"] = "Machine", ["zh"] = "机器" },
            ["by"] = new JsonObject { ["person"] = "lin", ["organisation"] = "E1" },
        });
        var verified = _contributions.Record(Contribution, "contribution_verified.v1");
        _distribution.Record(Run, "run_settled.v1", payload: new JsonObject
        {
            ["lines"] = new JsonArray(
                new JsonObject { ["party"] = "E1", ["contribution"] = verified.Cited },
                new JsonObject { ["party"] = "E2", ["agreement"] = activated.Cited }),
        });
        foreach (var page in new AuditPage[] { _agreements.All, _contributions.All, _distribution.All }) await audit.Log.AppendAsync(page, Ct);
        return audit;
    }

    private static async Task<JsonElement> JsonAsync(HttpClient client, string address)
    {
        var answer = await client.GetAsync(address, Ct);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Ct)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    private static async Task<List<int>> IndexesAsync(HttpClient client, string address) =>
        [.. (await JsonAsync(client, address)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("index").GetInt32())];

    private static async Task<string> NotFoundAsync(HttpClient client, string address)
    {
        var answer = await client.GetAsync(address, Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!.AsObject();
        problem.Remove("traceId");
        return problem.ToJsonString();
    }

    private static async Task<T> EventuallyAsync<T>(Func<Task<T>> read, Func<T, bool> holds)
    {
        for (var attempt = 0; ; attempt++)
        {
            var value = await read();
            if (holds(value) || attempt == 100) return value;
            await Task.Delay(50, Ct);
        }
    }
}
