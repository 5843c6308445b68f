using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Tests;
using static Ledger.Distribution.Tests.Running.SampleJourney;

namespace Ledger.Distribution.Tests.Running;

/// <summary>Terms of settlement from agreement to payout, over HTTP on a real PostgreSQL.</summary>
public sealed class SettlementTermsFlowTests(RunningDistribution running)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Sample A without losses: E1 252,995.31, E2 90,169.08, S 196,835.61. Of E2 10 % is withheld: 9,016.91 (9,016.908), left 81,152.17. The least payout
    // of 100,000.00 carries that to a later settlement.
    [Fact]
    public async Task What_was_agreed_is_withheld_and_too_little_is_carried_until_a_later_settlement()
    {
        var journey = new SampleJourney(running, "terms");
        await journey.BeginAsync();
        using var officer = await journey.OfficerAsync();
        using var approver = await journey.ApproverAsync();
        using var e2 = await journey.PartyAsync("E2");
        await RefusedAsync(officer, "settlement-terms", Terms("E9", "1/10"), "party.unknown", 422, field: "withholding[0].party");
        await RefusedAsync(officer, "settlement-terms", Terms("E2", "2"), "settlement-terms.rate", 422, field: "withholding[0].rate");
        await RefusedAsync(e2, "settlement-terms", Terms("E2", "1/10"), "role.missing", 403);
        var terms = await DoneAsync(officer, "settlement-terms", Terms("E2", "1/10"));
        using (var maker = await running.AsAsync("G", journey.Tenant, "approver"))
            await RefusedAsync(maker, $"settlement-terms/{terms}/1/approval", new { }, "settlement-terms.maker-approves", 403);
        await RefusedAsync(approver, $"settlement-terms/{terms}/2/approval", new { }, "settlement-terms.unknown", 404);
        await RefusedAsync(e2, $"settlement-terms/{terms}/1/consent", new { }, "settlement-terms.not-concerned", 403);
        await DoneAsync(approver, $"settlement-terms/{terms}/1/approval", new { });

        var (run, hash) = await journey.ProposeAsync(await journey.DeclareAsync());
        await journey.SettleAsync(run, hash);
        Assert.Equal("-9016.91", await journey.BalanceAsync("cash:party:E2:withheld"));
        Assert.Equal("-81152.17", await journey.BalanceAsync("cash:party:E2:carried"));
        Assert.Equal("0.00", await journey.BalanceAsync("cash:party:E2:payable"));
        Assert.Equal("-252995.31", await journey.BalanceAsync("cash:party:E1:payable"));
        var payables = await officer.GetFromJsonAsync<JsonElement>("journal/trial-balance?book=cash", Ct);
        Assert.All(payables.GetProperty("totals").EnumerateArray(), total => Assert.Equal("0.00", total.GetProperty("difference").GetProperty("amount").GetString()));

        // The next pool gives E2 enough: what was carried is paid with it.
        var next = await DoneAsync(officer, "pools", new
        {
            Reference = "2026", AgreementId = TaihuAgreement.Id, Period = new { From = "2026-01-01", To = "2026-06-30" }, Amount = Cny("600000.00"),
            Title = new { En = "Income", Zh = "收入" },
        });
        var (second, proposal) = await journey.ProposeAsync(next);
        await journey.SettleAsync(second, proposal);
        Assert.Equal("0.00", await journey.BalanceAsync("cash:party:E2:carried"));
        Assert.NotEqual("0.00", await journey.BalanceAsync("cash:party:E2:payable"));
    }

    private static object Terms(string party, string rate) => new
    {
        AgreementId = TaihuAgreement.Id, From = "2025-01-01", Withholding = new[] { new { Party = party, Rate = rate, Basis = new { En = "Tax", Zh = "税" } } },
        MinimumPayout = Cny("100000.00"),
    };
}
