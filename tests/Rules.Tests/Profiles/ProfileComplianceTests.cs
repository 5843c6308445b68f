using System.Text.Json.Nodes;

namespace Ledger.Rules.Tests;

/// <summary>An agreement held against a profile, and two profiles against each other.</summary>
public sealed class ProfileComplianceTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Files", "complete.agreement.json"));

    [Fact]
    public void An_agreement_within_the_profile_leaves_only_what_people_must_look_at()
    {
        var finding = Assert.Single(Check(Profiles.Merged("cn")));
        Assert.Equal(("statutoryShares.inventorMin", FindingKind.Ask, SourceMark.FromMemory), (finding.Key, finding.Kind, finding.Mark));
        Assert.Empty(Check(Profiles.Merge(null, Profiles.Base())));
    }

    // Values of the profile, change of the agreement (path=JSON), the finding.
    public static TheoryData<string, string, string?, string?, string> Broken => new()
    {
        { "roundingMode", "\"half-even\"", null, null, "roundingMode breaks benefit.rounding half-up half-even" },
        { "valuation.minEvidence.donated-equipment", "4", null, null, "valuation.minEvidence.donated-equipment breaks valuation.kinds.donated-equipment.minEvidence 3 4" },
        { "valuation.capsPerKind.donated-equipment", "\"fair-rental-value\"", null, null, "valuation.capsPerKind.donated-equipment breaks valuation.kinds.donated-equipment.methods market.comparables fair-rental-value" },
        { "retentionYears.ledger", "31", null, null, "retentionYears.ledger breaks retention.ledger 30 31" },
        { "retentionYears.ledger", "null", null, null, "retentionYears.ledger breaks retention.ledger 30 ∞" },
        { "privacy.crossBorder", "false", "privacy.crossBorder", "true", "privacy.crossBorder breaks privacy.crossBorder true false" },
        { "publicPartyLossCap.required", "true", "risk.allocation.caps", "{\"E1\":\"50000.00\"}", "publicPartyLossCap.required breaks risk.allocation.caps S true" },
        { "publicPartyLossCap.multiple", "\"1\"", "risk.allocation.capMultiples", "{\"S\":\"3/2\"}", "publicPartyLossCap.multiple breaks risk.allocation.capMultiples.S 1.5 1" },
        { "publicPartyLossCap.multiple", "\"1\"", null, null, "publicPartyLossCap.multiple ask risk.allocation.caps.S 50000.00 1" },
        { "statutoryShares.governmentMax", "\"0\"", "benefit.participants", "[\"E1\",\"E2\",\"S\",\"G\"]", "statutoryShares.governmentMax breaks benefit.participants G 0" },
        { "statutoryShares.governmentMax", "\"0.1\"", "benefit.participants", "[\"E1\",\"E2\",\"S\",\"G\"]", "statutoryShares.governmentMax ask benefit.participants G 0.1" },
        { "statutoryShares.governmentMax", "\"0.1\"", "benefit.waterfall.0", Statutory("government", "0.2", "pool"), "statutoryShares.governmentMax breaks benefit.waterfall 0.2 0.1" },
        { "statutoryShares.inventorMin", "\"0.5\"", "benefit.waterfall.0", Statutory("inventor", "0.49", "pool"), "statutoryShares.inventorMin breaks benefit.waterfall 0.49 0.5" },
        // After the reserve the rate is of less than the net income.
        { "statutoryShares.inventorMin", "\"0.5\"", "benefit.waterfall.1", Statutory("inventor", "0.5", "remaining"), "statutoryShares.inventorMin breaks benefit.waterfall 0 0.5" },
        { "statutoryShares.inventorMin", "\"0.5\"", null, null, "statutoryShares.inventorMin ask benefit.waterfall - 0.5" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_breaks_a_key_is_named_with_its_place(string key, string value, string? path, string? json, string finding)
    {
        var found = Assert.Single(Check(Profiles.Merge(null, Profiles.Base((key, value))), path, json));
        Assert.Equal(finding, $"{found.Key} {KebabCase.Name(found.Kind)} {found.Field} {found.Agreement} {found.Demanded}");
        Assert.False(string.IsNullOrWhiteSpace(found.Message.Zh));
    }

    // What just keeps within the profile is no finding.
    [Theory]
    [InlineData("valuation.minEvidence.donated-equipment", "3", null, null)]
    [InlineData("valuation.minEvidence.space", "9", null, null)]
    [InlineData("valuation.capsPerKind.donated-equipment", "\"fair-market-value\"", null, null)]
    [InlineData("valuation.capsPerKind.staff-time", "\"regular-rate\"", null, null)]
    [InlineData("retentionYears.ledger", "30", null, null)]
    [InlineData("retentionYears.unknown-class", "99", null, null)]
    [InlineData("privacy.crossBorder", "false", null, null)]
    [InlineData("publicPartyLossCap.multiple", "\"1.5\"", "risk.allocation.capMultiples", "{\"S\":\"3/2\"}")]
    [InlineData("publicPartyLossCap.required", "true", "risk.allocation.key", "{\"E1\":\"1/2\",\"E2\":\"1/2\"}")]
    [InlineData("publicPartyLossCap.required", "false", "risk.allocation.caps", "{\"E1\":\"50000.00\"}")]
    [InlineData("statutoryShares.governmentMax", "\"0\"", null, null)]
    public void What_keeps_within_a_key_is_no_finding(string key, string value, string? path, string? json) =>
        Assert.Empty(Check(Profiles.Merge(null, Profiles.Base((key, value))), path, json));

    [Fact]
    public void An_inventors_share_of_the_pool_counts_wherever_it_stands_and_one_of_net_income_after_costs()
    {
        var profile = Profiles.Merge(null, Profiles.Base(("statutoryShares.inventorMin", "\"0.5\"")));
        Assert.Empty(Check(profile, "benefit.waterfall.1", Statutory("inventor", "0.5", "pool")));
        Assert.Empty(Check(profile, "benefit.waterfall", $$"""[{"tier":"cost-recovery","cap":"0.4"},{{Statutory("inventor", "0.5", "remaining")}},{"tier":"residual","keys":[{"key":"equal","weight":"1"}]}]"""));
    }

    [Fact]
    public void A_profile_of_another_currency_does_not_fit()
    {
        var finding = Check(Profiles.Merged("us-federal"))[0];
        Assert.Equal(("currency", FindingKind.Breaks, "CNY", "USD"), (finding.Key, finding.Kind, finding.Agreement, finding.Demanded));
    }

    [Fact]
    public void Two_regions_side_by_side()
    {
        var rows = ProfileComparison.Between(Profiles.Merged("cn"), Profiles.Merged("us-federal")).ToDictionary(row => row.Key);
        Assert.Equal(ProfileOrder.Same, rows["alignmentIndex.formula"].Order);
        Assert.Equal((ProfileOrder.RightTighter, null), (rows["valuation.capsPerKind.space"].Order, rows["valuation.capsPerKind.space"].Left));
        Assert.Equal(ProfileOrder.LeftTighter, rows["taxCredit.rate"].Order);
        var differing = ProfileComparison.Between(Profiles.Merged("cn"), Profiles.Merged("cn-shandong")).Where(row => row.Order != ProfileOrder.Same);
        Assert.Equal(["cert.minCultivationYears", "reports.three-year-plan.due"], differing.Select(row => row.Key));
    }

    [Theory]
    [InlineData("cert.windowYears", "3", "2", ProfileOrder.RightTighter)]
    [InlineData("cert.windowYears", "2", "3", ProfileOrder.LeftTighter)]
    [InlineData("taxCredit.rate", "\"0.3\"", "\"0.30\"", ProfileOrder.Same)]
    [InlineData("valuation.indexSeries", "[\"a\"]", "[\"b\"]", ProfileOrder.Different)]
    [InlineData("roundingMode", "\"down\"", "\"half-up\"", ProfileOrder.Different)]
    public void The_tighter_side_is_named(string key, string left, string right, ProfileOrder order) => Assert.Equal(order, Assert.Single(ProfileComparison.Between(
        Profiles.Merge(null, Profiles.Base((key, left))), Profiles.Merge(null, Profiles.Base((key, right))))).Order);

    private static IReadOnlyList<ProfileFinding> Check(EffectiveProfile profile, string? path = null, string? json = null)
    {
        var root = JsonNode.Parse(Text)!;
        root.AsObject().Remove("tests");
        if (path is not null)
        {
            if (path.EndsWith("capMultiples", StringComparison.Ordinal)) root["risk"]!["allocation"]!["caps"] = new JsonObject();
            var steps = path.Split('.');
            var node = root;
            foreach (var step in steps[..^1]) node = node[step]!;
            if (node is JsonArray list) list.Insert(int.Parse(steps[^1]), JsonNode.Parse(json!));
            else node[steps[^1]] = JsonNode.Parse(json!);
            if (path == "benefit.participants") root["benefit"]!["waterfall"]![3]!["keys"]![1] = JsonNode.Parse("{\"key\":\"equal\",\"weight\":\"0.4\"}");
        }

        var read = AgreementDocument.Parse(Given.Json(root.ToJsonString()));
        Assert.True(read.Value is not null, string.Join("\n", read.Rejections));
        return ProfileCompliance.Check(read.Value, profile);
    }

    private static string Statutory(string beneficiary, string rate, string of) =>
        $$$"""{"tier":"statutory-share","id":"x","beneficiary":"{{{beneficiary}}}","rate":"{{{rate}}}","of":"{{{of}}}","to":{"S":"1"}}""";
}
