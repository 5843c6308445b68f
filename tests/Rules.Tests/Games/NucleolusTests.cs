using CsCheck;

namespace Ledger.Rules.Tests.Games;

public sealed class NucleolusTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_other_division_on_a_fine_grid_leaves_smaller_excesses(bool perCapita) => Sample.Essential(3, 3).Sample(values =>
    {
        const int parts = 12;
        var shares = Solve(values, perCapita);
        var excesses = Sample.Excesses(values, shares, perCapita);
        var gain = values[7] - values[1] - values[2] - values[4];
        for (var a = 0; a <= parts; a++)
        {
            for (var b = 0; a + b <= parts; b++)
            {
                var part = new Rational(gain, parts);
                Rational[] other = [values[1] + (part * a), values[2] + (part * b), values[4] + (part * (parts - a - b))];
                var order = Sample.Compare(Sample.Excesses(values, other, perCapita), excesses);
                Assert.True(other.SequenceEqual(shares) ? order == 0 : order > 0);
            }
        }
    }, iter: 40);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_step_away_from_it_improves(bool perCapita) => Gen.Select(Sample.Essential(4, 5), Gen.Int[-3, 3].Array[5].Array[20], Gen.Int[1, 30]).Sample((values, ways, fine) =>
    {
        // The excesses are minimised over a convex set: if any division were better, so would every point on the way to it.
        var n = Sample.Players(values);
        var shares = Solve(values, perCapita);
        var excesses = Sample.Excesses(values, shares, perCapita);
        foreach (var way in ways)
        {
            Rational[] other = [.. shares.Select((share, i) => share + new Rational(i == n - 1 ? -way.Take(n - 1).Sum() : way[i], fine))];
            if (other.Where((share, i) => share < values[1 << i]).Any() || other.SequenceEqual(shares)) continue;
            Assert.True(Sample.Compare(Sample.Excesses(values, other, perCapita), excesses) > 0);
        }
    }, iter: 25);

    [Fact]
    public void In_a_claims_problem_it_is_the_talmud_rule() => Gen.Select(Gen.Int[1, 60].Array[2, 7], Gen.Int[0, 100]).Sample((claims, percent) =>
    {
        // Aumann and Maschler 1985: up to half of the claims by equal awards on half claims, beyond by equal losses on them.
        var names = Sample.Names(claims.Length);
        var half = names.Zip(claims).ToDictionary(entry => entry.First, entry => new Rational(entry.Second, 2));
        var equal = names.ToDictionary(name => name, _ => Rational.One);
        var sum = claims.Sum();
        var estate = new Rational(sum * percent, 100);
        var less = estate <= new Rational(sum, 2);
        var fill = WaterFill.Divide(less ? estate : sum - estate, equal, half).Amounts;
        var expected = names.Select(name => less ? fill[name] : (2 * half[name]) - fill[name]);

        var form = new BankruptcyForm(estate, half.ToDictionary(entry => entry.Key, entry => 2 * entry.Value));
        Assert.Equal(expected, Sample.Shares(Nucleolus.Value(new GameInput(new CoalitionGame(names, GameKind.Surplus, Form: form)))));
    }, iter: 30);

    [Fact]
    public void It_lies_in_the_core_whenever_there_is_one() => Gen.OneOf(Sample.Convex(5), Sample.Essential(3, 5)).Sample(values =>
    {
        var nonEmpty = GameCore.Value(new CoreInput(Sample.Game(values))).Value!.NonEmpty;
        Assert.Equal(nonEmpty, Sample.InCore(values, Solve(values, perCapita: false)));
        Assert.Equal(nonEmpty, Sample.InCore(values, Solve(values, perCapita: true)));
    }, iter: 60);

    [Fact]
    public void It_is_individually_rational_even_where_that_binds() => Sample.Essential(2, 5).Sample(values =>
    {
        var shares = Solve(values, perCapita: false);
        Assert.Equal(values[^1], Sample.Sum(shares));
        Assert.All(shares.Select((share, i) => share >= values[1 << i]), holds => Assert.True(holds));
    }, iter: 60);

    [Fact]
    public void It_follows_scale_shift_and_the_names_of_the_players() => Gen.Select(Sample.Essential(3, 4), Gen.Long[1, 5], Gen.Long[-9, 9].Array[4]).Sample((values, scale, shift) =>
    {
        var n = Sample.Players(values);
        long[] moved = [.. values.Select((value, mask) => (scale * value) + Enumerable.Range(0, n).Where(i => (mask >> i & 1) != 0).Sum(i => shift[i]))];
        long[] turned = [.. Enumerable.Range(0, values.Length).Select(mask => values[Enumerable.Range(0, n).Sum(i => (mask >> i & 1) << (n - 1 - i))])];
        foreach (var perCapita in new[] { false, true })
        {
            var shares = Solve(values, perCapita);
            Assert.Equal(shares.Select((share, i) => (share * scale) + shift[i]), Solve(moved, perCapita));
            Assert.Equal(shares.Reverse(), Solve(turned, perCapita));
        }
    }, iter: 30);

    [Fact]
    public void The_stages_are_the_excesses_in_falling_order()
    {
        // Three towns by hand: at 19.5, 32.5, 12 the third and the first two miss -12, the first and the last two -19.5.
        var figures = Nucleolus.Value(new GameInput(Sample.Game([0, 0, 0, 40, 0, 0, 25, 64]))).Value!;
        Assert.Equal([-12, Given.Number("-39/2")], figures.Stages.Select(stage => stage.Excess));
        Assert.Contains("P03", figures.Stages[0].Coalitions);
        Assert.Contains("P01+P02", figures.Stages[0].Coalitions);
    }

    [Fact]
    public void The_per_capita_version_weighs_large_coalitions_less()
    {
        // Two players against a lone third, v(12) = 4 of 10: e = (4 - x(12))/2 = -x(3) and x(12) + x(3) = 10 give x(3) = 2; by hand.
        var figures = Nucleolus.PerCapitaValue(new GameInput(Sample.Game([0, 0, 0, 4, 0, 0, 0, 10]))).Value!;
        Assert.Equal([4, 4, 2], figures.Shares.Values);
        Assert.Equal([Given.Number("7/2"), Given.Number("7/2"), 3], Sample.Shares(Nucleolus.Value(new GameInput(Sample.Game([0, 0, 0, 4, 0, 0, 0, 10])))));
    }

    [Fact]
    public void A_game_in_which_all_lose_together_has_none() => Assert.Equal(
        ["game.no-imputation at game"], Nucleolus.Value(new GameInput(Sample.Game([0, 3, 4, 6]))).Refusals());

    [Fact]
    public void One_player_takes_everything() => Assert.Equal([-5], Sample.Shares(Nucleolus.Value(new GameInput(Sample.Game([0, -5])))));

    private static Rational[] Solve(long[] values, bool perCapita)
    {
        var input = new GameInput(Sample.Game(values));
        return Sample.Shares(perCapita ? Nucleolus.PerCapitaValue(input) : Nucleolus.Value(input));
    }
}
