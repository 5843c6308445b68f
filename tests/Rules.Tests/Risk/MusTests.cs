using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class MusTests
{
    [Theory]
    [InlineData("\"tolerable\":\"125000.00\"", "60", "41666.67")] // 2,500,000 x 3 / 125,000
    [InlineData("\"tolerable\":\"124999.00\"", "61", "40983.61")] // 60.0005 is rounded up
    [InlineData("\"tolerable\":\"125000.00\",\"expected\":\"20000.00\",\"expansion\":\"1.6\"", "81", "30864.20")] // 7,500,000 / 93,000 = 80.6
    public void The_sample_size_by_hand(string terms, string size, string interval)
    {
        var figures = Size(terms).Figures<MusSampleSizeFigures>();
        Assert.Equal((size, interval), (figures.SampleSize.ToString(), figures.Interval.Amount));
    }

    [Theory]
    [InlineData("\"tolerable\":\"32000.00\",\"expected\":\"20000.00\",\"expansion\":\"1.6\"", "mus.tolerable-used-up at tolerable")]
    [InlineData("\"tolerable\":\"32000.00\",\"expected\":\"20000.00\"", "mus.expansion-missing at expansion")]
    [InlineData("\"tolerable\":\"0.00\"", "money.not-positive at tolerable")]
    public void Bad_sample_sizes_are_refused(string terms, string refusal) => Assert.Equal([refusal], Size(terms).Refusals());

    [Fact]
    public void Taintings_are_projected_largest_first()
    {
        // Interval 10,000; taintings 20% and 50%. Projected 7,000; upper limit 30,000 + 50% x 1.75 x 10,000 + 20% x 1.55 x 10,000.
        var figures = Evaluate("""[{"id":"a","book":"1000.00","audited":"800.00"},{"id":"b","book":"200.00","audited":"100.00"}]""").Figures<MusEvaluationFigures>();
        Assert.Equal(("7000.00", "30000.00", "4850.00", "41850.00"),
            (figures.Projected.Amount, figures.BasicPrecision.Amount, figures.Allowance.Amount, figures.UpperLimit.Amount));
        Assert.True(figures.WithinTolerable);
    }

    [Fact]
    public void Items_of_at_least_the_interval_count_as_they_are()
    {
        var figures = Evaluate("""[{"id":"a","book":"10000.00","audited":"4000.00"}]""").Figures<MusEvaluationFigures>();
        Assert.Equal(("6000.00", "36000.00", "0.00"), (figures.Projected.Amount, figures.UpperLimit.Amount, figures.Allowance.Amount));
    }

    [Fact]
    public void Understatements_are_shown_apart()
    {
        var figures = Evaluate("""[{"id":"a","book":"1000.00","audited":"1100.00"}]""").Figures<MusEvaluationFigures>();
        Assert.Equal(("0.00", "30000.00", "1000.00"), (figures.Projected.Amount, figures.UpperLimit.Amount, figures.Understatement.Amount));
    }

    [Theory]
    [InlineData("""[{"id":"a","book":"2.00","audited":"1.00"},{"id":"b","book":"2.00","audited":"1.00"},{"id":"c","book":"2.00","audited":"1.00"}]""", "mus.factor-missing at reliability")]
    [InlineData("""[{"id":"a","book":"0.00","audited":"1.00"}]""", "money.not-positive at errors[0].book")]
    [InlineData("""[{"id":"a","book":"1.00","audited":"1.00"},{"id":"a","book":"1.00","audited":"1.00"}]""", "input.duplicate at errors[1].id")]
    public void Bad_samples_are_refused(string errors, string refusal) => Assert.Equal([refusal], Evaluate(errors).Refusals());

    [Fact]
    public void Bad_factors_and_too_many_errors_are_refused()
    {
        Assert.Equal(["mus.factors-not-rising at reliability[1]"], Given.Evaluate("audit.mus-evaluation",
            """{"currency":"USD","bookValue":"100.00","sampleSize":1,"reliability":["3","3"],"intervalRounding":"none"}""").Refusals());
        Assert.Equal(["mus.more-errors-than-sample at errors"], Given.Evaluate("audit.mus-evaluation", """
            {"currency":"USD","bookValue":"100.00","sampleSize":1,"reliability":["3","4","5"],"intervalRounding":"none",
             "errors":[{"id":"a","book":"1.00","audited":"0.00"},{"id":"b","book":"1.00","audited":"0.00"}]}
            """).Refusals());
    }

    [Fact]
    public void A_larger_error_never_lowers_the_upper_limit() => Gen.Select(Gen.Long[1, 5000], Gen.Long[0, 5000], Gen.Long[0, 5000]).Sample((book, one, other) =>
    {
        var (less, more) = (Math.Min(Math.Min(one, other), book), Math.Min(Math.Max(one, other), book));
        return Upper(book, book - less) <= Upper(book, book - more);

        static Money Upper(long book, long audited) => MusEvaluation.Evaluate(new MusEvaluationInput(Given.Cny, new Money(1_000_000, Given.Cny), 10,
            [Given.Number("3"), Given.Number("4.75")], IntervalRounding.None, [new("a", new Money(book, Given.Cny), new Money(audited, Given.Cny))], null)).Value!.UpperLimit;
    });

    private static Evaluation Size(string terms) => Given.Evaluate("audit.mus-sample-size", $$"""{"currency":"USD","bookValue":"2500000.00","reliability":"3.0",{{terms}}}""");

    private static Evaluation Evaluate(string errors) => Given.Evaluate("audit.mus-evaluation",
        $$"""{"currency":"USD","bookValue":"1000000.00","sampleSize":100,"reliability":["3.0","4.75","6.3"],"intervalRounding":"smallest-unit","errors":{{errors}},"tolerable":"50000.00"}""");
}
