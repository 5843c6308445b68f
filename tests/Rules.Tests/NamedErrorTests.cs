namespace Ledger.Rules.Tests;

/// <summary>
/// Every error case that the domain reference names for a method (sections 1 to 5) is refused by a code of its own, each from a
/// shipped example with one thing made wrong. What it names and no method decides (a late objection, a sealed quote that does not
/// fit its hash, a missing signature) belongs to the services.
/// </summary>
public sealed class NamedErrorTests
{
    /// <summary>The case in the reference's words, method, version, path=JSON edits separated by '|', and the refusal.</summary>
    public static TheoryData<string, string, int, string, string> Named => new()
    {
        // 1. Valuation.
        { "missing index month", "market.comparables", 2, "indexes.0.months.0.flagged=true", "index.missing-month at comparables[0].factors[0].series" },
        { "index mismatch: base year", "market.comparables", 2, "indexes.0.months.0.base=\"2015=100\"", "index.mixed-base at comparables[0].factors[0].series" },
        { "index mismatch: units", "market.adjusted-price", 1, "factors.0.subjectUnit=\"kW\"|factors.0.comparableUnit=\"hp\"", "comparables.mixed-units at factors[0].comparableUnit" },
        { "comparable after valuation date", "market.comparables", 2, "comparables.1.pricedOn=\"2025-03-02\"", "valuation.evidence-after-date at comparables[1].pricedOn" },
        { "expired evidence, 1 y", "value.acceptance", 1, "validityMonths=12|appraisedOn=\"2024-02-29\"", "acceptance.evidence-expired at appraisedOn" },
        { "negative remaining life", "cost.replacement", 1, "wear.remainingYears=\"-1\"", "cost.negative-remaining-life at wear.remainingYears" },
        { "used > life, no override", "cost.replacement", 1, "wear={\"basis\":\"repair\",\"repairable\":\"1\",\"usedYears\":\"21\",\"lifeYears\":\"20\"}", "cost.used-beyond-life at wear.usedYears" },
        { "zero MAD", "market.comparables", 2, "policy.zeroMad=\"refuse\"|comparables.1.price=\"800000.00\"|comparables.2.price=\"1000000.00\"|comparables.4.price=\"810000.00\"", "comparables.zero-mad at comparables" },
        { "too few comparables", "market.comparables", 2, "terms.minEvidence=6", "valuation.too-few-evidence at comparables" },
        { "asset contributed twice", "value.acceptance", 1, "assetId=\"SN-1\"|contributedAssets=[\"SN-1\"]", "acceptance.contributed-twice at assetId" },
        { "public-funded asset", "value.acceptance", 1, "publicFunds=true", "acceptance.public-share-missing at nonPublicShare" },
        { "counted in another award", "value.acceptance", 1, "conditions.notCountedElsewhere=false", "acceptance.counted-in-another-award at conditions.notCountedElsewhere" },
        { "wrong-skill labour", "labour.services", 1, "skill.functionRate=", "labour.wrong-skill at skill.functionRate" },
        { "currency without rate", "value.acceptance", 1, "valueCurrency=\"EUR\"", "acceptance.currency-without-rate at exchangeRate" },
        { "VAT in/ex unstated", "value.acceptance", 1, "vat=\"unstated\"", "acceptance.vat-unstated at vat" },

        // 2. Market evidence.
        { "one source only", "market.comparables", 2, "comparables.0.source=\"D1\"|comparables.1.source=\"D1\"|comparables.2.source=\"D1\"|comparables.3.source=\"D1\"|comparables.4.source=\"D1\"", "comparables.one-source at comparables" },
        { "undisclosed related party", "market.comparables", 2, "relatedParties=[\"D1\"]|comparables.1.source=\"D1\"", "comparables.undisclosed-related-party at comparables[1].sourceClass" },
        { "bimodal evidence (gap > 30%)", "market.comparables", 2, "comparables.2.price=\"1500000.00\"|comparables.3.price=\"1400000.00\"|comparables.4.weight=\"0\"", "comparables.bimodal at comparables" },

        // 3. Tax credit.
        { "not on list at invoice date", "incentive.tax-credit", 1, "members.0.listedFrom=\"2024-05-21\"", "credit.not-listed at items[0].invoicedOn" },
        { "investment outside period", "incentive.tax-credit", 1, "items.0.invoicedOn=\"2025-01-01\"", "credit.outside-period at items[0].invoicedOn" },
        { "category ask", "incentive.tax-credit", 1, "items.0.category=\"staff-time\"", "credit.category-ask at items[0].category" },
        { "group member without own payment", "incentive.tax-credit", 1, "items.0.paidByMember=\"0.00\"", "credit.member-without-payment at items[0].paidByMember" },
        { "same invoice twice", "incentive.tax-credit", 1, "items=[{\"id\":\"I1\",\"member\":\"E1\",\"category\":\"training-base\",\"basis\":\"spending\",\"invoice\":\"24000001\",\"invoicedOn\":\"2024-05-20\",\"amount\":\"1.00\",\"paidByMember\":\"1.00\"},{\"id\":\"I2\",\"member\":\"E1\",\"category\":\"training-base\",\"basis\":\"spending\",\"invoice\":\"24000001\",\"invoicedOn\":\"2024-05-20\",\"amount\":\"1.00\",\"paidByMember\":\"1.00\"}]", "credit.invoice-twice at items[1].invoice" },

        // 4. Benefits.
        { "shares not 100%", "sharing.waterfall", 1, "waterfall.3.keys.0.points.GP=\"21\"", "agreement.points-not-hundred at waterfall[3].keys[0].points" },
        { "shares not 100%, agreed shares", "sharing.agreed-shares", 1, "shares.partner=\"0.74\"", "sharing.shares-not-one at shares" },
        { "cycle", "jv.carried-interest", 1, "carries.0.carriers={\"S2\":\"100\"}", "jv.carry-cycle at carries[0].carriers.S2" },
        { "unreachable tier", "sharing.waterfall", 1, "waterfall.0={\"tier\":\"residual\",\"keys\":[{\"key\":\"equal\",\"weight\":\"1\"}]}", "agreement.unreachable-tier at waterfall[1].tier" },
        { "cap below deductible", "risk.allocation", 2, "parties.1.cap=\"9999.99\"", "allocation.cap-below-retention at parties[1].cap" },
        { "party in allocation without accession", "risk.allocation", 2, "occurredOn=\"2025-10-06\"|parties.1.accededOn=\"2025-10-07\"", "allocation.sufferer-not-acceded at sufferers.F2" },
        { "unallocated remainder", "sharing.waterfall", 1, "waterfall.3=", "waterfall.unallocated at waterfall" },
        { "government benefit share against profile", "sharing.waterfall", 1, "profile={\"maximumShares\":{\"GP\":\"0\"}}", "waterfall.above-profile-maximum at profile.maximumShares.GP" },

        // 5. Losses.
        { "negative loss", "risk.allocation", 2, "gross=\"-1.00\"", "money.negative at gross" },
        { "loss > exposure limit", "risk.allocation", 2, "exposureLimit=\"119999.99\"", "allocation.loss-above-exposure at gross" },
        { "missing index", "risk.obsolescence", 2, "skillUnits=", "obsolescence.missing-index at currencyIndex" },
        { "overlapping indemnity periods", "risk.business-interruption", 1, "period={\"from\":\"2025-01-01\",\"to\":\"2025-01-31\"}|otherPeriods=[{\"event\":\"R2\",\"period\":{\"from\":\"2025-01-31\",\"to\":\"2025-02-01\"}}]", "interruption.period-overlaps at otherPeriods[0]" },
        { "two events on the same machine hours", "risk.disruption", 2, "counted=[{\"event\":\"R2\",\"machine\":\"M1\",\"from\":\"1239\",\"to\":\"1241\"}]", "disruption.hours-counted-twice at log[0]" },
        { "key sum 0", "risk.allocation", 2, "key.0.shares={\"F1\":\"0\",\"F2\":\"0\",\"U\":\"0\"}", "allocation.key-zero at key[0].shares" },
        { "reserve overdrawn", "risk.allocation", 2, "reserve.committed=\"18400.01\"", "allocation.reserve-overdrawn at reserve.committed" },
        { "recovery > loss", "risk.allocation", 2, "insurance=\"120000.01\"", "allocation.recovery-above-loss at gross" },
        { "probability not summing to one", "risk.mutual-sharing", 1, "independent.A.0.probability=\"0.8\"", "mutual.probability-not-one at independent.A" },
        { "game with missing coalition", "game.shapley", 1, "game.values.T1=", "game.missing-coalition at game.values" },
    };

    [Theory]
    [MemberData(nameof(Named))]
    public void A_named_error_has_its_own_code(string named, string id, int version, string edits, string refusal)
    {
        var method = MethodCatalogue.Find(id, version)!;
        var inputs = ValuationRefusalTests.Edited(method.Description.Example, edits);
        Assert.True(method.Evaluate(method.Description.Example).Result is not null, named);
        Assert.Contains(refusal, method.Evaluate(inputs).Refusals());
    }

    [Fact]
    public void No_two_named_errors_of_a_method_share_a_code() =>
        Assert.All(Named.Select(row => row.Data).GroupBy(row => (row.Item2, Code: row.Item5.Split(' ')[0])), group => Assert.Single(group));
}
