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
        var known = participants.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < tiers.Count; i++)
        {
            var here = JsonPath.Item(path, i);
            var kind = tiers[i].Label;
            checks.That(!tiers.Take(i).Any(earlier => earlier.Label == kind), () => new InputRejection("agreement.duplicate-tier",
                new($"The tier '{kind}' stands twice.", $"分配层级“{kind}”重复。")) { Field = $"{here}.tier", Value = kind });
            if (tiers.Take(i).FirstOrDefault(TakesAll) is { } last) checks.Add(Unreachable(kind, last, here));

            switch (tiers[i])
            {
                case StatutoryShareTier tier:
                    checks.Within($"{here}.rate", tier.Rate, 0, 1);
                    checks.Positive($"{here}.rate", tier.Rate);
                    CheckReceivers(checks, tier.To, known, $"{here}.to");
                    break;
                case ReserveTier tier:
                    checks.Within($"{here}.rate", tier.Rate, 0, 1);
                    if (tier.Target is { } target) checks.NotNegative($"{here}.target", target);
                    break;
                case CostRecoveryTier tier:
                    checks.Within($"{here}.cap", tier.Cap, 0, 1);
                    checks.That(tier.Classes is null or { Count: > 0 }, () => Problems.Empty($"{here}.classes"));
                    if (tier.Classes?.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
                        checks.Add(Problems.Duplicate($"{here}.classes", twice.Key));
                    break;
                case PreferredReturnTier tier: checks.Within($"{here}.rate", tier.Rate, 0, 1); break;
                case CatchUpTier tier: CheckCatchUp(checks, tier, tiers, i, known, here); break;
                case ResidualTier tier: CheckResidual(checks, tier, participants, known, here); break;
            }
        }

        CheckStatutorySum(checks, tiers, path);
    }

    private static bool TakesAll(Tier tier) =>
        tier is ResidualTier || (tier is StatutoryShareTier { Of: TierBase.Remaining } share && share.Rate == Rational.One);

    private static InputRejection Unreachable(string kind, Tier last, string here) => new("agreement.unreachable-tier", last is ResidualTier
        ? new($"The tier '{kind}' comes after the residual tier, which leaves nothing.", $"“{kind}”排在剩余分配之后，永远分不到钱。")
        : new($"The tier '{kind}' comes after '{last.Label}', which takes all that is left.", $"“{kind}”排在取走全部余额的“{last.Label}”之后，永远分不到钱。"))
        { Field = $"{here}.tier", Value = kind };

    private static void CheckStatutorySum(Checks checks, IReadOnlyList<Tier> tiers, string path)
    {
        var sum = tiers.OfType<StatutoryShareTier>().Where(tier => tier.Of == TierBase.Pool).Aggregate(Rational.Zero, (total, tier) => total + tier.Rate);
        checks.That(sum <= Rational.One, () => new InputRejection("agreement.statutory-above-pool",
            new($"The statutory shares of the pool sum to {sum}, more than all of it.", $"以收益池为基数的法定份额之和为{sum}，超过全部收益。")) { Field = path, Value = sum.ToString() });
    }

    // A catch-up measures itself by the preferred return: without one it refers to nothing, before one each would wait for the other.
    private static void CheckCatchUp(Checks checks, CatchUpTier tier, IReadOnlyList<Tier> tiers, int index, HashSet<string> participants, string path)
    {
        checks.That(tier.Share.Sign > 0 && tier.Share < Rational.One && tier.Rate > tier.Share && tier.Rate <= Rational.One, () => new InputRejection("agreement.catch-up-rate",
            new($"A catch-up at rate {tier.Rate} never reaches the share {tier.Share}: the share lies between 0 and 1, the rate above it and at most 1.",
                $"追补比例{tier.Rate}无法达到份额{tier.Share}：份额应在0与1之间，追补比例应大于份额且不超过1。")) { Field = $"{path}.rate", Value = tier.Rate.ToString() });
        if (!tiers.Any(other => other is PreferredReturnTier))
        {
            checks.Add(new InputRejection("agreement.undefined-tier",
                new("A catch-up refers to a preferred return, but the agreement has none.", "追补层级以优先回报为依据，但协议没有优先回报层级。")) { Field = $"{path}.tier", Value = PreferredReturnTier.Name });
        }
        else if (!tiers.Take(index).Any(other => other is PreferredReturnTier))
        {
            checks.Add(new InputRejection("agreement.tier-cycle",
                new("A catch-up stands before the preferred return it is measured by; each would wait for the other.", "追补层级排在其所依据的优先回报之前，二者互相等待。")) { Field = $"{path}.tier", Value = tier.Kind });
        }

        CheckReceivers(checks, tier.To, participants, $"{path}.to");
    }

    private static void CheckReceivers(Checks checks, IReadOnlyDictionary<string, Rational> to, HashSet<string> participants, string path)
    {
        foreach (var (party, share) in to)
        {
            checks.NotNegative($"{path}.{party}", share);
            checks.That(participants.Contains(party), () => new InputRejection("agreement.receiver-not-participant",
                new($"'{party}' is to receive, but is no participant.", $"“{party}”列为收款方，但不是参与分配的成员。")) { Field = $"{path}.{party}", Value = party });
        }

        var sum = to.Values.Aggregate(Rational.Zero, (total, share) => total + share);
        checks.That(sum == Rational.One, () => new InputRejection("agreement.shares-not-one",
            new($"The receivers' shares sum to {sum}, not to 1.", $"收款方份额之和为{sum}，应为1。")) { Field = path, Value = sum.ToString() });
    }

    private static void CheckResidual(Checks checks, ResidualTier tier, IReadOnlyList<string> participants, HashSet<string> known, string path)
    {
        for (var i = 0; i < tier.Keys.Count; i++)
        {
            var key = tier.Keys[i];
            var here = JsonPath.Item($"{path}.keys", i);
            checks.Positive($"{here}.weight", key.Weight);
            checks.That(!tier.Keys.Take(i).Any(earlier => earlier.Key == key.Key), () => Problems.Duplicate($"{here}.key", KebabCase.Name(key.Key)));
            if (key.Key == ResidualMeasure.FixedPoints) CheckPoints(checks, key.Points ?? new Dictionary<string, Rational>(), participants, known, $"{here}.points");
        }

        var sum = tier.Keys.Aggregate(Rational.Zero, (total, key) => total + key.Weight);
        checks.That(sum == Rational.One, () => new InputRejection("agreement.weights-not-one",
            new($"The weights of the residual keys sum to {sum}, not to 1.", $"剩余分配各权重之和为{sum}，应为1。")) { Field = $"{path}.keys", Value = sum.ToString() });
    }

    private static void CheckPoints(
        Checks checks, IReadOnlyDictionary<string, Rational> points, IReadOnlyList<string> participants, HashSet<string> known, string path)
    {
        foreach (var (party, value) in points)
        {
            checks.NotNegative($"{path}.{party}", value);
            checks.That(known.Contains(party), () => new InputRejection("agreement.points-not-participant",
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
