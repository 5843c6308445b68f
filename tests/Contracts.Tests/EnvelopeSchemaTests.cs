using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace Ledger.Contracts.Tests;

/// <summary>The published schema of the audit envelope takes what the relay writes and nothing else.</summary>
public sealed class EnvelopeSchemaTests
{
    private const string Id = "0198f0a1-0000-7000-8000-000000000007";
    private static readonly string Hash = new('a', 64);

    private static string Golden => ((V1.AuditPage)Samples.ByType[typeof(V1.AuditPage)]).Entries[0].Envelope;

    [Fact]
    public async Task Every_schema_is_one_that_a_validator_reads()
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "schemas"), "*.schema.json");
        Assert.Contains(files, file => Path.GetFileName(file) == "audit-envelope.schema.json");
        foreach (var file in files)
        {
            var schema = await JsonSchema.FromFileAsync(file, TestContext.Current.CancellationToken);
            Assert.False(string.IsNullOrWhiteSpace(schema.Title), file);
        }
    }

    [Fact]
    public async Task The_golden_envelope_is_valid() => Assert.Empty((await Schema()).Validate(Golden));

    [Fact]
    public async Task An_envelope_without_references_is_valid() => Assert.Empty(await Errors(envelope => envelope["refs"] = new JsonArray()));

    [Fact]
    public async Task An_envelope_with_as_many_references_as_allowed_is_valid() =>
        Assert.Empty(await Errors(envelope => envelope["refs"] = References(256)));

    [Fact]
    public async Task One_reference_more_is_refused() =>
        Assert.NotEmpty(await Errors(envelope => envelope["refs"] = References(257)));

    public static TheoryData<string> Members => new(JsonNode.Parse(Golden)!.AsObject().Select(member => member.Key));

    [Theory]
    [MemberData(nameof(Members))]
    public async Task A_missing_member_is_refused(string member) => Assert.NotEmpty(await Errors(envelope => envelope.Remove(member)));

    [Theory]
    [MemberData(nameof(Members))]
    public async Task A_member_that_is_no_string_is_refused(string member) => Assert.NotEmpty(await Errors(envelope => envelope[member] = 1));

    [Theory]
    [MemberData(nameof(Members))]
    public async Task An_empty_text_is_refused(string member) => Assert.NotEmpty(await Errors(envelope => envelope[member] = ""));

    [Fact]
    public async Task An_unknown_member_is_refused() => Assert.NotEmpty(await Errors(envelope => envelope["x"] = "1"));

    [Theory]
    [InlineData("at", "2025-03-02T08:00:00Z")]
    [InlineData("at", "2025-03-02T08:00:00.0000010Z")]
    [InlineData("at", "2025-03-02T08:00:00.000001+08:00")]
    [InlineData("at", "2025-13-02T08:00:00.000001Z")]
    [InlineData("at", "2025-03-02T24:00:00.000001Z")]
    [InlineData("ev", "0198F0A1-0000-7000-8000-000000000007")]
    [InlineData("ev", "0198f0a1000070008000000000000007")]
    [InlineData("k", "ledger-envelope/2")]
    [InlineData("n", "contribution_verified")]
    [InlineData("n", "ContributionVerified.v1")]
    [InlineData("n", "contribution_verified.v0")]
    [InlineData("ph", "AAAA0f0e0d0c0b0a09080706050403020100aaaa0f0e0d0c0b0a090807060504")]
    [InlineData("ph", "aa")]
    [InlineData("seq", "012")]
    [InlineData("sn", "0")]
    [InlineData("sn", "-1")]
    [InlineData("sn", "1.0")]
    [InlineData("sn", "10000000000000000000")]
    [InlineData("src", "Contributions")]
    [InlineData("st", "{0198f0a1-0000-7000-8000-000000000007}")]
    [InlineData("tn", "tai\nhu")]
    [InlineData("tv", "+1")]
    [InlineData("ver", " 1")]
    public async Task A_malformed_value_is_refused(string member, string value) =>
        Assert.NotEmpty(await Errors(envelope => envelope[member] = value));

    [Fact]
    public async Task A_malformed_reference_is_refused()
    {
        Assert.NotEmpty(await Reference(new JsonObject { ["ev"] = Id }));
        Assert.NotEmpty(await Reference(new JsonObject { ["ph"] = Hash }));
        Assert.NotEmpty(await Reference(new JsonObject { ["ev"] = Id, ["ph"] = "1234" }));
        Assert.NotEmpty(await Reference(new JsonObject { ["ev"] = "1234", ["ph"] = Hash }));
        Assert.NotEmpty(await Reference(new JsonObject { ["ev"] = Id, ["ph"] = Hash, ["x"] = "1" }));
        Assert.Empty(await Reference(new JsonObject { ["ev"] = Id, ["ph"] = Hash }));
    }

    private static Task<ICollection<NJsonSchema.Validation.ValidationError>> Reference(JsonObject reference) =>
        Errors(envelope => envelope["refs"] = new JsonArray(reference));

    private static async Task<ICollection<NJsonSchema.Validation.ValidationError>> Errors(Action<JsonObject> change)
    {
        var envelope = JsonNode.Parse(Golden)!.AsObject();
        change(envelope);
        return (await Schema()).Validate(envelope.ToJsonString());
    }

    private static JsonArray References(int count) =>
        new([.. Enumerable.Range(0, count).Select(i => new JsonObject { ["ev"] = $"0198f0a1-0000-7000-8000-{i:x12}", ["ph"] = Hash })]);

    private static Task<JsonSchema> Schema() => JsonSchema.FromFileAsync(
        Path.Combine(AppContext.BaseDirectory, "schemas", "audit-envelope.schema.json"), TestContext.Current.CancellationToken);
}
