namespace Ledger.Rules.Tests;

public sealed class InputReaderTests
{
    [Fact]
    public void A_member_nobody_asked_for_is_refused()
    {
        var reader = new InputReader(Given.Json("""{"a":"x","b":1}"""));
        Assert.Equal("x", reader.String("a"));
        reader.Close();
        Assert.Equal(["input.unknown-member at b"], Refusals(reader));
    }

    [Fact]
    public void Paths_lead_to_the_member_also_when_its_name_is_odd()
    {
        var reader = new InputReader(Given.Json("""{"list":[{"odd name":{"x":1}}]}"""));
        var entry = reader.Objects("list")[0];
        Assert.Equal("list[0][\"odd name\"]", entry.Of("odd name"));
        Assert.Equal("list[0].plain-name", entry.Of("plain-name"));
        entry.Close();
        Assert.Equal(["input.unknown-member at list[0][\"odd name\"]"], Refusals(reader));
    }

    [Fact]
    public void Wrong_types_are_named_and_answered_with_null()
    {
        var reader = new InputReader(Given.Json("""{"s":1,"b":"true","i":"1","d":20250101,"n":1,"o":[],"l":{},"t":"x","w":[]}"""));
        Assert.Null(reader.String("s"));
        Assert.Null(reader.Boolean("b"));
        Assert.Null(reader.Integer("i", 0, 9));
        Assert.Null(reader.Date("d"));
        Assert.Null(reader.Number("n"));
        Assert.Null(reader.Object("o"));
        Assert.Empty(reader.Objects("l"));
        Assert.Null(reader.Text("t"));
        Assert.Empty(reader.Weights("w"));
        Assert.Equal("s b i d n o l t w".Split(' ').Select(name => $"input.wrong-type at {name}"), Refusals(reader));
    }

    [Fact]
    public void Optional_members_may_be_absent_but_not_wrong()
    {
        var reader = new InputReader(Given.Json("""{"date":"soon"}"""));
        Assert.Null(reader.OptionalString("a"));
        Assert.Null(reader.OptionalIdentifier("b"));
        Assert.Null(reader.OptionalAmount("c", Given.Cny));
        Assert.Null(reader.OptionalNumber("d"));
        Assert.Null(reader.OptionalNotNegative("e"));
        Assert.Null(reader.OptionalText("f"));
        Assert.Empty(reader.OptionalObjects("g"));
        Assert.Empty(reader.OptionalIdentifiers("h"));
        Assert.Empty(reader.OptionalAmounts("i", Given.Cny));
        Assert.True(reader.Clean);
        Assert.Null(reader.OptionalDate("date"));
        Assert.Equal(["input.not-a-date at date"], Refusals(reader));
    }

    [Fact]
    public void Bounds_and_limits_are_kept()
    {
        var reader = new InputReader(Given.Json($$"""
            {"share":"1.1","positive":"0","many":["a","b","c"],"long":"{{new string('x', RuleLimits.Text + 1)}}","id":"{{new string('x', RuleLimits.Identifier + 1)}}","period":{"from":"2025-01-02","to":"2025-01-01"} }
            """));
        Assert.Null(reader.Share("share"));
        Assert.Null(reader.Positive("positive"));
        Assert.Empty(reader.Identifiers("many", most: 2));
        Assert.Null(reader.String("long"));
        Assert.Null(reader.Identifier("id"));
        Assert.Null(reader.Period("period"));
        Assert.Equal(
            [
                "input.out-of-range at share", "input.not-positive at positive", "input.too-many at many", "input.too-long at long",
                "input.not-an-identifier at id", "input.dates-not-ordered at period.to",
            ],
            Refusals(reader));
    }

    [Fact]
    public void A_weight_map_takes_identifiers_and_numbers_of_at_least_zero()
    {
        var reader = new InputReader(Given.Json("""{"w":{"E1":"1/3","a b":"1","S":"-1","G":2}}"""));
        Assert.Equal(["E1"], reader.Weights("w").Keys);
        Assert.Equal(["input.not-an-identifier at w[\"a b\"]", "input.negative at w.S", "input.wrong-type at w.G"], Refusals(reader));
    }

    [Fact]
    public void More_entries_than_the_limit_are_refused()
    {
        var many = Enumerable.Range(0, RuleLimits.Items + 1).ToList();
        var list = string.Join(",", many.Select(i => $"{{\"id\":\"c{i}\"}}"));
        var weights = string.Join(",", many.Select(i => $"\"c{i}\":\"1\""));
        var reader = new InputReader(Given.Json("{\"list\":[" + list + "],\"weights\":{" + weights + "},\"amounts\":{" + weights + "}}"));
        Assert.Empty(reader.Objects("list"));
        reader.Weights("weights");
        reader.Amounts("amounts", Given.Cny);
        Assert.Equal(["input.too-many at list", "input.too-many at weights", "input.too-many at amounts"], Refusals(reader));
    }

    private static string[] Refusals(InputReader reader) => [.. reader.Rejections.Select(rejection => $"{rejection.Code} at {rejection.Field}")];
}
