namespace Ledger.Rules.Tests;

public sealed class ComparablesTests
{
    private static readonly ValuationTerms Terms = Given.Terms("1000000.00", minEvidence: 3);

    [Fact]
    public void Fewer_than_five_are_flagged_never_left_out()
    {
        var evaluation = Evaluate(Terms, ("A", "100", "1"), ("B", "101", "1"), ("C", "102", "1"), ("D", "500", "1"));
        var figures = evaluation.Figures<ComparablesFigures>();
        var far = figures.Comparables.Single(item => item.Id == "D");
        Assert.True(far.Outlier);
        Assert.True(far.Used);
        Assert.Equal("101.00", figures.Value.Amount);
    }

    [Fact]
    public void From_five_on_an_outlier_is_left_out()
    {
        var figures = Evaluate(Terms, ("A", "100", "1"), ("B", "101", "1"), ("C", "102", "1"), ("D", "103", "1"), ("E", "500", "1")).Figures<ComparablesFigures>();
        Assert.Equal(["E"], figures.Comparables.Where(item => !item.Used).Select(item => item.Id));
        Assert.Equal("101.00", figures.Value.Amount);
    }

    [Theory]
    [InlineData("104", "102.00")]
    [InlineData("1040", "101.00")]
    [InlineData("999999", "101.00")]
    public void A_single_inflated_price_cannot_move_the_value_beyond_its_neighbours(string inflated, string value) => Assert.Equal(value,
        Evaluate(Terms, ("A", "100", "1"), ("B", "101", "1"), ("C", "102", "1"), ("D", "103", "1"), ("E", inflated, "1")).Figures<ComparablesFigures>().Value.Amount);

    [Fact]
    public void Too_few_comparables_are_refused()
    {
        Assert.Equal(["valuation.too-few-evidence at comparables"], Evaluate(Terms, ("A", "100", "1"), ("B", "101", "1")).Refusals());
        // A weight of zero is no evidence.
        Assert.Equal(["valuation.too-few-evidence at comparables"], Evaluate(Terms, ("A", "100", "1"), ("B", "101", "1"), ("C", "102", "0")).Refusals());
        // Neither is one that is left out as an outlier.
        var five = Given.Terms("1000.00", minEvidence: 5);
        Assert.Equal(["valuation.too-few-evidence at comparables"],
            Evaluate(five, ("A", "100", "1"), ("B", "101", "1"), ("C", "102", "1"), ("D", "103", "1"), ("E", "500", "1")).Refusals());
        // And a policy of zero still needs a price.
        Assert.Contains("valuation.too-few-evidence at comparables", Evaluate(Given.Terms("1000.00"), ("A", "100", "0")).Refusals());
    }

    [Fact]
    public void Equal_prices_have_no_spread_and_grade_a()
    {
        var figures = Evaluate(Terms, ("A", "100", "1"), ("B", "100", "1"), ("C", "100", "1")).Figures<ComparablesFigures>();
        Assert.Equal("100.00", figures.Value.Amount);
        Assert.Equal("0.00", figures.HalfWidth.Amount);
        Assert.Equal("A", figures.Grade);
    }

    [Fact]
    public void Scattered_prices_have_grade_c()
    {
        var figures = Evaluate(Terms, ("A", "100", "1"), ("B", "125", "1"), ("C", "150", "1")).Figures<ComparablesFigures>();
        Assert.Equal("C", figures.Grade);
        Assert.True(figures.Low < figures.Value && figures.Value < figures.High);
    }

    [Fact]
    public void Two_groups_far_apart_are_left_to_a_person() => Assert.Equal(
        ["comparables.bimodal at comparables"],
        Evaluate(Terms, ("A", "100", "1"), ("B", "101", "1"), ("C", "200", "1"), ("D", "201", "1")).Refusals());

    [Fact]
    public void A_source_class_gives_the_weight_when_none_is_stated()
    {
        var figures = Comparables.Method.Evaluate(Given.Json("""
            {"comparables":[
              {"id":"A","price":"100.00","pricedOn":"2025-01-01","sourceClass":"invoice"},
              {"id":"B","price":"100.00","pricedOn":"2025-01-01","sourceClass":"auction"},
              {"id":"C","price":"100.00","pricedOn":"2025-01-01","sourceClass":"platform-sale"},
              {"id":"D","price":"100.00","pricedOn":"2025-01-01","sourceClass":"asking-price"},
              {"id":"E","price":"100.00","pricedOn":"2025-01-01","sourceClass":"contributor"},
              {"id":"F","price":"100.00","pricedOn":"2025-01-01","sourceClass":"related-party"}]}
            """), Terms).Figures<ComparablesFigures>();
        Assert.Equal(["1", "0.9", "0.8", "0.5", "0.3", "0"], figures.Comparables.Select(item => item.Weight.ToString()));
        Assert.False(figures.Comparables[5].Used);
        Assert.Null(figures.Comparables[5].ModifiedZ);
    }

    [Fact]
    public void Factors_apply_whatever_their_order_and_are_exact()
    {
        var figures = Comparables.Method.Evaluate(Given.Json("""
            {"comparables":[{"id":"A","price":"40.00","pricedOn":"2025-01-01","sourceClass":"invoice","factors":[
              {"kind":"capacity","subject":"100","comparable":"120"},{"kind":"price-index","subject":"1.728","comparable":"1"}]}]}
            """), Given.Terms("100.00")).Figures<ComparablesFigures>();
        Assert.Equal("57.60", figures.Value.Amount); // public case G13: 40 x 1.2^3 x 100/120
    }

    [Theory]
    [InlineData("""{"kind":"region","factor":"0.49"}""", "comparables.factor-out-of-bounds at comparables[0].factors[0]")]
    [InlineData("""{"kind":"region","factor":"2.01"}""", "comparables.factor-out-of-bounds at comparables[0].factors[0]")]
    [InlineData("""{"kind":"region","factor":"-1"}""", "comparables.factor-out-of-bounds at comparables[0].factors[0]")]
    [InlineData("""{"kind":"price-index","subject":"100","comparable":"0"}""", "input.not-positive at comparables[0].factors[0].comparable")]
    [InlineData("""{"kind":"condition","subject":"-0.6","comparable":"0.8"}""", "input.not-positive at comparables[0].factors[0].subject")]
    [InlineData("""{"kind":"condition","factor":"0.8"}""", "input.missing at comparables[0].factors[0].subject")]
    [InlineData("""{"kind":"luck","factor":"0.8"}""", "input.unknown-value at comparables[0].factors[0].kind")]
    [InlineData("""{"kind":"region","factor":"1"},{"kind":"region","factor":"1"}""", "comparables.duplicate-factor at comparables[0].factors[1].kind")]
    public void Bad_factors_are_refused(string factors, string refusal)
    {
        var inputs = "{\"comparables\":[{\"id\":\"A\",\"price\":\"100.00\",\"pricedOn\":\"2025-01-01\",\"sourceClass\":\"invoice\",\"factors\":[" + factors + "]}]}";
        Assert.Equal(refusal, Comparables.Method.Evaluate(Given.Json(inputs), Given.Terms("100.00")).Refusals()[0]);
    }

    [Fact]
    public void Every_fault_is_named_with_its_path()
    {
        var refusals = Comparables.Method.Evaluate(Given.Json("""
            {"comparables":[
              {"id":"A","price":"0.00","pricedOn":"2025-03-02","sourceClass":"invoice","weight":"1.5"},
              {"id":"A","price":"100.00","pricedOn":"2025-01-01","sourceClass":"related-party","weight":"0.1"}]}
            """), Terms).Refusals();
        Assert.Equal(
            [
                "money.not-positive at comparables[0].price",
                "valuation.evidence-after-date at comparables[0].pricedOn",
                "input.out-of-range at comparables[0].weight",
                "input.duplicate at comparables[1].id",
                "comparables.related-party-weight at comparables[1].weight",
            ],
            refusals);
    }

    [Fact]
    public void Shape_faults_are_named_with_their_path()
    {
        var refusals = Comparables.Method.Evaluate(Given.Json("""
            {"comparables":[{"id":"a b","price":100,"pricedOn":"01.01.2025","sourceClass":"rumour","note":"x"}],"extra":1}
            """), Terms).Refusals();
        Assert.Equal(
            [
                "input.not-an-identifier at comparables[0].id",
                "input.wrong-type at comparables[0].price",
                "input.not-a-date at comparables[0].pricedOn",
                "input.unknown-value at comparables[0].sourceClass",
                "input.unknown-member at comparables[0].note",
                "input.unknown-member at extra",
            ],
            refusals);
        Assert.Equal(["input.empty at comparables"], Comparables.Method.Evaluate(Given.Json("""{"comparables":[]}"""), Terms).Refusals()[..1]);
    }

    private static Evaluation Evaluate(ValuationTerms terms, params (string Id, string Price, string Weight)[] items) =>
        Comparables.Method.Evaluate(new ComparablesInput(terms,
            [.. items.Select(item => new Comparable(item.Id, Given.Yuan(item.Price), new DateOnly(2025, 1, 1), SourceClass.Invoice, Given.Number(item.Weight), []))]));
}
