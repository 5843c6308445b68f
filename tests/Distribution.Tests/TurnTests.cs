using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Tests;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class TurnTests
{
    [Fact]
    public void A_turn_is_taken_in_a_stream_that_follows_from_scope_and_number()
    {
        var turn = Streams.Turn(Tenant, Turn.Of(SampleA.PoolId), 3);
        var stream = turn.TakenBy("S-cost");
        Assert.Equal((typeof(Turn), turn.Stream), (stream.State, stream.Id));
        Assert.Equal([new TurnTaken($"pool/{SampleA.PoolId}", 3, "S-cost")], stream.Facts);
        var taken = GivenWhenThen.Given(Turn.None(turn.Stream), TurnDecider.Evolve, [.. stream.Facts]).State;
        Assert.Equal((turn.Stream, turn.Scope, 3), (taken.Id, taken.Scope, taken.No));
    }

    // Two that take the same turn meet in one stream, and only one of them can start it.
    [Fact]
    public void The_same_turn_is_the_same_stream_whoever_takes_it()
    {
        var turn = Streams.Turn(Tenant, Turn.PoolsOf("taihu-2025"), 1);
        Assert.Equal(turn.TakenBy("a").Id, Streams.Turn(Tenant, "pools/taihu-2025", 1).TakenBy("b").Id);
        Assert.NotEqual(turn.Stream, Streams.Turn(Tenant, "pools/taihu-2025", 2).Stream);
        Assert.NotEqual(turn.Stream, Streams.Turn(Tenant, "pools/taihu-2026", 1).Stream);
        Assert.NotEqual(turn.Stream, Streams.Turn("wuxi", "pools/taihu-2025", 1).Stream);
    }
}
