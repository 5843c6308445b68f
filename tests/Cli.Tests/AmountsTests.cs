using Ledger.Cli.Output;

namespace Ledger.Cli.Tests;

public sealed class AmountsTests
{
    [Theory]
    [InlineData("840000.00", "840,000.00")]
    [InlineData("1203405.56", "1,203,405.56")]
    [InlineData("-25300.00", "-25,300.00")]
    [InlineData("999", "999")]
    [InlineData("1000", "1,000")]
    [InlineData("-100", "-100")]
    [InlineData("0.05", "0.05")]
    [InlineData("2/3", "2/3")]
    [InlineData("B", "B")]
    public void Amounts_are_grouped_by_three(string number, string text) => Assert.Equal(text, Amounts.Grouped(number));
}
