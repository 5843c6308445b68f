using CsCheck;

namespace Ledger.Rules.Tests.Games;

public sealed class GameCoreTests
{
    [Fact]
    public void The_answer_carries_its_own_proof() => Gen.OneOf(Sample.Any(5), Sample.Essential(2, 5), Sample.Convex(5)).Sample(values =>
    {
        var n = Sample.Players(values);
        var core = GameCore.Value(new CoreInput(Sample.Game(values))).Value!;

        // Balanced: for every player the weights of its coalitions sum to 1; their weighted value is the bound.
        Assert.All(Sample.Names(n), name =>
            Assert.Equal(1, Sample.Sum(core.Balanced.Where(part => part.Coalition.Split('+').Contains(name)).Select(part => part.Weight))));
        Assert.All(core.Balanced, part => Assert.True(part.Weight.Sign > 0));
        Assert.Equal(core.Bound, Sample.Sum(core.Balanced.Select(part => part.Weight * part.Value)));
        Assert.Equal(core.Bound <= values[^1], core.NonEmpty);
        if (core.NonEmpty) Assert.True(Sample.InCore(values, [.. core.Point!.Values]));
        else Assert.Null(core.Point);
    }, iter: 150);

    [Fact]
    public void Three_players_have_a_core_when_five_sums_stay_below_the_total() => Sample.Essential(3, 3).Sample(v =>
    {
        var most = new[] { v[1] + v[2] + v[4], v[3] + v[4], v[5] + v[2], v[6] + v[1] }.Max();
        Assert.Equal(most <= v[7] && v[3] + v[5] + v[6] <= 2 * v[7], GameCore.Value(new CoreInput(Sample.Game(v))).Value!.NonEmpty);
    }, iter: 200);

    [Fact]
    public void A_majority_of_three_has_no_core_and_half_weights_prove_it()
    {
        var core = GameCore.Value(new CoreInput(Sample.Game([0, 0, 0, 1, 0, 1, 1, 1]))).Value!;
        Assert.False(core.NonEmpty);
        Assert.Equal(Given.Number("3/2"), core.Bound);
        Assert.Equal(
            ["P01+P02 0.5 1", "P01+P03 0.5 1", "P02+P03 0.5 1"],
            core.Balanced.OrderBy(part => part.Coalition, StringComparer.Ordinal).Select(part => $"{part.Coalition} {part.Weight} {part.Value}"));
    }

    [Fact]
    public void A_division_is_checked_against_every_coalition()
    {
        // The three towns: equal thirds of 556 charge the second town more than alone.
        var figures = Given.Evaluate("game.core", """
            {"game":{"players":["A","B","C"],"kind":"cost","values":{"A":"230","B":"160","C":"230","A+B":"350","A+C":"460","B+C":"365","A+B+C":"556"}},
             "allocation":{"A":"556/3","B":"556/3","C":"556/3"}}
            """).Figures<CoreFigures>();
        var third = Given.Number("556/3");
        Assert.True(figures.NonEmpty);
        Assert.True(figures.Allocation!.Efficient);
        Assert.False(figures.Allocation.InCore);
        Assert.Equal([new StandAlone("B", 160, third)], figures.Allocation.BelowStandAlone);
        Assert.Equal(
            [
                new BlockingCoalition("B", 160, third, third - 160),
                new BlockingCoalition("A+B", 350, 2 * third, (2 * third) - 350),
                new BlockingCoalition("B+C", 365, 2 * third, (2 * third) - 365),
            ],
            figures.Allocation.Blocking);
    }

    [Fact]
    public void A_division_of_another_sum_is_never_in_the_core()
    {
        var evaluation = Given.Evaluate("game.core", """{"game":{"players":["A","B"],"kind":"surplus","values":{"A":"1","B":"1","A+B":"4"}},"allocation":{"A":"3","B":"2"}}""");
        var allocation = evaluation.Figures<CoreFigures>().Allocation!;
        Assert.Equal((false, false, 0), (allocation.Efficient, allocation.InCore, allocation.BlockingCount));
        Assert.Equal("no", evaluation.Step("core"));
    }

    [Fact]
    public void Blocking_coalitions_are_counted_and_the_first_are_named()
    {
        var game = new CoalitionGame(Sample.Names(6), GameKind.Surplus, Form: new WeightedMajorityForm(3, Sample.Names(6).ToDictionary(name => name, _ => Rational.One)));
        var allocation = GameCore.Value(new CoreInput(game, Sample.Names(6).ToDictionary(name => name, _ => new Rational(1, 6)))).Value!.Allocation!;
        Assert.Equal((41, GameLimits.NamedCoalitions), (allocation.BlockingCount, allocation.Blocking.Count));
    }

    [Fact]
    public void Every_player_and_no_other_belongs_into_a_division() => Assert.Equal(
        ["game.unknown-player at allocation.C", "game.missing-player at allocation"],
        Given.Evaluate("game.core", """{"game":{"players":["A","B"],"kind":"surplus","values":{"A":"1","B":"1","A+B":"4"}},"allocation":{"A":"3","C":"1"}}""").Refusals());
}
