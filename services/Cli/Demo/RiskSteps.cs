using Ledger.Cli.Connection;
using Ledger.Cli.Scenario;
using Ledger.Rules;

namespace Ledger.Cli.Demo;

/// <summary>
/// Every risk event: reported by a member, measured by a finance officer, its loss allocated by an approver who names the
/// measurement that he has read. One after the other, because each allocation takes from what the last one left of the reserve.
/// </summary>
public static class RiskSteps
{
    /// <summary>Drives the phase.</summary>
    /// <returns>Stream of each risk event by reference.</returns>
    public static async Task<IReadOnlyDictionary<string, Guid>> RunAsync(Stage stage, CancellationToken cancel)
    {
        var streams = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var item in stage.Scenario.RiskEvents)
        {
            stage.Progress($"risk event {item.Reference}: {item.Title.En} / {item.Title.Zh}");
            var reported = await stage.DoOnceKnownAsync(
                $"risk/{item.Reference}/report", item.ReportedBy, "risk-events",
                new { item.Reference, stage.AgreementId, item.Category, item.Title, item.OccurredOn, item.Sufferers },
                null, "risk.agreement-not-active", cancel);
            var path = $"risk-events/{reported.Id}";
            var measured = await stage.DoAsync(
                $"risk/{item.Reference}/measurement", item.MeasuredBy, $"{path}/measurement", new { item.Measure.Method, item.Measure.Inputs },
                reported.Version, cancel);

            if (stage.Scenario.Agreement.Risk.Allocation.ByAcceptedValue) await Heard.ValuesByRisksAsync(stage, item.AllocatedBy, cancel);
            var measurement = (await stage.Client.GetAsync<RiskEvent>(item.AllocatedBy, path, cancel)).Value.Measurement
                ?? throw new ConnectionException($"{path} shows no measurement after the loss was measured.");
            await stage.DoAsync(
                $"risk/{item.Reference}/allocation", item.AllocatedBy, $"{path}/allocation", new { measurementHash = measurement.Hash },
                measured.Version, cancel);
            stage.Progress($"  allocated by {item.AllocatedBy}: {measurement.Loss.Amount}");
            streams.Add(item.Reference, reported.Id);
        }

        return streams;
    }

    private sealed record RiskEvent(Measurement? Measurement = null);

    private sealed record Measurement(string Hash, Money Loss);
}
