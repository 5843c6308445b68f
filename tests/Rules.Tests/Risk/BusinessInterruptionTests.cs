using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class BusinessInterruptionTests
{
    [Theory]
    [InlineData("", "3000.00")] // BI1
    [InlineData(",\"timeExcessHours\":\"72\"", "2700.00")] // a tenth of 720 h stays: 0.9 x 3,000
    [InlineData(",\"maximumHours\":\"360\"", "1500.00")]
    [InlineData(",\"timeExcessHours\":\"72\",\"maximumHours\":\"360\"", "1200.00")] // hours 72 to 360: 288/720 x 3,000
    [InlineData(",\"timeExcessHours\":\"720\"", "0.00")]
    [InlineData(",\"savedCharges\":\"400.00\"", "2600.00")]
    [InlineData(",\"increasedCost\":{\"cost\":\"500.00\",\"turnoverKept\":\"1000.00\"}", "3500.00")] // avoided 600: all of it counts
    [InlineData(",\"increasedCost\":{\"cost\":\"900.00\",\"turnoverKept\":\"1000.00\"}", "3600.00")] // capped by the loss avoided
    [InlineData(",\"cover\":{\"declared\":\"54000.00\",\"annualTurnover\":\"120000.00\"}", "2250.00")] // 54,000 of 72,000 declared: three quarters
    [InlineData(",\"cover\":{\"declared\":\"90000.00\",\"annualTurnover\":\"120000.00\"}", "3000.00")]
    [InlineData(",\"insurance\":\"1000.00\"", "2000.00")]
    public void A_clause_changes_the_loss_as_it_says(string clause, string net) =>
        Assert.Equal(net, Measure(clause).Figures<LossFigures>().Net.Amount);

    [Fact]
    public void Turnover_made_up_for_later_lowers_the_loss()
    {
        // 5,000 lost in the first month, 2,000 made up for in the second: 3,000 x 60%.
        var evaluation = Given.Evaluate("risk.business-interruption", """
            {"spans":[{"hours":"720","expected":"10000.00","actual":"5000.00"},{"hours":"720","expected":"10000.00","actual":"12000.00"}],"grossProfitRate":"0.6"}
            """, Given.Losses);
        Assert.Equal("1800.00", evaluation.Figures<LossFigures>().Net.Amount);
    }

    [Theory]
    [InlineData(",\"savedCharges\":\"3000.01\"", "interruption.saved-above-loss at savedCharges")]
    [InlineData(",\"insurance\":\"3000.01\"", "interruption.recovery-above-loss at insurance")]
    [InlineData(",\"timeExcessHours\":\"-1\"", "input.negative at timeExcessHours")]
    [InlineData(",\"timeExcessHours\":\"10\",\"maximumHours\":\"9\"", "interruption.excess-above-maximum at timeExcessHours")]
    [InlineData(",\"cover\":{\"declared\":\"0.00\",\"annualTurnover\":\"1.00\"}", "input.not-positive at cover.declared")]
    [InlineData(",\"otherPeriods\":[{\"event\":\"R0\",\"period\":{\"from\":\"2025-01-01\",\"to\":\"2025-01-31\"}}]", "interruption.period-missing at period")]
    [InlineData(",\"period\":{\"from\":\"2025-01-31\",\"to\":\"2025-02-28\"},\"otherPeriods\":[{\"event\":\"R0\",\"period\":{\"from\":\"2025-01-01\",\"to\":\"2025-01-31\"}}]",
        "interruption.period-overlaps at otherPeriods[0]")]
    public void Bad_clauses_are_refused(string clause, string refusal) => Assert.Equal([refusal], Measure(clause).Refusals());

    [Fact]
    public void Periods_that_follow_each_other_do_not_overlap() => Assert.Equal("3000.00", Measure(
        ",\"period\":{\"from\":\"2025-02-01\",\"to\":\"2025-02-28\"},\"otherPeriods\":[{\"event\":\"R0\",\"period\":{\"from\":\"2025-01-01\",\"to\":\"2025-01-31\"}}]")
        .Figures<LossFigures>().Net.Amount);

    [Fact]
    public void A_rate_above_one_and_missing_spans_are_refused() => Assert.Equal(["input.empty at spans", "input.out-of-range at grossProfitRate"],
        BusinessInterruption.Measure(new BusinessInterruptionInput(Given.Losses, [], Given.Number("1.1"), null, null, null, null, null, null, null, [])).Refusals());

    [Fact]
    public void Cutting_a_span_in_two_changes_nothing() => Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20], Gen.Int[0, 50], Gen.Int[0, 50], Gen.Int[0, 45], Gen.Int[1, 45])
        .Sample((first, second, lostPerHour, rate, excess, most) =>
        {
            if (most < excess) return true;
            var whole = Loss([(first + second, lostPerHour)], rate, excess, most);
            var cut = Loss([(first, lostPerHour), (second, lostPerHour)], rate, excess, most);
            // Obvious version: hour by hour.
            var hours = Enumerable.Range(0, first + second).Count(hour => hour >= excess && hour < most);
            return whole == cut && whole == Money.FromRational(new Rational(hours * lostPerHour * rate, 100), Given.Cny, Rounding.HalfUp);
        });

    private static Money Loss((int Hours, int LostPerHour)[] spans, int rate, int excess, int most) => BusinessInterruption.Measure(new BusinessInterruptionInput(
        Given.Losses, [.. spans.Select(span => new TurnoverSpan(span.Hours, new Money(span.Hours * 10_000L, Given.Cny), new Money((span.Hours * 10_000L) - (span.Hours * span.LostPerHour * 100L), Given.Cny)))],
        new Rational(rate, 100), null, null, excess, most, null, null, null, [])).Value!.Net;

    private static Evaluation Measure(string clause) => Given.Evaluate("risk.business-interruption",
        $$"""{"spans":[{"hours":"720","expected":"10000.00","actual":"5000.00"}],"grossProfitRate":"0.6"{{clause}}}""", Given.Losses);
}
