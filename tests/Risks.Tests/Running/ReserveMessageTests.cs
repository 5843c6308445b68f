using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.Risks.Integration;
using Ledger.Tests;

namespace Ledger.Risks.Tests.Running;

/// <summary>What Distribution tells of the reserve, once and again, on a real PostgreSQL.</summary>
public sealed class ReserveMessageTests(RunningRisks running)
{
    private const string Tenant = "reserve-told";

    // Sample A leaves 34,700.00; a correction takes 700.00 out. Told again, by the same delivery or another, both count once.
    [Fact]
    public async Task Settlements_and_corrections_count_once_however_often_they_are_told()
    {
        var agreement = TaihuAgreement.Adopted.Document!;
        var activated = new AgreementActivated(Guid.NewGuid(), TaihuAgreement.Id, 1, agreement.DocumentHash, agreement.Json);
        var first = await running.DeliverAsync<AgreementActivated, WhenAgreementActivated>(activated, Tenant);
        await running.DeliverAsync<AgreementActivated, WhenAgreementActivated>(activated, Tenant, first);
        var settled = new DistributionSettled(
            Guid.NewGuid(), Guid.NewGuid(), "2025", TaihuAgreement.Id, new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31), Cny("60000.00"), Cny("25300.00"),
            Cny("34700.00"), []);
        var second = await running.DeliverAsync<DistributionSettled, WhenDistributionSettled>(settled, Tenant);
        await running.DeliverAsync<DistributionSettled, WhenDistributionSettled>(settled, Tenant, second);
        await running.DeliverAsync<DistributionSettled, WhenDistributionSettled>(settled, Tenant);
        var corrected = new SettlementCorrected(Guid.NewGuid(), TaihuAgreement.Id, 1, new DateOnly(2026, 3, 1), Cny("-700.00"), [], []);
        var third = await running.DeliverAsync<SettlementCorrected, WhenSettlementCorrected>(corrected, Tenant);
        await running.DeliverAsync<SettlementCorrected, WhenSettlementCorrected>(corrected, Tenant, third);
        await running.DeliverAsync<SettlementCorrected, WhenSettlementCorrected>(corrected, Tenant);
        await running.DeliverAsync<SettlementCorrected, WhenSettlementCorrected>(corrected with { CorrectionId = Guid.NewGuid(), No = 2, Reserve = Cny("0.00") }, Tenant);

        using var reader = await running.AsAsync("G", Tenant, "finance-officer");
        var statement = await reader.GetFromJsonAsync<JsonElement>(
            $"reserve/statement?agreement={TaihuAgreement.Id}&from=2025-01-01&to=2026-12-31", TestContext.Current.CancellationToken);
        Assert.Equal("34000.00", statement.GetProperty("closing").GetProperty("amount").GetString());
        Assert.Equal(
            ["funded 60000.00", "paid -25300.00", "corrected -700.00"],
            statement.GetProperty("lines").EnumerateArray().Select(line => $"{line.GetProperty("kind").GetString()} {line.GetProperty("amount").GetProperty("amount").GetString()}"));
        var years = await reader.GetFromJsonAsync<JsonElement>($"reserve?agreement={TaihuAgreement.Id}", TestContext.Current.CancellationToken);
        Assert.Contains(years.GetProperty("items").EnumerateArray(), year => year.GetProperty("year").GetInt32() == 2026
            && year.GetProperty("corrected").GetProperty("amount").GetString() == "-700.00");
    }

    private static MoneyAmount Cny(string amount) => new(amount, "CNY");
}
