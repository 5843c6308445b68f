using System.Text.Json;

namespace Ledger.Rules.Tests;

public sealed class ResultTableTests
{
    private static readonly MethodResult Labour =
        Given.Evaluate("labour.rate", """{"hours":"400","rate":"120.00","fringe":"0.35"}""", Given.Terms("60000.00")).Result!;

    private static readonly MethodResult Loss = MethodCatalogue.Find("risk.allocation", 1)!.Evaluate(Given.Json(
        """{"currency":"CNY","loss":"100.00","sufferers":{"A":"1"},"retention":"0.00","reserveLeft":"0.00","key":{"A":"1","B":"1","C":"1"}}""")).Result!;

    [Fact]
    public void The_text_shows_rule_figures_steps_formula_unit_and_rounding()
    {
        var text = ResultTable.Of(Labour, withSteps: true).ToText(Language.Both);
        foreach (var part in new[]
            {
                "(labour.rate v1)", Labour.InputsHash, "accepted  ", "60000.00 CNY", "Rate with fringe / 含附加费的小时费率", "120 * (1 + 0.35)", "CNY/h", "half-up",
                "协议规定认定价值不超过申报价值。",
            })
        {
            Assert.Contains(part, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void One_language_leaves_the_other_out()
    {
        var table = ResultTable.Of(Labour, withSteps: true);
        Assert.DoesNotContain(table.ToText(Language.En), character => character > 0x2E80);
        Assert.DoesNotContain("fringe", table.ToText(Language.Zh), StringComparison.Ordinal);
        Assert.Contains("含附加费的小时费率", table.ToText(Language.Zh), StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_says_the_same_as_the_text()
    {
        var root = JsonElement.Parse(ResultTable.Of(Labour, withSteps: true).ToJson());
        Assert.Equal(["format", "rule", "version", "name", "inputsHash", "value", "steps", "rounding", "residual"], root.EnumerateObject().Select(member => member.Name));
        Assert.Equal("60000.00", root.GetProperty("value").GetProperty("accepted").GetProperty("amount").GetString());
        Assert.Equal("含附加费的小时费率", root.GetProperty("steps")[0].GetProperty("name").GetProperty("zh").GetString());
        var text = ResultTable.Of(Labour, withSteps: true).ToText(Language.En);
        Assert.All(ResultTable.Flatten("", root.GetProperty("value")), figure =>
        {
            Assert.Contains(figure.Path, text, StringComparison.Ordinal);
            Assert.Contains(figure.Value, text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Without_steps_only_the_figures_are_told()
    {
        var table = ResultTable.Of(Labour, withSteps: false);
        Assert.DoesNotContain("Rate with fringe", table.ToText(Language.Both), StringComparison.Ordinal);
        Assert.False(JsonElement.Parse(table.ToJson()).TryGetProperty("steps", out _));
    }

    [Fact]
    public void Who_received_a_smallest_unit_is_told()
    {
        // 100.00 by thirds: 33.33 each, the cent left over goes to A, the first of equal remainders.
        var text = ResultTable.Of(Loss, withSteps: false).ToText(Language.En);
        Assert.Matches(@"borne +A +0\.333333333333", text);
        Assert.Contains("ties by id ascending", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_are_flat_by_path_with_an_amount_as_one()
    {
        var value = Given.Json("""{"a":{"amount":"1.00","currency":"CNY"},"list":[{"n":"2/3"},true],"map":{"odd name":null},"amount":{"amount":"x"}}""");
        Assert.Equal(
            [("a", "1.00 CNY"), ("list[0].n", "2/3"), ("list[1]", "true"), ("map[\"odd name\"]", "null"), ("amount.amount", "x")],
            ResultTable.Flatten("", value));
    }

    [Fact]
    public void A_rule_the_catalogue_does_not_know_has_no_table() =>
        Assert.Throws<ArgumentException>(() => ResultTable.Of(Labour with { RuleVersion = 99 }, withSteps: true));

    [Fact]
    public void A_text_that_is_the_same_in_both_languages_is_said_once()
    {
        Assert.Equal("A / 甲", new Text("A", "甲").In(Language.Both));
        Assert.Equal("A", new Text("A", "A").In(Language.Both));
        Assert.Equal("甲", new Text("A", "甲").In(Language.Zh));
        Assert.Equal("A", new Text("A", "甲").In(Language.En));
    }
}
