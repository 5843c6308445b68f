using Ledger.Rules.Hostile;

namespace Ledger.Rules.Tests.Hostile;

/// <summary>
/// How far a contributor moves an honest market's value under the default policy. Honest prices lie within a tenth of 1,000,000, so whatever
/// stays among them moves the value by at most 1.1 / 0.9 - 1 = 2/9; the published table (README) is the largest of twenty markets, of
/// which these are the first three.
/// </summary>
public sealed class HostileContributorTests
{
    private const int Seeds = 3;

    private static readonly Rational Honest = new(2, 9);

    private static Rational? Largest(Func<HostileMarket, Rational?> attack) => HostileTable.Largest(Seeds, attack);

    // In tenths of a percent, as published: straw dealers, one straw dealer, asking prices, declared own.
    [Theory]
    [InlineData(3, 1, 98, 98, 98, 98)]
    [InlineData(5, 1, 92, 92, 92, 92)]
    [InlineData(5, 2, 116, 115, 115, 115)]
    [InlineData(7, 1, 73, 73, 73, 73)]
    [InlineData(7, 2, 92, 92, 92, 92)]
    [InlineData(7, 3, 116, 115, 115, 96)]
    [InlineData(9, 2, 73, 73, 64, 66)]
    [InlineData(9, 4, 126, 115, 115, 115)]
    public void A_minority_moves_the_value_only_among_honest_prices(int n, int k, params int[] published)
    {
        foreach (var (disguise, tenths) in Enum.GetValues<Disguise>().Zip(published))
        {
            var shift = Largest(market => market.Controlled(n, k, disguise)) ?? 0;
            Assert.True(shift <= Honest, $"{disguise}: {HostileTable.Shown(shift)}");
            Assert.True((shift * 1000).RoundToWhole(Rounding.HalfUp) <= tenths, $"{disguise}: {HostileTable.Shown(shift)} is above what is published.");
        }
    }

    // A majority that nobody knows of decides; what stops it is that prices more than 30% apart are refused as two markets, and no
    // price between them is more than 1.3 times the dearest honest one.
    [Theory]
    [InlineData(5, 3)]
    [InlineData(7, 4)]
    [InlineData(9, 5)]
    public void A_hidden_majority_wins_up_to_the_gap_of_two_markets(int n, int k)
    {
        var shift = Largest(market => market.Controlled(n, k, Disguise.StrawDealers))!.Value;
        Assert.True(shift > Honest, HostileTable.Shown(shift));
        Assert.True(shift <= new Rational(13, 10) * new Rational(11, 9) - 1, HostileTable.Shown(shift));
        // The limit of 40% for one source holds a majority of one dealer, of own evidence, or at half weight within honest prices.
        foreach (var held in new[] { Disguise.OneStrawDealer, Disguise.DeclaredOwn })
            Assert.True((Largest(market => market.Controlled(n, k, held)) ?? 0) <= Honest, $"{held}");
    }

    [Fact]
    public void Choosing_among_honest_evidence_and_trying_again_stay_among_honest_prices()
    {
        foreach (var k in new[] { 1, 2, 3 }) Assert.True((Largest(market => market.Added(7, k, Disguise.StrawDealers)) ?? 0) <= Honest);
        foreach (var outOf in new[] { 10, 15, 30 }) Assert.True(Largest(market => market.Picked(5, outOf)) <= Honest);
        foreach (var times in new[] { 2, 3, 5, 10 }) Assert.True(Largest(market => market.Resubmitted(5, times)) <= Honest);
    }

    // Parts against comparables of the whole's capacity: in proportion they come to the whole; by the six-tenths rule to m ^ 0.4 times it.
    // Below half of the comparables' capacity (linear), or 0.5 as a factor, the grid refuses.
    [Fact]
    public void Splitting_pays_only_where_the_grid_believes_in_scale()
    {
        var cent = new Rational(1, 1_000_000);
        Assert.True(Rational.Abs(Largest(market => market.Split(2, null))!.Value) < cent);
        Assert.Null(Largest(market => market.Split(3, null)));
        Assert.Equal("0.3195", Largest(market => market.Split(2, new Rational(3, 5)))!.Value.ToDecimal(4, Rounding.HalfUp)); // 2 ^ 0.4 - 1
        Assert.Equal("0.5518", Largest(market => market.Split(3, new Rational(3, 5)))!.Value.ToDecimal(4, Rounding.HalfUp)); // 3 ^ 0.4 - 1
        Assert.Null(Largest(market => market.Split(4, new Rational(3, 5)))); // 4 ^ -0.6 = 0.435 < 0.5
    }

    [Theory]
    [InlineData(6)]
    [InlineData(12)]
    [InlineData(24)]
    public void Choosing_the_month_gains_no_more_than_the_index_moved(int months) =>
        Assert.True(Largest(market => market.Timed(months)) <= new Rational(101, 100).Pow(months - 1) - 1);

    [Fact]
    public void The_same_market_gives_the_same_figures() =>
        Assert.Equal(new HostileMarket(7).Controlled(7, 2, Disguise.StrawDealers), new HostileMarket(7).Controlled(7, 2, Disguise.StrawDealers));
}
