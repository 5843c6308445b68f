namespace Ledger.Rules;

/// <summary>What the inputs of <see cref="MutualSharing"/> must fulfil.</summary>
internal static class MutualChecks
{
    public static void Check(Checks checks, MutualSharingInput input)
    {
        var models = new[] { input.Independent.Count > 0, input.Scenarios.Count > 0, input.Poisson.Count > 0 }.Count(given => given);
        checks.That(models == 1, () => new InputRejection("mutual.one-model",
            new("Give exactly one of independent, scenarios and poisson.", "independent、scenarios、poisson 必须且只能给出一项。")).At("independent"));
        if (checks.Failed) return;
        CheckIndependent(checks, input);
        CheckScenarios(checks, input);
        CheckPoisson(checks, input);
        var members = input.Independent.Keys.Concat(input.Poisson.Keys).Concat(input.Scenarios.Take(1).SelectMany(scenario => scenario.Losses.Keys)).ToList();
        checks.That(members.Count <= RuleLimits.MutualMembers, () => Problems.TooMany("independent", RuleLimits.MutualMembers));
        CheckRealised(checks, input, members);
    }

    private static void CheckIndependent(Checks checks, MutualSharingInput input)
    {
        foreach (var (member, outcomes) in input.Independent)
        {
            var here = $"independent.{member}";
            for (var i = 0; i < outcomes.Count; i++)
            {
                var (loss, probability) = outcomes[i];
                var place = JsonPath.Item(here, i);
                checks.NotNegative($"{place}.loss", loss);
                checks.Within($"{place}.probability", probability, 0, 1);
                checks.That(!outcomes.Take(i).Any(earlier => earlier.Loss == loss), () => Problems.Duplicate($"{place}.loss", loss.ToString()));
            }

            SumToOne(checks, here, outcomes.Select(outcome => outcome.Probability));
        }
    }

    private static void CheckScenarios(Checks checks, MutualSharingInput input)
    {
        if (input.Scenarios.Count == 0) return;
        var members = input.Scenarios[0].Losses.Keys.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < input.Scenarios.Count; i++)
        {
            var (probability, losses) = input.Scenarios[i];
            var here = JsonPath.Item("scenarios", i);
            checks.Within($"{here}.probability", probability, 0, 1);
            foreach (var (member, loss) in losses) checks.NotNegative($"{here}.losses.{member}", loss);
            checks.That(members.SetEquals(losses.Keys), () => new InputRejection("mutual.members-differ",
                new("Every scenario must state a loss for the same members; write \"0\" for none.", "每个情景须列出相同成员的损失；无损失请写 \"0\"。")).At($"{here}.losses"));
        }

        SumToOne(checks, "scenarios", input.Scenarios.Select(scenario => scenario.Probability));
    }

    private static void CheckPoisson(Checks checks, MutualSharingInput input)
    {
        foreach (var (member, mean) in input.Poisson) checks.NotNegative($"poisson.{member}", mean);
        if (input.Total is { } total && input.Poisson.Count > 0)
        {
            checks.NotNegative("total", total);
            checks.That(total.IsWhole, () => new InputRejection("mutual.total-impossible",
                new($"A total of {total} cannot occur.", $"总损失{total}不可能发生。")) { Field = "total", Value = total.ToString() });
        }

        checks.That(input.Total is not null == input.Poisson.Count > 0, () => new InputRejection("mutual.total-with-poisson",
            new("A total is given exactly with Poisson losses; other distributions list all of theirs.", "仅泊松损失须给出 total；其他分布逐一列出各总额。")).At("total"));
    }

    private static void CheckRealised(Checks checks, MutualSharingInput input, List<string> members)
    {
        checks.That(input.Currency is not null == input.Realised.Count > 0, () => new InputRejection("mutual.currency-with-realised",
            new("Realised losses need a currency, and the other way round.", "实际损失与货币必须同时给出。")).At("currency"));
        if (input.Realised.Count == 0) return;
        foreach (var (member, loss) in input.Realised)
        {
            checks.NotNegative($"realised.{member}", loss);
            if (!members.Contains(member)) checks.Add(Problems.UnknownParty($"realised.{member}", member));
        }

        foreach (var member in members.Where(member => !input.Realised.ContainsKey(member))) checks.Add(Problems.Missing($"realised.{member}"));
    }

    private static void SumToOne(Checks checks, string field, IEnumerable<Rational> probabilities)
    {
        var sum = probabilities.Aggregate(Rational.Zero, (total, probability) => total + probability);
        checks.That(sum == Rational.One, () => new InputRejection("mutual.probability-not-one",
            new($"The probabilities sum to {sum}, not to 1.", $"概率之和为{sum}，应为1。")) { Field = field, Value = sum.ToString() });
    }
}
