using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.Tests;
using Ledger.Tests.Running;
using Ledger.Valuation.Integration;

[assembly: AssemblyFixture(typeof(Ledger.Valuation.Tests.Running.RunningValuation))]

namespace Ledger.Valuation.Tests.Running;

public sealed class RunningValuation() : ServiceUnderTest("valuation", ValuationService.Compose);

/// <summary>A reversal, as a message, on a real PostgreSQL.</summary>
public sealed class ReversalMessageTests(RunningValuation running)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reversed_contribution_has_no_value_whichever_message_comes_first(bool reversalFirst)
    {
        var tenant = reversalFirst ? "first" : "last";
        var contribution = Guid.NewGuid();
        var agreement = TaihuAgreement.Adopted.Document!;
        await running.DeliverAsync<AgreementActivated, WhenAgreementActivated>(
            new AgreementActivated(Guid.NewGuid(), TaihuAgreement.Id, 1, agreement.DocumentHash, agreement.Json), tenant);
        var path = $"appraisals/{WhenContributionVerified.StreamOf(contribution)}";
        using var valuer = await running.AsAsync("V", tenant, "valuer");
        if (reversalFirst)
        {
            await ReverseAsync();
            Assert.Equal(HttpStatusCode.NotFound, (await valuer.GetAsync(path, Ct)).StatusCode);
            Assert.Equal(0, (await valuer.GetFromJsonAsync<JsonElement>("appraisals", Ct)).GetProperty("items").GetArrayLength());
        }

        await running.DeliverAsync<ContributionVerified, WhenContributionVerified>(
            new ContributionVerified(
                contribution, "G-grant", TaihuAgreement.Id, 1, "G", "cash", "Grant", "补助", new MoneyAmount("200000.00", "CNY"), new DateOnly(2025, 1, 10)),
            tenant);
        if (!reversalFirst) await ReverseAsync();

        var shown = await valuer.GetFromJsonAsync<JsonElement>(path, Ct);
        Assert.Equal(("void", "2026-02-01"), (shown.GetProperty("state").GetString(), shown.GetProperty("voided").GetProperty("on").GetString()));
        var (status, body) = await ServiceUnderTest.SendAsync(
            valuer, path + "/proposal", new { Method = "cash.face", Inputs = new { Amount = "200000.00" } }, 2);
        Assert.Equal((409, "appraisal.contribution-reversed"), (status, body.GetProperty("code").GetString()));

        async Task ReverseAsync()
        {
            var message = new ContributionReversed(contribution, new DateOnly(2026, 2, 1), "Was never paid", "从未支付");
            var delivery = await running.DeliverAsync<ContributionReversed, WhenContributionReversed>(message, tenant);
            await running.DeliverAsync<ContributionReversed, WhenContributionReversed>(message, tenant, delivery);
        }
    }
}
