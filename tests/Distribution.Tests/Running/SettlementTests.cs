using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Tests;
using Ledger.Tests.Running;
using static Ledger.Distribution.Tests.Running.SampleJourney;

namespace Ledger.Distribution.Tests.Running;

/// <summary>Runs and settlements by several people at once, on a real PostgreSQL.</summary>
public sealed class SettlementTests(RunningDistribution running)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_clients_settling_one_pool_give_one_settlement()
    {
        var journey = new SampleJourney(running, "twenty");
        await journey.BeginAsync();
        var (run, hash) = await journey.ProposeAsync(await journey.DeclareAsync());
        await journey.NobodyObjectsAsync(run, hash, "E1", "E2", "S");
        using var approver = await journey.ApproverAsync();
        await DoneAsync(approver, $"runs/{run}/approval", new { ProposalHash = hash }, 5);
        using var officer = await journey.OfficerAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ServiceUnderTest.SendAsync(officer, $"runs/{run}/settlement", new { }, 6)));
        // One of them did it. Whoever read before it was committed meets its pool, whoever read after it, even in the midst of it, a newer version.
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Contains(answer.Body.GetProperty("code").GetString(), new[] { "version.stale", "pool.settled" }));

        var journal = await officer.GetFromJsonAsync<JsonElement>("journal?book=cash", Ct);
        Assert.Equal(["benefits-shared", "pool-declared"], journal.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()).Order());
        // Sample A, step 4, without its losses.
        var payables = await officer.GetFromJsonAsync<JsonElement>($"payables?agreement={TaihuAgreement.Id}", Ct);
        Assert.Equal(
            [("E1", run, "252995.31"), ("E2", run, "90169.08"), ("S", run, "196835.61")],
            payables.EnumerateArray().Select(row => (row.GetProperty("party").GetString()!, row.GetProperty("runId").GetString()!, row.GetProperty("amount").GetProperty("amount").GetString()!)));
        Assert.Equal("-60000.00", await journey.BalanceAsync("cash:reserve"));
        Assert.Equal("0.00", await journey.BalanceAsync("cash:pool:2025"));
        Assert.Null(await journey.BalanceAsync("cash:reserve", "&on=2024-12-31"));
        var lines = await officer.GetFromJsonAsync<JsonElement>($"accounts/cash:party:E1:payable/lines?agreement={TaihuAgreement.Id}", Ct);
        Assert.Equal("-252995.31", Assert.Single(lines.GetProperty("items").EnumerateArray()).GetProperty("balance").GetProperty("amount").GetString());
    }

    [Fact]
    public async Task Of_two_runs_that_race_one_is_proposed()
    {
        var journey = new SampleJourney(running, "racing");
        await journey.BeginAsync();
        var pool = await journey.DeclareAsync();
        using var officer = await journey.OfficerAsync();
        var runs = await Task.WhenAll(DoneAsync(officer, "runs", new { Pool = pool }), DoneAsync(officer, "runs", new { Pool = pool }));
        Assert.NotEqual(runs[0], runs[1]);
        var proposals = await Task.WhenAll(runs.Select(run => ServiceUnderTest.SendAsync(officer, $"runs/{run}/proposal", new { }, 1)));
        Assert.Equal([200, 409], proposals.Select(answer => answer.Status).Order());
        Assert.Equal("run.other-proposed", proposals.Single(answer => answer.Status == 409).Body.GetProperty("code").GetString());
        var difference = await officer.GetFromJsonAsync<JsonElement>($"runs/{runs.Max()}/difference", Ct);
        Assert.All(difference.GetProperty("parties").EnumerateArray(), party => Assert.True(
            difference.GetProperty("beforeNo").ValueKind == JsonValueKind.Undefined || party.GetProperty("share").GetProperty("difference").GetProperty("amount").GetString() == "0.00"));
    }

    [Fact]
    public async Task A_value_replaced_before_the_settlement_voids_the_proposal_and_changes_the_next_computation()
    {
        var journey = new SampleJourney(running, "voided");
        await journey.BeginAsync();
        var pool = await journey.DeclareAsync();
        var (run, hash) = await journey.ProposeAsync(pool);
        await journey.NobodyObjectsAsync(run, hash, "E1", "E2", "S");
        using var approver = await journey.ApproverAsync();
        using var officer = await journey.OfficerAsync();
        await RefusedAsync(officer, $"runs/{run}/settlement", new { }, "run.not-approved", version: 5);
        await RefusedAsync(approver, $"runs/{run}/approval", new { ProposalHash = new string('0', 64) }, "run.proposal-changed", version: 5, field: "proposalHash");
        await DoneAsync(approver, $"runs/{run}/approval", new { ProposalHash = hash }, 5);
        await journey.ReplaceAsync("S-teaching", "80000.00", "0.00");
        await RefusedAsync(officer, $"runs/{run}/settlement", new { }, "run.value-replaced", version: 6);
        Assert.Equal("0.00", await journey.BalanceAsync("cash:party:E1:payable") ?? "0.00");

        await DoneAsync(officer, $"runs/{run}/withdrawal", new { }, 6);
        var (next, _) = await journey.ProposeAsync(pool);
        // As AdjustmentTests has it by hand for 72,000.00 instead of 152,000.00.
        var lines = (await officer.GetFromJsonAsync<JsonElement>($"runs/{next}", Ct)).GetProperty("lines").EnumerateArray();
        Assert.Equal(["267114.10", "92529.07", "180356.83"], lines.Select(line => line.GetProperty("share").GetProperty("amount").GetString()));
        var difference = await officer.GetFromJsonAsync<JsonElement>($"runs/{next}/difference", Ct);
        Assert.Equal(["S/S-teaching"], difference.GetProperty("changed").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("-16478.78", difference.GetProperty("parties")[2].GetProperty("share").GetProperty("difference").GetProperty("amount").GetString());
    }

    [Fact]
    public async Task A_dry_run_and_a_supposition_write_nothing()
    {
        var journey = new SampleJourney(running, "supposed");
        await journey.BeginAsync();
        var pool = await journey.DeclareAsync();
        using var officer = await journey.OfficerAsync();
        var teaching = SampleA.Values.Single(value => value.Contribution.Reference == "S-teaching").Contribution.ContributionId;
        Assert.Equal(["252995.31", "90169.08", "196835.61"], await SharesAsync(officer, new { Pool = pool }));
        Assert.Equal(
            ["267114.10", "92529.07", "180356.83"],
            await SharesAsync(officer, new { Pool = pool, Change = new { Accepted = new Dictionary<string, object> { [teaching.ToString()] = Cny("0.00") } } }));
        // Of nothing brought in by the first day only the licence and what E2 and S gave count: the machine came in March.
        var early = await ServiceUnderTest.SendAsync(officer, "runs/dry-run", new { Pool = pool, CutOff = new { EffectiveOn = "2025-02-28" } });
        Assert.Equal("7600.00", Preferred(early.Body, "S"));
        Assert.Equal("3730.28", Preferred(early.Body, "E1"));
        await RefusedAsync(officer, "runs/dry-run", new { Pool = pool, CutOff = new { EffectiveOn = "2026-01-01" } }, "run.cut-off-after-period", 422, field: "cutOff.effectiveOn");
        await RefusedAsync(officer, "runs", new { Pool = pool, CutOff = new { RecordedBy = DateTimeOffset.UtcNow.AddDays(1) } }, "run.cut-off-in-future", 422);
        Assert.Empty((await officer.GetFromJsonAsync<JsonElement>($"runs?pool={pool}", Ct)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_disputed_line_is_held_the_rest_is_settled_and_the_decision_pays_it_out()
    {
        var journey = new SampleJourney(running, "disputed");
        await journey.BeginAsync();
        var (run, hash) = await journey.ProposeAsync(await journey.DeclareAsync());
        using var e2 = await journey.PartyAsync("E2");
        using var officer = await journey.OfficerAsync();
        using var approver = await journey.ApproverAsync();
        await DoneAsync(e2, $"runs/{run}/objections", new { Line = "residual/fixed-points", Reason = "The points are not those we signed." });
        await journey.NobodyObjectsAsync(run, hash, "E1", "S");
        await RefusedAsync(officer, $"runs/{run}/objections/1/suspense", new { }, "run.objection-unanswered");
        await DoneAsync(officer, $"runs/{run}/objections/1/answer", new { Answer = "They are; see the agreement." });
        await RefusedAsync(approver, $"runs/{run}/approval", new { ProposalHash = hash }, "run.objections-standing", version: await journey.VersionAsync(run));
        await DoneAsync(officer, $"runs/{run}/objections/1/suspense", new { });
        // The objector has not waived the window.
        await RefusedAsync(approver, $"runs/{run}/approval", new { ProposalHash = hash }, "run.objection-window-open", version: await journey.VersionAsync(run));
        var view = await officer.GetFromJsonAsync<JsonElement>($"runs/{run}", Ct);
        var objection = view.GetProperty("objections")[0];
        Assert.Equal(objection.GetProperty("at").GetDateTimeOffset().AddDays(10), objection.GetProperty("answerDueAt").GetDateTimeOffset());
    }

    private static async Task<List<string?>> SharesAsync(HttpClient officer, object body)
    {
        var (status, answer) = await ServiceUnderTest.SendAsync(officer, "runs/dry-run", body);
        Assert.True(status == 200, answer.ToString());
        return [.. answer.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("share").GetProperty("amount").GetString())];
    }

    private static string? Preferred(JsonElement dryRun, string party) => dryRun.GetProperty("tiers").EnumerateArray()
        .Single(tier => tier.GetProperty("tier").GetString() == "preferred-return").GetProperty("payments").GetProperty(party).GetProperty("amount").GetString();
}
