using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Contracts.Tests;

/// <summary>
/// The bytes of every contract version on the wire, both ways. A changed byte is a change of the public interface: inside a
/// version members may only be added, and the golden file grows with them.
/// </summary>
public sealed class GoldenTests
{
    public static TheoryData<Type> Contracts => AllContracts.Rows;

    [Theory]
    [MemberData(nameof(Contracts))]
    public void A_contract_is_written_as_its_golden_bytes(Type contract)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(Samples.ByType[contract], contract, FactJson.Facts);
        Assert.Equal(Golden(contract), Encoding.UTF8.GetString(bytes));
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void A_contract_is_read_from_its_golden_bytes(Type contract)
    {
        var read = JsonSerializer.Deserialize(Golden(contract), contract, FactJson.Facts);
        Assert.Equal(Golden(contract), JsonSerializer.Serialize(read, contract, FactJson.Facts));
    }

    // A reader may be older than the writer: what it does not know it passes over, at every level.
    [Theory]
    [MemberData(nameof(Contracts))]
    public void A_reader_passes_over_members_it_does_not_know(Type contract)
    {
        var newer = JsonNode.Parse(Golden(contract))!;
        AddUnknown(newer);
        var read = JsonSerializer.Deserialize(newer, contract, FactJson.Facts);
        var known = contract == typeof(V1.AgreementActivated) ? WithoutDocument(Golden(contract)) : Golden(contract);
        var again = JsonSerializer.Serialize(read, contract, FactJson.Facts);
        Assert.Equal(known, contract == typeof(V1.AgreementActivated) ? WithoutDocument(again) : again);
    }

    [Fact]
    public void Every_contract_has_a_sample_and_a_golden_file_and_no_file_is_left_over()
    {
        Assert.Equal(AllContracts.Types, Samples.ByType.Keys.OrderBy(type => type.FullName, StringComparer.Ordinal));
        Assert.Equal(
            AllContracts.Types.Select(File).Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Golden")).Order(StringComparer.Ordinal));
    }

    private static string Golden(Type contract) => System.IO.File.ReadAllText(File(contract)).TrimEnd('\n');

    private static string File(Type contract) =>
        Path.Combine(AppContext.BaseDirectory, "Golden", $"{IntegrationEventAttribute.TopicOf(contract)}.json");

    private static void AddUnknown(JsonNode node)
    {
        switch (node)
        {
            case JsonObject value:
                foreach (var member in value.Select(member => member.Value).OfType<JsonNode>().ToList()) AddUnknown(member);
                value["addedLater"] = new JsonObject { ["x"] = new JsonArray(1, "two", null) };
                break;
            case JsonArray items:
                foreach (var item in items.OfType<JsonNode>()) AddUnknown(item);
                break;
        }
    }

    // The agreement document is carried as it was signed, and the profile as it ruled, so whatever stands in them stays there.
    private static string WithoutDocument(string json)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        node.Remove("document");
        node.Remove("regionProfile");
        return node.ToJsonString();
    }
}
