using System.Text.Json;
using Ledger.Portal.Pages.Market;
using Ledger.Portal.Pages.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Ledger.Portal.Tests;

/// <summary>Forms that are made of the JSON Schema of a method, and what is typed into them.</summary>
public sealed class SchemaFormTests
{
    private static readonly JsonElement Schema = JsonElement.Parse(
        """
        {"type":"object","required":["months","use","quotes"],"properties":{
          "quotes":{"type":"array","maxItems":5,"items":{"type":"object","required":["id","perMonth"],"properties":{
            "id":{"type":"string","pattern":"^[A-Za-z0-9-]+$"},"perMonth":{"type":"string","pattern":"^[0-9]+$","description":"Rent of one month, more than 0. / 月租，大于0。"},"quotedOn":{"type":"string","format":"date"}}}},
          "months":{"type":"string","pattern":"^[0-9]+$","description":"Months lent. / 出借月数。"},
          "use":{"type":"object","properties":{"used":{"type":"string"},"unit":{"type":"string"}}},
          "strikes":{"type":"integer"},"whole":{"type":"boolean"},"timing":{"enum":["year-end","mid-year"]},
          "revenues":{"type":"array","items":{"type":"string"}},"wear":{"type":"object","oneOf":[{"type":"object"}]}}}
        """);

    [Theory]
    [InlineData("quotes", SchemaForm.Rows)]
    [InlineData("months", SchemaForm.Number)]
    [InlineData("use", SchemaForm.Group)]
    [InlineData("strikes", SchemaForm.Number)]
    [InlineData("whole", SchemaForm.Tick)]
    [InlineData("timing", SchemaForm.Choice)]
    [InlineData("revenues", SchemaForm.Lines)]
    [InlineData("wear", SchemaForm.Json)]
    public void Each_member_is_asked_for_in_its_form(string name, SchemaForm form) =>
        Assert.Equal(form, SchemaMember.Of(Schema).Single(member => member.Name == name).Form);

    [Fact]
    public void A_description_is_read_in_both_languages()
    {
        var perMonth = SchemaMember.Of(SchemaMember.Of(Schema).First().Items).Single(member => member.Name == "perMonth");
        Assert.Equal(("Per month", "月租", "Rent of one month, more than 0."), (perMonth.Title, perMonth.Short, perMonth.Words.En));
    }

    [Fact]
    public void What_is_typed_becomes_the_inputs_of_the_method()
    {
        var read = Read(new()
        {
            ["inputs.quotes[0].id"] = "Q1", ["inputs.quotes[0].perMonth"] = "10000", ["inputs.quotes[1].id"] = "", ["inputs.quotes[2].id"] = "Q3", ["inputs.months"] = " 12 ",
            ["inputs.use.used"] = "", ["inputs.strikes"] = "3", ["inputs.whole"] = "true", ["inputs.timing"] = "mid-year", ["inputs.revenues"] = "1\r\n\r\n2\n", ["inputs.wear"] = "{\"basis\":\"observed\"}",
        });
        Assert.Equal(
            """{"quotes":[{"id":"Q1","perMonth":"10000"},{"id":"Q3"}],"months":"12","strikes":3,"whole":true,"timing":"mid-year","revenues":["1","2"],"wear":{"basis":"observed"}}""",
            read);
    }

    [Fact]
    public void Nothing_typed_is_nothing_and_broken_json_stands_at_its_field()
    {
        Assert.Null(Read([]));
        var refused = Assert.Throws<FormRefusedException>(() => Read(new() { ["inputs.wear"] = "{" }));
        Assert.Equal("inputs.wear", refused.Fault.Field);
    }

    [Theory]
    [InlineData("845000", "CNY", "845000.00")]
    [InlineData("845,000.5", "CNY", "845000.50")]
    [InlineData("007", "CNY", "7.00")]
    [InlineData("0", "JPY", "0")]
    [InlineData("12.5", "JPY", null)]
    [InlineData("1.234", "CNY", null)]
    [InlineData("1.2345", "KWD", null)]
    [InlineData("1.2", "KWD", "1.200")]
    [InlineData("-1", "CNY", null)]
    [InlineData("", "CNY", null)]
    [InlineData("ten", "CNY", null)]
    public void An_amount_stands_in_a_commitment_with_the_places_of_its_currency(string typed, string currency, string? stands) =>
        Assert.Equal(stands, Hashes.Amount(typed, currency));

    // printf 'a|b' | sha256sum
    [Fact]
    public void A_commitment_is_the_hash_of_its_parts() =>
        Assert.Equal("0eab8a0a3380abf4c7d1fb0b43b66aafbb64a4b953e4eb2dccca579461912d0c", Hashes.Commitment("a", "b"));

    private static string? Read(Dictionary<string, string> typed) => SchemaMember.Read(
        new FormReader(new FormCollection(typed.ToDictionary(entry => FormNames.Of(entry.Key), entry => new StringValues(entry.Value))), null!), Schema, "inputs", [], "broken")?.ToJsonString();
}
