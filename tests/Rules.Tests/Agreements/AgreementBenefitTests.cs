using System.Text.Json.Nodes;

namespace Ledger.Rules.Tests;

/// <summary>Every tier of a waterfall in an agreement document.</summary>
public sealed class AgreementBenefitTests
{
    private const string Document = """
        {
          "agreementId": "tiers-2025", "version": 1, "title": { "en": "Tiers", "zh": "层级" }, "currency": "CNY",
          "effective": { "from": "2025-01-01", "to": "2027-12-31" },
          "parties": [
            { "id": "E1", "name": { "en": "Builder", "zh": "机床厂" }, "type": "enterprise" },
            { "id": "G", "name": { "en": "Park", "zh": "园区" }, "type": "park" },
            { "id": "S", "name": { "en": "College", "zh": "学院" }, "type": "public-school" }
          ],
          "valuation": { "kinds": { "cash": { "methods": ["cash.face"], "minEvidence": 1 } }, "capAtClaim": true },
          "benefit": {
            "participants": ["E1", "G", "S"],
            "waterfall": [
              { "tier": "statutory-share", "id": "inventors", "beneficiary": "inventor", "rate": "0.5", "of": "pool", "to": { "S": "1" } },
              { "tier": "statutory-share", "id": "levy", "beneficiary": "government", "rate": "0.02", "of": "remaining", "to": { "G": "1" } },
              { "tier": "reserve", "rate": "0.10", "target": "60000.00", "of": "remaining" },
              { "tier": "cost-recovery", "cap": "0.40", "classes": ["running", "building"], "of": "remaining" },
              { "tier": "preferred-return", "rate": "0.05", "accrual": { "method": "compound", "dayCount": "actual-actual", "basis": "dated-contributions" } },
              { "tier": "return-of-contribution", "basis": "dated-contributions" },
              { "tier": "catch-up", "share": "0.2", "rate": "0.5", "to": { "E1": "1" } },
              { "tier": "residual", "keys": [
                { "key": "accepted-value", "weight": "0.2" }, { "key": "fixed-points", "weight": "0.2", "points": { "E1": "30", "G": "0", "S": "70" } },
                { "key": "performance-score", "weight": "0.2" }, { "key": "equal", "weight": "0.2" }, { "key": "game-value", "weight": "0.2" } ] }
            ],
            "rounding": "half-up"
          },
          "risk": { "categories": [], "allocation": { "retention": "0.00", "reserveLimit": "0.00", "key": "accepted-value", "excess": "stays" } },
          "dispute": { "objectionWindow": "P10D" }
        }
        """;

    [Fact]
    public void An_agreement_states_every_tier()
    {
        var agreement = AgreementDocument.Parse(Given.Json(Document)).Value!;
        Assert.Equal(
            ["statutory-share/inventors", "statutory-share/levy", "reserve", "cost-recovery", "preferred-return", "return-of-contribution", "catch-up", "residual"],
            agreement.Benefit.Waterfall.Select(tier => tier.Label));
        var tiers = agreement.Benefit.Waterfall;
        Assert.Equal(Given.Yuan("60000.00"), Assert.IsType<ReserveTier>(tiers[2]).Target);
        Assert.Equal(["running", "building"], Assert.IsType<CostRecoveryTier>(tiers[3]).Classes);
        Assert.Equal(new Accrual(AccrualMethod.Compound, DayCount.ActualActual, ContributionBasis.DatedContributions), Assert.IsType<PreferredReturnTier>(tiers[4]).Accrual);
        Assert.Equal(Enum.GetValues<ResidualMeasure>(), Assert.IsType<ResidualTier>(tiers[7]).Keys.Select(key => key.Key));
    }

    [Fact]
    public void A_run_adds_what_the_agreement_cannot_know()
    {
        var agreement = AgreementDocument.Parse(Given.Json(Document)).Value!;
        var bare = WaterfallInput.Under(agreement, Given.Yuan("1000.00"), Given.Amounts(("E1", "100.00"), ("S", "300.00")), []);
        Assert.Contains("waterfall.period-missing at period", Waterfall.Distribute(bare).Refusals());
        var whole = bare with
        {
            Period = new Period(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)),
            Contributions = [new DatedContribution("E1", new DateOnly(2025, 1, 1), Given.Yuan("100.00"))],
            Scores = Given.Weights(("E1", "1"), ("G", "0"), ("S", "1")), GameValues = Given.Weights(("E1", "1"), ("G", "0"), ("S", "1")),
            CarriedIn = new WaterfallCarry(Given.Yuan("0.00")), Profile = new BenefitProfile(Given.Number("0.5")),
        };
        // 500 inventors; 2 % of 500 levy; 10 % of 490 reserve; return 5; contribution 100; catch-up 0.2 * 5 / 0.3, half each.
        var figures = Waterfall.Distribute(whole).Value!;
        Assert.Equal(["500.00", "10.00", "49.00", "0.00", "5.00", "100.00", "3.34", "332.66"], figures.Tiers.Select(tier => tier.Amount.Amount));
        Assert.Equal("1000.00", (Money.Sum(figures.Shares.Values, Given.Cny) + figures.Reserve).Amount);
    }

    public static TheoryData<string, string, string> Faults => new()
    {
        { "0.to", "{\"X\":\"1\"}", "agreement.receiver-not-participant at benefit.waterfall[0].to.X" },
        { "0.to", "{\"S\":\"0.9\"}", "agreement.shares-not-one at benefit.waterfall[0].to" },
        { "0.rate", "\"0\"", "input.not-positive at benefit.waterfall[0].rate" },
        { "1.id", "\"inventors\"", "agreement.duplicate-tier at benefit.waterfall[1].tier" },
        { "1.rate", "\"1\"", "agreement.unreachable-tier at benefit.waterfall[2].tier" },
        { "2.target", "\"0.001\"", "money.over-precise at benefit.waterfall[2].target" },
        { "3.classes", "[]", "input.empty at benefit.waterfall[3].classes" },
        { "4.accrual.method", "\"daily\"", "input.unknown-value at benefit.waterfall[4].accrual.method" },
        { "4.accrual", "{}", "input.missing at benefit.waterfall[4].accrual.method" },
        { "5.basis", "\"cash\"", "input.unknown-value at benefit.waterfall[5].basis" },
        { "6.rate", "\"0.2\"", "agreement.catch-up-rate at benefit.waterfall[6].rate" },
        { "7.keys.3.weight", "\"0.1\"", "agreement.weights-not-one at benefit.waterfall[7].keys" },
        { "7.keys.3.key", "\"mood\"", "input.unknown-value at benefit.waterfall[7].keys[3].key" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_with_code_and_path(string path, string value, string refusal)
    {
        var root = JsonNode.Parse(Document)!;
        JsonNode node = root["benefit"]!["waterfall"]!;
        var steps = path.Split('.');
        foreach (var step in steps[..^1]) node = node is JsonArray list ? list[int.Parse(step)]! : node[step]!;
        node[steps[^1]] = JsonNode.Parse(value);
        Assert.Contains(refusal, AgreementDocument.Parse(Given.Json(root.ToJsonString())).Refusals());
    }
}
