using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Cli.Scenario;
using Ledger.Cli.Simulation;
using Ledger.Contracts.V1;
using Ledger.Risks.Integration;
using Ledger.Rules;
using Ledger.Tests.Running;

namespace Ledger.Risks.Tests.Running;

/// <summary>The risk events of both published samples through the service come out as `simulate` calculates them offline.</summary>
public sealed class SamplesAgainstSimulateTests(RunningRisks running)
{
    [Theory]
    [InlineData("taihu.ledger.json", "25300.00")]
    [InlineData("lakeside.ledger.json", "120000.00")]
    public async Task The_service_gives_what_simulate_gives(string file, string losses)
    {
        var ct = TestContext.Current.CancellationToken;
        var scenario = ScenarioParser.Parse(file, await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Files", file), ct)).Scenario!;
        var figures = Simulator.Run(scenario).Figures!;
        Assert.Equal(losses, Money.Sum(figures.Losses.Select(loss => loss.Net), scenario.Agreement.Currency).Amount);
        var tenant = $"sample-{file.Split('.')[0]}";
        var agreement = scenario.Agreement;
        await running.DeliverAsync<AgreementActivated, WhenAgreementActivated>(
            new AgreementActivated(Guid.NewGuid(), agreement.AgreementId, agreement.Version, agreement.DocumentHash, agreement.Json), tenant);
        foreach (var item in scenario.Contributions)
        {
            var accepted = figures.Contributions.Single(figure => figure.Reference == item.Reference).Accepted;
            var amount = new MoneyAmount(accepted.Amount, accepted.Currency.Code);
            await running.DeliverAsync<ValueAccepted, WhenValueAccepted>(
                new ValueAccepted(
                    Guid.NewGuid(), Guid.NewGuid(), item.Reference, agreement.AgreementId, agreement.Version, item.Party, KebabCase.Name(item.Kind), amount, amount,
                    item.Appraisal.Method, 1, item.EffectiveOn), tenant);
        }

        using var officer = await running.PersonAsync("officer", "OPS", tenant, "finance-officer");
        using var approver = await running.PersonAsync("approver", "OPS", tenant, "approver");
        foreach (var item in scenario.RiskEvents)
        {
            using var reporter = await running.PersonAsync("reporter", item.Sufferers.Keys.First(), tenant, "contributor");
            var (status, receipt) = await ServiceUnderTest.SendAsync(reporter, "risk-events", new
            {
                item.Reference, agreement.AgreementId, item.Category, item.Title, item.OccurredOn, item.Sufferers,
            });
            Assert.True(status == 201, receipt.ToString());
            var path = $"risk-events/{receipt.GetProperty("id").GetGuid()}";
            var measured = await ServiceUnderTest.SendAsync(officer, $"{path}/measurement", new { item.Measure.Method, item.Measure.Inputs }, 1);
            Assert.True(measured.Status == 200, measured.Body.ToString());
            var hash = (await officer.GetFromJsonAsync<JsonElement>(path, ct)).GetProperty("measurement").GetProperty("hash").GetString();
            var allocated = await ServiceUnderTest.SendAsync(approver, $"{path}/allocation", new { MeasurementHash = hash }, 2);
            Assert.True(allocated.Status == 200, allocated.Body.ToString());

            var expected = figures.Losses.Single(loss => loss.Reference == item.Reference);
            var told = await running.ToldAsync<LossAllocated>(message => message.RiskEventId == receipt.GetProperty("id").GetGuid());
            Assert.Equal(expected.Net.Amount, told.Loss.Amount);
            Assert.Equal(
                expected.Lines.Where(line => line.Kind != AllocationLineKind.SuffererBears)
                    .Select(line => new LossPayment(line.Payer ?? "reserve", line.Sufferer, new MoneyAmount(line.Amount.Amount, line.Amount.Currency.Code))),
                told.Payments);
        }
    }
}
