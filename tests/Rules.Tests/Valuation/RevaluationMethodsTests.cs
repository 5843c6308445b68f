using System.Text.Json;

namespace Ledger.Rules.Tests;

/// <summary>Values carried on; every figure is computed by hand or published.</summary>
public sealed class RevaluationMethodsTests
{
    // 840,000 x 104.5 / 100.
    [Fact]
    public void A_value_follows_its_index() => Assert.Equal("877800.00", Accepted("revaluation.index", Example("revaluation.index")));

    [Fact]
    public void The_agreement_caps_the_new_value_at_the_claim() =>
        Assert.Equal("850000.00", Accepted("revaluation.index", Changed("revaluation.index", "1200000.00", "850000.00")));

    [Fact]
    public void On_the_same_day_nothing_changes() =>
        Assert.Equal("840000.00", Accepted("revaluation.index", Changed("revaluation.index", "\"on\": \"2026-03-01\"", "\"on\": \"2025-03-01\"")));

    // 5% of 840,000 is left after ten years: 79,800 a year, 18 months over.
    [Fact]
    public void Straight_line_goes_month_by_month() => Assert.Equal("720300.00", Accepted("revaluation.depreciation", Changed(
        "revaluation.depreciation", "\"macrs5-half-year\"", "\"straight-line\",\"lifeYears\":10,\"salvage\":\"0.05\"")));

    // Published: 5,000 by the MACRS table for 5-year property is 1,000 and 1,600 in the first two years (golden case G18).
    [Theory]
    [InlineData("2025-12-31", "5000.00", "4083.33")]
    [InlineData("2026-01-01", "5000.00", "4000.00")]
    [InlineData("2027-01-01", "5000.00", "2400.00")]
    [InlineData("2040-01-01", "5000.00", "0.00")]
    public void A_published_table_is_followed(string on, string cost, string left) => Assert.Equal(left, Accepted("revaluation.depreciation", JsonElement.Parse(
        $$$"""{"terms":{"currency":"USD","claimed":"9999.00","capAtClaim":true,"minEvidence":0,"on":"{{{on}}}"},"previous":{"value":"{{{cost}}}","on":"2025-01-01"},"curve":{"method":"macrs5-half-year"}}""")));

    [Theory]
    [InlineData("2025-01-31", "2025-02-27", 0)]
    [InlineData("2025-01-31", "2025-02-28", 1)]
    [InlineData("2025-01-31", "2025-03-30", 1)]
    [InlineData("2025-03-15", "2026-03-14", 11)]
    [InlineData("2025-03-15", "2026-03-15", 12)]
    public void Months_are_full_months(string from, string to, int months)
    {
        var inputs = Example("revaluation.depreciation").GetRawText().Replace("2026-09-01", to, StringComparison.Ordinal).Replace("2025-03-01", from, StringComparison.Ordinal);
        var steps = MethodCatalogue.Latest("revaluation.depreciation")!.Evaluate(JsonElement.Parse(inputs)).Result!.Steps;
        Assert.Equal($"{months}", Assert.Single(steps, step => step.Id == "months").Value);
    }

    [Theory]
    [InlineData("110.5", "0.105", true)]
    [InlineData("110", "0.1", false)]
    [InlineData("90", "0.1", false)]
    [InlineData("89.99", "0.1001", true)]
    public void An_index_is_beyond_its_limit_only_above_it(string now, string move, bool beyond)
    {
        var figures = MethodCatalogue.Latest("revaluation.index-move")!.Evaluate(Changed("revaluation.index-move", "110.5", now)).Result!.FiguresAs<IndexMoveFigures>();
        Assert.Equal((Rational.Parse(move), beyond), (figures.Move, figures.Beyond));
    }

    [Fact]
    public void Who_proposes_a_value_cannot_state_the_one_that_is_carried_on()
    {
        var inputs = JsonElement.Parse("""{"previous":{"value":"1.00","on":"2025-01-01"},"series":"cn-machines"}""");
        var refused = MethodCatalogue.Latest("revaluation.index")!.Evaluate(inputs, Given.Terms("1.00")).Rejection!;
        Assert.Equal(("input.policy-not-allowed", "previous"), (refused.Code, refused.Field));
    }

    private static string Accepted(string method, JsonElement inputs)
    {
        var evaluation = MethodCatalogue.Latest(method)!.Evaluate(inputs);
        Assert.True(evaluation.Result is not null, evaluation.Rejection?.Message.En);
        return evaluation.Result.FiguresAs<ValuationFigures>().Accepted.Amount;
    }

    private static JsonElement Example(string method) => MethodCatalogue.Latest(method)!.Description.Example;

    private static JsonElement Changed(string method, string old, string changed)
    {
        var text = Example(method).GetRawText();
        Assert.Contains(old, text, StringComparison.Ordinal);
        return JsonElement.Parse(text.Replace(old, changed, StringComparison.Ordinal));
    }
}
