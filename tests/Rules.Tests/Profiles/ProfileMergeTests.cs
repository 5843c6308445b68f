using System.Text.Json;
using CsCheck;

namespace Ledger.Rules.Tests;

/// <summary>An override may only tighten; which way is tighter stands in one table.</summary>
public sealed class ProfileMergeTests
{
    // key, base, tighter or equal, relaxed.
    public static TheoryData<string, string, string, string> Table => new()
    {
        { "roundingMode", "\"half-up\"", "\"half-up\"", "\"half-even\"" },
        { "taxCredit.rate", "\"0.30\"", "\"0.29\"", "\"0.31\"" },
        { "taxCredit.baseCategories.staff-time", "\"ask-tax-office\"", "\"not-eligible\"", "\"eligible\"" },
        { "taxCredit.surcharges.education", "\"0.03\"", "\"3/100\"", "\"0.02\"" },
        { "taxCredit.halving", "true", "true", "false" },
        { "taxCredit.carryForwardYears", "null", "5", "null" },
        { "taxCredit.carryForwardYears", "5", "4", "null" },
        { "taxCredit.clawback", "true", "true", "false" },
        { "taxCredit.clawback", "false", "true", "false" },
        { "taxCredit.groupAllowed", "true", "false", "true" },
        { "taxCredit.groupAllowed", "false", "false", "true" },
        { "cert.conditions.ip", "{\"en\":\"a\",\"zh\":\"甲\"}", "{\"en\":\"a\",\"zh\":\"甲\"}", "{\"en\":\"b\",\"zh\":\"乙\"}" },
        { "cert.minSpend", "\"1000000.00\"", "\"1000000.01\"", "\"999999.99\"" },
        { "cert.windowYears", "3", "2", "4" },
        { "cert.minCultivationYears", "1", "2", "0" },
        { "valuation.validityMonths", "12", "11", "13" },
        { "valuation.indexMoveLimit", "\"0.10\"", "\"0.05\"", "\"0.11\"" },
        { "valuation.validityMonths.space", "36", "12", "37" },
        { "valuation.minEvidence.donated-equipment", "3", "4", "2" },
        { "valuation.economicBase", "\"remaining\"", "\"remaining\"", "\"replacement-cost\"" },
        { "valuation.economicTax", "\"after-tax\"", "\"after-tax\"", "\"before-tax\"" },
        { "valuation.indexSeries", "[\"a\",\"b\"]", "[\"b\"]", "[\"b\",\"c\"]" },
        { "valuation.capsPerKind.space", "\"fair-rental-value\"", "\"fair-rental-value\"", "\"regular-rate\"" },
        { "valuation.relatedPartyRule", "\"at-most-cost\"", "\"no-weight\"", "\"disclose\"" },
        { "valuation.dualControlThreshold", "\"500000.00\"", "\"499999.99\"", "\"500000.01\"" },
        { "labour.marketRates.engineer", "\"120.00\"", "\"100.00\"", "\"121.00\"" },
        { "labour.fringeMax", "\"0.35\"", "\"0.30\"", "\"0.36\"" },
        { "subsidy.rate", "\"0.10\"", "\"0\"", "\"0.11\"" },
        { "subsidy.cap", "\"10.00\"", "\"9.00\"", "\"11.00\"" },
        { "subsidy.perEntityCap", "\"10.00\"", "\"9.00\"", "\"11.00\"" },
        { "subsidy.categories", "[\"a\",\"b\"]", "[\"b\",\"a\"]", "[\"a\",\"b\",\"c\"]" },
        { "statutoryShares.inventorMin", "\"1/2\"", "\"0.7\"", "\"0.49\"" },
        { "statutoryShares.governmentMax", "\"0.1\"", "\"0\"", "\"0.2\"" },
        { "publicPartyLossCap.required", "true", "true", "false" },
        { "publicPartyLossCap.multiple", "\"1\"", "\"0.5\"", "\"1.5\"" },
        { "retentionYears.ledger", "30", "null", "29" },
        { "retentionYears.annual-report", "null", "null", "30" },
        { "privacy.law", "{\"en\":\"a\",\"zh\":\"甲\"}", "{\"en\":\"a\",\"zh\":\"甲\"}", "{\"en\":\"b\",\"zh\":\"乙\"}" },
        { "privacy.crossBorder", "true", "false", "true" },
        { "indicators.catalogueId", "\"a\"", "\"a\"", "\"b\"" },
        { "reports.annual.due", "{\"en\":\"a\",\"zh\":\"甲\"}", "{\"en\":\"a\",\"zh\":\"甲\"}", "{\"en\":\"b\",\"zh\":\"乙\"}" },
        { "reports.annual.format", "\"csv\"", "\"csv\"", "\"xml\"" },
        { "alignmentIndex.weights.cnc", "\"1\"", "\"1.0\"", "\"2\"" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void An_override_tightens_or_is_refused_with_its_key(string key, string basis, string tighter, string relaxed)
    {
        var below = Profiles.Merge(null, Profiles.Base((key, basis)));
        var merged = Profiles.Merge(below, Profiles.Override((key, tighter)));
        Assert.Equal(("region", true), (merged.Values[key].Origin.Id, merged.Values[key].Overrides));

        var outcome = ProfileMerge.Merge(below, Profiles.Override((key, relaxed)));
        // What equals the base relaxes nothing.
        if (relaxed == basis)
        {
            Assert.Null(outcome.Rejection);
            return;
        }

        var refused = Assert.Single(outcome.Rejections);
        Assert.Equal(("profile.relaxed", $"values[\"{key}\"]"), (refused.Code, key.Contains('.', StringComparison.Ordinal) ? refused.Field : $"values[\"{refused.Field!["values.".Length..]}\"]"));
        Assert.Contains(below.Values[key].Shown, refused.Message.En, StringComparison.Ordinal);
        Assert.Contains(refused.Value!, refused.Message.Zh, StringComparison.Ordinal);
        Assert.Null(ProfileMerge.Merge(Profiles.Merge(null, Profiles.Base((key + "~", basis))), Profiles.Override((key, relaxed))).Rejection);
    }

    [Fact]
    public void Every_key_of_the_table_stands_in_this_test_but_the_choice_of_one_word() => Assert.Equal(
        ProfileKeys.All.Select(key => key.Name).Where(name => name != "alignmentIndex.formula").Order(StringComparer.Ordinal),
        Table.Select(row => ProfileKeys.Find(row.Data.Item1)!.Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_relaxed_key_is_named_at_once()
    {
        var below = Profiles.Merge(null, Profiles.Base(("taxCredit.rate", "\"0.3\""), ("cert.windowYears", "3"), ("cert.minSpend~", "\"5.00\"")));
        var refused = ProfileMerge.Merge(below, Profiles.Override(("taxCredit.rate", "\"0.4\""), ("cert.windowYears", "4"), ("cert.minSpend", "\"1.00\"")));
        Assert.Equal(["values[\"cert.windowYears\"]", "values[\"taxCredit.rate\"]"], refused.Rejections.Select(rejection => rejection.Field));
        Assert.Equal("cert.windowYears: the base base/1 says 3 and may only be tightened; 4 relaxes it.", refused.Rejection!.Message.En);
    }

    [Fact]
    public void What_the_base_holds_fast_no_layer_can_set_free_for_the_next()
    {
        var below = Profiles.Merge(null, Profiles.Base(("cert.windowYears", "3")));
        var region = Profiles.Merge(below, Profiles.Override(("cert.windowYears~", "2"), ("labour.fringeMax~", "\"0.3\"")));
        Assert.False(region.Values["cert.windowYears"].MayRelax);
        Assert.True(region.Values["labour.fringeMax"].MayRelax);
        var city = Profiles.Read(Profiles.Json("city", ("region", 1), ("cert.windowYears", "3")));
        Assert.Equal("profile.relaxed", ProfileMerge.Merge(region, city).Rejection!.Code);
    }

    [Fact]
    public void A_profile_is_laid_over_the_base_that_it_names()
    {
        var below = Profiles.Merge(null, Profiles.Base());
        Assert.Equal("profile.not-its-base", ProfileMerge.Merge(null, Profiles.Override()).Rejection!.Code);
        Assert.Equal("profile.not-its-base", ProfileMerge.Merge(below, Profiles.Base()).Rejection!.Code);
        var foreign = Profiles.Read(Profiles.Json("region", ("base", 1)).Replace("CNY", "USD", StringComparison.Ordinal));
        Assert.Equal("profile.currency-differs", ProfileMerge.Merge(below, foreign).Rejection!.Code);
    }

    // A base and tightenings of it, made from the table above.
    private static readonly Gen<(string Key, string Base, string Tighter)[]> Cases = Gen.Int[0, Table.Count - 1].Array[0, 12].Select(rows => rows
        .Select(row => Table.ElementAt(row).Data).DistinctBy(row => row.Item1).Select(row => (row.Item1, row.Item2, row.Item3)).ToArray());

    [Fact]
    public void An_override_of_nothing_is_its_base() => Cases.Sample(rows =>
    {
        var below = Profiles.Merge(null, Profiles.Base([.. rows.Select(row => (row.Key, row.Base))]));
        Assert.Equal(Lines(below), Lines(Profiles.Merge(below, Profiles.Override())));
    });

    [Fact]
    public void To_merge_twice_is_to_merge_once_and_what_is_silent_is_kept() => Cases.Sample(rows =>
    {
        var below = Profiles.Merge(null, Profiles.Base([.. rows.Select(row => (row.Key, row.Base))]));
        (string, string)[] tighter = [.. rows.Where((_, i) => i % 2 == 0).Select(row => (row.Key, row.Tighter))];
        var once = Profiles.Merge(below, Profiles.Override(tighter));
        var again = Profiles.Merge(once, Profiles.Read(Profiles.Json("again", ("region", 1), tighter)));
        Assert.Equal(Values(once), Values(again));
        foreach (var row in rows.Where((_, i) => i % 2 == 1)) Assert.Equal(("base", false), (once.Values[row.Key].Origin.Id, once.Values[row.Key].Overrides));
    });

    [Fact]
    public void A_merged_profile_survives_being_written_and_read()
    {
        var merged = Profiles.Merged("cn-shandong");
        var again = JsonSerializer.Deserialize<EffectiveProfile>(JsonSerializer.Serialize(merged, RuleJson.Results), RuleJson.Results)!;
        Assert.Equal(Lines(merged), Lines(again));
        Assert.Equal(3, again.MinEvidence(ContributionKind.DonatedEquipment));
        Assert.Equal(0, again.MinEvidence(ContributionKind.Cash));
    }

    private static IEnumerable<string> Lines(EffectiveProfile profile) =>
        profile.Values.Select(value => $"{value.Key} {value.Value.Shown} {value.Value.Origin} {value.Value.Overrides} {value.Value.Mark} {value.Value.Source} {value.Value.MayRelax}");

    private static IEnumerable<string> Values(EffectiveProfile profile) => profile.Values.Select(value => $"{value.Key} {value.Value.Value.GetRawText()}");
}
