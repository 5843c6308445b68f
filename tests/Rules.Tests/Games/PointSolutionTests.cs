using CsCheck;

namespace Ledger.Rules.Tests.Games;

/// <summary>Banzhaf, τ and Gately against their definitions.</summary>
public sealed class PointSolutionTests
{
    [Fact]
    public void The_raw_banzhaf_value_is_the_mean_over_all_coalitions_of_the_others() => Sample.Any(6).Sample(values =>
    {
        var n = Sample.Players(values);
        var expected = Enumerable.Range(0, n).Select(i => new Rational(
            Enumerable.Range(0, values.Length).Where(mask => (mask >> i & 1) == 0).Sum(mask => values[mask | 1 << i] - values[mask]), 1 << (n - 1))).ToList();
        var outcome = BanzhafValue.Value(new GameInput(Sample.Game(values)));
        if (Sample.Sum(expected).IsZero && values[^1] != 0)
        {
            Assert.Equal(["game.banzhaf-sum-zero at game"], outcome.Refusals());
            return;
        }

        Assert.Equal(expected, outcome.Value!.Raw.Values);
        Assert.Equal(values[^1], Sample.Sum(outcome.Value.Shares.Values));
        var sum = Sample.Sum(expected);
        Assert.All(outcome.Value.Shares.Values.Zip(expected), pair => Assert.Equal(pair.First * sum, pair.Second * values[^1]));
    }, iter: 100);

    [Fact]
    public void A_veto_player_counts_by_its_swings()
    {
        // Weights 4, 2, 1 and a quota of 5: the first swings {2}, {3}, {2,3}; the others one coalition each. By hand.
        var figures = Given.Evaluate("game.banzhaf", """
            {"game":{"players":["A","B","C"],"kind":"surplus","form":{"type":"weighted-majority","quota":"5","weights":{"A":"4","B":"2","C":"1"}}}}
            """).Figures<BanzhafFigures>();
        Assert.Equal([Given.Number("3/4"), Given.Number("1/4"), Given.Number("1/4")], figures.Raw.Values);
        Assert.Equal([Given.Number("3/5"), Given.Number("1/5"), Given.Number("1/5")], figures.Shares.Values);
    }

    [Fact]
    public void The_tau_value_lies_between_minimal_rights_and_utopia() => Gen.OneOf(Sample.Any(4), Sample.Convex(4)).Sample(values =>
    {
        var n = Sample.Players(values);
        var utopia = Enumerable.Range(0, n).Select(i => (Rational)(values[^1] - values[values.Length - 1 - (1 << i)])).ToArray();
        var rights = Enumerable.Range(0, n).Select(i => Sample.Coalitions(values).Where(mask => (mask >> i & 1) != 0)
            .Select(mask => values[mask] - Sample.Of(utopia, mask & ~(1 << i))).Max()).ToArray();
        var outcome = TauValue.Value(new GameInput(Sample.Game(values)));
        var balanced = rights.Zip(utopia).All(pair => pair.First <= pair.Second) && Sample.Sum(rights) <= values[^1] && values[^1] <= Sample.Sum(utopia);
        if (!balanced)
        {
            Assert.Equal(["game.not-quasi-balanced at game"], outcome.Refusals());
            return;
        }

        var shares = Sample.Shares(outcome);
        Assert.Equal(values[^1], Sample.Sum(shares));
        Assert.Equal(utopia, outcome.Value!.Utopia.Values);
        Assert.Equal(rights, outcome.Value.MinimalRights.Values);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) Assert.Equal((shares[i] - rights[i]) * (utopia[j] - rights[j]), (shares[j] - rights[j]) * (utopia[i] - rights[i]));
        }
    }, iter: 200);

    [Fact]
    public void At_the_gately_point_every_player_disrupts_alike() => Sample.Essential(2, 5).Sample(values =>
    {
        var n = Sample.Players(values);
        var alone = Enumerable.Range(0, n).Sum(i => values[1 << i]);
        var most = Enumerable.Range(0, n).Sum(i => values[^1] - values[values.Length - 1 - (1 << i)]);
        var outcome = GatelyPoint.Value(new GameInput(Sample.Game(values)));
        if (most == alone && values[^1] != alone)
        {
            Assert.Equal(["game.no-gately-point at game"], outcome.Refusals());
            return;
        }

        var shares = Sample.Shares(outcome);
        Assert.Equal(values[^1], Sample.Sum(shares));
        for (var i = 0; i < n; i++)
        {
            var own = shares[i] - values[1 << i];
            var others = Sample.Of(shares, values.Length - 1 - (1 << i)) - values[values.Length - 1 - (1 << i)];
            if (outcome.Value!.Propensity is { } same) Assert.Equal(same * own, others);
            else Assert.Equal(0, own);
        }
    }, iter: 200);

    [Fact]
    public void Costs_and_the_savings_they_mean_lead_to_the_same_division() => Sample.Essential(2, 4).Sample(savings =>
    {
        // c(S) = what all members pay alone, here 50 each, less what they save.
        var names = Sample.Names(Sample.Players(savings));
        long[] costs = [.. savings.Select((saved, mask) => (50L * System.Numerics.BitOperations.PopCount((uint)mask)) - saved)];
        Check(ShapleyValue.Value);
        Check(GatelyPoint.Value);
        Check(TauValue.Value);
        Check(Nucleolus.Value);
        Check(Nucleolus.PerCapitaValue);

        void Check<T>(Func<GameInput, Outcome<T>> solve) where T : GameFigures
        {
            var surplus = solve(new GameInput(Sample.Game(savings)));
            var cost = solve(new GameInput(Sample.Game(costs, GameKind.Cost)));
            Assert.Equal(surplus.Rejections.Select(rejection => rejection.Code), cost.Rejections.Select(rejection => rejection.Code));
            if (surplus.Value is null) return;
            Assert.All(names, name => Assert.Equal(50 - surplus.Value.Shares[name], cost.Value!.Shares[name]));
            Assert.Equal(surplus.Value.Properties.InCore, cost.Value!.Properties.InCore);
            Assert.Equal(surplus.Value.Properties.Superadditive, cost.Value.Properties.Superadditive);
        }
    }, iter: 60);
}
