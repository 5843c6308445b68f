using Ledger.Rules;
using NJsonSchema;

namespace Ledger.Cli.Tests;

/// <summary>The published schemas and the reader must say the same of a file's shape.</summary>
/// <param name="schemas">Loaded once.</param>
public sealed class SchemaTests(Schemas schemas) : IClassFixture<Schemas>
{
    [Fact]
    public void The_sample_is_valid()
    {
        var errors = schemas.Scenario.Validate(Sample.Text);
        Assert.True(errors.Count == 0, string.Join("\n", errors));
    }

    [Fact]
    public void The_samples_agreement_is_valid_by_itself()
    {
        var agreement = Sample.Parse().Scenario!.Agreement.Json.GetRawText();
        Assert.Empty(schemas.Agreement.Validate(agreement));
    }

    // path, value; the value null removes the member.
    public static TheoryData<string, string?> BrokenShapes => new()
    {
        { "format", "\"ledger-scenario/2\"" },
        { "format", null },
        { "title", "{\"en\":\"x\"}" },
        { "title/en", "\"\"" },
        { "title/en", "\" \"" },
        { "consortium/id", "\"a b\"" },
        { "extra", "1" },
        { "people", "[]" },
        { "people/0/roles", "[]" },
        { "people/0/roles/0", "\"boss\"" },
        { "people/0/email", "\"x\"" },
        { "agreement/version", "0" },
        { "agreement/version", "\"1\"" },
        { "agreement/currency", "156" },
        { "agreement/effective/from", "\"01.01.2025\"" },
        { "agreement/effective/from", "20250101" },
        { "agreement/parties/0/type", "\"firm\"" },
        { "agreement/parties/0/id", "\"\"" },
        { "agreement/valuation/kinds/ideas", "{\"methods\":[\"cash.face\"],\"minEvidence\":1}" },
        { "agreement/valuation/kinds/cash/methods/0", "\"cash.guess\"" },
        { "agreement/valuation/kinds/cash/minEvidence", "\"1\"" },
        { "agreement/valuation/capAtClaim", "\"yes\"" },
        { "agreement/benefit/rounding", "\"up\"" },
        { "agreement/benefit/waterfall/0/rate", "0.1" },
        { "agreement/benefit/waterfall/0/rate", "\"10%\"" },
        { "agreement/benefit/waterfall/0/rate", "\"00.1\"" },
        { "agreement/benefit/waterfall/0/tier", "\"gift\"" },
        { "agreement/benefit/waterfall/1/rate", "\"0.1\"" },
        { "agreement/benefit/waterfall/3/keys/0/key", "\"mood\"" },
        { "agreement/benefit/waterfall/3/keys/0/points", "{\"E1\":\"100\"}" },
        { "agreement/benefit/waterfall/3/keys/1/points", null },
        { "agreement/risk/allocation/retention", "\"-1.00\"" },
        { "agreement/risk/allocation/retention", "0" },
        { "agreement/risk/allocation/key", "\"mood\"" },
        { "agreement/risk/allocation/key", "{}" },
        { "agreement/risk/allocation/key", null },
        { "agreement/risk/allocation/excess", "\"vanishes\"" },
        { "agreement/risk/categories/0/method", "\"market.comparables\"" },
        { "agreement/dispute/objectionWindow", "\"10 days\"" },
        { "agreement/dispute/objectionWindow", "\"P1M\"" },
        { "agreementHandling/signatures", "[]" },
        { "contributions/0/claimed", "1200000" },
        { "contributions/0/claimed", "\"1,200,000.00\"" },
        { "contributions/0/claimed", "\"-5\"" },
        { "contributions/0/kind", "\"gift\"" },
        { "contributions/0/evidence", "[]" },
        { "contributions/0/evidence/0/content", null },
        { "contributions/0/evidence/0/mediaType", "\"text/html\"" },
        { "contributions/0/appraisal/inputs", "[]" },
        { "contributions/0/verification", null },
        { "contributions/0/note", "\"x\"" },
        { "riskEvents/0/sufferers", "{}" },
        { "riskEvents/0/sufferers", "{\"E 2\":\"1\"}" },
        { "riskEvents/0/occurredOn", null },
        { "pools/0/period/to", "\"soon\"" },
        { "pools/0/amount", "\"6e5\"" },
        { "pools/0/costClaims/0/title", "\"x\"" },
        { "pools/0/noObjectionBy/1", "\"lin\"" },
        { "expected/reserve", "34700" },
        { "expected/cash/E1", "262995.31" },
        { "expected/cash/E1", "\"-1,000\"" },
        { "expected/shares/E1", "\"-1.00\"" },
        { "expected/losses", "{\"R1-disruption\":{\"lost\":\"1.00\"}}" },
        { "expected/losses", "{\"R1-disruption\":{\"paid\":{\"E1\":\"-1.00\"}}}" },
        { "match", "{\"award\":\"1.00\"}" },
        { "match", "{\"award\":1,\"ratio\":\"1\"}" },
        { "match", "{\"award\":\"1.00\",\"ratio\":\"1\",\"claimedElsewhere\":[{\"reference\":\"E1-machine\"}]}" },
        { "agreement/risk/allocation/capMultiples", "{}" },
        { "agreement/risk/allocation/capMultiples", "{\"E1\":1}" },
        { "expected/profit", "{}" },
    };

    [Theory]
    [MemberData(nameof(BrokenShapes))]
    public void A_broken_shape_is_refused_by_schema_and_reader_alike(string path, string? value)
    {
        var text = value is null ? Sample.Without(path) : Sample.With(path, value);
        Assert.NotEmpty(schemas.Scenario.Validate(text));
        Assert.NotEmpty(Sample.Parse(text).Problems);
    }

    // What the reader takes, the schema must not refuse.
    public static TheoryData<string, string?> SoundShapes => new()
    {
        { "expected", null },
        { "$schema", null },
        { "pools/0/noObjectionBy", null },
        { "pools/0/costClaims", "[]" },
        { "riskEvents", "[]" },
        { "contributions/0/verification/finding", null },
        { "agreement/risk/allocation/key", "\"accepted-value\"" },
        { "agreement/risk/allocation/caps", "{\"E1\":\"5000.00\"}" },
        { "agreement/risk/allocation/capMultiples", "{\"E1\":\"2\"}" },
        { "match", "{\"award\":\"1.00\",\"ratio\":\"1/2\",\"claimedElsewhere\":[]}" },
        { "expected/cash/E1", "\"-1.00\"" },
        { "expected/losses", "{\"R1-disruption\":{\"reserve\":\"5300.00\",\"paid\":{},\"kept\":{\"E2\":\"0.00\"}}}" },
        { "agreement/benefit/waterfall/0/rate", "\"1/10\"" },
        { "agreement/benefit/rounding", "\"half-even\"" },
        { "agreement/dispute/objectionWindow", "\"P1DT2H\"" },
        { "agreement/parties/3/accededOn", "\"2025-01-01\"" },
        { "contributions/0/claimed", "\"1200000\"" },
        { "contributions/0/verification/by", "\"chen\"" },
    };

    [Theory]
    [MemberData(nameof(SoundShapes))]
    public void A_sound_shape_is_taken_by_schema_and_reader_alike(string path, string? value)
    {
        var text = value is null ? Sample.Without(path) : Sample.With(path, value);
        Assert.Empty(schemas.Scenario.Validate(text));
        Assert.Empty(Sample.Faults(text));
    }

    [Fact]
    public void The_closed_sets_of_the_schema_are_those_of_the_rules()
    {
        var agreement = schemas.Agreement;
        Assert.Equal(KebabCase.Names<PartyType>(), Enumeration(agreement.Definitions["party"].Properties["type"]));
        Assert.Equal(KebabCase.Names<ContributionKind>(), agreement.Definitions["valuation"].Properties["kinds"].Properties.Keys);
        Assert.Equal(KebabCase.Names<Rounding>(), Enumeration(agreement.Definitions["benefit"].Properties["rounding"]));
        Assert.Equal(
            MethodCatalogue.All.Where(method => method.Purpose == MethodPurpose.Valuation).Select(method => method.Id).Distinct(),
            Enumeration(agreement.Definitions["kindPolicy"].Properties["methods"].Item!));
        Assert.Equal(
            MethodCatalogue.All.Where(method => method.Purpose == MethodPurpose.LossMeasure).Select(method => method.Id).Distinct(),
            Enumeration(agreement.Definitions["risk"].Properties["categories"].Item!.Properties["method"]));
        var scenario = schemas.Scenario;
        Assert.Equal(KebabCase.Names<Cli.Scenario.PersonRole>(), Enumeration(scenario.Definitions["person"].Properties["roles"].Item!));
        Assert.Equal(KebabCase.Names<ContributionKind>(), Enumeration(scenario.Definitions["contribution"].Properties["kind"]));
    }

    private static IEnumerable<string> Enumeration(JsonSchema schema) => schema.Enumeration.Select(value => (string)value!);
}
