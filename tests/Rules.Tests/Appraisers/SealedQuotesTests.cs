namespace Ledger.Rules.Tests.Appraisers;

public sealed class SealedQuotesTests
{
    private const string Case = "0198f000-0000-5000-8000-00000000d001";

    // printf %s '0198f000-0000-5000-8000-00000000d001|he|9000.00|CNY|11111111111111111111111111111111' | sha256sum
    [Fact]
    public void A_commitment_is_what_sha256sum_says() => Assert.Equal(
        "737335f6a1dd4b91eb4cb46a7beb3c29488b5262ed4eeb69ea55434db853560e",
        Commitments.ToQuote(Case, "he", Given.Yuan("9000"), new string('1', 32)));

    // The quotes of Sample A's measuring machine: 9,000, 10,000, 10,500. The mean is 29,500 / 3 = 9,833.333.
    [Theory]
    [InlineData(QuoteRule.Median, "10000.00")]
    [InlineData(QuoteRule.Mean, "9833.33")]
    [InlineData(QuoteRule.Lowest, "9000.00")]
    public void The_rule_of_the_invitation_decides(QuoteRule rule, string value)
    {
        var figures = SealedQuotes.Method.Evaluate(Input(rule, 3, "9000.00", "10500.00", "10000.00")).Figures<SealedQuotesFigures>();
        Assert.Equal((value, 3), (figures.Value.Amount, figures.Count));
    }

    [Fact]
    public void Of_an_even_number_the_median_lies_between() => Assert.Equal(
        "10250.00", SealedQuotes.Open(Input(QuoteRule.Median, 2, "10500.00", "10000.00")).Value!.Value.Amount);

    [Fact]
    public void An_amount_that_was_exchanged_is_found()
    {
        var input = Input(QuoteRule.Median, 2, "10500.00", "10000.00");
        var exchanged = input with { Quotes = [input.Quotes[0] with { Amount = Given.Yuan("1.00") }, input.Quotes[1]] };
        Assert.Equal(["quotes.commitment-mismatch at quotes[0].commitment"], SealedQuotes.Open(exchanged).Refusals());
    }

    [Fact]
    public void A_quote_cannot_be_taken_over_by_another_nor_into_another_case()
    {
        var input = Input(QuoteRule.Median, 2, "10500.00", "10000.00");
        Assert.Equal(["quotes.commitment-mismatch at quotes[1].commitment"],
            SealedQuotes.Open(input with { Quotes = [input.Quotes[0], input.Quotes[0] with { Appraiser = "Q9" }] }).Refusals());
        Assert.Equal(2, SealedQuotes.Open(input with { Case = "another" }).Refusals().Length);
    }

    [Fact]
    public void Faults_are_named()
    {
        Assert.Equal(["quotes.too-few at quotes"], SealedQuotes.Open(Input(QuoteRule.Median, 3, "10500.00", "10000.00")).Refusals());
        Assert.Contains("money.not-positive at quotes[0].amount", SealedQuotes.Open(Input(QuoteRule.Median, 2, "0.00", "10000.00")).Refusals());
        var input = Input(QuoteRule.Median, 2, "10500.00", "10000.00");
        Assert.Contains("input.duplicate at quotes[1].appraiser", SealedQuotes.Open(input with { Quotes = [input.Quotes[0], input.Quotes[0]] }).Refusals());
    }

    [Theory]
    [InlineData("""{"least":51}""", "input.out-of-range at least")]
    [InlineData("""{"rule":"highest"}""", "input.unknown-value at rule")]
    [InlineData("""{"currency":"RMB"}""", "currency.unknown at currency")]
    public void Shapes_are_checked(string change, string refusal) =>
        Assert.Contains(refusal, SealedQuotes.Method.Evaluate(Changed.Of(SealedQuotes.Method, change)).Refusals());

    [Fact]
    public void There_are_no_more_quotes_than_may_be() => Assert.Contains("input.too-many at quotes",
        SealedQuotes.Method.Evaluate(Input(QuoteRule.Median, 2, [.. Enumerable.Repeat("1.00", RuleLimits.SealedQuotes + 1)])).Refusals());

    private static SealedQuotesInput Input(QuoteRule rule, int least, params string[] amounts) => new(Case, Given.Cny, rule, least,
    [
        .. amounts.Select((amount, i) =>
        {
            var nonce = new string((char)('0' + (i % 10)), 32);
            return new RevealedQuote($"Q{i}", Given.Yuan(amount), nonce, Commitments.ToQuote(Case, $"Q{i}", Given.Yuan(amount), nonce));
        }),
    ]);
}
