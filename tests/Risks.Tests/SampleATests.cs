using System.Text.Json;
using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using static Ledger.Risks.Tests.Samples;

namespace Ledger.Risks.Tests;

/// <summary>The three risk events of Sample A through the whole life of the service; figures computed by hand there.</summary>
public sealed class SampleATests
{
    [Fact]
    public void The_reserve_pays_25300_for_three_events()
    {
        var (disruption, first) = Live("R1-disruption", "production-disruption", "2025-06-16", Shares(("E2", "1")), "risk.disruption", DisruptionInputs, null);
        var (placement, second) = Live(
            "R2-placement", "skills-mismatch", "2025-09-30", Shares(("E1", "2"), ("E2", "2")), "risk.placement",
            JsonElement.Parse("""{"target":"40","tolerance":"0.05","actual":"34","replacementCost":"5000.00"}"""), first);
        var (obsolescence, third) = Live(
            "R3-obsolescence", "knowledge-obsolescence", "2025-12-31", Shares(("E1", "1")), "risk.obsolescence",
            JsonElement.Parse("""{"initialValue":"74605.56","lifeYears":"3","elapsedYears":"1","halfLifeYears":"3"}"""), second);

        Assert.Equal([new Payment("E2", null, Yuan("5300.00"))], disruption.Payments);
        Assert.Equal([new Payment("E1", null, Yuan("10000.00")), new Payment("E2", null, Yuan("10000.00"))], placement.Payments);
        Assert.Equal("0.00", obsolescence.Loss.Amount);
        Assert.Empty(obsolescence.Payments);
        Assert.Equal(("25300.00", 2), (third!.Committed.Amount, third.No));
        Assert.Same(second, third);
    }

    private static (LossAllocated Allocated, ReserveDrawn? Last) Live(
        string reference, string category, string day, IReadOnlyDictionary<string, Rational> sufferers, string method, JsonElement inputs, ReserveDrawn? last)
    {
        var risk = RiskEvent.None(Id);
        risk = Apply(risk, RiskEventDecider.Decide(risk, new ReportRiskEvent(
            new RiskReport(reference, "taihu-2025", category, new Text(reference, reference), null, DateOnly.Parse(day), sufferers), Agreement, Reporter, At)), out _);
        risk = Apply(risk, RiskEventDecider.Decide(risk, new MeasureLoss(method, null, inputs, Knows(Document), Officer, At)), out _);
        var hash = PayloadHash.Of(risk.Measured!);
        risk = Apply(
            risk, RiskEventDecider.Decide(risk, new AllocateLoss(hash, hash, Document, new ReserveStanding(last?.Committed, last?.No ?? 0, DrawStream), [], Approver, At)),
            out var draw);
        return (risk.Allocated!, draw ?? last);
    }

    private static RiskEvent Apply(RiskEvent state, Decision decision, out ReserveDrawn? draw)
    {
        Assert.Null(decision.Rejection);
        draw = decision.NewStreams.SelectMany(stream => stream.Facts).OfType<ReserveDrawn>().SingleOrDefault();
        return decision.Facts.Aggregate(state, RiskEventDecider.Evolve);
    }
}
