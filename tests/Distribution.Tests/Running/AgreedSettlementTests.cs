using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.Distribution.Integration;
using Ledger.Tests;
using static Ledger.Distribution.Tests.Running.SampleJourney;

namespace Ledger.Distribution.Tests.Running;

/// <summary>
/// What is settled beside the plain shares, over HTTP on a real PostgreSQL, with round figures worked on by hand: half of a pool goes to S by
/// statute, a tenth into the reserve, the other 40 % by points, E1 50, E2 30, S 20.
/// </summary>
public sealed class AgreedSettlementTests(RunningDistribution running)
{
    private const string Sample =
        """
        [
              {"tier":"reserve","rate":"0.10"},
              {"tier":"cost-recovery","cap":"0.40"},
              {"tier":"preferred-return","rate":"0.05"},
              {"tier":"residual","keys":[
                {"key":"accepted-value","weight":"0.60"},
                {"key":"fixed-points","weight":"0.40","points":{"E1":"30","E2":"20","S":"50"}}]}]
        """;

    private const string Round =
        """
        [{"tier":"statutory-share","id":"inventors","beneficiary":"inventor","rate":"0.50","of":"pool","to":{"S":"1"}},
         {"tier":"reserve","rate":"0.10"},
         {"tier":"residual","keys":[{"key":"fixed-points","weight":"1","points":{"E1":"50","E2":"30","S":"20"}}]}]
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // 10,000.00: 5,000.00 to S by statute, 1,000.00 into the reserve, of 4,000.00 E1 2,000.00, E2 1,200.00, S 800.00. E1 owes E2 300.00 for one loss,
    // E2 owes E1 120.00 for another: 180.00 net. The reserve pays S 400.00. So E1 1,820.00, E2 1,380.00, S 6,200.00, reserve 600.00. Of E2's share of
    // 1,200.00 a tenth is withheld: 1,260.00 are left, less than the least payout of 1,500.00.
    // 1,000.00: E1 200.00, E2 120.00 less 12.00, S 580.00: nobody gets 1,500.00, E2 has 1,368.00 carried.
    // 4,000.00: E1 800.00, with what is carried 1,000.00; E2 480.00 less 48.00, with what is carried 1,800.00; S 2,320.00, with what is carried 2,900.00.
    [Fact]
    public async Task Losses_are_netted_the_statute_comes_first_and_what_is_withheld_or_too_little_waits_where_it_belongs()
    {
        var journey = new SampleJourney(running, "agreed");
        await journey.BeginAsync(TaihuAgreement.Json((Sample, Round)));
        using var officer = await journey.OfficerAsync();
        using var approver = await journey.ApproverAsync();
        await journey.ChargeAsync(Guid.NewGuid(), "R1", "300.00", new LossPayment("E1", "E2", Cny("300.00")));
        await journey.ChargeAsync(Guid.NewGuid(), "R2", "120.00", new LossPayment("E2", "E1", Cny("120.00")));
        await journey.ChargeAsync(Guid.NewGuid(), "R3", "400.00", new LossPayment("reserve", "S", Cny("400.00")));
        var terms = await DoneAsync(officer, "settlement-terms", new
        {
            AgreementId = TaihuAgreement.Id, From = "2025-01-01", MinimumPayout = Cny("1500.00"),
            Withholding = new[] { new { Party = "E2", Rate = "1/10", Basis = new { En = "Tax", Zh = "税" } } },
        });
        await DoneAsync(approver, $"settlement-terms/{terms}/1/approval", new { });

        var first = await SettleAsync(journey, officer, "2025", "2025-01-01", "2025-12-31", "10000.00");
        var view = await officer.GetFromJsonAsync<JsonElement>($"runs/{first}", Ct);
        var statute = view.GetProperty("tiers")[0];
        Assert.Equal(("statutory-share/inventors", "5000.00"), (statute.GetProperty("tier").GetString(), statute.GetProperty("payments").GetProperty("S").GetProperty("amount").GetString()));
        Assert.Equal(
            ["E1 2000.00 120.00 300.00 1820.00", "E2 1200.00 300.00 120.00 1380.00", "S 5800.00 400.00 0.00 6200.00"],
            view.GetProperty("lines").EnumerateArray().Select(line => $"{line.GetProperty("party").GetString()} {Of(line, "share")} {Of(line, "received")} {Of(line, "paid")} {Of(line, "cash")}"));
        var net = Assert.Single((await officer.GetFromJsonAsync<JsonElement>($"runs/{first}/netting", Ct)).EnumerateArray());
        Assert.Equal(
            ("E1", "E2", "300.00", "120.00", "180.00"),
            (net.GetProperty("from").GetString(), net.GetProperty("to").GetString(), Of(net, "gross"), Of(net, "back"), Of(net, "net")));
        await BalancesAsync(journey, ("payable", "E1", "-1820.00"), ("payable", "S", "-6200.00"), ("carried", "E2", "-1260.00"), ("withheld", "E2", "-120.00"), ("payable", "E2", "0.00"));
        Assert.Equal("-600.00", await journey.BalanceAsync("cash:reserve"));
        await journey.BalancedAsync();
        // In between nothing of the two losses moves but through the payables: on balance 180.00.
        var moved = (await officer.GetFromJsonAsync<JsonElement>($"accounts/cash:party:E1:payable/lines?agreement={TaihuAgreement.Id}", Ct)).GetProperty("items").EnumerateArray()
            .Where(line => line.GetProperty("kind").GetString() == "loss-paid").Select(line => $"{line.GetProperty("side").GetString()} {Of(line, "amount")}").Order(StringComparer.Ordinal);
        Assert.Equal(["credit 120.00", "debit 300.00"], moved);

        await SettleAsync(journey, officer, "2026-1", "2026-01-01", "2026-03-31", "1000.00");
        await BalancesAsync(
            journey, ("carried", "E1", "-200.00"), ("carried", "E2", "-1368.00"), ("carried", "S", "-580.00"), ("withheld", "E2", "-132.00"),
            ("payable", "E1", "-1820.00"), ("payable", "S", "-6200.00"), ("payable", "E2", "0.00"));
        await SettleAsync(journey, officer, "2026-2", "2026-04-01", "2026-06-30", "4000.00");
        await BalancesAsync(
            journey, ("carried", "E1", "-1000.00"), ("carried", "E2", "0.00"), ("carried", "S", "0.00"), ("withheld", "E2", "-180.00"),
            ("payable", "E1", "-1820.00"), ("payable", "E2", "-1800.00"), ("payable", "S", "-9100.00"));
        Assert.Equal("-1100.00", await journey.BalanceAsync("cash:reserve"));
        await journey.BalancedAsync();
    }

    // Half of a pool goes to the inventors; the profile wants six tenths of what licences bring.
    [Fact]
    public async Task A_statutory_share_below_what_the_region_demands_is_refused_and_nothing_is_computed()
    {
        var journey = new SampleJourney(running, "statute");
        await journey.BeginAsync(TaihuAgreement.Json((Sample, Round)), TaihuAgreement.Profile(("statutoryShares.inventorMin", "\"0.6\"")));
        using var officer = await journey.OfficerAsync();
        var licences = await PoolAsync(officer, "licences", "2025-01-01", "2025-12-31", "10000.00", "licence-income");
        await RefusedAsync(officer, "runs", new { Pool = licences }, "waterfall.below-profile-minimum", 422, field: "profile.inventorMinimum");
        Assert.Empty((await officer.GetFromJsonAsync<JsonElement>($"runs?pool={licences}", Ct)).GetProperty("items").EnumerateArray());

        var other = new SampleJourney(running, "no-licences");
        await other.BeginAsync(TaihuAgreement.Json((Sample, Round)), TaihuAgreement.Profile(("statutoryShares.inventorMin", "\"0.6\"")));
        using var otherOfficer = await other.OfficerAsync();
        await DoneAsync(otherOfficer, "runs", new { Pool = await PoolAsync(otherOfficer, "work", "2025-01-01", "2025-12-31", "10000.00", "revenue") });
    }

    // E2 disputes E1's 2,000.00 by points and S's 5,000.00 by statute. The rest is settled: E2 1,200.00, S 800.00, E1 nothing yet. The first is decided for
    // E1 as it was; of the second S keeps 4,000.00, E1 gets 600.00 and E2 400.00.
    [Fact]
    public async Task What_is_in_suspense_is_released_or_goes_elsewhere_by_the_decision()
    {
        var journey = new SampleJourney(running, "suspense");
        await journey.BeginAsync(TaihuAgreement.Json((Sample, Round), ("\"P10D\"", "\"PT3S\"")));
        using var officer = await journey.OfficerAsync();
        using var approver = await journey.ApproverAsync();
        using var e2 = await journey.PartyAsync("E2");
        var pool = await PoolAsync(officer, "2025", "2025-01-01", "2025-12-31", "10000.00");
        var (run, hash) = await journey.ProposeAsync(pool);
        await DoneAsync(e2, $"runs/{run}/objections", new { Line = "residual/E1", Reason = "Other points were agreed." });
        await DoneAsync(e2, $"runs/{run}/objections", new { Line = "statutory-share/inventors", Reason = "Not all of it is S's invention." });
        await RefusedAsync(e2, $"runs/{run}/objections", new { Line = "residual/E9", Reason = "No such line." }, "run.line-unknown", 422, field: "line");
        foreach (var no in new[] { 1, 2 })
        {
            await DoneAsync(officer, $"runs/{run}/objections/{no}/answer", new { Answer = "We see it otherwise." });
            await DoneAsync(officer, $"runs/{run}/objections/{no}/suspense", new { });
        }

        var ends = (await officer.GetFromJsonAsync<JsonElement>($"runs/{run}", Ct)).GetProperty("proposal").GetProperty("windowEndsAt").GetDateTimeOffset();
        if (ends - DateTimeOffset.UtcNow is { Ticks: > 0 } left) await Task.Delay(left + TimeSpan.FromMilliseconds(20), Ct);
        await RefusedAsync(e2, $"runs/{run}/objections", new { Line = "E2", Reason = "One more." }, "run.objection-late");
        await DoneAsync(approver, $"runs/{run}/approval", new { ProposalHash = hash }, await journey.VersionAsync(run));
        await DoneAsync(officer, $"runs/{run}/settlement", new { }, await journey.VersionAsync(run));
        await BalancesAsync(
            journey, ("suspense", "E1", "-2000.00"), ("suspense", "S", "-5000.00"), ("payable", "E1", "0.00"), ("payable", "E2", "-1200.00"), ("payable", "S", "-800.00"));
        await journey.BalancedAsync();

        var held = (await officer.GetFromJsonAsync<JsonElement>($"suspense?agreement={TaihuAgreement.Id}", Ct)).EnumerateArray()
            .ToDictionary(entry => entry.GetProperty("held").GetProperty("objectionNo").GetInt32(), entry => entry.GetProperty("id").GetString());
        var (one, two) = ($"suspense/{held[1]}/decision", $"suspense/{held[2]}/decision");
        using var interested = await running.PersonAsync("judge", "S", journey.Tenant, "approver");
        await RefusedAsync(e2, one, Shares(("E1", "2000.00")), "role.missing", 403);
        await RefusedAsync(interested, two, Shares(("S", "5000.00")), "suspense.interested", 403);
        await RefusedAsync(approver, $"suspense/{run}/decision", Shares(("E1", "2000.00")), "suspense.unknown", 404);
        await RefusedAsync(approver, one, Shares(("E1", "1999.99")), "suspense.not-all", 422, field: "shares");
        await RefusedAsync(approver, one, Shares(("E9", "2000.00")), "party.unknown", 422, field: "shares.E9");
        await RefusedAsync(approver, one, Shares(("E1", "2500.00"), ("S", "-500.00")), "money.negative", 422, field: "shares.S.amount");
        await BalancesAsync(journey, ("suspense", "E1", "-2000.00"), ("suspense", "S", "-5000.00"));

        await DoneAsync(approver, one, Shares(("E1", "2000.00")));
        await DoneAsync(approver, one, Shares(("E1", "2000.00")));
        await RefusedAsync(approver, one, Shares(("E2", "2000.00")), "suspense.decided");
        await BalancesAsync(journey, ("suspense", "E1", "0.00"), ("payable", "E1", "-2000.00"));
        await DoneAsync(approver, two, Shares(("S", "4000.00"), ("E1", "600.00"), ("E2", "400.00")));
        await BalancesAsync(journey, ("suspense", "S", "0.00"), ("payable", "E1", "-2600.00"), ("payable", "E2", "-1600.00"), ("payable", "S", "-4800.00"));
        await journey.BalancedAsync();
        // As it stood before the decisions, and as it stands: ten thousand are there either way, a thousand of them in the reserve.
        Assert.Equal("-1000.00", await journey.BalanceAsync("cash:reserve"));
        Assert.Equal("0.00", await journey.BalanceAsync("cash:pool:2025"));
    }

    // A loss in dispute is settled by nobody: the run that counted it waits at its approval, and again at its settlement.
    [Fact]
    public async Task A_run_that_counted_a_loss_now_in_dispute_is_neither_approved_nor_settled()
    {
        var journey = new SampleJourney(running, "waits");
        await journey.BeginAsync(TaihuAgreement.Json((Sample, Round)));
        using var officer = await journey.OfficerAsync();
        using var approver = await journey.ApproverAsync();
        var risk = Guid.NewGuid();
        await journey.ChargeAsync(risk, "R1", "300.00", new LossPayment("E1", "E2", Cny("300.00")));
        var (run, hash) = await journey.ProposeAsync(await PoolAsync(officer, "2025", "2025-01-01", "2025-12-31", "10000.00"));
        await journey.NobodyObjectsAsync(run, hash, "E1", "E2", "S");
        await DisputeAsync(1);
        var before = await running.FactsAsync(journey.Tenant);
        await RefusedAsync(approver, $"runs/{run}/approval", new { ProposalHash = hash }, "run.charge-waits", version: await journey.VersionAsync(run), field: "inputs.charges");
        Assert.Equal(before, await running.FactsAsync(journey.Tenant));

        await SettledAsync(1);
        await DoneAsync(approver, $"runs/{run}/approval", new { ProposalHash = hash }, await journey.VersionAsync(run));
        await DisputeAsync(2);
        before = await running.FactsAsync(journey.Tenant);
        await RefusedAsync(officer, $"runs/{run}/settlement", new { }, "run.charge-waits", version: await journey.VersionAsync(run), field: "inputs.charges");
        Assert.Equal(before, await running.FactsAsync(journey.Tenant));
        Assert.Equal("0.00", await journey.BalanceAsync("cash:party:E2:payable") ?? "0.00");

        await SettledAsync(2);
        await DoneAsync(officer, $"runs/{run}/settlement", new { }, await journey.VersionAsync(run));
        await BalancesAsync(journey, ("payable", "E1", "-1700.00"), ("payable", "E2", "-1500.00"), ("payable", "S", "-5800.00"));

        Task DisputeAsync(int no) => running.DeliverAsync<LossDisputed, WhenLossDisputed>(new LossDisputed(risk, "R1", 1, no, TaihuAgreement.Id, "E1", new DateOnly(2026, 1, 2)), journey.Tenant);

        Task SettledAsync(int no) => running.DeliverAsync<LossDisputeSettled, WhenLossDisputeSettled>(
            new LossDisputeSettled(risk, "R1", 1, no, TaihuAgreement.Id, "dismissed", new DateOnly(2026, 1, 3)), journey.Tenant);
    }

    private static async Task<string> SettleAsync(SampleJourney journey, HttpClient officer, string reference, string from, string to, string amount)
    {
        var (run, hash) = await journey.ProposeAsync(await PoolAsync(officer, reference, from, to, amount));
        await journey.SettleAsync(run, hash);
        return run;
    }

    private static Task<string> PoolAsync(HttpClient officer, string reference, string from, string to, string amount, string? kind = null) => DoneAsync(officer, "pools", new
    {
        Reference = reference, AgreementId = TaihuAgreement.Id, Period = new { From = from, To = to }, Amount = Cny(amount), Title = new { En = "Income", Zh = "收入" }, Kind = kind,
    });

    private static object Shares(params (string Party, string Amount)[] shares) => new
    {
        Shares = shares.ToDictionary(share => share.Party, share => Cny(share.Amount)), Reason = "The panel has heard all of them.", On = "2026-02-01",
    };

    private static async Task BalancesAsync(SampleJourney journey, params (string Name, string Party, string Amount)[] balances)
    {
        foreach (var (name, party, amount) in balances)
            Assert.Equal($"{name} {party} {amount}", $"{name} {party} {await journey.BalanceAsync($"cash:party:{party}:{name}") ?? "0.00"}");
    }

    private static string? Of(JsonElement line, string member) => line.GetProperty(member).GetProperty("amount").GetString();
}
