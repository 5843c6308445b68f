using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class YearFractionTests
{
    [Theory]
    [InlineData("2025-01-01", "2026-01-01", DayCount.Actual365, "1")]
    [InlineData("2025-01-01", "2026-01-01", DayCount.Thirty360, "1")]
    [InlineData("2025-01-01", "2026-01-01", DayCount.ActualActual, "1")]
    [InlineData("2025-01-01", "2026-01-01", DayCount.Actual360, "365/360")]
    [InlineData("2024-01-01", "2025-01-01", DayCount.Actual365, "366/365")]
    [InlineData("2024-01-01", "2025-01-01", DayCount.ActualActual, "1")]
    [InlineData("2023-07-01", "2024-07-01", DayCount.ActualActual, "133774/133590")] // 184/365 + 182/366
    [InlineData("2025-01-31", "2025-02-28", DayCount.Thirty360, "28/360")]
    [InlineData("2025-01-30", "2025-03-31", DayCount.Thirty360, "60/360")]
    [InlineData("2025-02-28", "2025-03-01", DayCount.Thirty360, "3/360")] // February counts to 30
    [InlineData("2025-05-05", "2025-05-05", DayCount.ActualActual, "0")]
    public void Days_become_years(string from, string until, DayCount dayCount, string years) =>
        Assert.Equal(Given.Number(years), YearFraction.Of(DateOnly.Parse(from), DateOnly.Parse(until), dayCount).Years);

    [Fact]
    public void Whole_years_grow_exactly() => Assert.Equal(
        Given.Number("1.331"), YearFraction.Of(new DateOnly(2021, 1, 1), new DateOnly(2024, 1, 1), DayCount.ActualActual).Growth(Given.Number("0.1")));

    [Fact]
    public void Days_in_a_row_add_up() => Gen.Select(Gen.Int[0, 4000], Gen.Int[0, 900], Gen.Int[0, 900], Gen.Enum<DayCount>()).Sample((start, first, second, dayCount) =>
    {
        var a = new DateOnly(2015, 1, 1).AddDays(start);
        var (b, c) = (a.AddDays(first), a.AddDays(first + second));
        return YearFraction.Of(a, b, dayCount).Years + YearFraction.Of(b, c, dayCount).Years == YearFraction.Of(a, c, dayCount).Years;
    });

    [Fact]
    public void Days_backwards_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => YearFraction.Of(new DateOnly(2025, 1, 2), new DateOnly(2025, 1, 1), DayCount.Actual365));
}
