using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Agreements.Integration;
using Ledger.Contracts.V1;
using Ledger.Tests;
using Ledger.Tests.Running;
using static Ledger.Agreements.Tests.Running.RunningAgreements;

namespace Ledger.Agreements.Tests.Running;

/// <summary>
/// A change of role points that reaches back into a settled year, over HTTP on a real PostgreSQL; the figures are those of
/// <see cref="RetroactiveTests"/>, computed by hand there. The consortium has no register.
/// </summary>
public sealed class RetroactiveJourneyTests(RunningAgreements running) : IClassFixture<RunningAgreements>
{
    private static readonly string[] Everybody = ["S", "E1", "E2", "G"];
    private static readonly (int, string?) Done = (200, null);
    private static readonly object Why = new { Reason = "Points were agreed otherwise." };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Effects_are_previewed_signed_by_all_confirmed_and_told()
    {
        const string tenant = "retroactive";
        var first = await ActiveAsync(tenant);
        await SettleAsync(tenant, Guid.NewGuid(), "2025", -330, -31);
        var second = await running.DraftAsync(tenant, Document(2));
        Assert.Equal((409, "agreement.not-prospective"), await running.ChangeAsync(tenant, second, "/proposal", new { }));

        var preview = await PreviewAsync(tenant, second);
        Assert.Equal(preview.ToString(), (await PreviewAsync(tenant, second)).ToString());
        var lines = preview.GetProperty("effects").GetProperty("runs")[0].GetProperty("parties").EnumerateArray();
        Assert.Equal(
            ["E1 0.00", "E2 14393.19", "S -14393.19"],
            lines.Select(line => $"{line.GetProperty("party").GetString()} {line.GetProperty("difference").GetProperty("amount").GetString()}"));
        var hash = preview.GetProperty("previewHash").GetString()!;
        Assert.Equal((409, "retroactive.preview-stale"), await running.ChangeAsync(tenant, second, "/retroactive/proposal", Proposal(new string('0', 64))));
        Assert.Equal(Done, await running.ChangeAsync(tenant, second, "/retroactive/proposal", Proposal(hash)));
        Assert.Equal((409, "retroactive.hash-mismatch"), await running.SignAsync(tenant, second, "S"));
        foreach (var party in Everybody[..3]) Assert.Equal(Done, await running.SignAsync(tenant, second, party, hash));
        Assert.Equal((409, "agreement.signature-missing"), await running.ChangeAsync(tenant, second, "/retroactive/confirmation", new { PreviewHash = hash }));
        Assert.Equal(Done, await running.SignAsync(tenant, second, "G", hash));

        // Another period is settled: what the parties signed is no longer everything.
        await SettleAsync(tenant, Guid.NewGuid(), "2026", -30, -1);
        Assert.Equal((409, "retroactive.preview-stale"), await running.ChangeAsync(tenant, second, "/retroactive/confirmation", new { PreviewHash = hash }));
        var newer = (await PreviewAsync(tenant, second)).GetProperty("previewHash").GetString()!;
        Assert.Equal(Done, await running.ChangeAsync(tenant, second, "/retroactive/proposal", Proposal(newer)));
        Assert.Equal((409, "agreement.signature-missing"), await running.ChangeAsync(tenant, second, "/retroactive/confirmation", new { PreviewHash = newer }));
        foreach (var party in Everybody) Assert.Equal(Done, await running.SignAsync(tenant, second, party, newer));
        Assert.Equal((409, "retroactive.confirmation-needed"), await running.ChangeAsync(tenant, second, "/activation", new { }));
        Assert.Equal(Done, await running.ChangeAsync(tenant, second, "/retroactive/confirmation", new { PreviewHash = newer }));

        using var reader = await running.AsAsync("S", tenant, "contributor");
        Assert.Equal("superseded", (await reader.GetFromJsonAsync<JsonElement>($"{first}/standing?on={Text(-100)}", Ct)).GetProperty("standing").GetString());
        Assert.Equal("in-force", (await reader.GetFromJsonAsync<JsonElement>($"{second}/standing?on={Text(-100)}", Ct)).GetProperty("standing").GetString());
        Assert.Equal("in-force", (await reader.GetFromJsonAsync<JsonElement>($"{first}/standing?on={Text(-301)}", Ct)).GetProperty("standing").GetString());
        var told = await running.ToldAsync<RetroactiveChangeConfirmed>();
        Assert.Equal((2, 1, newer), (told.Version, told.Replaced, told.PreviewHash));
        Assert.Equal(["2025", "2026"], told.Runs.Select(run => run.PoolReference));
        Assert.Equal("14393.19", told.Runs[0].Lines.Single(line => line.Party == "E2").Difference.Amount);
        await running.ToldAsync<AgreementActivated>(message => message.Version == 2);

        using var other = await running.AsAsync("S", "another", "contributor");
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsJsonAsync($"{second}/retroactive/preview", Why, Ct)).StatusCode);
    }

    [Fact]
    public async Task What_the_change_would_have_done_to_a_loss_is_listed_and_what_is_not_known_stops_it()
    {
        const string tenant = "losses";
        await ActiveAsync(tenant);
        var second = await running.DraftAsync(tenant, Document(2, ("\"retention\":\"0.00\"", "\"retention\":\"300.00\"")));
        await AllocateAsync(tenant, new AllocationBasis([new SuffererWeight("E2", "1")], Cny("60000.00")));
        var loss = (await PreviewAsync(tenant, second)).GetProperty("effects").GetProperty("losses")[0];
        Assert.Equal("300.00", loss.GetProperty("reserve").GetProperty("difference").GetProperty("amount").GetString());
        Assert.Equal("-300.00", loss.GetProperty("parties")[0].GetProperty("difference").GetProperty("amount").GetString());

        // 5,200.00 come back to E2 and go to the reserve: 100.00 less to tell (RetroactiveTests).
        var recovered = new LossRecovered(
            Event, "R1", 1, 1, "policy-7", "taihu-2025", 1, "production-disruption", Day(-50), Day(-10), "E2", Cny("5200.00"), Cny("100.00"),
            [new LossPayment("E2", "reserve", Cny("5200.00"))]);
        var delivery = await running.DeliverAsync<LossRecovered, WhenLossRecovered>(recovered, tenant);
        await running.DeliverAsync<LossRecovered, WhenLossRecovered>(recovered, tenant, delivery);
        loss = (await PreviewAsync(tenant, second)).GetProperty("effects").GetProperty("losses")[0];
        Assert.Equal("100.00", loss.GetProperty("reserve").GetProperty("difference").GetProperty("amount").GetString());
        var corrected = new SettlementCorrected(Guid.NewGuid(), "taihu-2025", 1, Day(-1), Cny("0.00"), [], []);
        delivery = await running.DeliverAsync<SettlementCorrected, WhenSettlementCorrected>(corrected, tenant);
        await running.DeliverAsync<SettlementCorrected, WhenSettlementCorrected>(corrected, tenant, delivery);

        await AllocateAsync(tenant, basis: null, Guid.NewGuid());
        using var reader = await running.AsAsync("S", tenant, "contributor");
        var refused = await reader.PostAsJsonAsync($"{second}/retroactive/preview", Why, Ct);
        Assert.Equal("retroactive.basis-unknown", (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
        var blank = await reader.PostAsJsonAsync($"{second}/retroactive/preview", new { Reason = " " }, Ct);
        Assert.Equal("reason.missing", (await blank.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
    }

    // What was settled in yuan cannot be told in dollars; the currency changes from a day to come, by an amendment.
    [Fact]
    public async Task A_change_of_the_currency_does_not_reach_back()
    {
        const string tenant = "currency";
        await ActiveAsync(tenant);
        var second = await running.DraftAsync(tenant, Document(2, ("\"currency\":\"CNY\"", "\"currency\":\"USD\"")));
        var before = await running.FactsAsync(tenant);
        using var reader = await running.AsAsync("S", tenant, "contributor");
        using var answer = await reader.PostAsJsonAsync($"{second}/retroactive/preview", Why, Ct);
        var refused = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal(
            (HttpStatusCode.Conflict, "retroactive.currency-changed", "currency"),
            (answer.StatusCode, refused.GetProperty("code").GetString(), refused.GetProperty("field").GetString()));
        Assert.Equal((409, "retroactive.currency-changed"), await running.ChangeAsync(tenant, second, "/retroactive/proposal", Proposal(new string('0', 64))));
        Assert.Equal(before, await running.FactsAsync(tenant));
    }

    private async Task<string> ActiveAsync(string tenant)
    {
        var path = await running.DraftAsync(tenant, Document(1));
        Assert.Equal(Done, await running.ChangeAsync(tenant, path, "/proposal", new { }));
        foreach (var party in Everybody) Assert.Equal(Done, await running.SignAsync(tenant, path, party));
        return path;
    }

    private async Task<JsonElement> PreviewAsync(string tenant, string path)
    {
        using var reader = await running.AsAsync("S", tenant, "contributor");
        using var answer = await reader.PostAsJsonAsync($"{path}/retroactive/preview", Why, Ct);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        return body;
    }

    private async Task SettleAsync(string tenant, Guid run, string reference, int from, int to)
    {
        var known = RetroactiveTests.Run;
        var message = new DistributionSettled(
            run, Guid.NewGuid(), reference, "taihu-2025", Day(from), Day(to), Cny("60000.00"), Cny("25300.00"), Cny("34700.00"),
            [.. known.Shares.Select(share => new SettledLine(share.Party, Cny(share.Share.Amount), Cny(share.Share.Amount)))],
            new SettledBasis(
                1, Ledger.Rules.AgreementDocument.Parse(Document(1)).Value!.DocumentHash, Cny("600000.00"), Cny("0.00"),
                [.. known.Accepted.Select(value => new AcceptedOnDay(value.Party, value.On, Cny(value.Amount.Amount)))],
                [.. known.Claims.Select(claim => new SettledClaim(claim.Reference, claim.Party, Cny(claim.Amount.Amount)))]));
        var delivery = await running.DeliverAsync<DistributionSettled, WhenDistributionSettled>(message, tenant);
        await running.DeliverAsync<DistributionSettled, WhenDistributionSettled>(message, tenant, delivery);
    }

    private static readonly Guid Event = Guid.NewGuid();

    private Task AllocateAsync(string tenant, AllocationBasis? basis, Guid? id = null) => running.DeliverAsync<LossAllocated, WhenLossAllocated>(
        new LossAllocated(
            id ?? Event, "R1", "taihu-2025", 1, "production-disruption", Day(-50), Cny("5300.00"), [new LossPayment("reserve", "E2", Cny("5300.00"))], basis),
        tenant);

    private static object Proposal(string hash) => new { Reason = "Points were agreed otherwise.", PreviewHash = hash };

    private static MoneyAmount Cny(string amount) => new(amount, "CNY");

    // The first version rules since a year ago; the second, with other points, from 300 days ago.
    private static JsonElement Document(int version, params (string Old, string New)[] changes) => TaihuAgreement.Json([
        ("\"version\":1", version == 1 ? "\"version\":1" : "\"version\":2,\"supersedes\":1"),
        ("\"from\":\"2025-01-01\",\"to\":\"2027-12-31\"", $"\"from\":\"{Text(version == 1 ? -365 : -300)}\",\"to\":\"{Text(1000)}\""),
        (",\"accededOn\":\"2025-02-01\"", ""),
        ("{\"E1\":\"30\",\"E2\":\"20\",\"S\":\"50\"}", version == 1 ? "{\"E1\":\"30\",\"E2\":\"20\",\"S\":\"50\"}" : "{\"E1\":\"30\",\"E2\":\"30\",\"S\":\"40\"}"),
        .. changes,
    ]);
}
