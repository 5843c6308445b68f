using System.Globalization;
using System.Text.Json;

namespace Ledger.Rules.Tests;

/// <summary>The other approaches: figures computed by hand, from a shipped example with something changed.</summary>
public sealed class ValuationApproachTests
{
    /// <summary>Method, edits, then path=figure expectations separated by '|'.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        // Every shipped example once as it is.
        { "market.adjusted-price", "", "value.amount=10.88" },
        { "rent.use-charge", "", "value.amount=3000.00|excess.amount=37000.00" },
        { "labour.services", "", "rate=20|accepted.amount=2000.00" },

        // 8800/176 x .95 x 1.02 = 48.45; + 12.50 = 60.95; the owner charges less.
        { "rent.equipment-hour", "ownerRate=\"50\"|standByHours=\"1\"", "rate=50|value.amount=98.45" },
        { "rent.equipment-hour", "ownerRate=\"40\"|standByHours=\"1\"", "rate=40|value.amount=80.00" },
        { "rent.equipment-hour", "ownerRate=\"70\"", "rate=60.95|value.amount=60.95" },
        { "rent.equipment-hour", "hoursPerMonth=\"88\"", "value.amount=109.40" },

        // 60 x 1.3 = 78 where the skill is the paid one, whatever function rate stands beside it.
        { "labour.services", "skill.used=\"engineer\"", "rate=78|value.amount=7800.00" },
        { "labour.services", "skill=|rateSource=\"market\"", "rate=78|value.amount=7800.00" },
        { "labour.services", "rate=|salary={\"perYear\":\"124800\",\"hoursPerYear\":\"2080\"}|skill.used=\"engineer\"", "rate=78" },

        // Equal sides: half; 110 / 1.1 + 121 / 1.21 = 200.
        { "income.profit-split", "technology={\"cost\":\"10\",\"markup\":\"1\"}|user={\"cost\":\"20\",\"markup\":\"0\"}|profits=[\"110\",\"121\"]", "rate=0.5|exact=100" },
        // Mid-year at 21%: each year x 1.1.
        { "income.profit-split", "technology={\"cost\":\"10\",\"markup\":\"1\"}|user={\"cost\":\"20\",\"markup\":\"0\"}|profits=[\"121\"]|discountRate=\"0.21\"|timing=\"mid-year\"", "exact=55" },

        // Nothing lost: replacement cost alone, 120/105 x 100 + 120/115 x 10.
        { "cost.replacement", "wear=|functional=|economic=", "value.amount=124.72|newness=1|physical=0|functional=0|economic=0" },
        // A premium adds: 100 + 10 x (1 - .25) / 1.25 = 106.
        { "cost.replacement", "parts=[{\"id\":\"A\",\"cost\":\"100\"}]|wear=|economic=|functional={\"excessPerYear\":\"-10\",\"taxRate\":\"0.25\",\"discountRate\":\"0.25\",\"years\":1}", "functional=-6|value.amount=106.00" },
        // Both bases of the economic share: 1 - .25^.5 = .5 of 80 or of 100.
        { "cost.replacement", "parts=[{\"id\":\"A\",\"cost\":\"100\"}]|functional=|wear={\"basis\":\"observed\",\"newness\":\"0.8\"}|economic={\"basis\":\"capacity\",\"actual\":\"25\",\"design\":\"100\",\"exponent\":\"0.5\",\"of\":\"remaining\"}",
            "physical=20|economicShare=0.5|economic=40|value.amount=40.00" },
        { "cost.replacement", "parts=[{\"id\":\"A\",\"cost\":\"100\"}]|functional=|wear={\"basis\":\"observed\",\"newness\":\"0.8\"}|economic={\"basis\":\"capacity\",\"actual\":\"25\",\"design\":\"100\",\"exponent\":\"0.5\",\"of\":\"replacement-cost\"}",
            "economic=50|value.amount=30.00" },
        // Lost income before and after tax: 12 / 1.2 = 10; 12 x .75 / 1.2 = 7.5.
        { "cost.replacement", "parts=[{\"id\":\"A\",\"cost\":\"100\"}]|functional=|wear=|economic={\"basis\":\"lost-income\",\"lostPerYear\":\"12\",\"taxRate\":\"0\",\"discountRate\":\"0.2\",\"years\":1}", "economic=10|value.amount=90.00" },
        { "cost.replacement", "parts=[{\"id\":\"A\",\"cost\":\"100\"}]|functional=|wear=|economic={\"basis\":\"lost-income\",\"lostPerYear\":\"12\",\"taxRate\":\"0.25\",\"discountRate\":\"0.2\",\"years\":1}", "economic=7.5|value.amount=92.50" },
        // Without discount the annuity is the number of years.
        { "cost.replacement", "parts=[{\"id\":\"A\",\"cost\":\"100\"}]|wear=|economic=|functional={\"excessPerYear\":\"2\",\"taxRate\":\"0\",\"discountRate\":\"0\",\"years\":10}", "functional=20" },
        // Older than its life, with a reason: the rest is wholly worn.
        { "cost.replacement", "parts=[{\"id\":\"A\",\"cost\":\"100\"}]|functional=|economic=|wear={\"basis\":\"repair\",\"usedYears\":\"30\",\"lifeYears\":\"20\",\"repairable\":\"10\",\"override\":\"kept running\"}", "physical=100|value.amount=0.00" },
        // By series: 200 x 110/100.
        { "cost.replacement", "wear=|functional=|economic=|parts=[{\"id\":\"A\",\"cost\":\"200\",\"series\":\"s\",\"boughtOn\":\"2020-05-20\"}]|indexes=[{\"id\":\"s\",\"name\":\"S\",\"region\":\"CN\",\"base\":\"2020=100\",\"vintage\":\"revised\",\"publishedOn\":\"2025-04-01\",\"interpolate\":false,\"months\":[{\"month\":\"2020-05\",\"value\":\"100\"},{\"month\":\"2025-03\",\"value\":\"110\"}]}]",
            "replacementCost=220" },

        { "cost.condition-class", "materialClass=\"a\"|reconditioning=|marketPrice=\"90000\"", "value.amount=90000.00" },
        { "cost.condition-class", "materialClass=\"d\"|reconditioning=|commensurate=\"0.25\"", "value.amount=25000.00" },

        // Straight line 1000 over 3: book 666.67, 333.33, 0.
        { "depreciation.schedule", "method=\"straight-line\"|lifeYears=3|cost=\"1000.00\"", "years.0.amount.amount=333.33|years.1.amount.amount=333.34|years.2.amount.amount=333.33|total.amount=1000.00" },
        // Sum of years 3+2+1 over 600 above a salvage of 100.
        { "depreciation.schedule", "method=\"sum-of-years\"|lifeYears=3|cost=\"700.00\"|salvage=\"100.00\"", "years.0.amount.amount=300.00|years.1.amount.amount=200.00|years.2.amount.amount=100.00|years.2.bookValue.amount=100.00" },
        // Double declining 1000 over 5: 400, 240, 144, then 86.40, 51.84 or, switching, 108, 108.
        { "depreciation.schedule", "method=\"declining-balance\"|lifeYears=5|rate=\"2\"|switchToStraightLine=false|cost=\"1000.00\"",
            "years.0.amount.amount=400.00|years.1.amount.amount=240.00|years.2.amount.amount=144.00|years.3.amount.amount=86.40|years.4.amount.amount=51.84|total.amount=922.24" },
        { "depreciation.schedule", "method=\"declining-balance\"|lifeYears=5|rate=\"2\"|switchToStraightLine=true|cost=\"1000.00\"", "years.3.amount.amount=108.00|years.4.amount.amount=108.00|total.amount=1000.00" },
        // Never below salvage.
        { "depreciation.schedule", "method=\"declining-balance\"|lifeYears=5|rate=\"2\"|switchToStraightLine=false|cost=\"1000.00\"|salvage=\"300.00\"", "years.1.amount.amount=240.00|years.2.amount.amount=60.00|years.3.amount.amount=0.00" },

        // Exactly 10% of the lower apart is averaged; exactly 15% from the middle stays.
        { "appraisal.three-appraiser", "first.amount=\"100.00\"|second.amount=\"110.00\"|third=", "value.amount=105.00|outcome=average-of-two" },
        { "appraisal.three-appraiser", "first.amount=\"85.00\"|second.amount=\"115.00\"|third.amount=\"100.00\"", "value.amount=100.00|outcome=average-of-three" },
        { "appraisal.three-appraiser", "first.amount=\"84.99\"|second.amount=\"115.00\"|third.amount=\"100.00\"", "value.amount=107.50|outcome=one-dropped|dropped.0=A" },

        // Ratios 10, 15, 20, 25, 1000: quartiles 15 and 25, so what lies above 55 is left out.
        { "appraisal.score", "trim=true|sales.4.appraised=\"1000\"", "count=4|trimmed.0=E|medianRatio=17.5" },
        // Ratios .9, 1, 1.1: COD (.1 + 0 + .1)/3 = 6.67%; sums 9 + 20 + 33 over 10 + 20 + 30.
        { "appraisal.score", "sales=[{\"id\":\"A\",\"appraised\":\"9\",\"sale\":\"10\"},{\"id\":\"B\",\"appraised\":\"20\",\"sale\":\"20\"},{\"id\":\"C\",\"appraised\":\"33\",\"sale\":\"30\"}]", "cod=0.06666667|codAcceptable=true|prd=0.96774194" },

        { "market.outliers", "rule=\"three-iqr\"", "outliers.0=E" },

        // The chain: 12,500 at list, 10,000 fair market value, half the time used, 60% not publicly paid.
        { "value.acceptance", "use={\"used\":\"1\",\"available\":\"2\",\"unit\":\"share\"}|publicFunds=true|nonPublicShare=\"0.6\"",
            "chain.0.stage=claimed|chain.0.amount.amount=12500.00|chain.1.stage=method|chain.2.stage=cap|chain.2.amount.amount=10000.00|chain.3.stage=use|chain.3.amount.amount=5000.00|chain.4.stage=public-funds|chain.4.amount.amount=3000.00|chain.5.stage=accepted|accepted.amount=3000.00|excess.amount=9500.00" },
        { "value.acceptance", "robustValue=\"9000\"", "chain.2.stage=robust|chain.2.amount.amount=9000.00|accepted.amount=9000.00" },
        { "value.acceptance", "methodValue=\"1000\"|valueCurrency=\"EUR\"|exchangeRate=\"1.1\"", "accepted.amount=1100.00" },
        { "value.acceptance", "methodValue=\"9040\"|vat=\"included\"|vatRate=\"0.13\"", "accepted.amount=8000.00" },
        { "value.acceptance", "regime=\"none\"", "accepted.amount=12500.00" },
        { "value.acceptance", "regime=\"fair-rental\"|caps={\"fairRental\":\"7000.00\"}", "cap.amount=7000.00|accepted.amount=7000.00" },
        { "value.acceptance", "regime=\"book-value-lesser\"|caps={\"bookValue\":\"4000.00\",\"fairMarketValue\":\"7000.00\"}", "accepted.amount=4000.00" },
        { "value.acceptance", "regime=\"copas\"|caps={\"newPrice\":\"10000\",\"materialClass\":\"b\"}", "accepted.amount=7500.00" },
        { "value.acceptance", "item=\"services\"|caps=", "accepted.amount=12500.00" },
        { "value.acceptance", "item=\"equipment-to-acquire\"", "accepted.amount=10000.00" },
        { "value.acceptance", "item=\"equipment-to-use\"|caps.depreciation=\"2000.00\"", "accepted.amount=2000.00" },
        { "value.acceptance", "item=\"equipment-to-use\"|agencyApproved=true", "accepted.amount=10000.00" },
        { "value.acceptance", "item=\"property\"|caps.bookValue=\"6000.00\"", "accepted.amount=6000.00" },
        { "value.acceptance", "item=\"property\"|agencyApproved=true", "accepted.amount=10000.00" },
        { "value.acceptance", "item=\"space\"|caps.fairRental=\"500.00\"|appraisedOn=\"2022-03-01\"", "accepted.amount=500.00" },
        { "value.acceptance", "terms.capAtClaim=true|terms.claimed=\"8000.00\"", "value.amount=10000.00|accepted.amount=8000.00|excess.amount=0.00" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_figure_computed_by_hand_comes_out(string id, string edits, string expected)
    {
        var method = MethodCatalogue.Latest(id)!;
        var example = method.Description.Example;
        var evaluation = method.Evaluate(edits.Length == 0 ? example : ValuationRefusalTests.Edited(example, edits));
        Assert.True(evaluation.Result is not null, string.Join(", ", evaluation.Rejections.Select(no => $"{no.Code} at {no.Field}")));
        foreach (var pair in expected.Split('|').Select(pair => pair.Split('=')))
            Assert.Equal($"{pair[0]}={pair[1]}", $"{pair[0]}={At(evaluation.Result.Value, pair[0])}");
    }

    [Fact]
    public void Depreciation_sums_to_the_cost_whatever_the_life() => CsCheck.Check.Sample(
        CsCheck.Gen.Select(CsCheck.Gen.Int[1, 10_000_000], CsCheck.Gen.Int[1, 40], CsCheck.Gen.OneOfConst(DepreciationMethod.StraightLine, DepreciationMethod.SumOfYears)),
        (minor, life, how) =>
        {
            var cost = new Money(minor, Given.Cny);
            var figures = DepreciationSchedule.Value(new DepreciationInput(Given.Cny, cost, how, life, null, null, null)).Value!;
            return figures.Total == cost && figures.Years.Count == life && figures.Years.All(year => year.Amount.Sign >= 0) && Money.Sum(figures.Years.Select(year => year.Amount), Given.Cny) == cost;
        });

    [Fact]
    public void A_three_appraiser_value_lies_between_the_appraisals_whoever_made_which() => CsCheck.Check.Sample(
        CsCheck.Gen.Int[1, 10_000].Array[3], amounts =>
        {
            var values = Orders(amounts).Select(Decide).OfType<Money>().Distinct().ToList();
            Assert.All(values, value => Assert.InRange(value.Minor, amounts.Min(), amounts.Max()));
        });

    [Fact]
    public void More_wear_never_adds_value() => CsCheck.Check.Sample(
        CsCheck.Gen.Select(CsCheck.Gen.Int[0, 100], CsCheck.Gen.Int[0, 100]), (a, b) =>
        Worth(Math.Max(a, b)).CompareTo(Worth(Math.Min(a, b))) >= 0);

    private static Money Worth(int percent) => Replacement.Value(new ReplacementInput(Given.Terms("1000.00", capAtClaim: false), [new CostPart("A", 100)], [],
        new Wear(WearBasis.Observed, Newness: new Rational(percent, 100)), null, null, [])).Value!.Value;

    private static IEnumerable<int[]> Orders(int[] a) => [[a[0], a[1], a[2]], [a[0], a[2], a[1]], [a[1], a[2], a[0]]];

    private static Money? Decide(int[] minor)
    {
        var terms = Given.Terms("1000000.00", capAtClaim: false);
        ClauseAppraisal One(int i) => new($"A{i}", new Money(minor[i], Given.Cny));
        return (AppraisalClause.Value(new(terms, One(0), One(1), One(2))).Value ?? AppraisalClause.Value(new(terms, One(0), One(1), null)).Value)?.Value;
    }

    private static string At(JsonElement value, string path)
    {
        foreach (var part in path.Split('.'))
            value = value.ValueKind == JsonValueKind.Array ? value[int.Parse(part, CultureInfo.InvariantCulture)] : value.GetProperty(part);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }
}
