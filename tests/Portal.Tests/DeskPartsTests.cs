using Ledger.Portal.Pages;
using Ledger.Portal.Pages.Journal;
using Ledger.Portal.Pages.Sharing;

namespace Ledger.Portal.Tests;

/// <summary>Small things that the pages of the finance and enterprise desks are made of.</summary>
public sealed class DeskPartsTests
{
    [Fact]
    public void Addresses_hold_what_is_given_and_nothing_else() =>
        Assert.Equal("?agreement=a%26b&code=cash%3Aparty%3AE1", Shown.Query(("agreement", "a&b"), ("book", null), ("on", " "), ("code", "cash:party:E1")));

    [Fact]
    public void A_clock_counts_down_to_the_minute_and_stops()
    {
        var until = new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal((2, 3, 30), Shown.Left(until, until.AddDays(-2).AddHours(-3).AddMinutes(-30)));
        Assert.Equal((0, 0, 0), Shown.Left(until, until.AddSeconds(-59)));
        Assert.Null(Shown.Left(until, until));
        Assert.Null(Shown.Left(until, until.AddDays(1)));
    }

    [Theory]
    [InlineData("2026-03-01T08:30", "2026-03-01T08:30:00Z")]
    [InlineData("2026-03-01T08:30:15", "2026-03-01T08:30:15Z")]
    [InlineData("2026-03-01T08:30:15Z", "2026-03-01T08:30:15Z")]
    [InlineData("2026-03-01T08:30:15+08:00", "2026-03-01T08:30:15+08:00")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Moments_are_typed_in_utc(string? typed, string? meant) => Assert.Equal(meant, CutOffs.Moment(typed));

    [Theory]
    [InlineData("cash:party:E1:payable", """{"book":"cash","holder":"party","party":"E1","name":"payable"}""")]
    [InlineData("cash:pool:2025", """{"book":"cash","holder":"pool","pool":"2025"}""")]
    [InlineData("cash:consortium:bank", """{"book":"cash","holder":"consortium","name":"bank"}""")]
    [InlineData("cash:reserve", """{"book":"cash","holder":"reserve"}""")]
    [InlineData("nonsense", """{"book":"nonsense","holder":""}""")]
    public void Accounts_are_typed_as_they_are_read(string code, string parts) => Assert.Equal(parts, AccountCodes.Parts(code).ToJsonString());
}
