using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using Ledger.Valuation.Integration;
using static Ledger.Tests.Running.ServiceUnderTest;

namespace Ledger.Valuation.Tests.Running;

/// <summary>Claims by region and secret claims, as the columns on a real PostgreSQL hold them.</summary>
public sealed class RegionScoresHttpTests(RunningRegister running)
{
    private const string Tenant = "regions";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Claims_go_by_the_place_of_the_thing_or_the_profile_of_its_agreement_and_secret_ones_are_left_out()
    {
        await running.DeliverAsync<AgreementActivated, WhenAgreementActivated>(
            Machines.Activated(TaihuAgreement.Adopt(TaihuAgreement.Json(
                ("\"capAtClaim\":true", "\"capAtClaim\":false"), ("\"currency\":\"CNY\",", "\"currency\":\"CNY\",\"regionProfile\":{\"id\":\"cn-shandong\",\"version\":1},")))), Tenant);
        using var valuer = await running.AsAsync("V", Tenant, "valuer");
        using var approver = await running.AsAsync("G", Tenant, "approver");
        using var auditor = await running.AsAsync("R", Tenant, "regulator");
        foreach (var said in new[] { RegisterSamples.C2, RegisterSamples.C4, RegisterSamples.C5 }) Assert.Equal(201, (await SendAsync(valuer, "market-evidence", said)).Status);

        await ValuedAsync("E1-here", "1200000.00", null, new { Method = "market.comparables", Inputs = MachineComparables.Five });
        var secret = await ValuedAsync("E1-secret", "0.00", true, new { Method = "market.comparables", Inputs = MachineComparables.Five });
        // 840,000, 1,000,000 and 1,400,000 with equal weights from 0.5 on: the lower weighted median is one of them.
        await ValuedAsync("E1-there", "1300000.00", null, new
        {
            Method = "market.comparables",
            Register = new
            {
                Evidence = new[] { new { Reference = "C2" }, new { Reference = "C4" }, new { Reference = "C5" } }, Subject = new { Place = "CN-32" },
            },
        });

        var shown = await GetAsync(auditor, $"appraisals/{secret}");
        Assert.False(shown.TryGetProperty("claimed", out _) || shown.GetProperty("proposal").TryGetProperty("excess", out _));
        Assert.False((await GetAsync(auditor, $"appraisals/{secret}/case")).TryGetProperty("claimed", out _));
        Assert.Equal(2, (await GetAsync(auditor, "appraisals")).GetProperty("items").EnumerateArray().Count(item => item.TryGetProperty("claimed", out _)));

        var claims = (await GetAsync(auditor, "valuation-scores/claims?by=region")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["CN-32 1 1300000.00", "cn-shandong 1 1200000.00"],
            claims.Select(score => $"{score.GetProperty("group")} {score.GetProperty("cases")} {score.GetProperty("claimed").GetProperty("amount")}"));
        var csv = await auditor.GetStringAsync("valuation-scores/claims?by=region&format=csv", Ct);
        Assert.Contains("cn-shandong,CNY,1,false,1200000.00,840000.00,840000.00,1,0,,,", csv, StringComparison.Ordinal);
        Assert.Contains("CN-32,CNY,1,false,1300000.00,", csv, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single((await GetAsync(auditor, "valuation-scores/claims")).GetProperty("items").EnumerateArray()).GetProperty("cases").GetInt32());

        async Task<Guid> ValuedAsync(string reference, string claimed, bool? undisclosed, object proposal)
        {
            var contribution = StreamId.For(Tenant, "contribution", reference);
            await running.DeliverAsync<ContributionVerified, WhenContributionVerified>(
                Machines.Verified(contribution, reference, claimed) with { ClaimUndisclosed = undisclosed }, Tenant);
            var id = WhenContributionVerified.StreamOf(contribution);
            var proposed = await SendAsync(valuer, $"appraisals/{id}/proposal", proposal, 1);
            Assert.True(proposed.Status == 200, proposed.Body.ToString());
            var hash = (await GetAsync(auditor, $"appraisals/{id}")).GetProperty("proposal").GetProperty("proposalHash").GetString();
            Assert.Equal(200, (await SendAsync(approver, $"appraisals/{id}/acceptance", new { ProposalHash = hash })).Status);
            return id;
        }
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Ct);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }
}
