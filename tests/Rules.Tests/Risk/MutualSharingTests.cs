using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class MutualSharingTests
{
    private const string ThreeLosses = """
        "independent":{"A":[{"loss":"0","probability":"0.9"},{"loss":"10","probability":"0.1"}],
         "B":[{"loss":"0","probability":"0.8"},{"loss":"10","probability":"0.2"}],"C":[{"loss":"0","probability":"0.7"},{"loss":"20","probability":"0.3"}]}
        """;

    [Fact]
    public void The_linear_rules_by_hand()
    {
        // Means 1, 2, 6; variances 9, 16, 84, together 109. A total of 20 is 11 above the mean of 9.
        Assert.Equal(["A 20/3", "B 20/3", "C 20/3"], Row("uniform", 2));
        Assert.Equal(["A 20/9", "B 40/9", "C 40/3"], Row("mean-proportional", 2));
        Assert.Equal(["A 208/109", "B 394/109", "C 1578/109"], Row("covariance-linear", 2));
    }

    [Fact]
    public void Comonotonic_losses_stay_with_whoever_has_them_under_the_conditional_mean()
    {
        // The total tells exactly what each lost.
        var figures = Given.Evaluate("risk.mutual-sharing", """
            {"rule":"conditional-mean","scenarios":[{"probability":"1/2","losses":{"A":"0","B":"1"}},{"probability":"1/3","losses":{"A":"2","B":"4"}},{"probability":"1/6","losses":{"A":"5","B":"4"}}]}
            """).Figures<MutualSharingFigures>();
        Assert.Equal(["1: A 0, B 1", "6: A 2, B 4", "9: A 5, B 4"], figures.Rows.Select(row => $"{row.Total}: {string.Join(", ", row.Shares.Select(share => $"{share.Key} {share.Value}"))}"));
    }

    [Fact]
    public void A_regression_can_pay_a_member_and_says_so()
    {
        // Opposed losses: what B loses more, A loses less, so A's regression on the total falls.
        var figures = Given.Evaluate("risk.mutual-sharing", """
            {"rule":"covariance-linear","scenarios":[{"probability":"1/2","losses":{"A":"2","B":"0"}},{"probability":"1/2","losses":{"A":"0","B":"10"}}],
             "currency":"CNY","realised":{"A":"0.00","B":"10.00"}}
            """).Figures<MutualSharingFigures>();
        Assert.Equal(["A 0.00", "B 10.00"], figures.Contributions!.Lines());
        var three = Given.Evaluate("risk.mutual-sharing", """
            {"rule":"covariance-linear","scenarios":[{"probability":"1/2","losses":{"A":"1","B":"0"}},{"probability":"1/4","losses":{"A":"0","B":"4"}},{"probability":"1/4","losses":{"A":"0","B":"9"}}],
             "currency":"CNY","realised":{"A":"0.00","B":"9.00"}}
            """).Figures<MutualSharingFigures>();
        Assert.True(three.NegativeShares);
        Assert.Equal("9.00", Money.Sum(three.Contributions!.Values, Given.Cny).Amount);
        Assert.True(three.Contributions["A"].Sign < 0);
    }

    [Fact]
    public void Realised_losses_are_shared_to_the_cent()
    {
        // 20 in all: 14/23, 14/23, 432/23 = 0.608.., 0.608.., 18.782..: 0.60 + 0.60 + 18.78, two cents over: to A and B by remainder .869.
        var figures = Given.Evaluate("risk.mutual-sharing", $$"""{"rule":"conditional-mean",{{ThreeLosses}},"currency":"CNY","realised":{"A":"0.00","B":"0.00","C":"20.00"} }""").Figures<MutualSharingFigures>();
        Assert.Equal(["A 0.61", "B 0.61", "C 18.78"], figures.Contributions!.Lines());
        Assert.Equal(["A 0.61", "B 0.61", "C -1.22"], figures.Pays!.Lines());
    }

    [Theory]
    [InlineData("conditional-mean", "7/5 21/10 7/2")]
    [InlineData("mean-proportional", "7/5 21/10 7/2")]
    [InlineData("covariance-linear", "7/5 21/10 7/2")]
    [InlineData("uniform", "7/3 7/3 7/3")]
    public void Poisson_losses_are_shared_by_their_means_under_all_rules_but_one(string rule, string shares)
    {
        var figures = Given.Evaluate("risk.mutual-sharing", $$"""{"rule":"{{rule}}","poisson":{"A":"2","B":"3","C":"5"},"total":"7"}""").Figures<MutualSharingFigures>();
        Assert.Equal(shares.Split(' ').Select(Given.Number), figures.Rows.Single().Shares.Values);
        Assert.Null(figures.Rows[0].Probability);
    }

    [Theory]
    [InlineData("""{"rule":"uniform"}""", "mutual.one-model at independent")]
    [InlineData("""{"rule":"uniform","independent":{"A":[{"loss":"0","probability":"1"}]},"poisson":{"A":"1"},"total":"1"}""", "mutual.one-model at independent")]
    [InlineData("""{"rule":"uniform","independent":{"A":[{"loss":"0","probability":"0.9"},{"loss":"1","probability":"0.09"}]}}""", "mutual.probability-not-one at independent.A")]
    [InlineData("""{"rule":"uniform","independent":{"A":[{"loss":"0","probability":"1.1"},{"loss":"1","probability":"-0.1"}]}}""", "input.out-of-range at independent.A[0].probability")]
    [InlineData("""{"rule":"uniform","independent":{"A":[{"loss":"-1","probability":"1"}]}}""", "input.negative at independent.A[0].loss")]
    [InlineData("""{"rule":"uniform","independent":{"A":[{"loss":"1","probability":"0.5"},{"loss":"1.0","probability":"0.5"}]}}""", "input.duplicate at independent.A[1].loss")]
    [InlineData("""{"rule":"uniform","scenarios":[{"probability":"0.5","losses":{"A":"1"}},{"probability":"0.4","losses":{"A":"2"}}]}""", "mutual.probability-not-one at scenarios")]
    [InlineData("""{"rule":"uniform","scenarios":[{"probability":"0.5","losses":{"A":"1"}},{"probability":"0.5","losses":{"B":"2"}}]}""", "mutual.members-differ at scenarios[1].losses")]
    [InlineData("""{"rule":"mean-proportional","independent":{"A":[{"loss":"0","probability":"1"}]}}""", "mutual.mean-zero at rule")]
    [InlineData("""{"rule":"covariance-linear","independent":{"A":[{"loss":"3","probability":"1"}]}}""", "mutual.no-variance at rule")]
    [InlineData("""{"rule":"uniform","poisson":{"A":"1"}}""", "mutual.total-with-poisson at total")]
    [InlineData("""{"rule":"uniform","poisson":{"A":"1"},"total":"1/2"}""", "mutual.total-impossible at total")]
    [InlineData("""{"rule":"uniform","independent":{"A":[{"loss":"0","probability":"1"}]},"currency":"CNY"}""", "mutual.currency-with-realised at currency")]
    [InlineData("""{"rule":"uniform","independent":{"A":[{"loss":"0","probability":"1"}]},"currency":"CNY","realised":{"A":"1.00"}}""", "mutual.total-impossible at realised")]
    [InlineData("""{"rule":"uniform","independent":{"A":[{"loss":"0","probability":"1"}],"B":[{"loss":"0","probability":"1"}]},"currency":"CNY","realised":{"A":"0.00"}}""", "input.missing at realised.B")]
    [InlineData("""{"rule":"uniform","independent":{"A":[{"loss":"0","probability":"1"}]},"currency":"CNY","realised":{"A":"0.00","X":"0.00"}}""", "party.unknown at realised.X")]
    [InlineData("""{"rule":"uniform","independent":{"a b":[{"loss":"0","probability":"1"}]}}""", "input.not-an-identifier at independent[\"a b\"]")]
    public void Bad_mutuals_are_refused(string inputs, string refusal) => Assert.Contains(refusal, Given.Evaluate("risk.mutual-sharing", inputs).Refusals());

    [Fact]
    public void Too_many_totals_and_members_are_refused()
    {
        // Powers of two: ten members give 1,024 different totals.
        var wide = Enumerable.Range(0, 10).ToDictionary(i => $"M{i}", i => (IReadOnlyList<LossOutcome>)[new(0, Given.Number("1/2")), new(1 << i, Given.Number("1/2"))]);
        Assert.Equal(["mutual.too-many-totals at independent"], Share(wide, MutualRule.Uniform).Refusals());
        var many = Enumerable.Range(0, RuleLimits.MutualMembers + 1).ToDictionary(i => $"M{i}", _ => (IReadOnlyList<LossOutcome>)[new(1, 1)]);
        Assert.Equal(["input.too-many at independent"], Share(many, MutualRule.Uniform).Refusals());
    }

    private static readonly Gen<Dictionary<string, IReadOnlyList<LossOutcome>>> Distributions =
        Gen.Select(Gen.Int[1, 9], Gen.Int[0, 12], Gen.Int[0, 12]).Array[1, 4].Select(members => members
            .Select((member, i) => (Id: $"M{i}", Outcomes: Outcomes(member.Item1, member.Item2, member.Item3)))
            .ToDictionary(entry => entry.Id, entry => entry.Outcomes));

    [Fact]
    public void Shares_sum_to_the_total_and_keep_everybodys_expectation() => Gen.Select(Distributions, Gen.Int[0, 3]).Sample((losses, index) =>
    {
        var rule = (MutualRule)index;
        if (Share(losses, rule).Value is not { } figures) return rule is MutualRule.MeanProportional or MutualRule.CovarianceLinear;
        return Sum(figures.Rows.Select(row => row.Probability!.Value)) == Rational.One
            && figures.Rows.All(row => Sum(row.Shares.Values) == row.Total)
            && figures.ExpectedShares.All(entry => Sum(figures.Rows.Select(row => row.Probability!.Value * row.Shares[entry.Key])) == entry.Value)
            && (rule == MutualRule.Uniform || figures.ExpectedShares.All(entry => entry.Value == figures.Means[entry.Key]));
    });

    [Fact]
    public void The_conditional_mean_is_that_of_all_outcomes_one_by_one() => Distributions.Sample(losses =>
    {
        var slow = new Dictionary<Rational, (Rational Probability, Dictionary<string, Rational> Parts)>();
        foreach (var state in States([.. losses], 0))
        {
            var total = Sum(state.Losses.Values);
            var there = slow.GetValueOrDefault(total, (Rational.Zero, losses.Keys.ToDictionary(member => member, _ => Rational.Zero)));
            foreach (var member in losses.Keys) there.Item2[member] += state.Losses[member] * state.Probability;
            slow[total] = (there.Item1 + state.Probability, there.Item2);
        }

        var rows = Share(losses, MutualRule.ConditionalMean).Value!.Rows;
        return rows.Count == slow.Count && rows.All(row => row.Probability == slow[row.Total].Probability
            && row.Shares.All(share => share.Value == slow[row.Total].Parts[share.Key] / slow[row.Total].Probability));
    });

    [Fact]
    public void Nobody_is_worse_off_under_the_conditional_mean() => Gen.Select(Distributions, Gen.Int[0, 12]).Sample((losses, limit) =>
    {
        // Convex order: what lies above any limit is expected to be no more than alone.
        var rows = Share(losses, MutualRule.ConditionalMean).Value!.Rows;
        return losses.All(entry =>
            Sum(rows.Select(row => row.Probability!.Value * Rational.Max(row.Shares[entry.Key] - limit, 0)))
            <= Sum(entry.Value.Select(outcome => outcome.Probability * Rational.Max(outcome.Loss - limit, 0))));
    });

    [Fact]
    public void Equal_members_have_equal_shares() => Gen.Select(Gen.Int[1, 9], Gen.Int[0, 12], Gen.Int[0, 12], Gen.Int[0, 3]).Sample((tenth, low, high, index) =>
    {
        var losses = new Dictionary<string, IReadOnlyList<LossOutcome>> { ["A"] = Outcomes(tenth, low, high), ["B"] = Outcomes(tenth, low, high) };
        return Share(losses, (MutualRule)index).Value is not { } figures || figures.Rows.All(row => row.Shares["A"] == row.Shares["B"]);
    });

    private static IReadOnlyList<LossOutcome> Outcomes(int tenths, int low, int high) => low == high
        ? [new(low, 1)]
        : [new(low, new Rational(tenths, 10)), new(high, new Rational(10 - tenths, 10))];

    private static List<(Rational Probability, Dictionary<string, Rational> Losses)> States(KeyValuePair<string, IReadOnlyList<LossOutcome>>[] members, int first)
    {
        if (first == members.Length) return [(Rational.One, new Dictionary<string, Rational>())];
        var states = new List<(Rational Probability, Dictionary<string, Rational> Losses)>();
        foreach (var (probability, losses) in States(members, first + 1))
        {
            foreach (var outcome in members[first].Value)
                states.Add((probability * outcome.Probability, new Dictionary<string, Rational>(losses) { [members[first].Key] = outcome.Loss }));
        }

        return states;
    }

    private static Outcome<MutualSharingFigures> Share(Dictionary<string, IReadOnlyList<LossOutcome>> losses, MutualRule rule) => MutualSharing.Share(
        new MutualSharingInput(rule, losses, [], new Dictionary<string, Rational>(), null, null, new Dictionary<string, Money>()));

    private static string[] Row(string rule, int index) =>
    [
        .. Given.Evaluate("risk.mutual-sharing", $$"""{"rule":"{{rule}}",{{ThreeLosses}}}""").Figures<MutualSharingFigures>().Rows[index].Shares
            .Select(share => $"{share.Key} {share.Value}"),
    ];

    private static Rational Sum(IEnumerable<Rational> values) => values.Aggregate(Rational.Zero, (sum, value) => sum + value);
}
