namespace Ledger.Rules.Tests;

public sealed class ObjectionWindowTests
{
    [Theory]
    [InlineData("P10D", 864_000)]
    [InlineData("PT2H", 7_200)]
    [InlineData("P1DT12H", 129_600)]
    [InlineData("P2W", 1_209_600)]
    [InlineData("PT1H30M15S", 5_415)]
    [InlineData("PT1S", 1)]
    [InlineData("P366D", 31_622_400)]
    public void A_duration_of_fixed_length_is_read(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), ObjectionWindow.Read(text)!.Length);

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("10D")]
    [InlineData("P10")]
    [InlineData("PD")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("P0D")]
    [InlineData("P367D")]
    [InlineData("P-1D")]
    [InlineData("P1.5D")]
    [InlineData("P1D1D")]
    [InlineData("P1D1W")]
    [InlineData("PT1M1H")]
    [InlineData("PT1D")]
    [InlineData("P1H")]
    [InlineData("PT1HT1M")]
    [InlineData("p10d")]
    [InlineData("P9999999999D")]
    [InlineData("P999999999W")]
    [InlineData("P1D ")]
    public void Anything_else_is_not(string text) => Assert.Null(ObjectionWindow.Read(text));
}
