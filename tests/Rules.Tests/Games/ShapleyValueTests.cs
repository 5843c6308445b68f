using System.Numerics;
using CsCheck;

namespace Ledger.Rules.Tests.Games;

public sealed class ShapleyValueTests
{
    [Fact]
    public void It_is_the_mean_over_all_orders_of_arrival() => Sample.Any(6).Sample(values =>
        Assert.Equal(Sample.ShapleyByOrders(values), Sample.Shares(ShapleyValue.Value(new GameInput(Sample.Game(values))))), iter: 60);

    [Fact]
    public void Every_representation_gives_the_same_exact_value() => Sample.Any(7).Sample(values =>
    {
        var shares = ShapleyValue.Of(values);
        Assert.Equal(shares, ShapleyValue.Of(Array.ConvertAll(values, value => (Int128)value)));
        Assert.Equal(shares, ShapleyValue.Of(Array.ConvertAll(values, value => (BigInteger)value)));
    }, iter: 60);

    [Fact]
    public void Values_at_the_ends_of_their_types_do_not_overflow() => Sample.Any(5).Sample(values =>
    {
        // Multiplied until the largest is at the edge of 64 and of 128 bits: the value is scaled, nothing else.
        var shares = ShapleyValue.Of(values);
        const long most = long.MaxValue / 20;
        var wide = Int128.MaxValue / 20;
        Assert.Equal(shares.Select(share => share * most), ShapleyValue.Of(Array.ConvertAll(values, value => value * most)));
        Assert.Equal(shares.Select(share => share * (BigInteger)wide), ShapleyValue.Of(Array.ConvertAll(values, value => value * wide)));
    }, iter: 60);

    [Fact]
    public void The_smallest_64_bit_number_is_no_exception() =>
        Assert.Equal([new Rational(long.MinValue, 2), new Rational(long.MinValue, 2)], ShapleyValue.Of([0, 0, 0, long.MinValue]));

    [Fact]
    public void It_is_efficient_symmetric_and_gives_a_dummy_its_own_value() => Gen.Select(Sample.Any(4), Gen.Long[-9, 9]).Sample((values, alone) =>
    {
        // A player that adds the same to everybody, and a twin of the first player, join the game.
        var n = Sample.Players(values);
        long[] game = [.. Enumerable.Range(0, values.Length * 4).Select(mask =>
        {
            var twin = (mask >> n & 1) != 0;
            var first = (mask & 1) != 0;
            var others = mask & (values.Length - 2);
            return values[others | (first || twin ? 1 : 0)] + (first && twin ? 3 : 0) + ((mask >> (n + 1) & 1) != 0 ? alone : 0);
        })];
        var shares = ShapleyValue.Of(game);
        Assert.Equal(game[^1], Sample.Sum(shares));
        Assert.Equal(shares[0], shares[n]);
        Assert.Equal(alone, shares[n + 1]);
    }, iter: 60);

    [Fact]
    public void It_is_additive_and_follows_scale_and_shift() => Gen.Int[1, 5]
        .SelectMany(n => Gen.Select(Gen.Long[-20, 20].Array[1 << n], Gen.Long[-20, 20].Array[1 << n], Gen.Long[-9, 9].Array[n], Gen.Long[-5, 5]))
        .Sample((a, b, shift, scale) =>
        {
            a[0] = b[0] = 0;
            var left = ShapleyValue.Of(a);
            var right = ShapleyValue.Of(b);
            Assert.Equal(left.Zip(right, (x, y) => x + y), ShapleyValue.Of([.. a.Zip(b, (x, y) => x + y)]));
            long[] moved = [.. a.Select((value, mask) => (scale * value) + shift.Where((_, i) => (mask >> i & 1) != 0).Sum())];
            Assert.Equal(left.Zip(shift, (x, y) => (x * scale) + y), ShapleyValue.Of(moved));
        }, iter: 60);

    [Fact]
    public void Renaming_the_players_renames_the_shares() => Sample.Any(5).Sample(values =>
    {
        // Every coalition read from the last player to the first.
        var n = Sample.Players(values);
        long[] turned = [.. Enumerable.Range(0, values.Length).Select(mask => values[Enumerable.Range(0, n).Sum(i => (mask >> i & 1) << (n - 1 - i))])];
        Assert.Equal(ShapleyValue.Of(values).Reverse(), ShapleyValue.Of(turned));
    }, iter: 60);

    [Fact]
    public void A_game_of_twenty_players_equals_its_closed_form()
    {
        var names = Sample.Names(20);
        var needs = names.Select((name, i) => (name, need: (Rational)((i * i) + 3) / 7)).ToDictionary(entry => entry.name, entry => entry.need);
        var exact = ShapleyValue.Value(new GameInput(new CoalitionGame(names, GameKind.Cost, Form: new MaximumForm(needs))));
        Assert.Equal(AirportGame.Value(new AirportInput(needs)).Value!.Shares, exact.Value!.Shares);
        Assert.Null(exact.Value.Properties.InCore);
    }

    [Fact]
    public void Shares_are_given_in_the_smallest_unit_by_largest_remainder()
    {
        var figures = ShapleyValue.Value(new GameInput(Sample.Game([0, 230, 160, 350, 230, 460, 365, 556], GameKind.Cost), Given.Cny)).Value!;

        // 210.333.., 127.8333.., 217.8333..: one cent is left over, 127.83|33 has the same remainder as the others; the first id takes it.
        Assert.Equal(["P01 210.34", "P02 127.83", "P03 217.83"], figures.Amounts!.Lines());
        Assert.Equal("amounts P01 0.333333333333", string.Join(", ", figures.Residual.Select(note => $"{note.Line} {note.Party} {note.Remainder}")));
    }

    [Fact]
    public void Negative_shares_are_rounded_to_the_total_too()
    {
        // Shares -1/3 each of a total of -1 jen: three players, each coalition but the whole is worth nothing.
        var figures = ShapleyValue.Value(new GameInput(Sample.Game([0, 0, 0, 0, 0, 0, 0, -1]), Currency.Of("JPY"))).Value!;
        Assert.Equal(["P01 0", "P02 0", "P03 -1"], figures.Amounts!.Lines());
    }

    [Fact]
    public void The_lines_tell_why()
    {
        var result = Given.Evaluate("game.shapley", """
            {"game":{"players":["A","B"],"kind":"surplus","values":{"A":"10","B":"20","B+A":"50"}}}
            """);
        var share = result.Result!.Steps.Single(step => step.Id == "share/A");
        Assert.Equal(("20", "(10 + 30) / 2"), (share.Value, share.Formula));
        Assert.Equal("yes", result.Step("core"));
        Assert.Equal("yes", result.Step("superadditive"));
    }

    [Fact]
    public void Whoever_is_worse_off_than_alone_and_every_coalition_that_would_leave_are_named()
    {
        // Ibn Ezra's heirs as a cost would be an airport; as a surplus the first alone is worth everything.
        var figures = ShapleyValue.Value(new GameInput(Sample.Game([0, 120, 60, 120]))).Value!;
        Assert.Equal([new StandAlone("P01", 120, 90), new StandAlone("P02", 60, 30)], figures.Properties.BelowStandAlone);
        Assert.Equal([new BlockingCoalition("P01", 120, 90, 30), new BlockingCoalition("P02", 60, 30, 30)], figures.Properties.Blocking);
        Assert.Equal((false, false, 2), (figures.Properties.Superadditive, figures.Properties.InCore, figures.Properties.BlockingCount));
        Assert.Equal("30", figures.Steps.Single(step => step.Id == "below/P02").Value);
    }

    [Fact]
    public void Wrong_arrays_are_errors()
    {
        Assert.Throws<ArgumentException>(() => ShapleyValue.Of([0L]));
        Assert.Throws<ArgumentException>(() => ShapleyValue.Of([0L, 1, 2]));
        Assert.Throws<ArgumentException>(() => ShapleyValue.Of([1L, 1]));
        Assert.Throws<ArgumentException>(() => ShapleyValue.Of(ReadOnlySpan<Int128>.Empty));
        Assert.Throws<ArgumentException>(() => ShapleyValue.Of([BigInteger.One, BigInteger.One]));
    }
}
