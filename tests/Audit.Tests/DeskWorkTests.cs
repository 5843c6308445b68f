using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Audit.Tests.Running;
using Ledger.ServiceDefaults.Access;
using static Ledger.Audit.Tests.Running.DeskCalls;

namespace Ledger.Audit.Tests;

/// <summary>
/// Audit work behind HTTP: findings and samples are open to a regulator as the log is, under a standing grant and on record; reports see
/// duties and dealings of every service.
/// </summary>
public sealed class DeskWorkTests(EmptyAudit shared) : IClassFixture<EmptyAudit>
{
    private static readonly DateOnly Due = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(10);

    [Fact]
    public async Task Findings_of_a_case_are_read_under_its_grant_and_each_reading_is_on_record()
    {
        const string Consortium = "cases";
        var audit = await shared.AuditAsync();
        await RuledAsync(audit, Consortium, "own-office");
        var grant = await GrantedAsync(audit, Consortium, "c1", "wei-office");
        using var own = audit.As("own", Consortium, Roles.Regulator);
        using var wei = audit.As("wei", Consortium, Roles.Regulator);
        using var fan = audit.As("fan", Consortium, Roles.Regulator);
        using var admin = audit.As("ma", Consortium, Roles.Administrator);
        await SendAsync(wei, "audit/findings", Raised("F-1", "c1", "lin-office"));
        await SendAsync(own, "audit/findings", Raised("F-2", "c2", "fan-office"));
        Assert.Equal("grant.none", await RefusedAsync(wei, "audit/findings", Raised("F-3", "c2", "lin-office")));

        Assert.Equal(["F-1", "F-2"], await FoundAsync(own, "audit/findings"));
        Assert.Equal(["F-2"], await FoundAsync(own, "audit/findings?case=c2"));
        Assert.Equal(["F-1", "F-2"], await FoundAsync(admin, "audit/findings"));
        Assert.Equal(["F-1"], await FoundAsync(wei, "audit/findings?case=c1"));
        Assert.Empty(await FoundAsync(wei, "audit/findings?case=c1&party=fan-office"));
        Assert.Equal((403, "grant.case-missing", null), await ProblemAsync(wei, "audit/findings"));
        Assert.Equal((403, "grant.none", null), await ProblemAsync(wei, "audit/findings?case=c2"));
        Assert.Equal((403, "grant.none", null), await ProblemAsync(fan, "audit/findings?case=c1"));
        // What his own organisation must answer he reads as the one concerned; that is no reading of others.
        Assert.Equal(["F-2"], await FoundAsync(fan, "audit/findings?own=true"));
        await SendAsync(admin, $"audit/grants/{grant}/revocation", new { reason = "Finished" });
        Assert.Equal((403, "grant.revoked", null), await ProblemAsync(wei, "audit/findings?case=c1"));

        var report = await EventuallyAsync(() => JsonAsync(admin, "audit/reports/access"), found => found.GetProperty("readings").GetInt32() == 8 && found.GetProperty("unanswered").GetInt32() == 0);
        Assert.Equal((8, 4), (report.GetProperty("readings").GetInt32(), report.GetProperty("refused").GetInt32()));
        Assert.All(report.GetProperty("groups").EnumerateArray(), group => Assert.Equal("findings", group.GetProperty("resource").GetString()));
    }

    [Fact]
    public async Task A_regulator_judges_a_finding_only_under_the_standing_grant_of_its_case()
    {
        const string Consortium = "judged";
        var audit = await shared.AuditAsync();
        await RuledAsync(audit, Consortium, "own-office");
        var grant = await GrantedAsync(audit, Consortium, "c1", "wei-office");
        await GrantedAsync(audit, Consortium, "c2", "fan-office");
        using var own = audit.As("own", Consortium, Roles.Regulator);
        using var wei = audit.As("wei", Consortium, Roles.Regulator);
        using var fan = audit.As("fan", Consortium, Roles.Regulator);
        using var admin = audit.As("ma", Consortium, Roles.Administrator);
        var id = (await SendAsync(own, "audit/findings", Raised("F-1", "c1", "lin-office"))).GetProperty("id").GetGuid();
        await SendAsync(audit.As("lin", Consortium, Roles.Contributor), $"audit/findings/{id}/answers", new { response = "Corrected." });

        foreach (var (act, body) in Judgements())
        {
            // Who never had the case learns no more than of a finding that does not exist.
            Assert.Equal("finding.unknown", await RefusedAsync(fan, $"audit/findings/{id}/{act}", body));
        }

        await SendAsync(wei, $"audit/findings/{id}/return", new { reason = "No paper.", due = Due });
        await SendAsync(wei, $"audit/findings/{id}/due", new { reason = "Holidays.", due = Due.AddDays(2) });
        await SendAsync(audit.As("lin", Consortium, Roles.Contributor), $"audit/findings/{id}/answers", new { response = "Here." });
        await SendAsync(wei, $"audit/grants/{grant}/revocation", new { reason = "Finished" });
        foreach (var (act, body) in Judgements()) Assert.Equal("grant.revoked", await RefusedAsync(wei, $"audit/findings/{id}/{act}", body));
        await SendAsync(admin, $"audit/findings/{id}/closing", new { conclusion = "Shown." });
    }

    [Fact]
    public async Task A_grant_for_one_party_reaches_findings_about_it_alone()
    {
        const string Consortium = "narrow";
        var audit = await shared.AuditAsync();
        await RuledAsync(audit, Consortium);
        await GrantedAsync(audit, Consortium, "c1", "wei-office", "lin-office");
        using var wei = audit.As("wei", Consortium, Roles.Regulator);
        using var admin = audit.As("ma", Consortium, Roles.Administrator);
        var other = (await SendAsync(admin, "audit/findings", Raised("F-1", "c1", "wu-office"))).GetProperty("id").GetGuid();
        await SendAsync(wei, "audit/findings", Raised("F-2", "c1", "lin-office"));
        Assert.Equal("grant.out-of-scope", await RefusedAsync(wei, "audit/findings", Raised("F-3", "c1", "wu-office")));
        Assert.Equal("grant.out-of-scope", await RefusedAsync(wei, $"audit/findings/{other}/due", new { reason = "x", due = Due }));
        Assert.Equal((403, "grant.out-of-scope", "party"), await ProblemAsync(wei, "audit/findings?case=c1"));
        Assert.Equal(["F-2"], await FoundAsync(wei, "audit/findings?case=c1&party=lin-office"));
        // What is of the whole consortium, samples among it, is not in such a grant.
        Assert.Equal((403, "grant.out-of-scope", null), await ProblemAsync(wei, "audit/samples?case=c1"));
    }

    [Fact]
    public async Task Samples_are_listed_by_case_and_under_a_grant_those_of_its_case_only()
    {
        const string Consortium = "samples";
        var audit = await shared.AuditAsync();
        var made = new SendingService($"made-{Consortium}");
        for (var i = 1; i <= 3; i++)
        {
            made.Record(Guid.CreateVersion7(), "value_accepted.v1", Consortium, new JsonObject
            {
                ["party"] = "E1", ["accepted"] = new JsonObject { ["amount"] = $"{i}00.00", ["currency"] = "CNY" },
            });
        }

        await audit.Log.AppendAsync(made.All, TestContext.Current.CancellationToken);
        await RuledAsync(audit, Consortium, "own-office");
        await GrantedAsync(audit, Consortium, "c1", "wei-office");
        using var own = audit.As("own", Consortium, Roles.Regulator);
        using var wei = audit.As("wei", Consortium, Roles.Regulator);
        await SendAsync(wei, "audit/samples", Sample("S-1", "c1"));
        var other = (await SendAsync(own, "audit/samples", Sample("S-2", "c2"))).GetProperty("id").GetGuid();

        Assert.Equal(["S-1", "S-2"], await ReferencesAsync(own, "audit/samples"));
        Assert.Equal(["S-2"], await ReferencesAsync(own, "audit/samples?case=c2"));
        Assert.Equal(["S-1"], await ReferencesAsync(wei, "audit/samples?case=c1"));
        Assert.Equal((403, "grant.case-missing", null), await ProblemAsync(wei, "audit/samples"));
        Assert.Equal((404, "not-found", null), await ProblemAsync(wei, $"audit/samples/{other}?case=c1"));
        Assert.Equal((400, "request.malformed", "after"), await ProblemAsync(own, "audit/samples?after=x"));
        using var member = audit.As("lin", Consortium, Roles.Contributor);
        var listed = (await JsonAsync(member, "audit/samples")).GetProperty("items").EnumerateArray().First(item => item.GetProperty("reference").GetString() == "S-1");
        Assert.Equal((3, "600.00"), (listed.GetProperty("totals").GetProperty("count").GetInt32(), listed.GetProperty("totals").GetProperty("total").GetProperty("amount").GetString()));
        using var admin = audit.As("ma", Consortium, Roles.Administrator);
        // All six questions of the two, the refused ones too.
        var report = await EventuallyAsync(() => JsonAsync(admin, "audit/reports/access"), found => found.GetProperty("readings").GetInt32() == 6 && found.GetProperty("unanswered").GetInt32() == 0);
        Assert.Equal((6, 3), (report.GetProperty("readings").GetInt32(), report.GetProperty("refused").GetInt32()));
    }

    // Nine entries of a million characters each: more than a page of entries may hold, and little for a report.
    [Fact]
    public async Task Gaps_are_looked_for_in_more_text_than_a_page_holds()
    {
        const string Consortium = "gaps";
        var audit = await shared.AuditAsync();
        var made = new SendingService($"made-{Consortium}");
        var length = (AuditLimits.EntriesCharacters / 8) + 1;
        foreach (var no in new[] { 1, 2, 3, 4, 6, 7, 8, 9, 10 })
        {
            made.Record(Guid.CreateVersion7(), "journal_entry_posted.v1", Consortium, new JsonObject
            {
                ["no"] = no, ["amount"] = new JsonObject { ["amount"] = "1.00", ["currency"] = "CNY" }, ["file"] = new string('x', length),
            });
        }

        for (var no = 1; no <= 9; no++) await audit.Log.AppendAsync(made.Page(no, no), TestContext.Current.CancellationToken);
        using var auditor = audit.As("own", Consortium, Roles.Regulator);
        var checks = await JsonAsync(auditor, "audit/reports/checks?kind=journal_entry_posted.v1&path=amount&currency=CNY&number=no");
        var series = Assert.Single(checks.GetProperty("checks").GetProperty("value").GetProperty("series").EnumerateArray());
        var gap = Assert.Single(series.GetProperty("missing").EnumerateArray());
        Assert.Equal((5, 5), (gap.GetProperty("first").GetInt32(), gap.GetProperty("last").GetInt32()));
    }

    [Fact]
    public async Task The_rules_say_what_holds_while_there_are_none()
    {
        const string Consortium = "unruled";
        var audit = await shared.AuditAsync();
        using var open = audit.As("ma", Consortium, Roles.Administrator);
        Assert.True((await JsonAsync(open, "audit/desk-rules")).GetProperty("openWithoutRules").GetBoolean());
        await using var elsewhere = await RunningAudit.StartAsync(audit.Database, ("Desk:OpenWithoutRules", null));
        using var closed = elsewhere.As("ma", Consortium, Roles.Administrator);
        Assert.False((await JsonAsync(closed, "audit/desk-rules")).GetProperty("openWithoutRules").GetBoolean());
        await RuledAsync(audit, Consortium, "own-office");
        var ruled = await JsonAsync(open, "audit/desk-rules");
        Assert.False(ruled.GetProperty("openWithoutRules").GetBoolean());
        Assert.Equal(["own-office"], ruled.GetProperty("standing").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task Duties_of_every_service_are_compared_round_by_round()
    {
        const string Consortium = "duties";
        var audit = await shared.AuditAsync();
        var made = new SendingService($"made-{Consortium}");
        var (account, register, held, loss, grant) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        // One account approved by who registered it; the other digest of the same account by somebody else.
        var own = Made(account, "bank_account_registered.v1", "ma", ("party", "E1"), ("digest", "one"));
        var approved = Made(account, "bank_account_approved.v1", "ma", ("digest", "one"));
        Made(account, "bank_account_registered.v1", "zhao", ("party", "E1"), ("digest", "two"));
        Made(account, "bank_account_approved.v1", "ma", ("digest", "two"));
        // Two persons who change places in one register check each other.
        foreach (var (first, second, file) in new[] { ("ma", "zhao", "f1"), ("zhao", "ma", "f2") })
        {
            Made(register, "erasure_requested.v1", first, ("sha256", file));
            Made(register, "erasure_ordered.v1", second, ("sha256", file));
        }

        // Makers of a run are named by what holds its disputed line back.
        made.Record(held, "suspense_held.v1", Consortium, new JsonObject { ["objector"] = "E2", ["makers"] = new JsonArray("sun", "qian") });
        var decided = Made(held, "suspense_decided.v1", "qian");
        // Who measured takes his organisation's own dispute back: no decision. Another dispute he may not settle.
        Made(loss, "loss_measured.v1", "wu");
        Made(loss, "loss_dispute_settled.v1", "wu", ("outcome", "withdrawn"));
        var settled = Made(loss, "loss_dispute_settled.v1", "wu", ("outcome", "dismissed"));
        // A grant proposed anew by the other of the two.
        foreach (var (first, second, reason) in new[] { ("ma", "zhao", "r1"), ("zhao", "ma", "r2") })
        {
            var proposed = Made(grant, "grant_proposed.v1", first, ("reason", reason));
            Made(grant, "grant_issued.v1", second, ("proposalHash", proposed.PayloadHash));
        }

        await audit.Log.AppendAsync(made.All, TestContext.Current.CancellationToken);
        using var auditor = audit.As("own", Consortium, Roles.Regulator);
        var result = (await JsonAsync(auditor, "audit/reports/duties")).GetProperty("result").GetProperty("value");
        Assert.Equal(
            new[] { (own.Event, approved.Event, "ma"), (made.Sent.Single(sent => sent.Stream == held && sent != decided).Event, decided.Event, "qian"), (made.Sent.First(sent => sent.Stream == loss).Event, settled.Event, "wu") }.Order(),
            result.GetProperty("conflicts").EnumerateArray().Select(conflict => (
                conflict.GetProperty("made").GetGuid(), conflict.GetProperty("checked").GetGuid(), conflict.GetProperty("person").GetString()!)).Order());
        Assert.All(result.GetProperty("conflicts").EnumerateArray(), conflict => Assert.True(Guid.TryParse(conflict.GetProperty("thing").GetString()![..36], out _)));

        SentEvent Made(Guid stream, string kind, string person, params (string Name, string Value)[] said)
        {
            var payload = new JsonObject { ["by"] = new JsonObject { ["person"] = person, ["organisation"] = $"{person}-office" } };
            foreach (var (name, value) in said) payload[name] = value;
            return made.Record(stream, kind, Consortium, payload);
        }
    }

    [Fact]
    public async Task Dealings_with_related_parties_are_seen_in_every_service()
    {
        const string Consortium = "related";
        var audit = await shared.AuditAsync();
        var made = new SendingService($"made-{Consortium}");
        made.Record(Guid.CreateVersion7(), "control_declared.v1", Consortium, new JsonObject { ["controller"] = "S", ["controlled"] = "E1" });
        made.Record(Guid.CreateVersion7(), "tie_declared.v1", Consortium, new JsonObject { ["person"] = "zhao", ["organisation"] = "SUP" });
        var account = Guid.CreateVersion7();
        made.Record(account, "bank_account_registered.v1", Consortium, By("lin", "E1", new JsonObject { ["party"] = "E1" }));
        // The approval names nobody: whose account it is stands at the stream's beginning.
        var approval = made.Record(account, "bank_account_approved.v1", Consortium, By("ma", "S", []));
        // A valuer registers a quotation of a supplier to which he himself is tied; his organisation is not.
        var evidence = made.Record(Guid.CreateVersion7(), "market_evidence_registered.v1", Consortium, By("zhao", "VAL", new JsonObject { ["said"] = new JsonObject { ["source"] = "SUP" } }));
        // Who pays whom is no day, and a day no organisation.
        var call = made.Record(Guid.CreateVersion7(), "reserve_replenishment_called.v1", Consortium, By("sun", "S", new JsonObject
        {
            ["payments"] = new JsonArray(new JsonObject { ["from"] = "E1", ["to"] = "2025-01-01" }), ["result"] = new JsonObject { ["party"] = "E1" },
        }));
        made.Record(Guid.CreateVersion7(), "value_accepted.v1", Consortium, By("zhao", "VAL", new JsonObject { ["party"] = "E2" }));
        await audit.Log.AppendAsync(made.All, TestContext.Current.CancellationToken);
        using var auditor = audit.As("own", Consortium, Roles.Regulator);
        var result = (await JsonAsync(auditor, "audit/reports/related-parties")).GetProperty("result").GetProperty("value");
        Assert.Equal(
            new[] { (approval.Event, "S – E1"), (evidence.Event, "zhao – SUP"), (call.Event, "S – E1") }.Order(),
            result.GetProperty("related").EnumerateArray().Select(deal => (
                deal.GetProperty("id").GetGuid(), string.Join(" – ", deal.GetProperty("path").EnumerateArray().Select(step => step.GetString())))).Order());

        static JsonObject By(string person, string organisation, JsonObject payload)
        {
            payload["by"] = new JsonObject { ["person"] = person, ["organisation"] = organisation };
            return payload;
        }
    }

    // Other services answer regulators themselves; their readings stand in the same list and report.
    [Fact]
    public async Task Readings_of_the_other_services_stand_beside_those_of_the_log()
    {
        const string Consortium = "elsewhere";
        var audit = await shared.AuditAsync();
        var made = new SendingService($"made-{Consortium}");
        var (answered, broken) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var stream in new[] { answered, broken })
        {
            made.Record(stream, "record_read.v1", Consortium, new JsonObject
            {
                ["resource"] = "distribution/journal", ["query"] = new JsonObject { ["agreement"] = "taihu-2025" }, ["case"] = "c1", ["queryHash"] = new string('a', 64),
                ["by"] = new JsonObject { ["person"] = "li", ["organisation"] = "REG" }, ["at"] = "2025-03-02T08:00:00.000000Z", ["concerns"] = new JsonArray("*"),
            });
        }

        made.Record(answered, "record_read_answered.v1", Consortium, new JsonObject { ["status"] = 200, ["count"] = 7, ["resultHash"] = new string('b', 64), ["at"] = "2025-03-02T08:00:01.000000Z" });
        await audit.Log.AppendAsync(made.All, TestContext.Current.CancellationToken);
        using var member = audit.As("lin", Consortium, Roles.Contributor);
        var seen = (await JsonAsync(member, "audit/readings")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(2, seen.Count);
        Assert.Equal(("distribution/journal", "li", 7), (seen[1].GetProperty("resource").GetString(), seen[1].GetProperty("by").GetProperty("person").GetString(), seen[1].GetProperty("answer").GetProperty("count").GetInt32()));
        Assert.False(seen[0].TryGetProperty("answer", out _));
        using var admin = audit.As("ma", Consortium, Roles.Administrator);
        var report = await JsonAsync(admin, "audit/reports/access");
        Assert.Equal((2, 1, 7), (report.GetProperty("readings").GetInt32(), report.GetProperty("unanswered").GetInt32(), report.GetProperty("entries").GetInt32()));
    }

    private static object Raised(string reference, string @case, string responsible) => new
    {
        reference, @case, title = new { en = "Late", zh = "迟" }, description = "Late invoice.", severity = "low", responsible, due = Due,
    };

    private static object Sample(string reference, string @case) => new
    {
        reference, @case, kind = "value_accepted.v1", path = "accepted", currency = "CNY", to = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1), plan = "random", seed = "2f", size = 1,
    };

    private static IEnumerable<(string Act, object Body)> Judgements() =>
    [
        ("return", new { reason = "x", due = Due }), ("due", new { reason = "x", due = Due }), ("closing", new { conclusion = "x" }), ("withdrawal", new { reason = "x" }),
    ];

    private static async Task<List<string?>> FoundAsync(HttpClient client, string path) =>
        [.. (await JsonAsync(client, path)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("raised").GetProperty("reference").GetString()).Order(StringComparer.Ordinal)];

    private static async Task<List<string?>> ReferencesAsync(HttpClient client, string path) =>
        [.. (await JsonAsync(client, path)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("reference").GetString()).Order(StringComparer.Ordinal)];
}
