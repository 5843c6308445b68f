using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.Risks.Integration;
using Ledger.Tests;
using Ledger.Tests.Running;

[assembly: AssemblyFixture(typeof(Ledger.Risks.Tests.Running.RunningRisks))]

namespace Ledger.Risks.Tests.Running;

public sealed class RunningRisks() : ServiceUnderTest("risks", RisksService.Compose);

/// <summary>A reversal, as a message, on a real PostgreSQL: the next allocation by accepted value leaves the contribution out.</summary>
public sealed class ReversalMessageTests(RunningRisks running)
{
    private const string ByValue = """retention":"0.00","reserveLimit":"0.00","key":"accepted-value","excess":"stays"}""";

    [Theory]
    [InlineData(false, "2000.00")] // E1 and S brought the same: of 4,000.00 that S lost, E1 bears half.
    [InlineData(true, null)] // E1's contribution was reversed: S bears all of it itself.
    public async Task A_reversed_contribution_is_no_part_of_the_key(bool reversed, string? paid)
    {
        var tenant = reversed ? "with" : "without";
        var agreement = Samples.With(ByValue).Document!;
        await running.DeliverAsync<AgreementActivated, WhenAgreementActivated>(
            new AgreementActivated(Guid.NewGuid(), TaihuAgreement.Id, 1, agreement.DocumentHash, agreement.Json), tenant);
        var machine = await AcceptAsync("E1", tenant);
        await AcceptAsync("S", tenant);
        if (reversed)
        {
            var message = new ContributionReversed(machine, new DateOnly(2026, 2, 1), "Was never delivered", "从未交付");
            var delivery = await running.DeliverAsync<ContributionReversed, WhenContributionReversed>(message, tenant);
            await running.DeliverAsync<ContributionReversed, WhenContributionReversed>(message, tenant, delivery);
        }

        using var reporter = await running.AsAsync("S", tenant, "contributor");
        using var officer = await running.PersonAsync("officer", "OPS", tenant, "finance-officer");
        using var approver = await running.PersonAsync("approver", "G", tenant, "approver");
        var (status, receipt) = await ServiceUnderTest.SendAsync(reporter, "risk-events", new
        {
            Reference = "R1", AgreementId = TaihuAgreement.Id, Category = "production-disruption", Title = new { En = "A cell stopped", Zh = "单元停机" },
            OccurredOn = "2025-06-16", Sufferers = new Dictionary<string, string> { ["S"] = "1" },
        });
        Assert.True(status == 201, receipt.ToString());
        var path = $"risk-events/{receipt.GetProperty("id").GetString()}";
        var measured = await ServiceUnderTest.SendAsync(
            officer, path + "/measurement", new { Method = "risk.disruption", Inputs = new { LostHours = "4000", MarginPerHour = "1" } }, 1);
        Assert.True(measured.Status == 200, measured.Body.ToString());
        var hash = (await officer.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken)).GetProperty("measurement").GetProperty("hash").GetString();
        var allocated = await ServiceUnderTest.SendAsync(approver, path + "/allocation", new { MeasurementHash = hash }, 2);
        Assert.True(allocated.Status == 200, allocated.Body.ToString());
        var told = await running.ToldAsync<LossAllocated>(message => message.RiskEventId == receipt.GetProperty("id").GetGuid());
        Assert.Equal(paid, told.Payments.SingleOrDefault()?.Amount.Amount);
        Assert.Equal(reversed ? ["S"] : ["E1", "S"], told.Basis!.Accepted!.Select(value => value.Party));
    }

    private async Task<Guid> AcceptAsync(string party, string tenant)
    {
        var contribution = Guid.NewGuid();
        var amount = new MoneyAmount("100000.00", "CNY");
        await running.DeliverAsync<ValueAccepted, WhenValueAccepted>(
            new ValueAccepted(
                Guid.NewGuid(), contribution, $"{party}-thing", TaihuAgreement.Id, 1, party, "cash", amount, amount, "cash.face", 1, new DateOnly(2025, 3, 1)),
            tenant);
        return contribution;
    }
}
