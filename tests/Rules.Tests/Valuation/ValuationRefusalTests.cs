using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Rules.Tests;

/// <summary>Every refusal of the valuation methods, each from a shipped example with one thing made wrong.</summary>
public sealed class ValuationRefusalTests
{
    /// <summary>Method, version, then path=JSON edits separated by '|' (an empty JSON removes), and the refusal.</summary>
    public static TheoryData<string, int, string, string> Faults => new()
    {
        // market.adjusted-price: the codes of every factor.
        { "market.adjusted-price", 1, "price=\"0\"", "input.not-positive at price" },
        { "market.adjusted-price", 1, "pricedOn=\"2025-03-02\"", "valuation.evidence-after-date at pricedOn" },
        { "market.adjusted-price", 1, "terms.minEvidence=1", "valuation.too-few-evidence at evidence" },
        { "market.adjusted-price", 1, "factors.0.subject=\"0\"", "input.not-positive at factors[0].subject" },
        { "market.adjusted-price", 1, "factors.0.exponent=\"0\"", "input.not-positive at factors[0].exponent" },
        { "market.adjusted-price", 1, "factors.0.exponent=\"3\"", "input.out-of-range at factors[0].exponent" },
        { "market.adjusted-price", 1, "factors.0.exponent=\"0.805\"", "comparables.exponent-places at factors[0].exponent" },
        { "market.adjusted-price", 1, "factors.0.subject=\"1000\"", "comparables.factor-out-of-bounds at factors[0]" },
        { "market.adjusted-price", 1, "factors.0.subjectUnit=\"kW\"|factors.0.comparableUnit=\"hp\"", "comparables.mixed-units at factors[0].comparableUnit" },
        { "market.adjusted-price", 1, "factors=[{\"kind\":\"transaction\",\"factor\":\"0.9\"},{\"kind\":\"asking-price\",\"factor\":\"0.9\"}]", "comparables.duplicate-factor at factors[1].kind" },
        { "market.adjusted-price", 1, "factors=[{\"kind\":\"price-index\",\"series\":\"none\"}]", "index.unknown-series at factors[0].series" },
        { "market.adjusted-price", 1, "factors=[{\"kind\":\"price-index\"}]", "input.missing at factors[0].series" },
        { "market.adjusted-price", 1, "factors=[{\"kind\":\"price-index\",\"subject\":\"1\"}]", "input.missing at factors[0].comparable" },
        { "market.adjusted-price", 1, "factors.0.kind=\"luck\"", "input.unknown-value at factors[0].kind" },
        { "market.adjusted-price", 1, "ratioPlaces=2", "input.missing at intermediates" },

        { "market.weighted-average", 1, "values.0.weight=\"0.26\"", "weighted-average.weights-not-one at values" },
        { "market.weighted-average", 1, "values.0.weight=\"0\"", "input.not-positive at values[0].weight" },
        { "market.weighted-average", 1, "values.1.id=\"A\"", "input.duplicate at values[1].id" },
        { "market.weighted-average", 1, "terms.minEvidence=4", "valuation.too-few-evidence at values" },
        { "market.outliers", 1, "values=[]", "input.empty at values" },
        { "market.outliers", 1, "values.1.id=\"A\"", "input.duplicate at values[1].id" },

        { "rent.equipment-hour", 1, "hours=\"0\"", "equipment-hour.no-hours at hours" },
        { "rent.equipment-hour", 1, "hours=\"-1\"", "input.negative at hours" },
        { "rent.equipment-hour", 1, "hoursPerMonth=\"0\"", "input.not-positive at hoursPerMonth" },
        { "rent.equipment-hour", 1, "ageFactor=\"2.1\"", "input.out-of-range at ageFactor" },
        { "rent.equipment-hour", 1, "ownerRate=\"0\"", "input.not-positive at ownerRate" },
        { "rent.equipment-hour", 1, "terms.minEvidence=1", "valuation.too-few-evidence at evidence" },
        { "rent.depreciation", 1, "ageMonths=\"43\"", "rent.written-off at months" },
        { "rent.depreciation", 1, "lifeMonths=\"0\"", "input.not-positive at lifeMonths" },
        { "rent.depreciation", 1, "use.used=\"101\"", "rent.use-above-available at use.used" },
        { "rent.use-charge", 1, "depreciated=\"39999\"", "use-charge.not-written-off at depreciated" },
        { "rent.use-charge", 1, "remainingYears=\"-1\"", "cost.negative-remaining-life at remainingYears" },
        { "rent.use-charge", 1, "years=\"9\"", "use-charge.beyond-remaining-life at years" },
        { "rent.use-charge", 1, "use.used=\"5\"", "rent.use-above-available at use.used" },

        { "revaluation.index", 1, "terms.on=\"2025-02-28\"", "revaluation.before-previous at previous.on" },
        { "revaluation.index", 1, "series=\"none\"", "index.unknown-series at series" },
        { "revaluation.index", 1, "terms.on=\"2026-04-01\"", "index.past-last-month at series" },
        { "revaluation.index", 1, "terms.on=\"2025-09-01\"", "index.missing-month at series" },
        { "revaluation.index", 1, "indexes.0.months.1.base=\"2020=100\"", "index.mixed-base at series" },
        { "revaluation.index", 1, "previous=", "input.missing at previous" },
        { "revaluation.index", 1, "previous.value=\"-1.00\"", "money.negative at previous.value" },
        { "revaluation.depreciation", 1, "terms.on=\"2025-02-28\"", "revaluation.before-previous at previous.on" },
        { "revaluation.depreciation", 1, "previous.value=\"0.00\"", "money.not-positive at previous.value" },
        { "revaluation.depreciation", 1, "curve.salvage=\"1.1\"", "input.out-of-range at curve.salvage" },
        { "revaluation.depreciation", 1, "curve.method=\"straight-line\"", "input.missing at curve.lifeYears" },
        { "revaluation.depreciation", 1, "curve.method=\"straight-line\"|curve.lifeYears=101", "input.out-of-range at curve.lifeYears" },
        { "revaluation.depreciation", 1, "curve.rate=\"2\"", "depreciation.not-of-method at curve.rate" },
        { "revaluation.depreciation", 1, "curve.lifeYears=5", "depreciation.table-has-own-life at curve.lifeYears" },
        { "revaluation.depreciation", 1, "curve.method=\"luck\"", "input.unknown-value at curve.method" },
        { "revaluation.index-move", 1, "to=\"2025-02-01\"", "input.dates-not-ordered at to" },
        { "revaluation.index-move", 1, "limit=\"0\"", "input.not-positive at limit" },
        { "revaluation.index-move", 1, "limit=\"1.01\"", "input.out-of-range at limit" },

        { "labour.services", 1, "skill.functionRate=", "labour.wrong-skill at skill.functionRate" },
        { "labour.services", 1, "skill=", "labour.skill-needed at skill" },
        { "labour.services", 1, "rate=", "labour.rate-or-salary at rate" },
        { "labour.services", 1, "salary={\"perYear\":\"1\",\"hoursPerYear\":\"1\"}", "labour.rate-or-salary at rate" },
        { "labour.services", 1, "rate=|salary={\"perYear\":\"1\",\"hoursPerYear\":\"8785\"}", "input.out-of-range at salary.hoursPerYear" },
        { "labour.services", 1, "additions=[{\"id\":\"a\",\"share\":\"1.5\"},{\"id\":\"b\",\"share\":\"0.6\"}]", "labour.fringe-too-high at additions" },
        { "labour.services", 1, "additions=[{\"id\":\"a\",\"share\":\"0.1\"},{\"id\":\"a\",\"share\":\"0.1\"}]", "input.duplicate at additions[1].id" },
        { "labour.services", 1, "hours=\"0\"", "input.not-positive at hours" },

        { "income.profit-split", 1, "technology.cost=\"0\"", "input.not-positive at technology.cost" },
        { "income.profit-split", 1, "user.markup=\"-1\"", "input.out-of-range at user.markup" },
        { "income.profit-split", 1, "profits=[]", "input.empty at profits" },
        { "income.profit-split", 1, "discountRate=\"2\"", "input.out-of-range at discountRate" },

        { "cost.replacement", 1, "wear.remainingYears=\"-1\"", "cost.negative-remaining-life at wear.remainingYears" },
        { "cost.replacement", 1, "wear={\"basis\":\"age-life\",\"usedYears\":\"0\",\"remainingYears\":\"0\"}", "cost.no-life-left at wear.remainingYears" },
        { "cost.replacement", 1, "parts.0.ageYears=", "cost.age-missing at wear.usedYears" },
        { "cost.replacement", 1, "wear={\"basis\":\"repair\",\"usedYears\":\"21\",\"lifeYears\":\"20\",\"repairable\":\"1\"}", "cost.used-beyond-life at wear.usedYears" },
        { "cost.replacement", 1, "wear={\"basis\":\"repair\",\"usedYears\":\"2\",\"lifeYears\":\"20\",\"repairable\":\"1000\"}", "cost.repair-above-cost at wear.repairable" },
        { "cost.replacement", 1, "wear.utilisation=\"0\"", "input.not-positive at wear.utilisation" },
        { "cost.replacement", 1, "wear={\"basis\":\"observed\",\"newness\":\"1.1\"}", "input.out-of-range at wear.newness" },
        { "cost.replacement", 1, "wear={\"basis\":\"observed\"}", "input.missing at wear.newness" },
        { "cost.replacement", 1, "wear.basis=\"guess\"", "input.unknown-value at wear.basis" },
        { "cost.replacement", 1, "economic.actual=\"101\"", "cost.capacity-above-design at economic.actual" },
        { "cost.replacement", 1, "economic.exponent=\"0.701\"", "cost.exponent-places at economic.exponent" },
        { "cost.replacement", 1, "economic.exponent=\"1.1\"", "input.out-of-range at economic.exponent" },
        { "cost.replacement", 1, "functional.excessPerYear=\"1000\"", "cost.losses-above-cost at parts" },
        { "cost.replacement", 1, "functional.years=0", "input.out-of-range at functional.years" },
        { "cost.replacement", 1, "parts=[{\"id\":\"A\",\"cost\":\"1\",\"series\":\"x\",\"boughtOn\":\"2020-01-01\"}]", "index.unknown-series at parts[0].series" },
        { "cost.replacement", 1, "parts.1.id=\"machine\"", "input.duplicate at parts[1].id" },
        { "cost.replacement", 1, "parts.0.indexThen=", "input.missing at parts[0].indexThen" },
        { "cost.replacement", 1, "parts.0.indexThen=\"0\"", "input.not-positive at parts[0].indexThen" },
        { "cost.replacement", 1, "parts=[]", "input.empty at parts" },

        { "cost.know-how", 1, "riskShare=\"1\"", "know-how.risk-certain at riskShare" },
        { "cost.know-how", 1, "material=\"0\"|pay=\"0\"", "know-how.no-cost at material" },
        { "cost.know-how", 1, "creativeMultiple=\"0.9\"", "input.out-of-range at creativeMultiple" },
        { "cost.condition-class", 1, "commensurate=\"0.2\"", "condition-class.not-of-class at commensurate" },
        { "cost.condition-class", 1, "reconditioning=", "condition-class.needs at reconditioning" },
        { "cost.condition-class", 1, "materialClass=\"d\"|reconditioning=|commensurate=\"0.6\"", "input.out-of-range at commensurate" },

        { "depreciation.schedule", 1, "lifeYears=5", "depreciation.table-has-own-life at lifeYears" },
        { "depreciation.schedule", 1, "salvage=\"1.00\"", "depreciation.table-has-own-life at salvage" },
        { "depreciation.schedule", 1, "method=\"straight-line\"", "input.missing at lifeYears" },
        { "depreciation.schedule", 1, "method=\"straight-line\"|lifeYears=5|rate=\"2\"", "depreciation.not-of-method at rate" },
        { "depreciation.schedule", 1, "method=\"straight-line\"|lifeYears=5|salvage=\"5000.01\"", "depreciation.salvage-above-cost at salvage" },
        { "depreciation.schedule", 1, "method=\"declining-balance\"|lifeYears=5|switchToStraightLine=true", "input.missing at rate" },
        { "depreciation.schedule", 1, "method=\"declining-balance\"|lifeYears=1|rate=\"2\"|switchToStraightLine=true", "input.out-of-range at rate" },
        { "depreciation.schedule", 1, "cost=\"0.00\"", "money.not-positive at cost" },

        { "appraisal.three-appraiser", 1, "third=", "appraisal.third-needed at third" },
        { "appraisal.three-appraiser", 1, "second.amount=\"550000.00\"", "appraisal.third-not-needed at third" },
        { "appraisal.three-appraiser", 1, "second.appraiser=\"A\"", "appraisal.same-appraiser at second.appraiser" },
        { "appraisal.three-appraiser", 1, "third.appraiser=\"B\"", "appraisal.same-appraiser at third.appraiser" },
        { "appraisal.three-appraiser", 1, "first.amount=\"0.00\"", "money.not-positive at first.amount" },
        { "appraisal.three-appraiser", 1, "terms.minEvidence=4", "valuation.too-few-evidence at third" },
        { "appraisal.score", 1, "sales=[{\"id\":\"A\",\"appraised\":\"1\",\"sale\":\"1\"}]", "appraisal.too-few-sales at sales" },
        { "appraisal.score", 1, "sales.0.sale=\"0\"", "input.not-positive at sales[0].sale" },
        { "appraisal.score", 1, "sales.1.id=\"A\"", "input.duplicate at sales[1].id" },

        { "value.acceptance", 1, "valueCurrency=\"EUR\"", "acceptance.currency-without-rate at exchangeRate" },
        { "value.acceptance", 1, "exchangeRate=\"1.1\"", "input.missing at valueCurrency" },
        { "value.acceptance", 1, "vat=\"unstated\"", "acceptance.vat-unstated at vat" },
        { "value.acceptance", 1, "vat=\"included\"", "input.missing at vatRate" },
        { "value.acceptance", 1, "validityMonths=12|appraisedOn=\"2024-02-29\"", "acceptance.evidence-expired at appraisedOn" },
        { "value.acceptance", 1, "item=\"space\"|caps={\"fairRental\":\"1.00\"}|validityMonths=60|appraisedOn=\"2022-02-28\"", "acceptance.evidence-expired at appraisedOn" },
        { "value.acceptance", 1, "appraisedOn=\"2025-03-02\"", "valuation.evidence-after-date at appraisedOn" },
        { "value.acceptance", 1, "assetId=\"SN-1\"|contributedAssets=[\"SN-0\",\"SN-1\"]", "acceptance.contributed-twice at assetId" },
        { "value.acceptance", 1, "publicFunds=true", "acceptance.public-share-missing at nonPublicShare" },
        { "value.acceptance", 1, "publicFunds=true|nonPublicShare=\"1.5\"", "input.out-of-range at nonPublicShare" },
        { "value.acceptance", 1, "use={\"used\":\"2\",\"available\":\"1\",\"unit\":\"h\"}", "rent.use-above-available at use.used" },
        { "value.acceptance", 1, "terms.minEvidence=1", "valuation.too-few-evidence at evidence" },
        { "value.acceptance", 1, "item=", "acceptance.regime-needs at item" },
        { "value.acceptance", 1, "conditions=", "acceptance.regime-needs at conditions" },
        { "value.acceptance", 1, "caps=", "acceptance.regime-needs at caps.fairMarketValue" },
        { "value.acceptance", 1, "item=\"equipment-to-use\"", "acceptance.regime-needs at caps.depreciation" },
        { "value.acceptance", 1, "item=\"property\"", "acceptance.regime-needs at caps.bookValue" },
        { "value.acceptance", 1, "item=\"loaned-equipment\"", "acceptance.regime-needs at caps.fairRental" },
        { "value.acceptance", 1, "regime=\"fair-rental\"", "acceptance.regime-needs at caps.fairRental" },
        { "value.acceptance", 1, "regime=\"book-value-lesser\"", "acceptance.regime-needs at caps.bookValue" },
        { "value.acceptance", 1, "regime=\"copas\"", "acceptance.regime-needs at caps.materialClass" },
        { "value.acceptance", 1, "conditions.verifiable=false", "acceptance.not-verifiable at conditions.verifiable" },
        { "value.acceptance", 1, "conditions.notCountedElsewhere=false", "acceptance.counted-in-another-award at conditions.notCountedElsewhere" },
        { "value.acceptance", 1, "conditions.necessary=false", "acceptance.not-necessary at conditions.necessary" },
        { "value.acceptance", 1, "conditions.allowable=false", "acceptance.not-allowable at conditions.allowable" },
        { "value.acceptance", 1, "conditions.notFederallyPaid=false", "acceptance.federally-paid at conditions.notFederallyPaid" },
        { "value.acceptance", 1, "conditions.inApprovedBudget=false", "acceptance.not-in-budget at conditions.inApprovedBudget" },
        { "value.acceptance", 1, "conditions.conforms=false", "acceptance.not-conforming at conditions.conforms" },

        // market.comparables: its own codes, and those of index series.
        { "market.comparables", 2, "indexes.0.months.0.flagged=true", "index.missing-month at comparables[0].factors[0].series" },
        { "market.comparables", 2, "indexes.0.months.1.flagged=true", "index.past-last-month at comparables[0].factors[0].series" },
        { "market.comparables", 2, "indexes.0.months.0.base=\"2015=100\"", "index.mixed-base at comparables[0].factors[0].series" },
        { "market.comparables", 2, "indexes.0.months.0.month=\"2024-05\"", "index.missing-month at comparables[0].factors[0].series" },
        { "market.comparables", 2, "indexes.0.months.0.month=\"2024-05\"|indexes.0.months.0.base=\"2015=100\"|indexes.0.interpolate=true", "index.mixed-base at comparables[0].factors[0].series" },
        { "market.comparables", 2, "indexes=", "index.unknown-series at comparables[0].factors[0].series" },
        { "market.comparables", 2, "indexes.0.months.0.month=\"2024-13\"", "input.not-a-date at indexes[0].months[0].month" },
        { "market.comparables", 2, "indexes.0.months.0.value=\"0\"", "input.not-positive at indexes[0].months[0].value" },
        { "market.comparables", 2, "indexes.0.months.1.month=\"2024-06\"", "input.duplicate at indexes[0].months[1].month" },
        { "market.comparables", 2, "comparables.1.weight=\"1.1\"", "input.out-of-range at comparables[1].weight" },
        { "market.comparables", 2, "comparables.1.similarity=\"-0.1\"", "input.out-of-range at comparables[1].similarity" },
        { "market.comparables", 2, "comparables.1.id=\"C1\"", "input.duplicate at comparables[1].id" },
        { "market.comparables", 2, "comparables.1.price=\"0.00\"", "money.not-positive at comparables[1].price" },
        { "market.comparables", 2, "comparables.1.pricedOn=\"2025-03-02\"", "valuation.evidence-after-date at comparables[1].pricedOn" },
        { "market.comparables", 2, "comparables.1.sourceClass=\"related-party\"", "comparables.related-party-weight at comparables[1].weight" },
        { "market.comparables", 2, "relatedParties=[\"D1\"]|comparables.1.source=\"D1\"", "comparables.undisclosed-related-party at comparables[1].sourceClass" },
        { "market.comparables", 2, "relatedParties=[\"D1\"]|comparables.1.parties=[\"X\",\"D1\"]", "comparables.undisclosed-related-party at comparables[1].sourceClass" },
        { "market.comparables", 2, "comparables.2.factors.0.subject=\"30\"", "comparables.factor-out-of-bounds at comparables[2].factors[0]" },
        { "market.comparables", 2, "terms.minEvidence=5", "valuation.too-few-evidence at comparables" },
        { "market.comparables", 2, "policy.minEffective=\"4\"", "comparables.too-few-effective at comparables" },
        { "market.comparables", 2, "policy.sourceShare=\"0.2\"", "comparables.source-share at comparables" },
        { "market.comparables", 2, "policy.sourceShare=\"0\"", "input.not-positive at policy.sourceShare" },
        { "market.comparables", 2, "policy.highestFactor=\"11\"", "input.out-of-range at policy.highestFactor" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_is_wrong_is_refused_by_its_own_code(string id, int version, string edits, string refusal)
    {
        var method = MethodCatalogue.Find(id, version)!;
        Assert.Contains(refusal, method.Evaluate(Edited(method.Description.Example, edits)).Refusals());
    }

    [Fact]
    public void Every_refusal_of_the_new_methods_is_described()
    {
        var shared = new[] { "input", "money", "currency" };
        foreach (var row in Faults.Select(fault => fault.Data))
        {
            var code = row.Item4.Split(' ')[0];
            if (shared.Contains(code.Split('.')[0])) continue;
            Assert.Contains(code, MethodCatalogue.Find(row.Item1, row.Item2)!.Description.Errors.Select(error => error.Code));
        }
    }

    internal static JsonElement Edited(JsonElement inputs, string edits)
    {
        var root = JsonNode.Parse(inputs.GetRawText())!;
        foreach (var edit in edits.Split('|'))
        {
            var equals = edit.IndexOf('=', StringComparison.Ordinal);
            var path = edit[..equals].Split('.');
            JsonNode at = root;
            foreach (var part in path[..^1])
            {
                if (at is JsonArray list) at = list[int.Parse(part, CultureInfo.InvariantCulture)]!;
                else at = at[part] ??= new JsonObject();
            }

            var value = edit[(equals + 1)..];
            if (value.Length == 0 && at is JsonArray shorter) shorter.RemoveAt(int.Parse(path[^1], CultureInfo.InvariantCulture));
            else if (value.Length == 0) ((JsonObject)at).Remove(path[^1]);
            else if (at is JsonArray entries) entries[int.Parse(path[^1], CultureInfo.InvariantCulture)] = JsonNode.Parse(value);
            else at[path[^1]] = JsonNode.Parse(value);
        }

        return JsonSerializer.SerializeToElement(root);
    }
}
