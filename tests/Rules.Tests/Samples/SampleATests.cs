namespace Ledger.Rules.Tests;

/// <summary>Sample A, the Taihu CNC training base: every figure that was computed by hand, one by one.</summary>
public sealed class SampleATests
{
    private static readonly Evaluation Machine = Given.Evaluate("market.comparables", """
        {"comparables":[
          {"id":"C1","price":"784000.00","pricedOn":"2024-06-18","sourceClass":"invoice","weight":"0.8","factors":[{"kind":"price-index","subject":"100","comparable":"98"}]},
          {"id":"C2","price":"840000.00","pricedOn":"2025-01-15","sourceClass":"auction","weight":"1"},
          {"id":"C3","price":"1075000.00","pricedOn":"2025-01-20","sourceClass":"invoice","weight":"1","factors":[{"kind":"condition","subject":"64","comparable":"80"}]},
          {"id":"C4","price":"1000000.00","pricedOn":"2025-02-10","sourceClass":"asking-price","weight":"0.5","factors":[{"kind":"asking-price","factor":"0.9"}]},
          {"id":"C5","price":"1400000.00","pricedOn":"2025-02-12","sourceClass":"invoice","weight":"1"}]}
        """, Given.Terms("1200000.00", minEvidence: 3));

    [Fact]
    public void Step_1_adjusts_the_comparables()
    {
        var figures = Machine.Figures<ComparablesFigures>();
        Assert.Equal(["C1 800000.00", "C2 840000.00", "C3 860000.00", "C4 900000.00", "C5 1400000.00"], figures.Comparables.Select(item => $"{item.Id} {item.Adjusted.Amount}"));
        Assert.Equal("784000 * 100/98", Machine.Result!.Steps.Single(step => step.Id == "adjusted/C1").Formula);
    }

    [Fact]
    public void Step_1_finds_the_outlier_by_rule()
    {
        Assert.Equal("860000", Machine.Step("median"));
        Assert.Equal("40000", Machine.Step("mad"));
        Assert.Equal("9.106", Machine.Step("modified-z/C5"));
        Assert.Equal("1.012", Machine.Step("modified-z/C1"));
        Assert.Equal("0.337", Machine.Step("modified-z/C2"));
        Assert.Equal("0.675", Machine.Step("modified-z/C4"));
        Assert.Equal(["C5"], Machine.Figures<ComparablesFigures>().Comparables.Where(item => !item.Used).Select(item => item.Id));
    }

    [Fact]
    public void Step_1_reconciles_to_840_000()
    {
        var figures = Machine.Figures<ComparablesFigures>();
        Assert.Equal("3.3", Machine.Step("weight"));
        Assert.Equal("840000", Machine.Step("weighted-median"));
        Assert.Equal("845454.55", figures.WeightedMean.Amount);
        Assert.Equal("3.768", Machine.Step("effective-count"));
        Assert.Equal("30000", Machine.Step("mad-used"));
        Assert.Equal("56.3", (figures.HalfWidth.Value / 1000).ToDecimal(1, Rounding.HalfUp));
        Assert.Equal("28.72", (figures.HalfWidth.Value / Given.Number("1.96") / 1000).ToDecimal(2, Rounding.HalfUp));
        Assert.Equal("6.7", (figures.HalfWidth.Value / figures.Value.Value * 100).ToDecimal(1, Rounding.HalfUp));
        Assert.Equal("B", figures.Grade);
        Assert.Equal(("840000.00", "840000.00", "360000.00"), (figures.Value.Amount, figures.Accepted.Amount, figures.Excess.Amount));
    }

    [Fact]
    public void Step_2_values_the_lent_cmm()
    {
        var evaluation = Given.Evaluate("rent.quotes", """
            {"quotes":[{"id":"Q1","perMonth":"9000.00","quotedOn":"2024-12-02"},{"id":"Q2","perMonth":"10000.00","quotedOn":"2024-12-05"},{"id":"Q3","perMonth":"10500.00","quotedOn":"2024-12-09"}],
             "months":"12","use":{"used":"1152","available":"1920","unit":"h"}}
            """, Given.Terms("120000.00", minEvidence: 3));
        Assert.Equal("10000", evaluation.Step("median"));
        Assert.Equal("0.6", evaluation.Step("use"));
        Assert.Equal("72000.00", evaluation.Figures<ValuationFigures>().Accepted.Amount);
    }

    [Fact]
    public void Step_2_values_the_engineers()
    {
        var evaluation = Given.Evaluate("labour.rate", """{"hours":"400","rate":"120","fringe":"0.35"}""", Given.Terms("64800.00"));
        Assert.Equal("162", evaluation.Step("rate"));
        Assert.Equal("64800.00", evaluation.Figures<ValuationFigures>().Accepted.Amount);
    }

    [Fact]
    public void Step_2_values_the_licence_the_space_and_the_teaching()
    {
        var licence = Given.Evaluate("income.royalty-relief",
            """{"revenues":["1000000","1000000","1000000"],"royaltyRate":"0.04","taxRate":"0.25","discountRate":"0.1","timing":"year-end"}""", Given.Terms("90000.00"));
        Assert.Equal("30000", licence.Step("royalty/3"));
        Assert.Equal("2.486852", licence.Step("annuity"));
        Assert.Equal("74605.56", licence.Figures<ValuationFigures>().Accepted.Amount);
        Assert.Equal("72000.00", Given.Evaluate("market.unit-rate", """{"quantity":"300","unit":"m2","rate":"20","periods":"12","periodUnit":"month"}""", Given.Terms("72000.00"))
            .Figures<ValuationFigures>().Accepted.Amount);
        Assert.Equal("80000.00", Given.Evaluate("market.unit-rate", """{"quantity":"1000","unit":"h","rate":"80"}""", Given.Terms("80000.00"))
            .Figures<ValuationFigures>().Accepted.Amount);
    }

    [Fact]
    public void Step_3_measures_the_disruption()
    {
        var evaluation = Given.Evaluate("risk.disruption", """
            {"lostHours":"40","marginPerHour":"150","scrap":{"quantity":"20","unitCost":"150"},"salvage":"500.00","timeExcessHours":"8","insurance":"2000.00"}
            """, Given.Losses);
        Assert.Equal("6000.00", evaluation.Step("lost-margin"));
        Assert.Equal("3000.00", evaluation.Step("scrap"));
        Assert.Equal("8500.00", evaluation.Step("gross"));
        Assert.Equal("1200.00", evaluation.Step("time-excess"));
        Assert.Equal("7300.00", evaluation.Step("after-excess"));
        Assert.Equal("5300.00", evaluation.Figures<LossFigures>().Net.Amount);
    }

    [Fact]
    public void Step_3_charges_no_obsolescence_twice()
    {
        var evaluation = Given.Evaluate("risk.obsolescence", """{"initialValue":"74605.56","lifeYears":"3","elapsedYears":"1","halfLifeYears":"3"}""", Given.Losses);
        Assert.Equal("49737.04", evaluation.Step("book-value"));
        Assert.Equal("59214.47", evaluation.Step("recoverable"));
        Assert.Equal("0.00", evaluation.Figures<LossFigures>().Net.Amount);
    }

    [Fact]
    public void Step_3_measures_the_missing_placements()
    {
        var evaluation = Given.Evaluate("risk.placement", """{"target":"40","tolerance":"0.05","actual":"34","replacementCost":"5000.00"}""", Given.Losses);
        Assert.Equal("4", evaluation.Step("missing"));
        Assert.Equal("20000.00", evaluation.Figures<LossFigures>().Net.Amount);
    }

    [Fact]
    public void Step_4_the_reserve_absorbs_the_losses()
    {
        var key = Given.Weights(("E1", "1/3"), ("E2", "1/3"), ("S", "1/3"));
        var disruption = RiskAllocation.Allocate(new AllocationInput(
            Given.Cny, Given.Yuan("5300.00"), Given.Weights(("E2", "1")), Given.Yuan("0.00"), Given.Yuan("60000.00"), key, Given.Amounts())).Value!;
        var placement = RiskAllocation.Allocate(new AllocationInput(
            Given.Cny, Given.Yuan("20000.00"), Given.Weights(("E1", "2"), ("E2", "2")), Given.Yuan("0.00"), Given.Yuan("54700.00"), key, Given.Amounts())).Value!;
        Assert.Equal("5300.00", disruption.ReceivedBy("E2").Amount);
        Assert.Equal(("10000.00", "10000.00"), (placement.ReceivedBy("E1").Amount, placement.ReceivedBy("E2").Amount));
        Assert.Equal("25300.00", (disruption.ReservePays + placement.ReservePays).Amount);
        Assert.All(disruption.Lines.Concat(placement.Lines), line => Assert.Equal(AllocationLineKind.ReservePays, line.Kind));
    }

    [Fact]
    public void Step_4_distributes_600_000_to_the_cent()
    {
        var evaluation = Given.Evaluate("sharing.waterfall", """
            {"currency":"CNY","pool":"600000.00","participants":["E1","E2","S"],"rounding":"half-up",
             "accepted":{"E1":"914605.56","E2":"136800.00","S":"152000.00"},
             "waterfall":[{"tier":"reserve","rate":"0.10"},{"tier":"cost-recovery","cap":"0.40"},{"tier":"preferred-return","rate":"0.05"},
               {"tier":"residual","keys":[{"key":"accepted-value","weight":"0.60"},{"key":"fixed-points","weight":"0.40","points":{"E1":"30","E2":"20","S":"50"}}]}],
             "costClaims":[{"reference":"S-cost","party":"S","amount":"90000.00"},{"reference":"E2-cost","party":"E2","amount":"30000.00"}]}
            """);
        var figures = evaluation.Figures<WaterfallFigures>();
        Assert.Equal(("60000.00", "540000.00"), (figures.Reserve.Amount, figures.Distributable.Amount));
        Assert.Equal("216000.00", evaluation.Step("cost-recovery/cap"));
        Assert.Equal(["E1 0.00", "E2 30000.00", "S 90000.00"], figures.Tiers[1].Payments.Lines());
        Assert.Empty(figures.Tiers[1].CarriedForward);
        Assert.Equal("60170.28", figures.Tiers[2].Amount.Amount);
        Assert.Equal(["E1 45730.28", "E2 6840.00", "S 7600.00"], figures.Tiers[2].Payments.Lines());
        Assert.Equal("359829.72", evaluation.Step("residual"));
        var byValue = figures.Tiers[3].Keys![0];
        Assert.Equal("215897.83", byValue.Amount.Amount);
        Assert.Equal(["E1 164085.46", "E2 24542.70", "S 27269.67"], byValue.Payments.Lines());
        var byRole = figures.Tiers[3].Keys![1];
        Assert.Equal("143931.89", byRole.Amount.Amount);
        Assert.Equal(["E1 43179.57", "E2 28786.38", "S 71965.94"], byRole.Payments.Lines());
        Assert.Equal(["E1 252995.31", "E2 90169.08", "S 196835.61"], figures.Shares.Lines());
        Assert.Equal("0.00 + 45730.28 + 207265.03", evaluation.Result!.Steps.Single(step => step.Id == "total/E1").Formula);
    }

    [Fact]
    public void Sample_b_distributes_its_benefit_to_the_cent()
    {
        // Licence income 100,000; patent cost 8,000 to U first; reserve 20% of the remaining 92,000; the rest by accepted value.
        var usd = Currency.Of("USD");
        var figures = Waterfall.Distribute(new WaterfallInput(
            usd, Money.Parse("92000.00", usd), ["F1", "F2", "U"],
            [new ReserveTier(Given.Number("0.2")), new ResidualTier([new ResidualKey(ResidualMeasure.AcceptedValue, 1)])],
            Rounding.HalfUp,
            new Dictionary<string, Money> { ["F1"] = Money.Parse("36000", usd), ["F2"] = Money.Parse("51000", usd), ["U"] = Money.Parse("3000", usd) }, [])).Value!;
        Assert.Equal("18400.00", figures.Reserve.Amount);
        Assert.Equal(["F1 29440.00", "F2 41706.67", "U 2453.33"], figures.Shares.Lines());
        Assert.Equal([new ResidualNote("residual/accepted-value", "F2", Given.Number("0.666666666666"))], figures.Residual);
    }
}
