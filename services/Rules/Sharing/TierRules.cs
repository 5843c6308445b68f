namespace Ledger.Rules;

/// <summary>What a waterfall must fulfil before any money meets it. Codes speak of the agreement, where the fault is made.</summary>
internal static class TierRules
{
    private static readonly Rational Hundred = 100;

    /// <summary>Checks the tiers against the participants they divide between.</summary>
    /// <param name="checks">Receives the broken rules.</param>
    /// <param name="tiers">In order.</param>
    /// <param name="participants">Party ids.</param>
    /// <param name="path">JSON path of the list of tiers.</param>
    public static void Check(Checks checks, IReadOnlyList<Tier> tiers, IReadOnlyList<string> participants, string path)
    {
        if (tiers.Count == 0) checks.Add(Problems.Empty(path));
        for (var i = 0; i < tiers.Count; i++)
        {
            var here = JsonPath.Item(path, i);
            var kind = tiers[i].Kind;
            checks.That(!tiers.Take(i).Any(earlier => earlier.Kind == kind), () => new InputRejection("agreement.duplicate-tier",
                new($"The tier '{kind}' stands twice.", $"分配层级“{kind}”重复。")) { Field = $"{here}.tier", Value = kind });
            checks.That(!tiers.Take(i).Any(earlier => earlier is ResidualTier), () => new InputRejection("agreement.unreachable-tier",
                new($"The tier '{kind}' comes after the residual tier, which leaves nothing.", $"“{kind}”排在剩余分配之后，永远分不到钱。")) { Field = $"{here}.tier", Value = kind });

            switch (tiers[i])
            {
                case ReserveTier tier: checks.Within($"{here}.rate", tier.Rate, 0, 1); break;
                case CostRecoveryTier tier: checks.Within($"{here}.cap", tier.Cap, 0, 1); break;
                case PreferredReturnTier tier: checks.Within($"{here}.rate", tier.Rate, 0, 1); break;
                case ResidualTier tier: CheckResidual(checks, tier, participants, here); break;
            }
        }
    }

    private static void CheckResidual(Checks checks, ResidualTier tier, IReadOnlyList<string> participants, string path)
    {
        for (var i = 0; i < tier.Keys.Count; i++)
        {
            var key = tier.Keys[i];
            var here = JsonPath.Item($"{path}.keys", i);
            checks.Positive($"{here}.weight", key.Weight);
            checks.That(!tier.Keys.Take(i).Any(earlier => earlier.Key == key.Key), () => Problems.Duplicate($"{here}.key", KebabCase.Name(key.Key)));
            if (key.Key == ResidualMeasure.FixedPoints) CheckPoints(checks, key.Points ?? new Dictionary<string, Rational>(), participants, $"{here}.points");
        }

        var sum = tier.Keys.Aggregate(Rational.Zero, (total, key) => total + key.Weight);
        checks.That(sum == Rational.One, () => new InputRejection("agreement.weights-not-one",
            new($"The weights of the residual keys sum to {sum}, not to 1.", $"剩余分配各权重之和为{sum}，应为1。")) { Field = $"{path}.keys", Value = sum.ToString() });
    }

    private static void CheckPoints(Checks checks, IReadOnlyDictionary<string, Rational> points, IReadOnlyList<string> participants, string path)
    {
        foreach (var (party, value) in points)
        {
            checks.NotNegative($"{path}.{party}", value);
            checks.That(participants.Contains(party), () => new InputRejection("agreement.points-not-participant",
                new($"'{party}' has points but is no participant.", $"“{party}”有固定点数，但不是参与分配的成员。")) { Field = $"{path}.{party}", Value = party });
        }

        foreach (var party in participants.Where(party => !points.ContainsKey(party)))
        {
            checks.Add(new InputRejection("agreement.points-missing",
                new($"The participant '{party}' has no points; write \"0\" if it shall have none.", $"参与成员“{party}”没有点数；如不参与请写 \"0\"。")) { Field = path, Value = party });
        }

        var sum = points.Values.Aggregate(Rational.Zero, (total, value) => total + value);
        checks.That(sum == Hundred, () => new InputRejection("agreement.points-not-hundred",
            new($"The fixed points sum to {sum}, not to 100.", $"固定点数之和为{sum}，应为100。")) { Field = path, Value = sum.ToString() });
    }
}
