using Ledger.Cli.Scenario;
using System.Text.Json;

namespace Ledger.Cli.Tests;

public sealed class OverridesTests
{
    private const string Text = """{"a":{"list":[{"x":"1"},{"x":"2"}],"n":5,"yes":true},"odd name":"z","b.c":"w","same":"s"}""";

    [Theory]
    [InlineData("a.list[1].x=3", """{"a":{"list":[{"x":"1"},{"x":"3"}],"n":5,"yes":true},"odd name":"z","b.c":"w","same":"s"}""")]
    [InlineData("$.a.n=6", """{"a":{"list":[{"x":"1"},{"x":"2"}],"n":6,"yes":true},"odd name":"z","b.c":"w","same":"s"}""")]
    [InlineData("same=a=b:=c", """{"a":{"list":[{"x":"1"},{"x":"2"}],"n":5,"yes":true},"odd name":"z","b.c":"w","same":"a=b:=c"}""")]
    [InlineData("same=", """{"a":{"list":[{"x":"1"},{"x":"2"}],"n":5,"yes":true},"odd name":"z","b.c":"w","same":""}""")]
    [InlineData("""["odd name"]=y""", """{"a":{"list":[{"x":"1"},{"x":"2"}],"n":5,"yes":true},"odd name":"y","b.c":"w","same":"s"}""")]
    [InlineData("""$["b.c"]=y""", """{"a":{"list":[{"x":"1"},{"x":"2"}],"n":5,"yes":true},"odd name":"z","b.c":"y","same":"s"}""")]
    [InlineData("a.list:=[]", """{"a":{"list":[],"n":5,"yes":true},"odd name":"z","b.c":"w","same":"s"}""")]
    [InlineData("a.list=[1]", """{"a":{"list":[1],"n":5,"yes":true},"odd name":"z","b.c":"w","same":"s"}""")]
    [InlineData("same:=7", """{"a":{"list":[{"x":"1"},{"x":"2"}],"n":5,"yes":true},"odd name":"z","b.c":"w","same":7}""")]
    [InlineData("a.list[0].y:=\"new\"", """{"a":{"list":[{"x":"1","y":"new"},{"x":"2"}],"n":5,"yes":true},"odd name":"z","b.c":"w","same":"s"}""")]
    public void A_value_is_replaced_where_the_path_points(string change, string expected)
    {
        var (root, problems) = Overrides.Apply(JsonElement.Parse(Text), [change]);
        Assert.Empty(problems);
        Assert.Equal(expected, JsonSerializer.Serialize(root));
    }

    [Theory]
    [InlineData("", "override.malformed")]
    [InlineData("a", "override.malformed")]
    [InlineData("=1", "override.malformed")]
    [InlineData("a..n=1", "override.malformed")]
    [InlineData("a.[0]=1", "override.malformed")]
    [InlineData("a.list[x]=1", "override.malformed")]
    [InlineData("a.list[-1]=1", "override.malformed")]
    [InlineData("a.list[0=1", "override.malformed")]
    [InlineData("a:n=1", "override.malformed")]
    [InlineData("[\"odd=1", "override.malformed")]
    [InlineData("b=1", "override.unknown-path")]
    [InlineData("a.list[2].x=1", "override.unknown-path")]
    [InlineData("a.list[2]:=1", "override.unknown-path")]
    [InlineData("a.list.x=1", "override.unknown-path")]
    [InlineData("a.n.x:=1", "override.unknown-path")]
    [InlineData("b.c:=1", "override.unknown-path")]
    [InlineData("a.n=six", "override.not-json")]
    [InlineData("same:=six", "override.not-json")]
    public void What_cannot_be_replaced_has_a_stable_code_and_changes_nothing(string change, string code)
    {
        var (root, problems) = Overrides.Apply(JsonElement.Parse(Text), [change]);
        var problem = Assert.Single(problems);
        Assert.Equal((code, $"--set {change}", change), (problem.Code, problem.File, problem.Value));
        Assert.Equal(Text, JsonSerializer.Serialize(root));
    }

    [Fact]
    public void Changes_are_made_in_their_order_and_every_impossible_one_is_named()
    {
        var (root, problems) = Overrides.Apply(JsonElement.Parse(Text), ["same=1", "nothing=1", "same=2", "nowhere=1"]);
        Assert.Equal(["nothing", "nowhere"], problems.Select(problem => problem.Path));
        Assert.Equal("2", root.GetProperty("same").GetString());
    }

    [Fact]
    public void A_document_that_no_reader_takes_is_left_to_the_reader()
    {
        var broken = JsonElement.Parse("""{"a":"\ud800"}""");
        Assert.Empty(Overrides.Apply(broken, ["a=1"]).Problems);
    }
}
