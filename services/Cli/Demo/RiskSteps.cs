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
            var decided = item.Escalation is { } escalation ? await EscalateAsync(stage, item, escalation, path, measured, cancel) : measured;
            await stage.DoAsync(
                $"risk/{item.Reference}/allocation", item.AllocatedBy, $"{path}/allocation", new { measurementHash = measurement.Hash },
                decided.Version, cancel);
            stage.Progress($"  allocated by {item.AllocatedBy}: {measurement.Loss.Amount}");
            streams.Add(item.Reference, reported.Id);
        }

        return streams;
    }

    // What lies above all caps is decided before the loss is: proposed, agreed to by whoever must, decided by another person.
    private static async Task<Receipt> EscalateAsync(
        Stage stage, ScenarioRiskEvent item, ScenarioEscalation escalation, string path, Receipt measured, CancellationToken cancel)
    {
        // A preview is of a loss that is not allocated yet; told again, the proposal is answered by its key.
        var known = (await stage.Client.GetAsync<Escalated>(escalation.ProposedBy, path, cancel)).Value.Escalations;
        var hash = known.Count > 0
            ? known[^1].Proposed.PreviewHash
            : (await stage.Client.GetAsync<Preview>(escalation.ProposedBy, $"{path}/allocation-preview", cancel)).Value.PreviewHash;
        await stage.DoAsync(
            $"risk/{item.Reference}/escalation", escalation.ProposedBy, $"{path}/escalations", new { PreviewHash = hash, escalation.Shares, escalation.Reason },
            measured.Version, cancel);
        foreach (var person in escalation.ConsentBy)
            await stage.DoAsync($"risk/{item.Reference}/escalation/consent/{person}", person, $"{path}/escalations/1/consent", new { }, null, cancel);
        return await stage.DoAsync(
            $"risk/{item.Reference}/escalation/decision", escalation.DecidedBy, $"{path}/escalations/1/decision", new { Accepts = true }, null, cancel);
    }

    private sealed record Preview(string PreviewHash);

    private sealed record Escalated(IReadOnlyList<EscalationCase> Escalations);

    private sealed record EscalationCase(Proposal Proposed);

    private sealed record Proposal(string PreviewHash);

    private sealed record RiskEvent(Measurement? Measurement = null);

    private sealed record Measurement(string Hash, Money Loss);
}
