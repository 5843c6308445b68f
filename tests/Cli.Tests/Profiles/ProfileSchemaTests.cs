using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Rules;
using NJsonSchema;

namespace Ledger.Cli.Tests.Profiles;

/// <summary>The published schemas of profiles and indicators say what the readers say.</summary>
/// <param name="schemas">Loaded once.</param>
public sealed class ProfileSchemaTests(Schemas schemas) : IClassFixture<Schemas>
{
    private JsonSchema Schema => schemas.Profile;

    private JsonSchema Indicators => schemas.Indicators;

    public static TheoryData<string> Shipped => ["cn", "cn-shandong", "us-federal"];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_profile_is_valid_and_reads_back_to_the_same_hash(string id)
    {
        var text = File.ReadAllText(Path.Combine(Sample.Folder, $"{id}.profile.json"));
        Assert.Empty(Schema.Validate(text));
        var profile = ProfileDocument.Parse(JsonElement.Parse(text)).Value!;
        var canonical = System.Text.Encoding.UTF8.GetString(profile.CanonicalBytes());
        Assert.Empty(Schema.Validate(canonical));
        Assert.Equal(profile.DocumentHash, ProfileDocument.Parse(JsonElement.Parse(canonical)).Value!.DocumentHash);
    }

    [Fact]
    public void Schema_and_table_hold_the_same_keys_with_the_same_way_of_tightening()
    {
        var values = Schema.Properties["values"];
        var described = values.Properties.Select(entry => (Name: entry.Key, entry.Value.Description))
            .Concat(values.PatternProperties.Select(entry => (Name: Starred(entry.Key), entry.Value.Description)))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal).Select(entry => $"{entry.Name}: {entry.Description}");
        Assert.Equal(
            ProfileKeys.All.OrderBy(key => key.Name, StringComparer.Ordinal).Select(key => $"{key.Name}: {key.Meaning.En} {key.Meaning.Zh} Tighter: {Tighter(key.Tighter)}."),
            described);
    }

    // One value of every key: sound ones are taken, broken ones refused, by both.
    public static TheoryData<string, string, string> Values => new()
    {
        { "roundingMode", "\"down\"", "\"up\"" },
        { "taxCredit.rate", "\"1/3\"", "\"-0.1\"" },
        { "taxCredit.baseCategories.data", "\"not-eligible\"", "\"maybe\"" },
        { "taxCredit.surcharges.local", "\"0.02\"", "0.02" },
        { "taxCredit.halving", "false", "\"no\"" },
        { "taxCredit.carryForwardYears", "null", "101" },
        { "taxCredit.clawback", "true", "null" },
        { "taxCredit.groupAllowed", "true", "1" },
        { "cert.conditions.one", "{\"en\":\"a\",\"zh\":\"甲\"}", "{\"en\":\"a\"}" },
        { "cert.minSpend", "\"1000000\"", "\"1,000\"" },
        { "cert.windowYears", "3", "0" },
        { "cert.minCultivationYears", "0", "-1" },
        { "valuation.validityMonths", "12", "1201" },
        { "valuation.validityMonths.space", "36", "\"36\"" },
        { "valuation.indexMoveLimit", "\"0.10\"", "\"1.1\"" },
        { "valuation.minEvidence.cash", "0", "501" },
        { "valuation.economicBase", "\"replacement-cost\"", "\"none\"" },
        { "valuation.economicTax", "\"before-tax\"", "\"tax\"" },
        { "valuation.indexSeries", "[\"ppi-35\"]", "[\"a\",\"a\"]" },
        { "valuation.capsPerKind.supplies", "\"fair-market-value\"", "\"low\"" },
        { "valuation.relatedPartyRule", "\"disclose\"", "true" },
        { "valuation.dualControlThreshold", "\"500000.00\"", "\"-1.00\"" },
        { "labour.marketRates.engineer", "\"120.00\"", "120" },
        { "labour.fringeMax", "\"0.35\"", "\"1.5\"" },
        { "subsidy.rate", "\"0\"", "\"2\"" },
        { "subsidy.cap", "\"1.00\"", "\"\"" },
        { "subsidy.perEntityCap", "\"1.00\"", "[]" },
        { "subsidy.categories", "[\"a\"]", "[\"a b\"]" },
        { "statutoryShares.inventorMin", "\"0.5\"", "\"50%\"" },
        { "statutoryShares.governmentMax", "\"0\"", "\"-0.1\"" },
        { "publicPartyLossCap.required", "true", "\"yes\"" },
        { "publicPartyLossCap.multiple", "\"3/2\"", "\"-1\"" },
        { "retentionYears.ledger", "null", "0" },
        { "privacy.law", "{\"en\":\"a\",\"zh\":\"甲\"}", "\"PIPL\"" },
        { "privacy.crossBorder", "false", "{}" },
        { "indicators.catalogueId", "\"mine\"", "\"m ine\"" },
        { "reports.annual.due", "{\"en\":\"a\",\"zh\":\"甲\"}", "\"May\"" },
        { "reports.annual.format", "\"csv\"", "5" },
        { "alignmentIndex.formula", "\"skills.alignment-index\"", "\"other\"" },
        { "alignmentIndex.weights.cnc", "\"2\"", "\"-2\"" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Schema_and_reader_say_the_same_of_a_value(string key, string sound, string broken)
    {
        Assert.NotNull(ProfileKeys.Find(key));
        foreach (var (value, taken) in new[] { (sound, true), (broken, false) })
        {
            var text = Changed(root => root["values"] = new JsonObject { [key] = new JsonObject { ["value"] = JsonNode.Parse(value), ["mark"] = "own-design" } });
            Assert.Equal((taken, taken), (Schema.Validate(text).Count == 0, ProfileDocument.Parse(JsonElement.Parse(text)).Value is not null));
        }
    }

    [Fact]
    public void Every_key_is_tried() => Assert.Equal(ProfileKeys.All, Values.Select(row => ProfileKeys.Find(row.Data.Item1)!));

    public static TheoryData<string, string?> BrokenShapes => new()
    {
        { "profileId", "\"a b\"" }, { "version", "0" }, { "regionCode", null }, { "title", "\"t\"" }, { "currency", "\"yuan\"" }, { "effective", null },
        { "supersedes", "\"1\"" }, { "base", "{\"id\":\"x\"}" }, { "authorities", "[]" }, { "legalReferences", null }, { "values", null }, { "extra", "1" },
        { "values", "{\"taxCredit.luck\":{\"value\":1,\"mark\":\"own-design\"}}" }, { "values", "{\"taxCredit.rate\":{\"value\":\"0\"}}" },
        { "values", "{\"taxCredit.rate\":{\"value\":\"0\",\"mark\":\"sure\"}}" }, { "values", "{\"taxCredit.rate\":{\"mark\":\"own-design\"}}" },
        { "values", "{\"taxCredit.rate\":{\"value\":\"0\",\"mark\":\"own-design\",\"luck\":1}}" },
        { "legalReferences", "[{\"id\":\"x\"}]" },
    };

    [Theory]
    [MemberData(nameof(BrokenShapes))]
    public void A_broken_shape_is_refused_by_schema_and_reader_alike(string member, string? value)
    {
        var text = Changed(root =>
        {
            if (value is null) root.Remove(member);
            else root[member] = JsonNode.Parse(value);
        });
        Assert.NotEmpty(Schema.Validate(text));
        Assert.NotNull(ProfileDocument.Parse(JsonElement.Parse(text)).Rejection);
    }

    [Theory]
    [InlineData("null", true)]
    [InlineData("\"count / 3\"", true)]
    [InlineData("5", false)]
    [InlineData("\"\"", false)]
    public void Schema_and_reader_say_the_same_of_an_indicator(string metric, bool taken)
    {
        var text = $$$"""{"catalogueId":"mine","version":1,"title":{"en":"T","zh":"题"},"source":{"en":"S","zh":"源"},"indicators":[{"id":"1","level1":"negative","level2":{"en":"L","zh":"二级"},"text":{"en":"I","zh":"指标"},"observationPoints":[],"evidenceTypes":["report"],"metric":{{{metric}}}}]}""";
        Assert.Equal((taken, taken), (Indicators.Validate(text).Count == 0, IndicatorCatalogue.Parse(JsonElement.Parse(text)).Value is not null));
        Assert.Equal(KebabCase.Names<IndicatorLevel>(), Indicators.Properties["indicators"].Item!.Properties["level1"].Enumeration.Select(value => (string)value!));
    }

    private static string Changed(Action<JsonObject> change)
    {
        var root = JsonNode.Parse(File.ReadAllText(Path.Combine(Sample.Folder, "us-federal.profile.json")))!.AsObject();
        change(root);
        return root.ToJsonString();
    }

    // "^retentionYears\.[A-Za-z0-9][A-Za-z0-9-]{0,63}$" is the key "retentionYears.*".
    private static string Starred(string pattern)
    {
        var plain = pattern.Trim('^', '$').Replace("\\.", ".", StringComparison.Ordinal);
        var kinds = "(" + string.Join('|', KebabCase.Names<ContributionKind>()) + ")";
        return plain.Replace("[A-Za-z0-9][A-Za-z0-9-]{0,63}", "*", StringComparison.Ordinal).Replace(kinds, "*", StringComparison.Ordinal);
    }

    private static string Tighter(Tightening tightening) => tightening switch
    {
        Tightening.Equal => "only the same value",
        Tightening.Smaller => "the smaller number",
        Tightening.Larger => "the larger number",
        Tightening.Subset => "a part of the list",
        Tightening.LaterWord => "the word that stands later in the enumeration",
        Tightening.Yes => "true",
        _ => "false",
    };
}
