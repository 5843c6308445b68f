using Ledger.Distribution.Integration;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests;

public sealed class StreamsTests
{
    [Fact]
    public void Ids_follow_from_what_they_are_about_and_never_meet()
    {
        var run = GivenRun(Computed).State;
        var settlement = Streams.Settlement(run);
        Guid[] ids =
        [
            PoolId, Streams.Pool("wuxi", "2025"), Streams.Pool(Tenant, "2026"), RunId, Streams.Run(PoolId, 2), Streams.PoolEntry(PoolId),
            Streams.Turn(Tenant, "pool/x", 1).Stream, Streams.ContributionEntry(Values[0].Contribution.ContributionId),
            settlement.Pool, settlement.Shares, settlement.Owed, .. settlement.Charges.Keys,
            .. settlement.Charges.Values.SelectMany(charge => new[] { charge.Settled, charge.Entry }),
        ];
        Assert.Equal(11 + (3 * 3), ids.Distinct().Count());
        Assert.Equal(PoolId, Streams.Pool(Tenant, "2025"));
        Assert.Equal(settlement.Charges, Streams.Settlement(run).Charges);
    }

    [Fact]
    public void Two_runs_of_a_pool_settle_it_and_its_losses_in_the_same_streams()
    {
        var one = GivenRun(Computed).State;
        var other = one with { Id = Streams.Run(PoolId, 2) };
        Assert.Equal(Streams.Settlement(one).Pool, Streams.Settlement(other).Pool);
        Assert.Equal(Streams.Settlement(one).Charges, Streams.Settlement(other).Charges);
        Assert.NotEqual(Streams.Settlement(one).Shares, Streams.Settlement(other).Shares);
    }
}
