namespace Ledger.Rules;

/// <summary>A rule for dividing an estate: exact awards in the order of the claims, which sum to the estate.</summary>
/// <param name="estate">At least 0, at most the sum of the claims.</param>
/// <param name="claims">At least 0 each.</param>
/// <param name="steps">Receives the rule's own intermediates.</param>
internal delegate Rational[] ClaimsRule(Rational estate, IReadOnlyList<Rational> claims, Steps steps);

/// <summary>What every claims rule has in common: its inputs, their checks, and rounding by largest remainder.</summary>
internal static class ClaimsDivision
{
    /// <summary>Reads the inputs.</summary>
    public static ClaimsInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var estate = inputs.Amount("estate", currency);
        var claims = inputs.Amounts("claims", currency);
        return currency is not null && estate is not null ? new ClaimsInput(currency, estate, claims) : null;
    }

    /// <summary>Divides by a rule.</summary>
    /// <param name="input">The problem.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="least">Fewest claimants the rule is made for.</param>
    /// <param name="most">Most claimants the rule takes.</param>
    public static Outcome<ClaimsFigures> Divide(ClaimsInput input, ClaimsRule rule, int least = 1, int most = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(input);
        var claimed = Money.Sum(input.Claims.Values.Where(claim => claim.Sign > 0), input.Currency);
        if (Check(input, claimed, least, most) is { Failed: true } checks) return checks.Refuse<ClaimsFigures>();

        var names = input.Claims.Keys.Order(StringComparer.Ordinal).ToList();
        var claims = names.ConvertAll(name => input.Claims[name].Value);
        var steps = new Steps();
        steps.Add("estate", new("Estate", "可分财产"), input.Estate);
        steps.Add("claimed", new("Sum of the claims", "权利主张合计"), claimed, string.Join(" + ", names.Select(name => input.Claims[name].Amount)));
        var shares = rule(input.Estate.Value, claims, steps);

        var exact = new SortedDictionary<string, Rational>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            exact[names[i]] = shares[i];
            steps.Add($"exact/{names[i]}", new($"Exact award of {names[i]}", $"{names[i]} 的精确份额"), shares[i], input.Currency.Code);
        }

        if (exact.Values.Aggregate(Rational.Zero, (sum, share) => sum + share) != input.Estate.Value)
            throw new InvalidOperationException("The exact awards do not sum to the estate.");
        return Round(input, claimed, exact, steps);
    }

    private static ClaimsFigures Round(ClaimsInput input, Money claimed, SortedDictionary<string, Rational> exact, Steps steps)
    {
        var split = LargestRemainder.Split(input.Estate, exact);
        steps.Left("awards", split);
        var losses = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (name, award) in split.Amounts)
        {
            losses[name] = input.Claims[name] - award;
            if (losses[name].Sign < 0) throw new InvalidOperationException("An award exceeds its claim after rounding.");
            steps.Add($"award/{name}", new($"Award of {name}", $"{name} 所得"), award,
                note: new("To the smallest unit by largest remainder.", "按最大余数法取整至最小货币单位。"));
        }

        return new ClaimsFigures(input.Estate, claimed, exact, split.Amounts, losses) { Steps = steps.Lines, Residual = steps.Residual };
    }

    private static Checks Check(ClaimsInput input, Money claimed, int least, int most)
    {
        var checks = new Checks();
        checks.NotNegative("estate", input.Estate);
        checks.That(input.Claims.Count > 0, () => Problems.Empty("claims"));
        foreach (var (name, claim) in input.Claims) checks.NotNegative($"claims.{name}", claim);
        checks.That(input.Estate <= claimed, () => new InputRejection("claims.estate-above-claims",
            new($"The estate {input.Estate.Amount} is more than all claims together ({claimed.Amount}); the rest belongs to nobody here.",
                $"可分财产{input.Estate.Amount}超过权利主张合计{claimed.Amount}，多余部分在此无人可得。")) { Field = "estate", Value = input.Estate.Amount });
        checks.That(input.Claims.Count == 0 || input.Claims.Count >= least, () => new InputRejection("claims.too-few-claimants",
            new($"This rule is for {Problems.Invariant(least)} claimants.", $"本规则适用于{Problems.Invariant(least)}位权利人。")) { Field = "claims", Value = Problems.Invariant(input.Claims.Count) });
        checks.That(input.Claims.Count <= most, () => new InputRejection("claims.too-many-claimants",
            new($"This rule takes at most {Problems.Invariant(most)} claimants.", $"本规则最多适用于{Problems.Invariant(most)}位权利人。")) { Field = "claims", Value = Problems.Invariant(input.Claims.Count) });
        return checks;
    }
}
