using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Audit.Tests.Running;
using Ledger.Cli.Verify;
using Ledger.ServiceDefaults.Access;
using Ledger.Transparency.Bundles;

namespace Ledger.Audit.Tests;

/// <summary>Evidence bundles as the service gives them: verified without it, by right only, and on record.</summary>
public sealed class EvidenceTests(PostgresServer server)
{
    private static readonly Guid Agreement = Guid.Parse("0198f0a1-0000-7000-8000-0000000000a0");
    private static readonly Guid First = Guid.Parse("0198f0a1-0000-7000-8000-0000000000c1");
    private static readonly Guid Second = Guid.Parse("0198f0a1-0000-7000-8000-0000000000c2");
    private static readonly Guid Run = Guid.Parse("0198f0a1-0000-7000-8000-0000000000e0");

    private readonly SendingService _agreements = new("agreements");
    private readonly SendingService _contributions = new("contributions");
    private readonly SendingService _distribution = new("distribution");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_regulators_bundle_of_a_run_proves_everything_it_rests_on_and_the_reading_is_on_record()
    {
        await using var audit = await FilledAsync();
        using var client = audit.As("jian", roles: Roles.Regulator);
        var verdict = Verify(await client.GetByteArrayAsync($"audit/bundles/{Run}", Ct));

        Assert.Equal((VerdictKind.Verified, 0), (verdict.Kind, verdict.ExitCode));
        var bundle = verdict.Bundle!.Bundle;
        Assert.Equal([new EventReference(_distribution.Sent[0].Event, _distribution.Sent[0].PayloadHash)], bundle.Subjects);
        Assert.Equal([_agreements.Sent[0].Event], bundle.Agreements.Select(agreement => agreement.Event));
        Assert.Equal(["agreements", "contributions", "contributions", "distribution"], verdict.Bundle.Entries.Select(entry => entry.Envelope.Source));
        Assert.Equal(new string('5', 64), Assert.Single(bundle.Attachments).Sha256);
        Assert.Empty(bundle.Withheld);
        Assert.Contains(verdict.NotProven, statement => statement.Code == "open.witnesses");
        Assert.Equal(
            [$"bundle {Run}"], await audit.Database.ReadAsync<string>("select concat(data ->> 'resource', ' ', data -> 'query' ->> 'id') from mt_events where type = 'trail_read.v1'"));
    }

    [Fact]
    public async Task A_member_has_the_bundle_of_its_own_side_and_what_concerns_others_is_withheld()
    {
        await using var audit = await FilledAsync();
        using var client = audit.As("lin", roles: Roles.Contributor);
        var verdict = Verify(await client.GetByteArrayAsync($"audit/bundles/{_distribution.Sent[0].Event}?party=lin-office", Ct));
        Assert.Equal(VerdictKind.Verified, verdict.Kind);
        Assert.Equal(
            [new EventReference(_contributions.Sent[1].Event, _contributions.Sent[1].PayloadHash)], verdict.Bundle!.Bundle.Withheld);
    }

    [Fact]
    public async Task A_member_does_not_have_the_whole_or_anothers_side()
    {
        await using var audit = await FilledAsync();
        using var client = audit.As("lin", roles: Roles.FinanceOfficer);
        foreach (var query in new[] { "", "?party=other-office" })
        {
            var answer = await client.GetAsync($"audit/bundles/{Run}{query}", Ct);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Equal("bundle.other-party", (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task There_is_no_bundle_of_what_another_consortium_recorded()
    {
        await using var audit = await FilledAsync();
        using var client = audit.As("jian", consortium: "dongting", roles: Roles.Regulator);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"audit/bundles/{Run}", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"audit/bundles/{_agreements.Sent[0].Event}", Ct)).StatusCode);
    }

    [Theory]
    [InlineData("update audit_log set canonical = replace(canonical, 'E1-machine', 'E1-machinf')", "entry.payload-differs")]
    [InlineData("update audit_log set envelope = replace(envelope, '08:00:00.000001', '07:00:00.000001') where index = 1", "entry.not-in-log")]
    [InlineData("update audit_log set index = 50 where index = 0; update audit_log set index = 0 where index = 1; update audit_log set index = 1 where index = 50", "entry.not-in-log")]
    [InlineData("update audit_checkpoint set note = replace(note, 'ledger.example/audit ', 'ledger.example/other ')", "checkpoint.not-signed")]
    [InlineData("update audit_checkpoint set note = overlay(note placing 'AAAAAAAA' from length(note) - 20 for 8)", "checkpoint.false-signature")]
    [InlineData("update audit_checkpoint set note = replace(note, E'\\n4\\n', E'\\n5\\n')", "checkpoint.false-signature")]
    public async Task Verify_finds_what_was_changed_in_the_log_before_the_bundle_was_made(string attack, string code)
    {
        var database = await server.DatabaseAsync();
        await using (await FilledAsync(database))
        {
            // Signed; the service stops before the attack, which would keep it from signing again.
        }

        await using var audit = await RunningAudit.StartAsync(database);
        await database.AttackAsync(attack);
        using var client = audit.As("lin", roles: Roles.Contributor);
        var verdict = Verify(await client.GetByteArrayAsync($"audit/bundles/{Run}?party=lin-office", Ct));
        Assert.Equal(VerdictKind.Tampered, verdict.Kind);
        Assert.Contains(verdict.Findings, finding => finding.Code == code);
    }

    private static Verdict Verify(byte[] bundle) => BundleVerifier.Verify(bundle, LogKeys.Policy, Reperformer.Of);

    private async Task<RunningAudit> FilledAsync(LogDatabase? database = null)
    {
        var audit = await RunningAudit.StartAsync(database ?? await server.DatabaseAsync());
        var activated = _agreements.Record(Agreement, "agreement_activated.v1");
        var own = _contributions.Record(First, "contribution_registered.v1", payload: new JsonObject
        {
            ["agreement"] = activated.Cited, ["reference"] = "E1-machine", ["evidence"] = new JsonArray(new JsonObject { ["sha256"] = new string('5', 64) }),
        });
        var other = _contributions.Record(Second, "contribution_registered.v1", payload: new JsonObject { ["agreement"] = activated.Cited });
        _distribution.Record(Run, "run_closed.v1", payload: new JsonObject
        {
            ["lines"] = new JsonArray(
                new JsonObject { ["party"] = "lin-office", ["value"] = own.Cited }, new JsonObject { ["party"] = "other-office", ["value"] = other.Cited }),
        });
        foreach (var service in new[] { _agreements, _contributions, _distribution }) await audit.Log.AppendAsync(service.All, Ct);
        await audit.SealedAsync(4, Ct);
        return audit;
    }
}
