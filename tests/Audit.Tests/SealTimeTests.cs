using Ledger.Audit.Checkpoints;

namespace Ledger.Audit.Tests;

/// <summary>When a growing tree is signed.</summary>
public sealed class SealTimeTests
{
    private readonly HeldClock _clock = new();
    private readonly SealTime _time;

    public SealTimeTests()
    {
        _time = new SealTime(_clock);
        _clock.Pass(5_000);
        _time.Signed(10, _clock.GetTimestamp());
    }

    [Fact]
    public void What_did_not_grow_is_never_due()
    {
        _clock.Pass(60_000);
        Assert.False(_time.IsDue(10));
    }

    [Fact]
    public void The_first_entries_after_a_long_time_are_due_at_once()
    {
        _clock.Pass(1_000);
        Assert.True(_time.IsDue(11));
    }

    [Fact]
    public void So_many_entries_are_due_at_once_and_one_less_is_not()
    {
        Assert.False(_time.IsDue(10 + AuditLimits.SealEntries - 1));
        Assert.True(_time.IsDue(10 + AuditLimits.SealEntries));
    }

    // They come one after the other without a pause.
    [Fact]
    public void Entries_that_go_on_coming_are_due_a_second_after_the_last_signing_began()
    {
        for (var i = 1; i < 10; i++)
        {
            Assert.False(_time.IsDue(10 + i));
            _clock.Pass(100);
        }

        Assert.False(_time.IsDue(19));
        _clock.Pass(99);
        Assert.False(_time.IsDue(20));
        _clock.Pass(1);
        Assert.True(_time.IsDue(20));
    }

    [Fact]
    public void What_came_alone_is_due_as_soon_as_it_is_quiet()
    {
        Assert.False(_time.IsDue(11));
        _clock.Pass((long)AuditLimits.SealQuiet.TotalMilliseconds - 1);
        Assert.False(_time.IsDue(11));
        _clock.Pass(1);
        Assert.True(_time.IsDue(11));
        _time.Signed(11, _clock.GetTimestamp());
        Assert.False(_time.IsDue(11));
        // What came in while it was signed is quiet from when it is seen.
        Assert.False(_time.IsDue(12));
        _clock.Pass((long)AuditLimits.SealQuiet.TotalMilliseconds);
        Assert.True(_time.IsDue(12));
    }

    private sealed class HeldClock : TimeProvider
    {
        private long _milliseconds;

        public override long TimestampFrequency => 1_000;

        public void Pass(long milliseconds) => _milliseconds += milliseconds;

        public override long GetTimestamp() => _milliseconds;
    }
}
