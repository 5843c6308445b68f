using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Rules;
using NJsonSchema;

namespace Ledger.Cli.Tests.Catalogue;

/// <summary>The published schema of snapshots takes what is exported, of every valuation method, and nothing else.</summary>
public sealed class SnapshotSchemaTests
{
    private static readonly Guid Id = Guid.Parse("0198f000-0000-5000-8000-00000000d001");
    private static readonly string Sha = new('b', 64);

    public static TheoryData<string, int> Methods => [.. MethodCatalogue.All.Where(method => method.Purpose == MethodPurpose.Valuation)
        .Select(method => new TheoryDataRow<string, int>(method.Id, method.Version))];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task What_is_exported_is_valid_and_reads_back_to_the_same_bytes(string method, int version)
    {
        var bytes = Export(method, version).Bytes();
        var errors = (await Schema()).Validate(Encoding.UTF8.GetString(bytes));
        Assert.True(errors.Count == 0, string.Join('\n', errors));
        var read = ValuationSnapshot.Read(JsonElement.Parse(Encoding.UTF8.GetString(bytes))).Value!;
        Assert.Equal(bytes, read.Bytes());
        Assert.True(SnapshotReperformance.Of(read).Same);
    }

    [Theory]
    [InlineData("format", "\"ledger-snapshot/2\"")]
    [InlineData("proposalHash", "\"B\"")]
    [InlineData("agreement", null)]
    [InlineData("value", "{\"amount\":840000,\"currency\":\"CNY\"}")]
    [InlineData("further", "1")]
    [InlineData("number", "0")]
    public async Task Anything_else_is_not(string member, string? value)
    {
        var snapshot = JsonNode.Parse(Export("market.comparables", 2).Bytes())!.AsObject();
        if (value is null) snapshot.Remove(member);
        else snapshot[member] = JsonNode.Parse(value);
        Assert.NotEmpty((await Schema()).Validate(snapshot.ToJsonString()));
    }

    private static Task<JsonSchema> Schema() =>
        JsonSchema.FromFileAsync(Path.Combine(Sample.Folder, "snapshot.schema.json"), TestContext.Current.CancellationToken);

    private static ValuationSnapshot Export(string id, int version)
    {
        var method = MethodCatalogue.Find(id, version)!;
        var result = method.Evaluate(method.Description.Example).Result!;
        var value = result.FiguresAs<ValuationFigures>().Accepted;
        var cite = new Citation(Id, Sha);
        var basis = new ValuationBasis(
            [new UsedEvidence("C1", Id, Sha, cite, new Text("Why", "理由")), new UsedEvidence("C2", Id, Sha, cite)],
            [new UsedIndex("cn-ppi", Id, 1, new DateOnly(2025, 3, 20), cite)],
            [new CitedAlternative(1, id, version, result.InputsHash, value)],
            new AssetAttributes(Rational.Parse("5.5"), "kW", Rational.Parse("0.64"), 2019, new Text("With probe", "含测头")));
        return new ValuationSnapshot(
            ValuationSnapshot.FormatName, Id, 1, ValuationSnapshot.HashOf(Id, result, value, basis), cite,
            new SnapshotAgreement("taihu-2025", 1, cite, Sha, new RegionProfileReference("cn", 1)), value, result, basis);
    }
}
