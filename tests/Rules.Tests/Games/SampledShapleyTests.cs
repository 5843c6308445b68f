using CsCheck;

namespace Ledger.Rules.Tests.Games;

public sealed class SampledShapleyTests
{
    [Fact]
    public void The_generator_gives_its_published_numbers()
    {
        // The reference sequence of SplitMix64 from seed 1234567.
        var generator = new SplitMix64(1234567);
        Assert.Equal(
            [6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL, 4593380528125082431UL, 16408922859458223821UL],
            Enumerable.Range(0, 5).Select(_ => generator.Next()));
    }

    [Fact]
    public void Every_order_is_drawn_about_equally_often()
    {
        var generator = new SplitMix64(7);
        var seen = new Dictionary<string, int>();
        for (var i = 0; i < 6000; i++)
        {
            int[] order = [0, 1, 2];
            generator.Shuffle(order);
            var key = string.Concat(order);
            seen[key] = seen.GetValueOrDefault(key) + 1;
        }

        // Expected 1000 each with a standard deviation of 29.
        Assert.Equal(6, seen.Count);
        Assert.All(seen.Values, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void The_exact_value_lies_within_the_bound() => Gen.Select(Sample.Any(5), Gen.Int[1, 400], Gen.Int[0, 1000]).Sample((values, orders, seed) =>
    {
        var figures = SampledShapley.Value(new SampledInput(Sample.Game(values), orders, seed, Given.Number("0.999999"))).Value!;
        Assert.Equal(values[^1], Sample.Sum(figures.Shares.Values));
        var exact = ShapleyValue.Of(values);
        Assert.All(figures.Shares.Values.Zip(figures.Bounds.Values), (pair, i) => Assert.True(Rational.Abs(pair.First - exact[i]) <= pair.Second));
    }, iter: 60);

    [Fact]
    public void The_bound_is_that_of_hoeffding_rounded_up() => Gen.Select(Gen.Int[1, 200], Gen.Int[1, 20_000], Gen.Int[500_000, 999_999]).Sample((players, orders, confidence) =>
    {
        var names = Sample.Names(players);
        var game = new CoalitionGame(names, GameKind.Surplus, Form: new WeightedMajorityForm(players, names.ToDictionary(name => name, _ => Rational.One)));
        if ((long)players * orders > 100_000) orders = 100_000 / players;
        var figures = SampledShapley.Value(new SampledInput(game, orders, 1, new Rational(confidence, 1_000_000))).Value!;
        var expected = Math.Sqrt(Math.Log(2.0 * players / (1 - (confidence / 1e6))) / (2.0 * orders));
        Assert.All(figures.Bounds.Values, bound => Assert.InRange(double.Parse(bound.ToDecimal(15, Rounding.Down)), expected * (1 - 1e-9), (expected * (1 + 1e-9)) + 1.1e-12));
    }, iter: 30);

    [Fact]
    public void Forms_and_lists_of_the_same_game_are_sampled_alike()
    {
        var names = Sample.Names(5);
        var claims = names.Select((name, i) => (name, i)).ToDictionary(entry => entry.name, entry => new Rational((3 * entry.i) + 2, 2));
        var estate = Given.Number("11.5");
        var all = Sample.Sum(claims.Values);
        Rational[] values = [.. Enumerable.Range(0, 32).Select(mask => Rational.Max(0, estate - (all - Sample.Of([.. claims.Values], mask))))];
        var form = SampledShapley.Value(new SampledInput(new CoalitionGame(names, GameKind.Surplus, Form: new BankruptcyForm(estate, claims)), 50, 3, Given.Number("0.9"))).Value!;
        var list = SampledShapley.Value(new SampledInput(Sample.Exact(values), 50, 3, Given.Number("0.9"))).Value!;
        Assert.Equal(list.Shares, form.Shares);
        Assert.All(names, name => Assert.True(list.Bounds[name] <= form.Bounds[name]));
    }

    [Fact]
    public void A_consortium_of_two_hundred_is_estimated()
    {
        var names = Sample.Names(200);
        var costs = names.Select((name, i) => (name, i)).ToDictionary(entry => entry.name, entry => (Rational)entry.i);
        var input = new SampledInput(new CoalitionGame(names, GameKind.Cost, Form: new MaximumForm(costs)), 500, 20260101, Given.Number("0.99"), Given.Cny);
        var figures = SampledShapley.Method.Evaluate(input).Figures<SampledFigures>();
        var exact = AirportGame.Value(new AirportInput(costs)).Value!.Shares;
        Assert.All(names, name => Assert.True(Rational.Abs(figures.Shares[name] - exact[name]) <= figures.Bounds[name]));
        Assert.Equal("199.00", Money.Sum(figures.Amounts!.Values, Given.Cny).Amount);
        Assert.Equal(("SplitMix64", 20260101, 500), (figures.Generator, figures.Seed, figures.Orders));
        Assert.Equal(figures.Shares, SampledShapley.Method.Evaluate(input).Figures<SampledFigures>().Shares);
        Assert.NotEqual(figures.Shares, SampledShapley.Value(input with { Seed = 1 }).Value!.Shares);
    }

    [Fact]
    public void Wrong_samplings_are_refused()
    {
        const string game = """{"players":["A"],"kind":"surplus","values":{"A":"1"}}""";
        Assert.Equal(
            ["input.out-of-range at orders", "input.out-of-range at seed"],
            Given.Evaluate("game.shapley-sampled", $$"""{"game":{{game}},"orders":0,"seed":-1,"confidence":"0.9"}""").Refusals());
        Assert.Equal(
            ["input.out-of-range at confidence"],
            Given.Evaluate("game.shapley-sampled", $$"""{"game":{{game}},"orders":1,"seed":1,"confidence":"1"}""").Refusals());
        var crowd = new CoalitionGame(Sample.Names(51), GameKind.Surplus, Form: new MaximumForm(Sample.Names(51).ToDictionary(name => name, _ => Rational.One)));
        Assert.Equal(["game.too-many-orders at orders"], SampledShapley.Value(new SampledInput(crowd, GameLimits.Orders, 1, Given.Number("0.9"))).Refusals());
        Assert.Equal(["input.out-of-range at orders"], SampledShapley.Value(new SampledInput(Sample.Game([0, 1]), GameLimits.Orders + 1, 1, Given.Number("0.9"))).Refusals());
    }
}
