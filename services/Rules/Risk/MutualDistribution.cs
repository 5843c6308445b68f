namespace Ledger.Rules;

/// <summary>P(S = s) with E[Xi, S = s] of every member: all that the sharing rules need of a distribution.</summary>
/// <param name="Members">In ordinal order.</param>
/// <param name="Totals">By total, ascending.</param>
/// <param name="Means">E[Xi].</param>
/// <param name="Covariances">Cov(Xi, S).</param>
internal sealed record MutualDistribution(
    IReadOnlyList<string> Members, SortedDictionary<Rational, (Rational Probability, Rational[] Parts)> Totals, Rational[] Means, Rational[] Covariances)
{
    /// <summary>Variance of the total.</summary>
    public Rational Variance => Covariances.Aggregate(Rational.Zero, (sum, covariance) => sum + covariance);

    /// <summary>Independent losses: members are added one by one; null when there are too many different totals.</summary>
    public static MutualDistribution? OfIndependent(IReadOnlyDictionary<string, IReadOnlyList<LossOutcome>> losses)
    {
        var members = losses.Keys.Order(StringComparer.Ordinal).ToList();
        var totals = new SortedDictionary<Rational, (Rational Probability, Rational[] Parts)> { [Rational.Zero] = (Rational.One, []) };
        for (var member = 0; member < members.Count; member++)
        {
            var next = new SortedDictionary<Rational, (Rational Probability, Rational[] Parts)>();
            foreach (var (total, (probability, parts)) in totals)
            {
                foreach (var (loss, chance) in losses[members[member]].Where(outcome => outcome.Probability.Sign > 0))
                {
                    var joint = probability * chance;
                    Rational[] added = [.. parts.Select(part => part * chance), loss * joint];
                    Merge(next, total + loss, joint, added);
                    if (next.Count > RuleLimits.MutualTotals) return null;
                }
            }

            totals = next;
        }

        var means = members.Select(member => Mean(losses[member], 1)).ToArray();
        var covariances = members.Select((member, index) => Mean(losses[member], 2) - (means[index] * means[index])).ToArray();
        return new MutualDistribution(members, totals, means, covariances);

        static Rational Mean(IReadOnlyList<LossOutcome> outcomes, int power) =>
            outcomes.Aggregate(Rational.Zero, (sum, outcome) => sum + (outcome.Loss.Pow(power) * outcome.Probability));
    }

    /// <summary>A joint distribution, scenario by scenario.</summary>
    public static MutualDistribution OfScenarios(IReadOnlyList<LossScenario> scenarios)
    {
        var members = scenarios[0].Losses.Keys.Order(StringComparer.Ordinal).ToList();
        var totals = new SortedDictionary<Rational, (Rational Probability, Rational[] Parts)>();
        foreach (var (probability, losses) in scenarios.Where(scenario => scenario.Probability.Sign > 0))
        {
            var total = losses.Values.Aggregate(Rational.Zero, (sum, loss) => sum + loss);
            Merge(totals, total, probability, [.. members.Select(member => losses[member] * probability)]);
        }

        var means = members.Select((_, index) => totals.Values.Aggregate(Rational.Zero, (sum, entry) => sum + entry.Parts[index])).ToArray();
        var expected = means.Aggregate(Rational.Zero, (sum, mean) => sum + mean);
        var covariances = members.Select((_, index) =>
            totals.Aggregate(Rational.Zero, (sum, entry) => sum + (entry.Key * entry.Value.Parts[index])) - (means[index] * expected)).ToArray();
        return new MutualDistribution(members, totals, means, covariances);
    }

    private static void Merge(SortedDictionary<Rational, (Rational Probability, Rational[] Parts)> totals, Rational total, Rational probability, Rational[] parts) =>
        totals[total] = totals.TryGetValue(total, out var there)
            ? (there.Probability + probability, [.. there.Parts.Zip(parts, (a, b) => a + b)])
            : (probability, parts);
}
