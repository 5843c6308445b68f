namespace Ledger.Rules;

/// <summary>
/// Mutual sharing of risks: what each member pays of a total loss, by a rule agreed before. Shares always sum to the total; all
/// rules but the uniform one keep everybody's expected loss; the conditional mean is never riskier for anybody than to stand
/// alone (Jensen). Finite distributions are enumerated exactly; independent Poisson losses have the closed form s * mean / sum.
/// Source: Denuit and Dhaene 2012 (conditional mean risk sharing); golden case R10.
/// </summary>
public static class MutualSharing
{
    public static Method<MutualSharingInput, MutualSharingFigures> Method { get; } = new("risk.mutual-sharing", 1, MethodPurpose.Allocation,
        new("Mutual risk sharing", "互助分担风险"), MutualReader.Read, Share);

    /// <summary>Shares every total that can occur.</summary>
    /// <returns>
    /// Figures; or mutual.one-model, mutual.probability-not-one, mutual.members-differ, mutual.mean-zero, mutual.no-variance,
    /// mutual.total-impossible, mutual.total-with-poisson, mutual.currency-with-realised, mutual.too-many-totals, input.*, money.*.
    /// </returns>
    public static Outcome<MutualSharingFigures> Share(MutualSharingInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        MutualChecks.Check(checks, input);
        if (checks.Failed) return checks.Refuse<MutualSharingFigures>();

        if (Distribution(input) is not { } distribution) return TooManyTotals();
        if (Impossible(input.Rule, distribution) is { } refused) return refused;
        var steps = new Steps();
        foreach (var (member, mean) in distribution.Members.Zip(distribution.Means)) steps.Add($"mean/{member}", new($"Expected loss of {member}", $"{member} 的期望损失"), mean);
        var rows = new List<MutualRow>();
        foreach (var (total, (probability, parts)) in distribution.Totals)
        {
            var shares = Shares(input.Rule, distribution, total, probability, parts);
            rows.Add(new MutualRow(total, input.Poisson.Count > 0 ? null : probability, shares));
            if (input.Poisson.Count == 0) steps.Add($"total/{total}", new($"Probability of a total of {total}", $"总额为 {total} 的概率"), probability);
        }

        var means = Map(distribution, index => distribution.Means[index]);
        var expected = Map(distribution, index => input.Rule == MutualRule.Uniform
            ? distribution.Means.Aggregate(Rational.Zero, (sum, mean) => sum + mean) / distribution.Members.Count
            : distribution.Means[index]);
        var figures = new MutualSharingFigures(input.Rule, means, expected, rows, rows.Exists(row => row.Shares.Values.Any(share => share.Sign < 0)));
        return input.Realised.Count == 0 ? figures with { Steps = steps.Lines } : Pay(input, figures, steps);
    }

    /// <summary>Shares one total. Only the conditional mean asks that the total can occur by the distribution.</summary>
    /// <returns>Exact shares that sum to the total; or the refusals of <see cref="Share"/>.</returns>
    internal static Outcome<SortedDictionary<string, Rational>> At(MutualSharingInput model, Rational total)
    {
        var checks = new Checks();
        MutualChecks.Check(checks, model);
        if (checks.Failed) return checks.Refuse<SortedDictionary<string, Rational>>();
        if (Distribution(model) is not { } distribution) return TooManyTotals();
        if (Impossible(model.Rule, distribution) is { } refused) return refused;
        if (model.Poisson.Count > 0)
        {
            var one = model.Total!.Value;
            var each = Shares(model.Rule, distribution, one, 1, distribution.Totals[one].Parts);
            return new SortedDictionary<string, Rational>(each.ToDictionary(entry => entry.Key, entry => entry.Value * total / one), StringComparer.Ordinal);
        }

        if (model.Rule != MutualRule.ConditionalMean) return Shares(model.Rule, distribution, total, 1, []);
        return distribution.Totals.TryGetValue(total, out var found)
            ? Shares(model.Rule, distribution, total, found.Probability, found.Parts)
            : new InputRejection("mutual.total-impossible",
                new($"A total of {total} cannot occur by the distribution stated.", $"按所给分布，总额{total}不可能发生。")) { Field = "rule", Value = total.ToString() };
    }

    private static MutualDistribution? Distribution(MutualSharingInput input) =>
        input.Independent.Count > 0 ? MutualDistribution.OfIndependent(input.Independent)
        : input.Scenarios.Count > 0 ? MutualDistribution.OfScenarios(input.Scenarios)
        : Poisson(input);

    private static InputRejection TooManyTotals() => new InputRejection("mutual.too-many-totals",
        new($"More than {Problems.Invariant(RuleLimits.MutualTotals)} different totals can occur: round the losses to a coarser unit.",
            $"可能出现的总额超过{Problems.Invariant(RuleLimits.MutualTotals)}种：请将损失取整到较粗的单位。")).At("independent");

    private static MutualDistribution Poisson(MutualSharingInput input)
    {
        // Given the total, independent Poisson losses fall like that many draws by their means: E[Xi | S = s] = s * mean / sum,
        // and mean and covariance lead to the same.
        var members = input.Poisson.Keys.Order(StringComparer.Ordinal).ToList();
        Rational[] means = [.. members.Select(member => input.Poisson[member])];
        var sum = means.Aggregate(Rational.Zero, (total, mean) => total + mean);
        var total = input.Total!.Value;
        Rational[] parts = [.. means.Select(mean => sum.IsZero ? Rational.Zero : total * mean / sum)];
        return new MutualDistribution(members, new() { [total] = (Rational.One, parts) }, means, means);
    }

    private static InputRejection? Impossible(MutualRule rule, MutualDistribution distribution) => rule switch
    {
        MutualRule.MeanProportional when distribution.Means.All(mean => mean.IsZero) => new InputRejection("mutual.mean-zero",
            new("Nobody expects a loss: there is nothing to share in proportion to.", "各成员期望损失均为零，无法按比例分担。")).At("rule"),
        MutualRule.CovarianceLinear when distribution.Variance.IsZero => new InputRejection("mutual.no-variance",
            new("The total loss never varies: there is no regression on it.", "总损失没有波动，无法作线性回归。")).At("rule"),
        _ => null,
    };

    private static SortedDictionary<string, Rational> Shares(MutualRule rule, MutualDistribution distribution, Rational total, Rational probability, Rational[] parts)
    {
        var expected = distribution.Means.Aggregate(Rational.Zero, (sum, mean) => sum + mean);
        return Map(distribution, index => rule switch
        {
            MutualRule.Uniform => total / distribution.Members.Count,
            MutualRule.MeanProportional => total * distribution.Means[index] / expected,
            MutualRule.CovarianceLinear => distribution.Means[index] + (distribution.Covariances[index] / distribution.Variance * (total - expected)),
            _ => parts[index] / probability,
        });
    }

    private static Outcome<MutualSharingFigures> Pay(MutualSharingInput input, MutualSharingFigures figures, Steps steps)
    {
        var currency = input.Currency!;
        var total = Money.Sum(input.Realised.Values, currency);
        if (figures.Rows.FirstOrDefault(row => row.Total == total.Value) is not { } row)
        {
            return new InputRejection("mutual.total-impossible",
                new($"The realised losses sum to {total.Amount}, a total that cannot occur by the distribution stated.", $"实际损失合计{total.Amount}，按所给分布不可能发生。"))
                { Field = "realised", Value = total.Amount };
        }

        steps.Add("realised", new("Realised total", "实际总损失"), total);
        var (contributions, left) = SignedRemainder.Split(total, row.Shares);
        var pays = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (member, contribution) in contributions)
        {
            steps.Add($"contribution/{member}", new($"Contribution of {member}", $"{member} 分担额"), contribution, row.Shares[member].ToString());
            pays[member] = contribution - input.Realised[member];
        }

        return figures with { Contributions = contributions, Pays = pays, Steps = steps.Lines, Residual = left };
    }

    private static SortedDictionary<string, Rational> Map(MutualDistribution distribution, Func<int, Rational> value)
    {
        var map = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        for (var index = 0; index < distribution.Members.Count; index++) map[distribution.Members[index]] = value(index);
        return map;
    }
}
