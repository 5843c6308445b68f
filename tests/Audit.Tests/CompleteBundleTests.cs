using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Audit.Heads;
using Ledger.Audit.Tests.Running;
using Ledger.Cli.Fsck;
using Ledger.ServiceDefaults.Access;
using Ledger.Transparency.Bundles;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Audit.Tests;

/// <summary>Everything of a consortium in one bundle: nothing can be left out of it unseen.</summary>
public sealed class CompleteBundleTests(PostgresServer server)
{
    private readonly SendingService _agreements = new("agreements");
    private readonly SendingService _contributions = new("contributions");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_complete_bundle_proves_it_and_a_withheld_entry_is_missed()
    {
        await using var audit = await FilledAsync();
        using var client = audit.As("jian", roles: Roles.Regulator);
        var bytes = await client.GetByteArrayAsync("audit/bundles/complete", Ct);
        var verdict = BundleVerifier.Verify(bytes, LogKeys.Policy);
        Assert.Empty(verdict.Findings);
        Assert.Contains(verdict.Proven, said => said.Code == "proven.complete");
        var bundle = verdict.Bundle!.Bundle;
        Assert.Equal(
            _agreements.Sent.Concat(_contributions.Sent).Select(sent => sent.Event).Order(),
            verdict.Bundle.Entries.Where(entry => entry.Envelope.Source != "audit").Select(entry => entry.Envelope.Event).Order());
        // Of the count, only this consortium's part is opened.
        Assert.Single(bundle.Head!.Openings);
        Assert.DoesNotContain("dongting", System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);

        foreach (var left in bundle.Entries)
        {
            var subject = verdict.Bundle.Entries.First(entry => entry.Index != left.Index).Envelope;
            var shorter = bundle with
            {
                Entries = [.. bundle.Entries.Where(entry => entry != left)], Agreements = [], Subjects = [new EventReference(subject.Event, subject.PayloadHash)],
            };
            var withheld = BundleVerifier.Verify(shorter.ToBytes(), LogKeys.Policy);
            Assert.Equal((VerdictKind.Incomplete, 2), (withheld.Kind, withheld.ExitCode));
            Assert.Contains(withheld.Findings, finding => finding.Code == "head.entry-missing");
        }

        // A bundle of one matter holds the count too, and does not claim what it cannot.
        var matter = BundleVerifier.Verify(await client.GetByteArrayAsync($"audit/bundles/{_contributions.Sent[0].Event}", Ct), LogKeys.Policy);
        Assert.Equal(VerdictKind.Verified, matter.Kind);
        Assert.NotNull(matter.Bundle!.Bundle.Head);
        Assert.Contains(matter.NotProven, said => said.Code == "open.complete");

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("audit/bundles/complete?asOf=2020-01-01", Ct)).StatusCode);
        Assert.Equal("bundle.not-counted", await CodeAsync(await client.GetAsync("audit/bundles/complete?asOf=2020-01-01", Ct)));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("audit/bundles/complete?asOf=yesterday", Ct)).StatusCode);
        using var member = audit.As("lin", roles: Roles.FinanceOfficer);
        Assert.Equal("bundle.regulators-only", await CodeAsync(await member.GetAsync("audit/bundles/complete", Ct)));
        using var elsewhere = audit.As("jian", consortium: "nowhere", roles: Roles.Regulator);
        // His question itself may be in the log of that consortium before it is answered, and no count of that day is.
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.GetAsync("audit/bundles/complete?asOf=2020-01-01", Ct)).StatusCode);
    }

    [Fact]
    public async Task The_bundle_of_a_period_proves_that_nothing_between_two_counts_is_left_out()
    {
        await using var audit = await FilledAsync();
        await CountedAsync(audit, 1);
        // What follows rests on what came before.
        _contributions.Record(
            _contributions.Sent[0].Stream, "contribution_verified.v1", payload: new System.Text.Json.Nodes.JsonObject { ["contribution"] = _contributions.Sent[0].Cited });
        _agreements.Record(Guid.CreateVersion7(), "agreement_proposed.v1");
        await audit.Log.AppendAsync(_contributions.Page(3, 3), Ct);
        await audit.Log.AppendAsync(_agreements.Page(2, 2), Ct);
        await CountedAsync(audit, 2);
        var counts = await audit.Database.ReadAsync<long>("select size from audit_head where tenant_id = 'taihu' order by size");
        using var client = audit.As("jian", roles: Roles.Regulator);
        var bytes = await client.GetByteArrayAsync($"audit/bundles/complete?from={counts[0]}&to={counts[1]}", Ct);
        var verdict = BundleVerifier.Verify(bytes, LogKeys.Policy);
        Assert.Empty(verdict.Findings);
        Assert.Contains(verdict.Proven, said => said.Code == "proven.complete-between");
        var bundle = verdict.Bundle!.Bundle;
        // The two new entries, with the contribution and the agreement that they rest on; not the other contribution.
        Assert.Equal(
            new[] { _agreements.Sent[0], _contributions.Sent[0], _contributions.Sent[2], _agreements.Sent[1] }.Select(sent => sent.Event),
            verdict.Bundle.Entries.Select(entry => entry.Envelope.Event));
        Assert.Empty(bundle.Withheld);

        foreach (var left in bundle.Entries.Where(entry => entry.Index >= counts[0]))
        {
            var subject = verdict.Bundle.Entries.First(entry => entry.Index != left.Index).Envelope;
            var shorter = bundle with { Entries = [.. bundle.Entries.Where(entry => entry != left)], Subjects = [new EventReference(subject.Event, subject.PayloadHash)] };
            Assert.Equal(2, BundleVerifier.Verify(shorter.ToBytes(), LogKeys.Policy).ExitCode);
            var changed = bundle with
            {
                Entries = [.. bundle.Entries.Select(entry => entry == left ? entry with { Payload = $"{entry.Payload![..^2]}!{entry.Payload[^1..]}" } : entry)],
            };
            Assert.NotEqual(0, BundleVerifier.Verify(changed.ToBytes(), LogKeys.Policy).ExitCode);
        }

        bytes[bytes.AsSpan().IndexOf("agreement_proposed"u8)] ^= 3;
        Assert.Equal(1, BundleVerifier.Verify(bytes, LogKeys.Policy).ExitCode);

        // Up to now, and from the count of a day; reading is in the log too.
        foreach (var period in new[] { $"from={counts[0]}", "to=2100-01-01", $"to={counts[0]}" })
            Assert.Equal(0, BundleVerifier.Verify(await client.GetByteArrayAsync($"audit/bundles/complete?{period}", Ct), LogKeys.Policy).ExitCode);
        foreach (var (asked, status, code, field) in new[]
        {
            ($"from={counts[0] + 1}&to={counts[1]}", HttpStatusCode.NotFound, "bundle.not-counted", "from"),
            ($"from={counts[0]}&to={counts[1] + 1000}", HttpStatusCode.NotFound, "bundle.not-counted", "to"),
            ("from=2020-01-01", HttpStatusCode.NotFound, "bundle.not-counted", "from"),
            ($"from={counts[1]}&to={counts[1]}", HttpStatusCode.UnprocessableEntity, "bundle.period-empty", "from"),
            ($"from={counts[1]}&to={counts[0]}", HttpStatusCode.UnprocessableEntity, "bundle.period-empty", "from"),
            ("from=0", HttpStatusCode.BadRequest, "request.malformed", "from"),
            ("to=soon", HttpStatusCode.BadRequest, "request.malformed", "to"),
            ("to=5&asOf=2025-01-01", HttpStatusCode.BadRequest, "request.malformed", "to"),
        })
        {
            var refused = await client.GetAsync($"audit/bundles/complete?{asked}", Ct);
            var said = await refused.Content.ReadFromJsonAsync<JsonElement>(Ct);
            Assert.Equal((asked, status, code, field), (asked, refused.StatusCode, said.GetProperty("code").GetString(), said.GetProperty("field").GetString()));
        }
    }

    [Fact]
    public async Task A_day_that_has_ended_is_counted_once_whichever_process_counts()
    {
        await using var audit = await FilledAsync();
        var today = Keeper(audit, 0);
        await today.CountAsync(Ct);
        Assert.Empty(await audit.Database.ReadAsync<Guid>("select stream_id from audit_head"));
        await Task.WhenAll(Keeper(audit, 1).CountAsync(Ct), Keeper(audit, 1).CountAsync(Ct));
        await Keeper(audit, 1).CountAsync(Ct);
        Assert.Equal(["dongting", "taihu"], await audit.Database.ReadAsync<string>("select tenant_id from audit_head order by 1"));
        Assert.Single(await audit.Database.ReadAsync<Guid>("select id from mt_events where type = 'tenant_heads.v1'"));
        // The count itself calls for no other count the day after.
        await Keeper(audit, 2).CountAsync(Ct);
        Assert.Single(await audit.Database.ReadAsync<Guid>("select id from mt_events where type = 'tenant_heads.v1'"));
    }

    // A crash between keeping the openings and recording the fact: the next attempt makes the fact of the same openings.
    [Fact]
    public async Task A_count_that_was_interrupted_is_finished()
    {
        await using var audit = await FilledAsync();
        await Keeper(audit, 1).CountAsync(Ct);
        var kept = await audit.Database.ReadAsync<string>("select disclosure from audit_head order by 1");
        await audit.Database.AttackAsync("delete from mt_streams where tenant_id = 'platform'; delete from mt_events where tenant_id = 'platform'");
        await Keeper(audit, 1).CountAsync(Ct);
        var stream = Assert.Single(await audit.Database.ReadAsync<Guid>("select distinct stream_id from audit_head"));
        await audit.Service<HeadCounts>().RecordAsync(stream, DateOnly.MaxValue, Ct);
        Assert.Equal(kept, await audit.Database.ReadAsync<string>("select disclosure from audit_head order by 1"));
        Assert.Single(await audit.Database.ReadAsync<Guid>("select id from mt_events where type = 'tenant_heads.v1'"));
    }

    [Fact]
    public async Task Fsck_counts_anew()
    {
        var database = await server.DatabaseAsync();
        await using (var audit = await FilledAsync(database))
        {
            await Keeper(audit, 1).CountAsync(Ct);
            while ((await database.ReadAsync<long>("select count(*) from audit_log where event_type = 'tenant_heads.v1'"))[0] == 0) await Task.Delay(20, Ct);
        }

        Assert.Empty((await CheckAsync(database)).Problems);
        await database.CloseAsync();
        Npgsql.NpgsqlConnection.ClearAllPools();
        foreach (var (attack, code) in new[]
        {
            ("update audit_head set size = size - 1", "head.count-differs"),
            ("delete from audit_head where tenant_id = 'dongting'", "head.count-differs"),
            ("update audit_head set disclosure = (select h.disclosure from audit_head h where h.tenant_id = 'dongting')", "head.opening-differs"),
            ("update audit_head set disclosure = 'x' || disclosure", "head.opening-differs"),
        })
        {
            var copy = await server.CopyAsync(database);
            await copy.AttackAsync(attack);
            Assert.Contains((await CheckAsync(copy)).Problems, problem => problem.Code == code);
        }
    }

    private static Task<FsckReport> CheckAsync(LogDatabase database) => Checker.RunAsync(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["audit"] = database.All }, LogKeys.Policy, null, _ => { }, Ct);

    private static async Task CountedAsync(RunningAudit audit, int counts)
    {
        await audit.Service<HeadCounts>().RecordAsync(Guid.CreateVersion7(), new DateOnly(2025, 3, 2), Ct);
        while ((await audit.Database.ReadAsync<long>("select count(*) from audit_log where event_type = 'tenant_heads.v1'"))[0] < counts) await Task.Delay(20, Ct);
        await audit.SealedAsync((await audit.Database.ReadAsync<long>("select size from audit_tree"))[0], Ct);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString();

    private static HeadKeeper Keeper(RunningAudit audit, int days) =>
        new(audit.Service<HeadCounts>(), audit.Database.App, new Later(TimeSpan.FromDays(days)), NullLogger<HeadKeeper>.Instance);

    private async Task<RunningAudit> FilledAsync(LogDatabase? database = null)
    {
        var audit = await RunningAudit.StartAsync(database ?? await server.DatabaseAsync());
        var activated = _agreements.Record(Guid.CreateVersion7(), "agreement_activated.v1");
        for (var i = 0; i < 2; i++)
            _contributions.Record(Guid.CreateVersion7(), "contribution_registered.v1", payload: new System.Text.Json.Nodes.JsonObject { ["agreement"] = activated.Cited });
        foreach (var service in new[] { _agreements, _contributions }) await audit.Log.AppendAsync(service.All, Ct);
        var other = new SendingService("risks");
        other.Record(Guid.CreateVersion7(), tenant: "dongting");
        await audit.Log.AppendAsync(other.All, Ct);
        await audit.SealedAsync(4, Ct);
        return audit;
    }

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
