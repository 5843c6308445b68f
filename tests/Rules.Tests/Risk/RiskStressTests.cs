using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class RiskStressTests
{
    private static readonly StressInput Example = new(
        Given.Cny, 7, 2000, new StressedReserve(Given.Yuan("34700.00"), Given.Yuan("60000.00"), Given.Yuan("60000.00")), Given.Yuan("1000.00"),
        [
            new("disruption", Given.Number("0.3"), 2, Given.Yuan("2000.00"), Given.Yuan("8000.00"), Given.Yuan("40000.00")),
            new("fire", Given.Number("0.02"), 1, Given.Yuan("20000.00"), Given.Yuan("60000.00"), Given.Yuan("300000.00")),
        ]);

    // Figures of an independent program in another language, written from the method's published description.
    [Fact]
    public void Another_program_gives_the_same_figures()
    {
        var figures = RiskStress.Try(Example).Value!;
        Assert.Equal("13280.90 0.00 0.00 6580.87 19877.55 30535.66 38526.90 136261.37 270268.72", Line(figures.Loss));
        Assert.Equal("654.00 0.00 0.00 1000.00 1000.00 2000.00 2000.00 2000.00 3000.00", Line(figures.Retained));
        Assert.Equal("10868.94 0.00 0.00 5580.87 18829.25 29262.24 36766.39 60000.00 60000.00", Line(figures.ReservePays));
        Assert.Equal("1757.96 0.00 0.00 0.00 0.00 0.00 0.00 74261.37 207268.72", Line(figures.Parties));
        Assert.Equal("83831.06 34700.00 57907.85 89065.80 94700.00 94700.00 94700.00 94700.00 94700.00", Line(figures.ReserveClosing));
        Assert.Equal((42, new Rational(42, 2000)), (figures.Exhausted, figures.ChanceExhausted));
        Assert.Equal([1284, 432, 193, 38, 13, 4, 6, 3, 1, 4, 2, 6, 1, 2, 2, 3, 2, 1, 1, 2], figures.Bins.Select(bin => bin.Trials));
        Assert.Equal(("0.00", "13513.43", "13513.44"), (figures.Bins[0].From.Amount, figures.Bins[0].To.Amount, figures.Bins[1].From.Amount));
        Assert.Equal([("disruption", 1261, "10364.22"), ("fire", 47, "2916.68")], figures.Risks.Select(risk => (risk.Id, risk.Strikes, risk.Mean.Amount)));
    }

    [Fact]
    public void The_same_inputs_give_the_same_bytes_and_another_seed_others()
    {
        var first = RiskStress.Method.Evaluate(Example).Result!;
        var second = RiskStress.Method.Evaluate(first.Inputs).Result!;
        Assert.Equal(first.Value.GetRawText(), second.Value.GetRawText());
        Assert.NotEqual(first.Value.GetRawText(), RiskStress.Method.Evaluate(Example with { Seed = 8 }).Result!.Value.GetRawText());
    }

    // By hand: what is certain costs exactly what it costs; 5,000 less 1,000 retention, twice, of a reserve that pays 6,000.
    [Fact]
    public void What_is_certain_is_calculated_exactly()
    {
        var five = Given.Yuan("5000.00");
        var figures = RiskStress.Try(Example with
        {
            Trials = 10, Reserve = new(Given.Yuan("7000.00"), Given.Yuan("0.00"), Given.Yuan("6000.00")), Risks = [new("sure", 1, 2, five, five, five), new("never", 0, 12, five, five, five)],
        }).Value!;
        Assert.Equal(("10000.00", "2000.00", "6000.00", "2000.00", "1000.00"), (
            figures.Loss.P50.Amount, figures.Retained.P50.Amount, figures.ReservePays.P50.Amount, figures.Parties.P50.Amount, figures.ReserveClosing.P50.Amount));
        Assert.Equal((10, Rational.One, 0), (figures.Exhausted, figures.ChanceExhausted, figures.Risks[1].Strikes));
    }

    // The mean of a triangle is the mean of its corners; the widest of 50,000 draws of 0..90 strays from 30 by far less than 1.
    [Fact]
    public void Severities_have_the_mean_of_the_triangle()
    {
        var figures = RiskStress.Try(Example with
        {
            Trials = 50_000, Retention = Given.Yuan("0.00"), Risks = [new("one", 1, 1, Given.Yuan("0.00"), Given.Yuan("0.00"), Given.Yuan("90.00"))],
        }).Value!;
        Assert.InRange(figures.Loss.Mean.Minor, 2_950, 3_050);
        Assert.True(figures.Loss.Most.Minor <= 9_000 && figures.Loss.Least.Minor >= 0);
    }

    [Fact]
    public void Every_trial_adds_up_and_the_reserve_never_goes_below_zero() => Gen.Select(
        Gen.Int[0, 1000], Gen.Int[1, 60], Gen.Long[0, 5000], Gen.Long[0, 5000], Gen.Long[0, 500],
        Gen.Select(Gen.Int[0, 20], Gen.Int[1, 3], Gen.Long[0, 3000].Array[3])
            .Select((chance, strikes, amounts) => (chance, strikes, amounts.Order().ToArray())).Array[1, 6]).Sample((seed, trials, opening, limit, retention, risks) =>
    {
        var figures = RiskStress.Try(new StressInput(
            Given.Cny, seed, trials, new(Cents(opening), Cents(0), Cents(limit)), Cents(retention),
            [.. risks.Select((risk, i) => new StressedRisk($"r{i}", new Rational(risk.chance, 20), risk.strikes, Cents(risk.Item3[0]), Cents(risk.Item3[1]), Cents(risk.Item3[2])))])).Value!;
        return figures.ReserveClosing.Least.Sign >= 0
            && figures.ReservePays.Most.Minor <= Math.Min(opening, limit)
            && figures.ReserveClosing.Least == Cents(opening) - figures.ReservePays.Most
            && figures.Bins.Sum(bin => bin.Trials) == trials
            && figures.Loss.Least <= figures.Loss.P50 && figures.Loss.P50 <= figures.Loss.P95 && figures.Loss.P95 <= figures.Loss.Most;
    }, iter: 200);

    [Fact]
    public void Bad_inputs_are_refused()
    {
        Assert.Equal(["stress.not-ordered at risks[0].likely"], Refusals(Example.Risks[0] with { Likely = Given.Yuan("40000.01") }));
        Assert.Equal(["stress.likelihood-over-precise at risks[0].likelihood"], Refusals(Example.Risks[0] with { Likelihood = Given.Number("0.0000001") }));
        Assert.Equal(["stress.likelihood-over-precise at risks[0].likelihood"], Refusals(Example.Risks[0] with { Likelihood = new Rational(1, 3) }));
        Assert.Equal(["input.out-of-range at risks[0].strikes"], Refusals(Example.Risks[0] with { Strikes = RuleLimits.StressStrikes + 1 }));
        Assert.Equal(["money.out-of-range at risks[0].most"], Refusals(Example.Risks[0] with { Most = new Money(1_000_000_000_000_001, Given.Cny) }));
        Assert.Equal(["input.duplicate at risks[1].id"], RiskStress.Try(Example with { Risks = [Example.Risks[0], Example.Risks[0]] }).Refusals());
        Assert.Equal(["input.empty at risks"], RiskStress.Try(Example with { Risks = [] }).Refusals());
        Assert.Equal(["stress.too-many-draws at trials"], RiskStress.Try(Example with { Trials = (RuleLimits.StressDraws / 3) + 1 }).Refusals().Where(no => no.Contains("draws", StringComparison.Ordinal)));
        Assert.Equal(["input.out-of-range at trials"], RiskStress.Method.Evaluate(Example with { Trials = RuleLimits.StressTrials + 1 }).Refusals());
        Assert.Contains("input.too-many at risks", RiskStress.Method.Evaluate(Example with
        {
            Trials = 1, Risks = [.. Enumerable.Range(0, RuleLimits.StressRisks + 1).Select(i => Example.Risks[0] with { Id = $"r{i}" })],
        }).Refusals());
    }

    private static string[] Refusals(StressedRisk risk) => RiskStress.Try(Example with { Risks = [risk] }).Refusals();

    private static Money Cents(long minor) => new(minor, Given.Cny);

    private static string Line(StressSpread spread) => string.Join(' ', new[]
    {
        spread.Mean, spread.Least, spread.P5, spread.P50, spread.P75, spread.P90, spread.P95, spread.P99, spread.Most,
    }.Select(amount => amount.Amount));
}
