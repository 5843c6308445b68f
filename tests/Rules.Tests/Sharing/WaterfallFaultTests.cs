namespace Ledger.Rules.Tests;

public sealed class WaterfallFaultTests
{
    private const string Sound = """
        {"currency":"CNY","pool":"1000.00","participants":["A","B"],"rounding":"half-up","accepted":{"A":"300.00","B":"100.00"},
         "waterfall":[
           {"tier":"statutory-share","id":"levy","beneficiary":"government","rate":"0.1","of":"pool","to":{"A":"0.4","B":"0.6"}},
           {"tier":"reserve","rate":"0.1","target":"50.00","of":"remaining"},
           {"tier":"cost-recovery","cap":"0.4","classes":["run","build"]},
           {"tier":"preferred-return","rate":"0.05","accrual":{"method":"simple","dayCount":"actual365","basis":"dated-contributions"}},
           {"tier":"catch-up","share":"0.2","rate":"0.5","to":{"B":"1"}},
           {"tier":"return-of-contribution","basis":"accepted-value"},
           {"tier":"residual","keys":[{"key":"performance-score","weight":"0.5"},{"key":"equal","weight":"0.5"}]}],
         "costClaims":[{"reference":"c1","party":"A","amount":"10.00","class":"run"}],
         "period":{"from":"2025-01-01","to":"2025-12-31"},
         "contributions":[{"party":"A","on":"2025-02-01","amount":"300.00"}],
         "repayments":[{"party":"A","on":"2025-03-01","amount":"100.00"}],
         "scores":{"A":"1","B":"2"},
         "carriedIn":{"reserve":"20.00","costs":[{"reference":"c0","party":"B","amount":"5.00","class":"build"}],"arrears":{"A":"1.00"},"returned":{"A":"100.00"},"catchUp":{"B":"1.00"}},
         "profile":{"inventorMinimum":"0","maximumShares":{"A":"1"}}}
        """;

    [Fact]
    public void The_sound_inputs_are_taken() => Assert.Empty(Altered.Evaluate("sharing.waterfall", Sound, "pool", "\"1000.00\"").Rejections);

    public static TheoryData<string, string?, string> Faults => new()
    {
        { "waterfall.0.rate", "\"0\"", "input.not-positive at waterfall[0].rate" },
        { "waterfall.0.rate", "\"1.1\"", "input.out-of-range at waterfall[0].rate" },
        { "waterfall.0.rate", "\"1.1\"", "agreement.statutory-above-pool at waterfall" },
        { "waterfall.0.id", null, "input.missing at waterfall[0].id" },
        { "waterfall.0.to.A", "\"0.5\"", "agreement.shares-not-one at waterfall[0].to" },
        { "waterfall.0.to.X", "\"0\"", "agreement.receiver-not-participant at waterfall[0].to.X" },
        { "waterfall.0.beneficiary", "\"mayor\"", "input.unknown-value at waterfall[0].beneficiary" },
        { "waterfall.0.of", "\"residual\"", "input.unknown-value at waterfall[0].of" },
        { "waterfall.0", "{\"tier\":\"statutory-share\",\"id\":\"all\",\"beneficiary\":\"other\",\"rate\":\"1\",\"of\":\"remaining\",\"to\":{\"A\":\"1\"}}", "agreement.unreachable-tier at waterfall[1].tier" },
        { "waterfall.1", "{\"tier\":\"statutory-share\",\"id\":\"levy\",\"beneficiary\":\"other\",\"rate\":\"0.1\",\"of\":\"pool\",\"to\":{\"A\":\"1\"}}", "agreement.duplicate-tier at waterfall[1].tier" },
        { "waterfall.1.target", "\"-1.00\"", "money.negative at waterfall[1].target" },
        { "carriedIn.reserve", null, "waterfall.reserve-balance-missing at carriedIn.reserve" },
        { "waterfall.2.classes", "[]", "input.empty at waterfall[2].classes" },
        { "waterfall.2.classes", "[\"run\",\"run\"]", "input.duplicate at waterfall[2].classes[1]" },
        { "costClaims.0.class", "\"party\"", "waterfall.class-unknown at costClaims[0].class" },
        { "costClaims.0.class", null, "waterfall.class-unknown at costClaims[0].class" },
        { "waterfall.2.classes", null, "waterfall.class-unknown at costClaims[0].class" },
        { "waterfall.2", null, "waterfall.no-cost-tier at carriedIn.costs" },
        { "carriedIn.costs.0.reference", "\"c1\"", "input.duplicate at carriedIn.costs[0].reference" },
        { "carriedIn.costs.0.party", "\"G\"", "waterfall.not-participant at carriedIn.costs[0].party" },
        { "waterfall.3.accrual.dayCount", "\"bankers\"", "input.unknown-value at waterfall[3].accrual.dayCount" },
        { "waterfall.3", null, "agreement.undefined-tier at waterfall[3].tier" },
        { "waterfall.3", null, "waterfall.carry-without-tier at carriedIn.arrears" },
        { "waterfall.4", null, "waterfall.carry-without-tier at carriedIn.catchUp" },
        { "waterfall.4.rate", "\"0.2\"", "agreement.catch-up-rate at waterfall[4].rate" },
        { "waterfall.4.rate", "\"1.2\"", "agreement.catch-up-rate at waterfall[4].rate" },
        { "waterfall.4.share", "\"0\"", "agreement.catch-up-rate at waterfall[4].rate" },
        { "waterfall.4.to", "{}", "input.empty at waterfall[4].to" },
        { "waterfall.6.keys.0.weight", "\"0.4\"", "agreement.weights-not-one at waterfall[6].keys" },
        { "waterfall.6.keys.0.points", "{\"A\":\"100\"}", "input.unknown-member at waterfall[6].keys[0].points" },
        { "scores.A", null, "waterfall.measure-missing at scores" },
        { "scores", null, "waterfall.measure-missing at scores" },
        { "scores.A", "\"-1\"", "input.negative at scores.A" },
        { "scores.X", "\"1\"", "waterfall.not-participant at scores.X" },
        { "period", null, "waterfall.period-missing at period" },
        { "period.to", "\"2024-12-31\"", "input.dates-not-ordered at period.to" },
        { "period.to", "\"2125-12-31\"", "input.out-of-range at period.to" },
        { "contributions", null, "waterfall.contributions-missing at contributions" },
        { "contributions.0.on", "\"2026-01-01\"", "waterfall.after-period at contributions[0].on" },
        { "contributions.0.party", "\"G\"", "waterfall.not-participant at contributions[0].party" },
        { "contributions.0.amount", "\"0.00\"", "money.not-positive at contributions[0].amount" },
        { "repayments.0.on", "\"2025-01-31\"", "waterfall.over-returned at repayments" },
        { "repayments.0.amount", "\"300.01\"", "waterfall.over-returned at repayments" },
        { "carriedIn.returned.A", "\"300.01\"", "waterfall.over-returned at carriedIn.returned.A" },
        { "carriedIn.arrears.X", "\"1.00\"", "waterfall.not-participant at carriedIn.arrears.X" },
        { "carriedIn.gifts", "{}", "input.unknown-member at carriedIn.gifts" },
        { "profile.inventorMinimum", "\"1.5\"", "input.out-of-range at profile.inventorMinimum" },
        { "profile.inventorMinimum", "\"0.5\"", "waterfall.below-profile-minimum at profile.inventorMinimum" },
        { "profile.maximumShares.A", "\"0.1\"", "waterfall.above-profile-maximum at profile.maximumShares.A" },
        { "waterfall.6", null, "waterfall.unallocated at waterfall" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_with_code_and_path(string path, string? value, string refusal) =>
        Assert.Contains(refusal, Altered.Evaluate("sharing.waterfall", Sound, path, value).Refusals());

    [Fact]
    public void A_catch_up_before_the_return_it_is_measured_by_is_a_cycle() => Assert.Equal(
        ["agreement.tier-cycle at waterfall[0].tier"],
        Given.Evaluate("sharing.waterfall", """
            {"currency":"CNY","pool":"1.00","participants":["A"],"rounding":"half-up","accepted":{"A":"1.00"},"waterfall":[
              {"tier":"catch-up","share":"0.2","rate":"1","to":{"A":"1"}},{"tier":"preferred-return","rate":"0.1"},{"tier":"residual","keys":[{"key":"equal","weight":"1"}]}]}
            """).Refusals());
}
