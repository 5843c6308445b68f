using Ledger.Distribution.Domain;
using Ledger.Distribution.Features;
using Ledger.ServiceDefaults.Hosting;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class JournalCursorTests
{
    private static readonly JournalEntry Entry = JournalEntry.None(SampleA.PoolId) with { At = At.AddMicroseconds(1) };

    [Fact]
    public void A_page_goes_on_where_it_ended()
    {
        var cursor = JournalCursor.Of(Entry);
        Assert.Equal($"2026-01-10T02:00:00.000001Z_{SampleA.PoolId}", cursor);
        Assert.Equal(new JournalCursor("2026-01-10T02:00:00.000001Z", SampleA.PoolId), JournalCursor.Read(cursor));
        Assert.Null(JournalCursor.Read(null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-01-10T02:00:00.000001Z")]
    [InlineData("2026-01-10T02:00:00.000001Z_x")]
    [InlineData("2026-01-10T02:00:00Z_0198f000-0000-7000-8000-00000000b001")]
    [InlineData("2026-01-10 02:00:00.000001Z_0198f000-0000-7000-8000-00000000b001")]
    [InlineData("2026-13-10T02:00:00.000001Z_0198f000-0000-7000-8000-00000000b001")]
    [InlineData("2026-01-10T02:00:00.000001Z_0198f000-0000-7000-8000-00000000b001_x")]
    public void What_is_not_ours_is_refused(string cursor)
    {
        var refused = Assert.Throws<RequestRefusedException>(() => JournalCursor.Read(cursor)).Problem;
        Assert.Equal((400, "request.malformed"), (refused.Status, refused.Code));
    }
}
