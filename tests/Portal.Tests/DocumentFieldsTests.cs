using System.Text.Json.Nodes;
using Ledger.Portal.Pages.Agreements;

namespace Ledger.Portal.Tests;

/// <summary>The guided form of an agreement and its document are two views of one thing.</summary>
public sealed class DocumentFieldsTests
{
    private const string Text = """
        {"agreementId":"a","version":1,"title":{"en":"A","zh":"甲"},"parties":[{"id":"E1","name":{"en":"One","zh":"一"},"type":"enterprise","accededOn":"2025-02-01"}],
         "benefit":{"participants":["E1","S"],"waterfall":[{"tier":"reserve","rate":"0.10"},{"tier":"residual","keys":[]}]}}
        """;

    [Fact]
    public void Everything_that_was_read_is_written_back_unchanged()
    {
        var document = JsonNode.Parse(Text)!;
        foreach (var field in DocumentFields.All) DocumentFields.Write(document, field, DocumentFields.Read(document, field));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Text), document), document.ToJsonString());
    }

    [Theory]
    [InlineData("version", "2", "version", "2")]
    [InlineData("title.zh", "乙", "title.zh", "乙")]
    [InlineData("benefit.waterfall[reserve].rate", "0.20", "benefit.waterfall[0].rate", "0.20")]
    [InlineData("benefit.waterfall[preferred-return].rate", "0.05", "benefit.waterfall[1].rate", "0.05")]
    [InlineData("benefit.participants", "E1, S，G", "benefit.participants[2]", "G")]
    [InlineData("parties", "E1 | Uno | 一 | enterprise\nS | School | 学校 | public-school", "parties[0].accededOn", "2025-02-01")]
    [InlineData("parties", "E1 | Uno | 一 | enterprise\nS | School | 学校 | public-school", "parties[1].type", "public-school")]
    [InlineData("valuation.capAtClaim", "true", "valuation.capAtClaim", "true")]
    [InlineData("effective.from", "2025-01-01", "effective.from", "2025-01-01")]
    public void What_is_typed_stands_at_its_place(string path, string typed, string place, string value)
    {
        var document = JsonNode.Parse(Text)!;
        DocumentFields.Write(document, DocumentFields.All.Single(field => field.Path == path), typed);
        Assert.Equal(value, At(document, place)?.ToString());
    }

    [Fact]
    public void An_emptied_field_takes_its_member_away_and_a_wrong_number_is_left_to_the_service()
    {
        var document = JsonNode.Parse(Text)!;
        DocumentFields.Write(document, DocumentFields.All.Single(field => field.Path == "title.zh"), "");
        DocumentFields.Write(document, DocumentFields.All.Single(field => field.Path == "version"), "two");
        Assert.False(document["title"]!.AsObject().ContainsKey("zh"));
        Assert.Equal("two", document["version"]!.ToString());
    }

    private static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var step in path.Replace("]", "", StringComparison.Ordinal).Split('.', '['))
            node = int.TryParse(step, System.Globalization.CultureInfo.InvariantCulture, out var index) ? node?[index] : node?[step];
        return node;
    }
}
