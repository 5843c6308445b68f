using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

/// <summary>What pools refuse by the agreement: days, kinds, classes, scores, a project without whom the law pays.</summary>
public sealed class PoolRefusalTests
{
    private const string Fixed = """{"key":"fixed-points","weight":"0.40","points":{"E1":"30","E2":"20","S":"50"}}""";
    private const string Scored = """{"key":"performance-score","weight":"0.40"}""";

    private static readonly PoolEvidence Paper = new("minutes", new string('c', 64));

    private static readonly AdoptedAgreement ByScore = TaihuAgreement.Adopt(TaihuAgreement.Json((Fixed, Scored)));

    private static readonly RecordScores Scores = new(
        ResidualMeasure.PerformanceScore, new Dictionary<string, Rational> { ["E1"] = 3, ["E2"] = 2, ["S"] = 5 }, [Paper], ByScore.Document, false,
        TurnOf($"scores/{PoolId}", 1), Wang, At);

    [Fact]
    public void A_benefit_of_a_day_that_has_not_come_is_refused() => GivenPool(new PoolOpened("2025-h2", TaihuAgreement.Id, Year2025, new("Year", "全年"), null, 2, Wang, At))
        .When(state => PoolDecider.Decide(state, new RecordBenefit(
            "future", BenefitKind.Revenue, DateOnly.FromDateTime(At.UtcDateTime).AddDays(2), Yuan("1.00"), null, new("Sale", "销售"), [Paper], null,
            TaihuAgreement.Adopted.Document, TaihuAgreement.Adopted.Source, [], Streams.BenefitEntry(PoolId, "future"), Year2025.From, TurnOf(Turn.BenefitsOf(TaihuAgreement.Id), 1), Wang, At)))
        .ThenRejected<BenefitNotYet>("benefit.in-future", "on");

    [Fact]
    public void What_is_no_money_makes_no_pool() => GivenPool()
        .When(state => PoolDecider.Decide(state, Declare with { Declaration = Declaration with { Kind = "in-kind" } })).ThenRejected<KindNotShared>("pool.in-kind", "kind");

    [Fact]
    public void A_cost_has_the_classes_of_the_agreement() => GivenPool(Declared)
        .When(state => PoolDecider.Decide(state, ClaimOfS with { Class = "salaries" })).ThenRejected<ClaimClassUnknown>("cost-claim.class-unknown", "class");

    [Fact]
    public void Scores_are_of_an_agreed_measure_and_of_everybody()
    {
        GivenPool(Declared).When(Recording(Scores)).Then<ScoresRecorded>(_ => { });
        GivenPool(Declared).When(Recording(Scores with { Agreement = TaihuAgreement.Adopted.Document })).ThenRejected<MeasureNotAgreed>("score.not-agreed", "measure");
        GivenPool(Declared).When(Recording(Scores with { Measure = ResidualMeasure.Equal })).ThenRejected<MeasureNotAgreed>("score.not-agreed", "measure");
        GivenPool(Declared).When(Recording(Scores with { Values = new Dictionary<string, Rational> { ["E1"] = 3, ["E2"] = 2 } })).ThenRejected<ScoreMissing>("score.missing", "values");
    }

    [Fact]
    public void Nobody_with_a_share_by_law_is_left_out_of_a_project()
    {
        var lawful = TaihuAgreement.Adopt(TaihuAgreement.Json((
            """{"tier":"reserve","rate":"0.10"},""",
            """{"tier":"statutory-share","id":"inventors","beneficiary":"inventor","rate":"0.50","of":"pool","to":{"S":"1"}},{"tier":"reserve","rate":"0.10"},""")));
        var project = Declare with { AtFrom = lawful, AtTo = lawful, Declaration = Declaration with { Coalition = new Coalition("cnc", ["E1", "E2"]) } };
        GivenPool().When(state => PoolDecider.Decide(state, project)).ThenRejected<CoalitionLeavesOut>("pool.coalition-leaves-out", "coalition.parties");
    }

    private static Func<Pool, Decision> Recording(RecordScores command) => state => PoolDecider.Decide(state, command);
}
