using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Tests;
using static Ledger.Distribution.Tests.Running.SampleJourney;

namespace Ledger.Distribution.Tests.Running;

/// <summary>Terms of settlement and suspense from agreement to payout, over HTTP on a real PostgreSQL; days pass by the caller's clock.</summary>
public sealed class TermsAndSuspenseTests(RunningDistribution running)
{
    private const int AfterTheWindow = 11;

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

    // The points give E1 43,179.57, E2 28,786.38, S 71,965.94: 143,931.89 are held, the rest is paid.
    [Fact]
    public async Task A_line_in_dispute_waits_in_suspense_and_goes_where_somebody_independent_decides()
    {
        var journey = new SampleJourney(running, "suspense");
        await journey.BeginAsync();
        var (run, hash) = await journey.ProposeAsync(await journey.DeclareAsync());
        using var e2 = await journey.PartyAsync("E2");
        using var officer = await journey.OfficerAsync();
        using var approver = await journey.ApproverAsync();
        await DoneAsync(e2, $"runs/{run}/objections", new { Line = "residual/fixed-points", Reason = "The points are not those we signed." });
        await DoneAsync(officer, $"runs/{run}/objections/1/answer", new { Answer = "They are; see the agreement." });
        await DoneAsync(officer, $"runs/{run}/objections/1/suspense", new { });
        await journey.NobodyObjectsAsync(run, hash, "E1", "S");
        RunningDistribution.Later(approver, AfterTheWindow);
        RunningDistribution.Later(officer, AfterTheWindow);
        RunningDistribution.Later(e2, AfterTheWindow);
        await RefusedAsync(e2, $"runs/{run}/objections", new { Line = "S", Reason = "Too late" }, "run.objection-late");
        await DoneAsync(approver, $"runs/{run}/approval", new { ProposalHash = hash }, await journey.VersionAsync(run));
        await DoneAsync(officer, $"runs/{run}/settlement", new { }, await journey.VersionAsync(run));
        Assert.Equal("-43179.57", await journey.BalanceAsync("cash:party:E1:suspense"));
        Assert.Equal("-28786.38", await journey.BalanceAsync("cash:party:E2:suspense"));
        Assert.Equal("-71965.94", await journey.BalanceAsync("cash:party:S:suspense"));
        Assert.Equal("-209815.74", await journey.BalanceAsync("cash:party:E1:payable"));

        var suspense = Assert.Single((await officer.GetFromJsonAsync<JsonElement>($"suspense?agreement={TaihuAgreement.Id}", Ct)).EnumerateArray()).GetProperty("id").GetString();
        await RefusedAsync(approver, $"suspense/{Guid.NewGuid()}/decision", Decision("143931.89"), "suspense.unknown", 404);
        await RefusedAsync(approver, $"suspense/{suspense}/decision", Decision("143931.88"), "suspense.not-all", 422);
        await RefusedAsync(approver, $"suspense/{suspense}/decision", Decision("143931.89", "E9"), "party.unknown", 422, field: "shares.E9");
        using (var side = await running.AsAsync("E2", journey.Tenant, "approver"))
            await RefusedAsync(RunningDistribution.Later(side, AfterTheWindow), $"suspense/{suspense}/decision", Decision("143931.89"), "suspense.interested", 403);
        await RefusedAsync(officer, $"suspense/{suspense}/decision", Decision("143931.89"), "role.missing", 403);
        await DoneAsync(approver, $"suspense/{suspense}/decision", Decision("143931.89"));
        await DoneAsync(approver, $"suspense/{suspense}/decision", Decision("143931.89"));
        await RefusedAsync(approver, $"suspense/{suspense}/decision", Decision("100000.00", "S", "43931.89"), "suspense.decided");
        foreach (var party in new[] { "E1", "E2", "S" }) Assert.Equal("0.00", await journey.BalanceAsync($"cash:party:{party}:suspense"));
        Assert.Equal("-353747.63", await journey.BalanceAsync("cash:party:E1:payable"));
    }

    private static object Terms(string party, string rate) => new
    {
        AgreementId = TaihuAgreement.Id, From = "2025-01-01", Withholding = new[] { new { Party = party, Rate = rate, Basis = new { En = "Tax", Zh = "税" } } },
        MinimumPayout = Cny("100000.00"),
    };

    private static object Decision(string first, string other = "E2", string? second = null) => new
    {
        Shares = new Dictionary<string, object> { ["E1"] = Cny(first), [other] = Cny(second ?? "0.00") }, Reason = "By the signed version.", On = "2026-02-01",
    };
}
