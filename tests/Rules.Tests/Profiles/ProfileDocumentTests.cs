using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Rules.Tests;

public sealed class ProfileDocumentTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Files", "cn.profile.json"));

    [Fact]
    public void The_national_profile_says_what_the_domain_text_says()
    {
        var cn = Profiles.Shipped("cn");
        Assert.Equal(("cn", 1, "CN", "CNY", null), (cn.ProfileId, cn.Version, cn.RegionCode, cn.Currency.Code, cn.Base));
        Assert.Equal((SourceMark.Found, "caishui-2019-46", "0.30"), (cn.Values["taxCredit.rate"].Mark, cn.Values["taxCredit.rate"].Source, cn.Values["taxCredit.rate"].Value.GetString()));
        Assert.Equal((SourceMark.FromMemory, "0.03"), (cn.Values["taxCredit.surcharges.education"].Mark, cn.Values["taxCredit.surcharges.education"].Value.GetString()));
        Assert.Equal(JsonValueKind.Null, cn.Values["taxCredit.carryForwardYears"].Value.ValueKind);
        Assert.Equal("ask-tax-office", cn.Values["taxCredit.baseCategories.staff-time"].Value.GetString());
        Assert.Equal((SourceMark.FromMemory, "0.50"), (cn.Values["statutoryShares.inventorMin"].Mark, cn.Values["statutoryShares.inventorMin"].Value.GetString()));
        Assert.Equal((30, 15), (cn.Values["retentionYears.ledger"].Value.GetInt32(), cn.Values["retentionYears.appraisal-file"].Value.GetInt32()));
    }

    [Fact]
    public void The_province_differs_where_its_own_rules_do_and_inherits_the_rest()
    {
        var shandong = Profiles.Merged("cn-shandong");
        Assert.Equal(["cn", "cn-shandong"], shandong.Layers.Select(layer => layer.Id));
        Assert.Equal((1, "cn-shandong"), (shandong.Values["cert.minCultivationYears"].Value.GetInt32(), shandong.Values["cert.minCultivationYears"].Origin.Id));
        Assert.Equal("cn", shandong.Values["taxCredit.rate"].Origin.Id);
        Assert.Equal(Profiles.Shipped("cn").Values.Count + 2, shandong.Values.Count);
    }

    [Fact]
    public void The_federal_profile_caps_values_by_kind()
    {
        var us = Profiles.Merged("us-federal");
        Assert.Equal(("USD", "fair-rental-value", SourceMark.Found), (us.Currency.Code, us.Values["valuation.capsPerKind.space"].Value.GetString(), us.Values["valuation.capsPerKind.space"].Mark));
        Assert.Equal((36, 3), (us.Values["valuation.validityMonths.space"].Value.GetInt32(), us.Values["retentionYears.award-record"].Value.GetInt32()));
    }

    [Fact]
    public void No_shipped_profile_holds_an_indicator_or_a_value_without_mark() => Assert.All(
        new[] { "cn", "cn-shandong", "us-federal" }.Select(Profiles.Shipped), profile => Assert.All(profile.Values, value =>
        {
            Assert.True(value.Value.Mark == SourceMark.OwnDesign || value.Value.Source is not null, value.Key);
            Assert.True(value.Value.Mark != SourceMark.Found || profile.LegalReferences.Single(reference => reference.Id == value.Value.Source).FoundAt is not null, value.Key);
        }));

    // path, JSON or null to remove, the refusal.
    public static TheoryData<string, string?, string> Broken => new()
    {
        { "profileId", null, "input.missing at profileId" },
        { "profileId", "\"c n\"", "input.not-an-identifier at profileId" },
        { "extra", "1", "input.unknown-member at extra" },
        { "version", "0", "input.out-of-range at version" },
        { "currency", "\"XXQ\"", "currency.unknown at currency" },
        { "effective/to", "\"2024-12-31\"", "input.dates-not-ordered at effective.to" },
        { "supersedes", "1", "profile.supersedes-later at supersedes" },
        { "base", "{\"id\":\"cn\",\"version\":1}", "profile.own-base at base.id" },
        { "authorities", "[]", "input.empty at authorities" },
        { "legalReferences/1/id", "\"caishui-2019-46\"", "input.duplicate at legalReferences[1].id" },
        { "values/taxCredit.luck", "{\"value\":\"1\",\"mark\":\"own-design\"}", "profile.unknown-key at values[\"taxCredit.luck\"]" },
        { "values/retentionYears.a b", "{\"value\":1,\"mark\":\"own-design\"}", "profile.unknown-key at values[\"retentionYears.a b\"]" },
        { "values/valuation.minEvidence.ideas", "{\"value\":1,\"mark\":\"own-design\"}", "profile.unknown-key at values[\"valuation.minEvidence.ideas\"]" },
        { "values/taxCredit.rate/value", "0.3", "input.wrong-type at values[\"taxCredit.rate\"].value" },
        { "values/taxCredit.rate/value", "\"1.01\"", "input.out-of-range at values[\"taxCredit.rate\"].value" },
        { "values/taxCredit.rate/value", null, "input.missing at values[\"taxCredit.rate\"].value" },
        { "values/taxCredit.rate/mark", null, "input.missing at values[\"taxCredit.rate\"].mark" },
        { "values/taxCredit.rate/mark", "\"sure\"", "input.unknown-value at values[\"taxCredit.rate\"].mark" },
        { "values/taxCredit.rate/source", null, "profile.source-missing at values[\"taxCredit.rate\"].source" },
        { "values/taxCredit.surcharges.education/source", null, "profile.source-missing at values[\"taxCredit.surcharges.education\"].source" },
        { "values/taxCredit.rate/source", "\"nowhere\"", "profile.source-unknown at values[\"taxCredit.rate\"].source" },
        { "values/taxCredit.rate/source", "\"transfer-law\"", "profile.source-uncertain at values[\"taxCredit.rate\"].mark" },
        { "values/taxCredit.rate/mayRelax", "\"yes\"", "input.wrong-type at values[\"taxCredit.rate\"].mayRelax" },
        { "values/cert.minSpend/value", "\"1000000.001\"", "money.over-precise at values[\"cert.minSpend\"].value" },
        { "values/cert.windowYears/value", "null", "input.wrong-type at values[\"cert.windowYears\"].value" },
        { "values/cert.windowYears/value", "101", "input.out-of-range at values[\"cert.windowYears\"].value" },
        { "values/taxCredit.halving/value", "\"true\"", "input.wrong-type at values[\"taxCredit.halving\"].value" },
        { "values/valuation.economicBase/value", "\"mood\"", "input.unknown-value at values[\"valuation.economicBase\"].value" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_document_is_refused_with_its_place(string path, string? value, string refusal)
    {
        var rejections = ProfileDocument.Parse(JsonElement.Parse(Changed(path, value))).Rejections;
        Assert.Equal([refusal], rejections.Select(rejection => $"{rejection.Code} at {rejection.Field}"));
        Assert.All(rejections, rejection => Assert.False(string.IsNullOrWhiteSpace(rejection.Message.Zh)));
    }

    [Fact]
    public void More_values_than_the_limit_are_refused()
    {
        var values = Enumerable.Range(0, RuleLimits.ProfileValues + 1).Select(i => ($"retentionYears.c{i}", "1")).ToArray();
        Assert.Equal("input.too-many", ProfileDocument.Parse(JsonElement.Parse(Profiles.Json("base", null, values))).Rejection!.Code);
        Assert.Equal(RuleLimits.ProfileValues, Profiles.Base(values[1..]).Values.Count);
    }

    [Fact]
    public void The_hash_does_not_depend_on_the_order_of_members()
    {
        var root = JsonNode.Parse(Text)!.AsObject();
        var turned = new JsonObject(root.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        Assert.Equal(Profiles.Shipped("cn").DocumentHash, Profiles.Read(turned.ToJsonString()).DocumentHash);
        Assert.NotEqual(Profiles.Shipped("cn").DocumentHash, Profiles.Read(Changed("values/taxCredit.rate/value", "\"0.3\"")).DocumentHash);
    }

    private static string Changed(string path, string? value)
    {
        var root = JsonNode.Parse(Text)!;
        var steps = path.Split('/');
        var node = root;
        foreach (var step in steps[..^1]) node = node is JsonArray list ? list[int.Parse(step)]! : node[step]!;
        if (value is null) node.AsObject().Remove(steps[^1]);
        else node[steps[^1]] = JsonNode.Parse(value);
        return root.ToJsonString();
    }
}
