namespace Ledger.Rules;

/// <summary>Rules that hold awards or losses equal as far as the claims allow.</summary>
internal static class EqualRules
{
    /// <summary>Each min(c, lambda), with lambda such that the awards sum to the estate.</summary>
    public static Rational[] ConstrainedEqualAwards(Rational estate, IReadOnlyList<Rational> claims, Steps steps)
    {
        var level = Level(estate, claims);
        steps.Add("lambda", new("Equal award", "等额所得 λ"), level, formula: "sum of min(c, lambda) = E");
        return [.. claims.Select(claim => Rational.Min(claim, level))];
    }

    /// <summary>Each max(0, c - lambda), with lambda such that the awards sum to the estate: CEA of what is missing, seen as losses.</summary>
    public static Rational[] ConstrainedEqualLosses(Rational estate, IReadOnlyList<Rational> claims, Steps steps)
    {
        var level = Level(ProportionalRules.Sum(claims) - estate, claims);
        steps.Add("lambda", new("Equal loss", "等额损失 λ"), level, formula: "sum of max(0, c - lambda) = E");
        return [.. claims.Select(claim => claim - Rational.Min(claim, level))];
    }

    /// <summary>Up to half of all claims: CEA on half claims; beyond: half the claim and CEL on the other half.</summary>
    public static Rational[] Talmud(Rational estate, IReadOnlyList<Rational> claims, Steps steps) =>
        ByHalves(estate, claims, steps, below: ConstrainedEqualAwards, above: ConstrainedEqualLosses);

    /// <summary>Up to half of all claims: CEL on half claims; beyond: half the claim and CEA on the other half.</summary>
    public static Rational[] ReverseTalmud(Rational estate, IReadOnlyList<Rational> claims, Steps steps) =>
        ByHalves(estate, claims, steps, below: ConstrainedEqualLosses, above: ConstrainedEqualAwards);

    /// <summary>CEA on half claims, and once these are met, CEA again on the other half.</summary>
    public static Rational[] Piniles(Rational estate, IReadOnlyList<Rational> claims, Steps steps) =>
        ByHalves(estate, claims, steps, below: ConstrainedEqualAwards, above: ConstrainedEqualAwards);

    /// <summary>Two claimants: each gets what the other concedes, max(0, E - c of the other); what both claim is halved.</summary>
    public static Rational[] ContestedGarment(Rational estate, IReadOnlyList<Rational> claims, Steps steps)
    {
        var first = Rational.Max(Rational.Zero, estate - claims[1]);
        var second = Rational.Max(Rational.Zero, estate - claims[0]);
        var contested = estate - first - second;
        steps.Add("contested", new("Claimed by both", "双方均主张的部分"), contested, formula: $"{estate} - {first} - {second}");
        return [first + (contested / 2), second + (contested / 2)];
    }

    private static Rational[] ByHalves(Rational estate, IReadOnlyList<Rational> claims, Steps steps, ClaimsRule below, ClaimsRule above)
    {
        var halves = claims.Select(claim => claim / 2).ToArray();
        var half = ProportionalRules.Sum(halves);
        steps.Add("half", new("Half of all claims", "主张合计的一半"), half);
        if (estate <= half) return below(estate, halves, steps);
        var more = above(estate - half, halves, steps);
        return [.. halves.Select((own, i) => own + more[i])];
    }

    /// <summary>The level at which min(c, level) sums to the amount; the amount is at most the sum of the claims.</summary>
    private static Rational Level(Rational amount, IReadOnlyList<Rational> claims)
    {
        var left = amount;
        var level = Rational.Zero;
        var open = claims.Count;
        foreach (var claim in claims.Order())
        {
            level = left / open;
            if (claim > level) return level;
            left -= claim;
            level = claim;
            open--;
        }

        return level;
    }
}
