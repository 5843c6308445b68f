namespace Ledger.Rules.Tests;

public sealed class PercentageTests
{
    [Theory]
    [InlineData("252995.31", "540000.00", "46.85%")] // 0.468509...
    [InlineData("0.00", "1.00", "0.00%")]
    [InlineData("1.00", "3.00", "33.33%")]
    [InlineData("2.00", "3.00", "66.67%")]
    [InlineData("-1.00", "8.00", "-12.50%")]
    [InlineData("1.00", "20000.00", "0.01%")] // 0.005 %: a tie goes up
    public void A_part_of_a_whole_is_said_in_hundredths(string part, string whole, string text) =>
        Assert.Equal(text, Percentage.Of(Given.Yuan(part), Given.Yuan(whole))!.Value.ToString());

    [Fact]
    public void Nothing_is_a_part_of_nothing_or_of_another_currency()
    {
        Assert.Null(Percentage.Of(Given.Yuan("1.00"), Given.Yuan("0.00")));
        Assert.Throws<InvalidOperationException>(() => Percentage.Of(Given.Yuan("1.00"), Money.Parse("1.00", Currency.Of("USD"))));
    }
}
