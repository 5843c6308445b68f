using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Rules;
using NJsonSchema;

namespace Ledger.Cli.Tests;

/// <summary>Schema and reader say the same of the optional parts of an agreement.</summary>
/// <param name="schemas">Loaded once.</param>
public sealed class AgreementTermsSchemaTests(Schemas schemas) : IClassFixture<Schemas>
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Sample.Folder, "complete.agreement.json"));

    [Fact]
    public void The_complete_agreement_is_valid_and_reads_back_to_the_same_hash()
    {
        Assert.Empty(schemas.Agreement.Validate(Text));
        var agreement = AgreementDocument.Parse(JsonElement.Parse(Text)).Value!;
        var written = JsonSerializer.Serialize(agreement);
        Assert.Empty(schemas.Agreement.Validate(written));
        Assert.Equal(agreement.DocumentHash, AgreementDocument.Parse(JsonElement.Parse(written)).Value!.DocumentHash);
    }

    [Fact]
    public void The_complete_agreement_holds_every_member_the_schema_knows()
    {
        var root = JsonNode.Parse(Text)!;
        Assert.Equal(schemas.Agreement.Properties.Keys.Order(StringComparer.Ordinal), root.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
        foreach (var (part, definition) in new[] { ("default", "default"), ("exit", "exit"), ("intellectualProperty", "intellectualProperty"), ("contributionRules", "contributionRules"), ("benefit", "benefit"), ("risk", "risk") })
        {
            Assert.Equal(
                schemas.Agreement.Definitions[definition].Properties.Keys.Order(StringComparer.Ordinal),
                root[part]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
        }
    }

    // path, value; the value null removes the member.
    public static TheoryData<string, string?> BrokenShapes => new()
    {
        { "parties/0/uscc", "\"short\"" },
        { "parties/1/lei", "123" },
        { "parties/0/isPublic", "\"no\"" },
        { "supersedes", "\"1\"" },
        { "language", "\"latin\"" },
        { "governingLaw", "\"law\"" },
        { "responsibilities/0/accountable", null },
        { "responsibilities/0/responsible", "[]" },
        { "responsibilities/0/chair", "\"S\"" },
        { "commitments/0/schedule", "[]" },
        { "commitments/0/schedule/0/value", "5" },
        { "commitments/0/kind", "\"ideas\"" },
        { "commitments/0/description", null },
        { "commitments/0/defaultAfterDays", "-1" },
        { "contributionRules/multipliers", "{\"luck\":\"1\"}" },
        { "contributionRules/expiryMonths", "0" },
        { "intellectualProperty/background/0/tier", "\"secret\"" },
        { "intellectualProperty/foreground/ownership", "\"A\"" },
        { "intellectualProperty/licence/exclusive", null },
        { "confidentiality/0/tier", "\"secret\"" },
        { "confidentiality/1/years", "\"3\"" },
        { "benefit/settlementPeriod", "\"week\"" },
        { "benefit/paymentDays", "\"30\"" },
        { "valuation/dualApprovalAbove", "500000" },
        { "valuation/dualApprovalAbove", "\"-1\"" },
        { "valuation/valuerByDraw", "\"yes\"" },
        { "valuation/revaluation", "{}" },
        { "valuation/revaluation", "{\"validityMonths\":0}" },
        { "valuation/revaluation", "{\"indexMoveLimit\":0.1}" },
        { "risk/allocation/carveOuts", "[]" },
        { "risk/allocation/carveOuts/0", "\"luck\"" },
        { "risk/insurance/0/sumInsured", "1" },
        { "risk/insurance/0/deductible", "1" },
        { "risk/insurance/0/categories", "\"all\"" },
        { "risk/categories/0/noticeDays", "0" },
        { "risk/categories/0/noticeDays", null },
        { "risk/categories/0/lateNotice/most", null },
        { "risk/categories/0/exposureLimit", null },
        { "risk/categories/0/overExposure", "\"forget\"" },
        { "risk/categories/0/required/0/title", null },
        { "risk/allocation/approval/dualAbove", "100000" },
        { "risk/allocation/approval/otherParty", "\"yes\"" },
        { "risk/categories/0/evidence", "\"log\"" },
        { "default/remedies", "[\"jail\"]" },
        { "default/noticeDays", null },
        { "exit/assetReturn", "\"none\"" },
        { "accession/majority", null },
        { "dispute/appraisalClause", "\"coin\"" },
        { "dispute/final", "\"king\"" },
        { "audit/rights", "[]" },
        { "audit/cost", "\"nobody\"" },
        { "retention", "{}" },
        { "retention/ledger", "\"30\"" },
        { "privacy/crossBorder", "\"no\"" },
        { "regionProfile/version", "0" },
        { "amendments/majority", "0.75" },
        { "tests/0/shares", null },
        { "tests/0/costClaims/0/party", null },
        { "tests/0/profit", "\"1\"" },
    };

    [Theory]
    [MemberData(nameof(BrokenShapes))]
    public void A_broken_shape_is_refused_by_schema_and_reader_alike(string path, string? value)
    {
        var text = Changed(path, value);
        Assert.NotEmpty(schemas.Agreement.Validate(text));
        Assert.NotNull(AgreementDocument.Parse(JsonElement.Parse(text)).Rejection);
    }

    // What the reader takes, the schema must not refuse: every optional member can be left out.
    public static TheoryData<string> OptionalMembers =>
    [
        "governingLaw", "language", "supersedes", "responsibilities", "commitments", "contributionRules", "intellectualProperty", "confidentiality",
        "exit", "accession", "audit", "retention", "privacy", "regionProfile", "amendments", "tests", "parties/0/uscc", "parties/1/lei", "parties/0/roles",
        "parties/0/controllers", "parties/0/isPublic", "responsibilities/0/quorum", "responsibilities/0/majority", "responsibilities/0/veto",
        "responsibilities/0/consulted", "commitments/0/evidenceRequired", "commitments/0/defaultAfterDays", "contributionRules/minimum",
        "intellectualProperty/background", "intellectualProperty/foreground", "intellectualProperty/licence", "intellectualProperty/licence/royaltyRate",
        "intellectualProperty/nonUseReversionMonths", "confidentiality/1/years", "benefit/settlementPeriod", "benefit/paymentDays", "valuation/dualApprovalAbove", "valuation/valuerByDraw", "risk/insurance",
        "risk/allocation/carveOuts", "risk/categories/0/evidence", "risk/categories/0/owner", "risk/categories/0/lateNotice",
        "risk/categories/0/overExposure", "risk/categories/0/required", "risk/allocation/approval", "risk/allocation/approval/dualAbove",
        "risk/allocation/approval/otherParty", "risk/insurance/0/deductible", "risk/insurance/0/categories", "exit/valuation", "accession/conditions", "dispute/panel",
        "dispute/appraisalClause", "dispute/final", "audit/sampleRate", "tests/0/costClaims", "tests/0/reserve",
    ];

    [Theory]
    [MemberData(nameof(OptionalMembers))]
    public void An_optional_member_can_be_left_out(string path)
    {
        var text = Changed(path, null);
        Assert.Empty(schemas.Agreement.Validate(text));
        var rejection = AgreementDocument.Parse(JsonElement.Parse(text)).Rejection;
        Assert.True(rejection is null, $"{rejection?.Code} at {rejection?.Field}");
    }

    [Fact]
    public void The_closed_sets_of_the_schema_are_those_of_the_rules()
    {
        var definitions = schemas.Agreement.Definitions;
        Assert.Equal(KebabCase.Names<Secrecy>(), Enumeration(definitions["secrecy"]));
        Assert.Equal(KebabCase.Names<ContributionKind>(), Enumeration(definitions["contributionKind"]));
        Assert.Equal(KebabCase.Names<Remedy>(), Enumeration(definitions["default"].Properties["remedies"].Item!));
        Assert.Equal(KebabCase.Names<AssetReturn>(), Enumeration(definitions["exit"].Properties["assetReturn"]));
        Assert.Equal(KebabCase.Names<ForegroundOwnership>(), Enumeration(definitions["intellectualProperty"].Properties["foreground"].Properties["ownership"]));
        Assert.Equal(KebabCase.Names<SettlementPeriod>(), Enumeration(definitions["benefit"].Properties["settlementPeriod"]));
        Assert.Equal(KebabCase.Names<CarveOut>(), Enumeration(definitions["risk"].Properties["allocation"].Properties["carveOuts"].Item!));
        Assert.Equal(
            KebabCase.Names<OverExposure>(),
            Enumeration(definitions["risk"].Properties["categories"].Item!.Properties["overExposure"]));
        Assert.Equal(KebabCase.Names<PrevailingLanguage>(), Enumeration(schemas.Agreement.Properties["language"]));
        Assert.Equal(KebabCase.Names<AuditCost>(), Enumeration(schemas.Agreement.Properties["audit"].Properties["cost"]));
        Assert.Equal(KebabCase.Names<AppraisalClauseKind>(), Enumeration(schemas.Agreement.Properties["dispute"].Properties["appraisalClause"]));
        Assert.Equal(KebabCase.Names<FinalDecision>(), Enumeration(schemas.Agreement.Properties["dispute"].Properties["final"]));
    }

    private static IEnumerable<string> Enumeration(JsonSchema schema) => schema.Enumeration.Select(value => (string)value!);

    private static string Changed(string path, string? value)
    {
        var root = JsonNode.Parse(Text)!;
        var steps = path.Split('/');
        var node = root;
        foreach (var step in steps[..^1]) node = node is JsonArray list ? list[int.Parse(step)]! : node[step]!;
        if (value is null) node.AsObject().Remove(steps[^1]);
        else if (node is JsonArray array) array[int.Parse(steps[^1])] = JsonNode.Parse(value);
        else node[steps[^1]] = JsonNode.Parse(value);
        return root.ToJsonString();
    }
}
